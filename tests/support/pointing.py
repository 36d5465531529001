# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


def double_click(widget: QWidget, button: Qt.MouseButton, pos: QPoint | None = None) -> None:
    """Click twice in *widget*, by default in its middle, and let the button go, which Qt's own function does not."""
    at = widget.rect().center() if pos is None else pos
    QTest.mouseDClick(widget, button, pos=at)
    if isValid(widget):
        QTest.mouseRelease(widget, button, pos=at)


def move_pointer(widget: QWidget, at: QPoint) -> None:
    """Move the pointer to a place of *widget*, with the buttons that are held. Qt's own function moves that of the
    display, which tells the widget so a while later."""
    local, there = QPointF(at), QPointF(widget.mapToGlobal(at))
    held = QGuiApplication.mouseButtons()
    event = QMouseEvent(
        QEvent.Type.MouseMove, local, there, Qt.MouseButton.NoButton, held, QGuiApplication.keyboardModifiers()
    )
    QApplication.sendEvent(widget, event)
