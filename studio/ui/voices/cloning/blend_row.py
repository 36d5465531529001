# SPDX-License-Identifier: GPL-3.0-or-later
"""The voices of a blend with their weights, each with its avatar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, avatar, font

_HEIGHT, _AVATAR, _GAP, _SPACE, _APART = 24, 20, 8, 5, 22
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

Part = tuple[str, str, int]
"""A voice's id and name, and its percentage."""


class BlendRow(QWidget):
    """As many of the voices as there is room for, the heaviest first; the others are counted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: tuple[Part, ...] = ()
        self.setFixedHeight(_HEIGHT)
        connect(theme.changed, self.update)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show the voices."""
        self._parts = tuple(parts)
        self.setAccessibleName("Blend: " + ", ".join(f"{name} {percent} %" for _, name, percent in parts))
        self.setToolTip(", ".join(f"{name} {percent} %" for _, name, percent in parts))
        self.update()

    @property
    def parts(self) -> tuple[Part, ...]:
        return self._parts

    def shown_in(self, width: int) -> int:
        """How many of the voices are shown in a *width* in pixels; there is room too for the count of the others."""
        left, more = 0.0, QFontMetricsF(font(13, 400)).horizontalAdvance("00 more")
        for number, (_, name, percent) in enumerate(self._parts):
            left += _AVATAR + _GAP + sum(_widths(name, percent)) + _SPACE
            if left + (0 if number == len(self._parts) - 1 else _APART + more) > width:
                return number
            left += _APART
        return len(self._parts)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, theme = 0.0, self._theme
        shown = self.shown_in(self.width())
        for voice_id, name, percent in self._parts[:shown]:
            width, figure = _widths(name, percent)
            picture = avatar(voice_id, name, _AVATAR, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, (_HEIGHT - _AVATAR) / 2), picture)
            left += _AVATAR + _GAP
            painter.setPen(theme.color("text"))
            painter.setFont(font(13, 500))
            painter.drawText(QRectF(left, 0, width + 1, _HEIGHT), _LEFT, name)
            left += width + _SPACE
            painter.setPen(theme.color("text_2"))
            painter.setFont(font(13, 400))
            painter.drawText(QRectF(left, 0, figure + 1, _HEIGHT), _LEFT, f"{percent} %")
            left += figure + _APART
        if shown < len(self._parts):
            more = f"{len(self._parts) - shown} more"
            painter.setPen(theme.color("text_2"))
            painter.drawText(QRectF(left, 0, self.width() - left, _HEIGHT), _LEFT, more)


def _widths(name: str, percent: int) -> tuple[float, float]:
    names, figures = QFontMetricsF(font(13, 500)), QFontMetricsF(font(13, 400))
    return names.horizontalAdvance(name), figures.horizontalAdvance(f"{percent} %")
