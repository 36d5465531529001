# SPDX-License-Identifier: GPL-3.0-or-later
"""How the list of takes is painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from studio.ui.theme import Theme, font, paint_icon

_WAVE = 150
_BAR = 3
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class TakeRow:
    """A take as the list shows it.

    Attributes:
        id: The take's id.
        name: Its name, such as "Take 3".
        used: Whether it is the one that is read.
        difference: How it differs from the one in use; "" for that one.
        age, length: Such as "2 min ago" and "11.4 s".
        bars: Loudness over its length, each 0 to 1.
        hue: Colour of its voice, "#rrggbb"; "" for a take that does not say the present text in the present voice.
        heard: The share that was heard, while it is; -1 otherwise.
        playing: Whether it is heard now and not paused.
        badge: "A", "B" or "".
        starred, locked: What the person noted.
        restorable: Whether its design is another one than the present.
    """

    id: str
    name: str
    used: bool = False
    difference: str = ""
    age: str = ""
    length: str = ""
    bars: tuple[float, ...] = ()
    hue: str = ""
    heard: float = -1.0
    playing: bool = False
    badge: str = ""
    starred: bool = False
    locked: bool = False
    restorable: bool = True

    @property
    def words(self) -> str:
        """All of it in words."""
        said = [
            self.name,
            "in use" if self.used else "",
            self.badge,
            "starred" if self.starred else "",
            "locked" if self.locked else "",
            self.difference,
            self.age,
            self.length,
        ]
        return ", ".join(part for part in said if part)


class TakePainter:
    """Paints rows and the places to press in the colours of *theme*."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._button = font(12, 500)
        self._metrics = QFontMetricsF(self._button)

    def text_width(self, text: str) -> float:
        """Width of a button's *text* in pixels."""
        return self._metrics.horizontalAdvance(text)

    def row(self, painter: QPainter, row: TakeRow, box: QRectF, lit: bool, focused: bool, narrow: bool) -> None:
        """Paint a row without what can be pressed in it."""
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        if row.used:
            painter.setBrush(theme.color("row_shadow"))
            painter.drawRoundedRect(box.translated(0, 1), 8, 8)
        if row.used or lit:
            painter.setBrush(theme.color("row_selected" if row.used else "row_hover"))
            painter.drawRoundedRect(box, 8, 8)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(theme.color("text"))
        painter.setFont(font(13, 600))
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, 56)
        painter.drawText(QRectF(36, box.top(), 58, box.height()), _LEFT, name)
        wave = 0 if narrow else _WAVE
        if wave:
            self._wave(painter, row, QRectF(128, box.center().y() - 16, wave, 32))
        left = 128 + wave + (14 if wave else 4)
        wide = box.right() - 130 - left
        painter.setPen(theme.color("text"))
        painter.setFont(font(12, 500))
        said = row.difference or ("in use" if row.used else "as the one in use")
        said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, int(wide))
        painter.drawText(QRectF(left, box.top() + 4, wide, 16), _LEFT, said)
        painter.setPen(theme.color("text_2"))
        painter.setFont(font(12))
        about = " · ".join(part for part in (row.age, row.length) if part)
        about = painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, int(wide))
        painter.drawText(QRectF(left, box.top() + 20, wide, 16), _LEFT, about)

    def _wave(self, painter: QPainter, row: TakeRow, box: QRectF) -> None:
        theme = self._theme
        count = len(row.bars)
        for number, loud in enumerate(row.bars):
            x = box.left() + _BAR * number + 1
            color = theme.hue(row.hue) if row.hue else theme.color("idle_wave")
            color = theme.color("accent_line") if number < row.heard * count else color
            painter.setPen(QPen(color, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            high = max(0.75, loud * box.height() / 2)
            painter.drawLine(QPointF(x, box.center().y() - high), QPointF(x, box.center().y() + high))
        if row.heard >= 0:
            x = box.left() + row.heard * _BAR * count
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def spot(self, painter: QPainter, row: TakeRow, what: str, box: QRectF, words: str, over: bool, lit: bool) -> None:
        """Paint a place to press. Those that only offer something are seen where the row is *lit*."""
        if what == "use":
            self._radio(painter, row.used, box)
        elif what == "play":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_tint" if row.playing else "button_tint"))
            painter.drawEllipse(box)
            sign, role = ("pause-fill", "accent_text") if row.playing else ("play-fill", "text")
            self._icon(painter, sign, role, box)
        elif what == "compare":
            self._compare(painter, row, box, over)
        elif what == "badge":
            if row.badge or lit:
                self._badge(painter, row.badge, box)
        else:
            if over:
                self._round(painter, "button_tint", box)
            self._button_of(painter, row, what, box, words, lit)

    def _button_of(self, painter: QPainter, row: TakeRow, what: str, box: QRectF, words: str, lit: bool) -> None:
        if what == "star" and (row.starred or lit):
            sign, role = ("star-fill", "accent_line") if row.starred else ("star", "text_2")
            self._icon(painter, sign, role, box)
        elif what == "lock" and (row.locked or lit):
            sign, role = ("lock-simple-fill", "text") if row.locked else ("lock-simple-open", "text_2")
            self._icon(painter, sign, role, box)
        elif what == "more":
            self._icon(painter, "dots-three", "text_2", box)
        elif what == "restore":
            self._icon(painter, "arrow-counter-clockwise", "text", QRectF(box.left() + 2, box.top() + 1, 26, 26))
            painter.setFont(self._button)
            painter.setPen(self._theme.color("text"))
            painter.drawText(box.adjusted(28, 0, 0, 0), _LEFT, words)

    def levels(self, painter: QPainter, place: QPointF) -> None:
        """Paint that compared takes are heard at equal loudness."""
        self._icon(painter, "equals", "text_2", QRectF(place.x(), place.y(), 14, 14))
        painter.setFont(font(11))
        painter.setPen(self._theme.color("text_2"))
        painter.drawText(QRectF(place.x() + 18, place.y() - 3, 100, 20), _LEFT, "Levels matched")

    def _radio(self, painter: QPainter, on: bool, box: QRectF) -> None:
        centre = box.center()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent_line" if on else "edge"), 4 if on else 1.5))
        radius = 6 if on else 7.25
        painter.drawEllipse(centre, radius, radius)

    def _badge(self, painter: QPainter, letter: str, box: QRectF) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text" if letter == "A" else "track_box"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font(11, 600))
        painter.setPen(theme.color("page" if letter == "A" else "text_2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter or "–")

    def _compare(self, painter: QPainter, row: TakeRow, box: QRectF, over: bool) -> None:
        theme = self._theme
        # Both halves are one track.
        painter.save()
        painter.setClipRect(box)
        self._round(painter, "track_box", box.adjusted(0, 0, 12, 0) if row.badge == "A" else box.adjusted(-12, 0, 0, 0))
        painter.restore()
        if row.heard >= 0:
            self._round(painter, "field", box.adjusted(2, 2, -2, -2))
        painter.setFont(font(12, 600))
        painter.setPen(theme.color("text" if row.heard >= 0 or over else "text_2"))
        text = painter.fontMetrics().elidedText(f"{row.badge}  {row.name}", Qt.TextElideMode.ElideRight, 74)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _round(self, painter: QPainter, role: str, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(role))
        painter.drawRoundedRect(box, 6, 6)

    def _icon(self, painter: QPainter, name: str, role: str, box: QRectF) -> None:
        side = 12 if name in ("play-fill", "pause-fill", "equals") else 16
        corner = box.center() - QPointF(side / 2, side / 2)
        paint_icon(painter, name, self._theme.color(role), corner, side)
