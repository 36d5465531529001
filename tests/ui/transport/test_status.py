# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.transport import Cancel, StatusBar, StatusView

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_the_status_line_shows_work_and_cancels_it(theme: Theme, show: Callable[..., None]) -> None:
    line = StatusBar(theme)
    show(line, 1440, 24)
    cancelled: list[bool] = []

    def stop() -> None:
        cancelled.append(True)

    line.show_status(StatusView("ready", "Local engine", "Exporting a.wav", 0.25, (Cancel("Exporting a.wav", stop),)))
    assert line.doing.text() == "Exporting a.wav"
    assert line.bar.value() == 250
    QTest.mouseClick(line.cancel, LEFT)
    assert cancelled == [True]
    line.show_status(StatusView("ready", "Local engine"))
    assert not line.bar.isVisible()
    assert not line.cancel.isVisible()


def test_each_of_many_works_can_be_cancelled_by_keyboard(theme: Theme, show: Callable[..., None]) -> None:
    line = StatusBar(theme)
    show(line, 1440, 24)
    cancelled: list[str] = []
    names = ("Exporting a&b.wav", "Waiting to export c.wav", "Waiting to export d.wav")
    cancels = tuple(Cancel(name, partial(cancelled.append, name)) for name in names)
    line.show_status(StatusView("ready", "Local engine", "Exporting a&b.wav 25%  ·  2 waiting", 0.25, cancels))

    def menu() -> QMenu:
        QTest.keyClick(line.cancel, Qt.Key.Key_Space)
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        return found

    opened = menu()
    assert [each.text().replace("&&", "&") for each in opened.actions() if each.text()] == [
        *(f"Cancel: {name}" for name in names),
        "Cancel all 3",
    ]
    QTest.keyClick(opened, Qt.Key.Key_Down)
    QTest.keyClick(opened, Qt.Key.Key_Return)
    assert cancelled == [names[1]]
    QTest.keyClick(menu(), Qt.Key.Key_Escape)
    opened = menu()
    QTest.keyClick(opened, Qt.Key.Key_Up)
    QTest.keyClick(opened, Qt.Key.Key_Return)
    assert cancelled == [names[1], *names]


def test_showing_progress_leaves_painting_to_the_next_frame(theme: Theme, show: Callable[..., None]) -> None:
    class Paints(QObject):
        painted: ClassVar = set[QObject]()

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.painted.add(watched)
            return False

    window, line, other = QWidget(), StatusBar(theme), QWidget()
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(other)
    show(window, 1440, 100)
    line.show_status(StatusView("ready", "Local engine", "Exporting a.wav 25%", 0.25))
    QApplication.processEvents()
    paints = Paints()
    other.installEventFilter(paints)
    line.bar.installEventFilter(paints)

    other.update()
    line.show_status(StatusView("ready", "Local engine", "Exporting a.wav 50%", 0.5))
    assert not paints.painted
    QApplication.processEvents()
    assert paints.painted == {other, line.bar}
