# SPDX-License-Identifier: GPL-3.0-or-later
"""A Qt application on the tests' display, and widgets that are closed after each test."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.voices import Voice
from studio.ui.theme import Theme
from tests.support.faults import none_allowed
from tests.support.screen import Display

Show = Callable[..., None]
Pump = Callable[..., None]


@pytest.fixture(scope="session")
def app(display: Display) -> QApplication:
    from studio.ui.main import make_application

    return make_application()


@pytest.fixture
def theme(app: QApplication) -> Iterator[Theme]:
    made = Theme(app, "light")
    yield made
    app.styleHints().colorSchemeChanged.disconnect(made.follow)
    made.deleteLater()


@pytest.fixture
def pump(app: QApplication) -> Pump:
    """`pump(condition)` lets Qt work until the condition holds; AssertionError after 5 s."""

    def until(condition: Callable[[], object] = lambda: True, deadline_s: float = 5.0) -> None:
        end_s = time.monotonic() + deadline_s
        app.processEvents()
        while not condition():
            assert time.monotonic() < end_s, "the condition did not come true"
            QTest.qWait(5)

    return until


@pytest.fixture
def show(app: QApplication, pump: Pump) -> Iterator[Show]:
    """`show(widget, width, height)` puts it on the display with the keyboard; it is closed after the test."""
    shown: list[QWidget] = []

    def put(widget: QWidget, width: int = 0, height: int = 0) -> None:
        shown.append(widget)
        if width:
            widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        pump(lambda: widget.isActiveWindow() and bool(widget.windowHandle() and widget.windowHandle().isExposed()))

    yield put
    for widget in shown:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    assert not [widget for widget in app.topLevelWidgets() if widget.isVisible()]


@pytest.fixture(autouse=True)
def no_faults() -> Iterator[None]:
    """Fails a test in which something failed that Qt or the loop called."""
    with none_allowed():
        yield


@pytest.fixture(autouse=True)
def no_native_dialogs() -> None:
    os.environ["QT_QPA_PLATFORMTHEME"] = ""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)


VOICES = (
    Voice("v-heart", "Heart", "en-US", "female", "warm, unhurried"),
    Voice("v-george", "George", "en-GB", "male", "round, calm"),
    Voice("v-siwis", "Siwis", "fr", "female", "clear"),
    Voice("v-kumo", "Kumo", "ja", "male", "deep", unavailable_reason="Japanese is not spoken yet."),
    Voice("v-mine", "My blend", "en-US", "", "", own=True),
)


@pytest.fixture
def voices() -> tuple[Voice, ...]:
    return VOICES
