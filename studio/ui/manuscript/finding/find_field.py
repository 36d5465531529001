# SPDX-License-Identifier: GPL-3.0-or-later
"""The field for what is sought, with the switches of how it is sought."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QFontDatabase, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField
from studio.ui.widgets.toggle import Toggle

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class FindLine(LineField):
    """A line in which Enter goes on, Shift+Enter back, and Alt+Enter replaces all; Escape is the window's."""

    all_asked = Signal()
    back_asked = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name)
        self.takes_escape = False
        self.setPlaceholderText(hint)
        self.setFixedHeight(32)

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            # In the text Alt+Enter goes elsewhere.
            event.accept()
            return True
        return super().event(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        own = self._own(event)
        if own is not None:
            own.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _own(self, event: QKeyEvent) -> SignalInstance | None:
        """The signal for the key; None for others."""
        if event.key() not in _ENTER:
            return None
        modifiers = event.modifiers() & ~_KEYPAD
        signals = {Qt.KeyboardModifier.AltModifier: self.all_asked, Qt.KeyboardModifier.ShiftModifier: self.back_asked}
        return signals.get(modifiers)


class FindField(QWidget):
    """One frame around a line and its switches.

    Attributes:
        line: What is sought.
        case, words, expression, within: Switches.
        wrong: Whether it is marked as no right expression.
    """

    changed = Signal()
    """What is sought, or how, is another."""
    within_asked = Signal(bool)
    """Search the selection alone, or all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.wrong = False
        self.line = FindLine("Find in the text", "Find in the text")
        self.line.setProperty("ownFocusSign", True)
        self.line.setStyleSheet("QLineEdit, QLineEdit:focus { background: transparent; border: none; padding: 0 4px; }")
        self.case = Toggle(theme, "Aa", "Large and small letters differ")
        self.words = Toggle(theme, "W", "Whole words")
        self.expression = Toggle(theme, ".*", "Regular expression")
        self.within = Toggle(theme, "selection", "In the selection alone", icon=True)
        self._glass = label("", 13)
        self.setFixedHeight(32)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 0, 4, 0)
        line.setSpacing(1)
        line.addWidget(self._glass)
        line.addWidget(self.line, 1)
        for switch in (self.case, self.words, self.expression):
            line.addWidget(switch)
            connect(switch.toggled, lambda _on: self._show_kind())
        line.addWidget(self.within)
        connect(self.within.clicked, self.within_asked)
        connect(self.line.textChanged, lambda _text: self.changed.emit())
        connect(theme.changed, self._restyle)
        self.line.installEventFilter(self)
        self._restyle()

    def show_wrong(self, wrong: bool) -> None:
        """Show whether what is written is no expression."""
        if wrong != self.wrong:
            self.wrong = wrong
            self.update()

    @asked_by_qt(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self.update()
        return False

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(348, 32)

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(220, 32)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.line.hasFocus()
        role = "error" if self.wrong else "accent_line" if focused else "hairline"
        width = 2 if focused or self.wrong else 1
        painter.setPen(QPen(self._theme.color(role), width))
        painter.setBrush(self._theme.color("field"))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)

    def _show_kind(self) -> None:
        """An expression is written in letters of one width."""
        written = font(13)
        if self.expression.isChecked():
            written = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            written.setPixelSize(13)
        self.line.setFont(written)
        self.changed.emit()

    @called_by_qt
    def _restyle(self) -> None:
        self._glass.setPixmap(icon("magnifying-glass", self._theme.color("text_2")).pixmap(QSize(16, 16)))
        self.update()
