# SPDX-License-Identifier: GPL-3.0-or-later
"""Timers, animations and windows that a test leaves behind fail it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPropertyAnimation, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from studio.ui.main import make_application
from tests.support import qt_left
from tests.support.screen import Display
from tests.support.waiting import HANGS_S

pytestmark = pytest.mark.display


@pytest.fixture
def app(display: Display, monkeypatch: pytest.MonkeyPatch) -> QApplication:
    monkeypatch.setattr(qt_left, "SETTLES_WITHIN_S", 0.1)
    return make_application()


def test_a_timer_that_runs_on_is_named_whoever_holds_it(app: QApplication) -> None:
    before = qt_left.QtLeft()
    owned, held = QTimer(app), QTimer()
    owned.setObjectName("of Qt's")
    held.setObjectName("of Python's")
    for timer in (owned, held):
        timer.start(60_000)
    with pytest.raises(AssertionError, match="timer of Qt's of 60000 ms, timer of Python's of 60000 ms"):
        before.assert_none()
    owned.deleteLater()
    held.stop()
    before.assert_none()


def test_an_animation_that_runs_on_is_named(app: QApplication) -> None:
    before = qt_left.QtLeft()
    label = QLabel("moving")
    animation = QPropertyAnimation(label, b"windowOpacity", label)
    animation.setDuration(60_000)
    animation.setEndValue(0.5)
    animation.setLoopCount(-1)
    animation.start()
    with pytest.raises(AssertionError, match="window QLabel, animation QPropertyAnimation in QLabel"):
        before.assert_none()
    animation.stop()
    label.deleteLater()
    before.assert_none()


def test_a_window_that_stays_is_named_though_it_is_hidden(app: QApplication) -> None:
    before = qt_left.QtLeft()
    window = QWidget()
    window.setObjectName("the hidden one")
    with pytest.raises(AssertionError, match="window the hidden one"):
        before.assert_none()
    del window
    before.assert_none()


def test_what_ends_a_moment_later_is_not_left(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_left, "SETTLES_WITHIN_S", HANGS_S)
    before = qt_left.QtLeft()
    QTimer.singleShot(20, QObject(app), lambda: None)
    window = QWidget()
    window.deleteLater()
    before.assert_none()


def test_a_mouse_button_that_is_held_is_named(app: QApplication) -> None:
    """Nothing would get the ring of the keyboard in the tests that follow."""
    window = QWidget()
    window.show()
    before = qt_left.QtLeft()
    QTest.mousePress(window, Qt.MouseButton.LeftButton)
    with pytest.raises(AssertionError, match="a mouse button that is held"):
        before.assert_none()
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton)
    before.assert_none()
    window.close()
