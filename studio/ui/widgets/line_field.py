# SPDX-License-Identifier: GPL-3.0-or-later
"""A field for one line of text that handles all its keys itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.ui.door import asked_by_qt, called_by_qt

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ELSEWHERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class LineField(QLineEdit):
    """A line edit that passes no keys on to the widget behind it.

    The window's keys with Control or Alt work in it too. Undo and redo act on the field while it has something to undo
    or redo, and on the window's history otherwise.

    Args:
        name: Accessible name.
    """

    confirmed = Signal()
    """Return was pressed."""
    cancelled = Signal()
    """Escape was pressed."""
    left = Signal()
    """The keyboard went to another control of the window."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        # While False, Escape is the window's.
        self.takes_escape = True

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._is_escape(event):
                event.accept()
                return True
            if self._is_the_windows(event):
                event.ignore()
                return False
        return super().event(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_escape(event):
            self.cancelled.emit()
        elif event.key() in _ENTER and not event.modifiers() & ~_KEYPAD:
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)
        event.accept()

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _ELSEWHERE:
            self.left.emit()

    def _is_the_windows(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        if event.matches(QKeySequence.StandardKey.Redo):
            return not self.isRedoAvailable()
        # On X11 a line edit takes Ctrl+E and Ctrl+K for itself, as Emacs has them.
        pressed = QKeySequence(event.keyCombination())
        return bool(event.modifiers() & _COMMANDS) and any(
            pressed in action.shortcuts() for action in self.window().actions()
        )

    def _is_escape(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and not event.modifiers() and self.takes_escape
