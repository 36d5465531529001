# SPDX-License-Identifier: GPL-3.0-or-later
"""The twelve colours for a speaker, as discs in a row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from studio.core.hues import HUE_NAMES, HUES
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme

_DISC = 13
_HEIGHT = 26
_INSET = 10
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -len(HUES),
    Qt.Key.Key_End: len(HUES),
}


class HueRow(QWidget):
    """A press or an arrow key chooses; `chosen` carries the colour "#rrggbb".

    Args:
        theme: The colours of what is around it.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hue = ""
        self.setFixedHeight(_HEIGHT)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Colour")
        connect(theme.changed, self.update)

    def show_hue(self, hue: str, name: str) -> None:
        """Show *hue* as that of the speaker *name*."""
        self._hue = hue
        self.setAccessibleName(f"{name}’s colour")
        self.setAccessibleDescription(HUE_NAMES[self._number] if self._number >= 0 else hue)
        self.update()

    def disc(self, number: int) -> QRectF:
        """The place of the colour of that number."""
        pitch = (self.width() - 2 * _INSET - _DISC) / (len(HUES) - 1)
        return QRectF(_INSET + number * pitch, (_HEIGHT - _DISC) / 2, _DISC, _DISC)

    @property
    def _number(self) -> int:
        shown = self._hue.upper()
        return HUES.index(shown) if shown in HUES else -1

    def _at(self, place: QPointF) -> int:
        for number in range(len(HUES)):
            if self.disc(number).adjusted(-3, -6, 3, 6).contains(place):
                return number
        return -1

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.chosen.emit(HUES[number])
        event.accept()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if not step or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        number = min(max(self._number + step, 0), len(HUES) - 1)
        if number != self._number:
            self.chosen.emit(HUES[number])

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), HUE_NAMES[number] if number >= 0 else "", self)
            return True
        return super().event(event)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, hue in enumerate(HUES):
            box = self.disc(number)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(hue))
            painter.drawEllipse(box)
            if number == self._number:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.color("text"), 1.5))
                painter.drawEllipse(box.adjusted(-2.5, -2.5, 2.5, 2.5))
