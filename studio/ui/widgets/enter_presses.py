# SPDX-License-Identifier: GPL-3.0-or-later
"""Pressing of the focused button by Return and the space bar; elsewhere the space bar plays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QToolButton, QWidget
from shiboken6 import isValid

from studio.ui.door import asked_by_qt, called_by_qt, connect


class EnterPresses(QObject):
    """Watches the control that has the keyboard."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._watched: QWidget | None = None
        connect(app.focusChanged, self._moved)

    @called_by_qt
    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        if isinstance(now, QAbstractButton | QComboBox):
            self._watched = now
            now.installEventFilter(self)

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Space and not event.modifiers():
            # The key is the control's, not a shortcut.
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~_KEYPAD:
            return False
        if event.isAutoRepeat():
            # As with the space bar: one press, however long.
            return True
        if isinstance(watched, QComboBox):
            watched.showPopup()
        elif isinstance(watched, QToolButton) and watched.menu() is not None:
            watched.showMenu()
        elif isinstance(watched, QAbstractButton):
            watched.click()
        return True


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
