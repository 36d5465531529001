# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that are held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def hold(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
) -> None:
    """Press a key in *widget* and hold it until the keyboard has sent it twice more."""
    QTest.keyPress(widget, key, modifiers)
    for _ in range(2):
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text, True))
    QTest.keyRelease(widget, key, modifiers)
