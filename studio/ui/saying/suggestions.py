# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions as chips: a press takes one, hover or the keyboard plays it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from studio.app.saying.pronouncing import Suggestion
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.widgets.resting import Resting

_SIDE = 11
_GAP = 6
_HIGH = 24


class SuggestionChip(QPushButton):
    """Shows an alias and its sounds, or what it is and its sounds where the alias is in IPA."""

    played = Signal()

    def __init__(self, theme: Theme, suggestion: Suggestion, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.suggestion = suggestion
        in_ipa = suggestion.alias.startswith("/")
        self._parts = (suggestion.meaning, suggestion.ipa) if in_ipa else (suggestion.alias, suggestion.ipa)
        self.setProperty("look", "chip")
        self.setAccessibleName(f"{self._parts[0]}: {suggestion.ipa}")
        tip = suggestion.meaning.capitalize() if not in_ipa else suggestion.alias
        self.setToolTip(f"{tip}. Press to take it.")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        connect(Resting(self).rested, self.played)
        connect(theme.changed, self.update)

    def show_on(self, on: bool) -> None:
        """Show whether it is what was typed."""
        if on != self.property("on"):
            self.setProperty("on", on)
            self.update()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        name, sounds = (QFontMetricsF(font(12, weight)) for weight in (500, 400))
        wide = name.horizontalAdvance(self._parts[0]) + sounds.horizontalAdvance(self._parts[1])
        return QSize(min(round(wide) + 4 + 2 * _SIDE + _GAP, 330), _HIGH)

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.played.emit()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, theme = bool(self.property("on")), self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        lit = self.underMouse() or self.hasFocus()
        painter.setBrush(theme.color("accent_tint" if on else "track_box" if lit else "button_tint"))
        painter.drawRoundedRect(QRectF(self.rect()), _HIGH / 2, _HIGH / 2)
        inside = QRectF(self.rect()).adjusted(_SIDE, 0, -_SIDE, 0)
        for text, weight, role in ((self._parts[0], 500, "text"), (self._parts[1], 400, "text_2")):
            painter.setFont(font(12, weight))
            painter.setPen(theme.color("accent_text" if on else role))
            metrics = QFontMetricsF(painter.font())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            inside.setLeft(inside.left() + metrics.horizontalAdvance(text) + _GAP)


class Suggestions(QWidget):
    """The chips in lines, as high as they need."""

    taken = Signal(str)
    """A suggestion's alias was pressed."""
    played = Signal(str)
    """A suggestion's alias is to be heard."""
    grown = Signal()
    """It needs another height."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.chips: list[SuggestionChip] = []
        self.setFixedHeight(_HIGH)

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show *suggestions* in their order."""
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [SuggestionChip(self._theme, each, self) for each in suggestions]
        for chip in self.chips:
            alias = chip.suggestion.alias
            connect(chip.clicked, lambda _on=False, alias=alias: self.taken.emit(alias))
            connect(chip.played, lambda alias=alias: self.played.emit(alias))
            chip.show()
        self._lay_out()

    def show_typed(self, alias: str) -> None:
        """Show which suggestion is what was typed."""
        for chip in self.chips:
            chip.show_on(chip.suggestion.alias == alias)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        x = y = 0
        for chip in self.chips:
            if x and x + chip.width() > self.width():
                x, y = 0, y + _HIGH + _GAP
            chip.move(x, y)
            x += chip.width() + _GAP
        if self.height() != y + _HIGH:
            self.setFixedHeight(y + _HIGH)
            self.grown.emit()
