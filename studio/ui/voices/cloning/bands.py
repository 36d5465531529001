# SPDX-License-Identifier: GPL-3.0-or-later
"""The likeness as a point on a line, with what was measured of one person's recordings and of two."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.app.voices.likeness_bands import LikenessBands
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font

_HEIGHT, _LINE, _POINT = 40, 4, 11
_LEAST = 0.3
_NAMES = (("others", "other people"), ("same", "the same person twice"))


class LikenessLine(QWidget):
    """From _LEAST to 1."""

    def __init__(self, theme: Theme, bands: LikenessBands) -> None:
        super().__init__()
        self._theme = theme
        self._bands = {"others": bands.others, "same": bands.same}
        self._likeness: float | None = None
        self._hue = ""
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName("Likeness")
        connect(theme.changed, self.update)

    def show_likeness(self, likeness: float | None) -> None:
        self._likeness = likeness
        self.setAccessibleDescription("" if likeness is None else f"{likeness:.2f}: {self._told(likeness)}")
        self.update()

    def show_hue(self, hue: str) -> None:
        """Show the point in a voice's *hue*; "" for none."""
        if hue != self._hue:
            self._hue = hue
            self.update()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("groove"))
        middle = 8.0
        painter.drawRoundedRect(QRectF(0, middle - _LINE / 2, self.width(), _LINE), 2, 2)
        painter.setFont(font(11, 500))
        for key, name in _NAMES:
            begin, end = (self._x_of(value) for value in self._bands[key])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("ready" if key == "same" else "edge"))
            painter.drawRoundedRect(QRectF(begin, middle - _LINE / 2, end - begin, _LINE), 2, 2)
            width = painter.fontMetrics().horizontalAdvance(name)
            left = min(max((begin + end - width) / 2, 0.0), self.width() - width)
            painter.setPen(self._theme.color("text_2"))
            painter.drawText(QPointF(left, 32), name)
        if self._likeness is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.hue(self._hue) if self._hue else self._theme.color("text"))
            painter.drawEllipse(QPointF(self._x_of(self._likeness), middle), _POINT / 2, _POINT / 2)

    def _told(self, likeness: float) -> str:
        if likeness >= self._bands["same"][0]:
            return "as alike as two recordings of one person"
        if likeness > self._bands["others"][1]:
            return "more alike than other people are"
        return "as alike as other people are"

    def _x_of(self, likeness: float) -> float:
        share = (min(max(likeness, _LEAST), 1.0) - _LEAST) / (1 - _LEAST)
        return share * (self.width() - _POINT) + _POINT / 2
