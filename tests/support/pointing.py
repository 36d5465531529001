# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does with the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def double_click(widget: QWidget, button: Qt.MouseButton, pos: QPoint | None = None) -> None:
    """Click twice in *widget*, by default in its middle, and let the button go, which Qt's own function does not."""
    at = pos or widget.rect().center()
    QTest.mouseDClick(widget, button, pos=at)
    if isValid(widget):
        QTest.mouseRelease(widget, button, pos=at)
