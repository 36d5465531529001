# SPDX-License-Identifier: GPL-3.0-or-later
"""The map's ground: dots, the territories of groups of voices, and what its directions mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from studio.app.voices.voice_map import Line, VoiceGroup, VoiceMap
from studio.ui.theme.fonts import font
from studio.ui.voices.map.sight import Sight

_DOTS = 40
_FILL = {"dark": 0.085, "light": 0.06}
_LINES = (0.10, 0.16, 0.22, 0.28)
"""How opaque the lines are, the outermost first."""
_WORD_PX = 12


class Ground:
    """Paints it.

    Args:
        voice_map: The map.
    """

    def __init__(self, voice_map: VoiceMap) -> None:
        self._map = voice_map
        self._paths = {group.name: tuple(_path(level) for level in group.contours) for group in voice_map.groups}

    def slices(
        self, sight: Sight, seen: QRectF, hues: Mapping[str, str], off: Collection[str], scheme: str
    ) -> Iterator[Callable[[QPainter], None]]:
        """What paints dots and territories, one call after the other.

        Args:
            seen: The view, in its pixels.
            hues: "#rrggbb" of each group by its name.
            off: Names of groups that are left out.
            scheme: "dark" or "light".
        """
        dots = QColor(255, 255, 255, 16) if scheme == "dark" else QColor(0, 0, 0, 20)
        yield partial(self._paint_dots, sight=sight, seen=seen, ink=dots)
        for group in self._map.groups:
            if group.name not in off:
                hue = QColor(hues[group.name])
                yield partial(self._paint_group, sight=sight, group=group, hue=hue, fill=_FILL[scheme])

    def paint_words(self, painter: QPainter, sight: Sight, seen: QRectF, ink: QColor) -> list[QRectF]:
        """What the directions mean, at the ends of the map; the rooms of the words."""
        painter.setFont(font(_WORD_PX, 400))
        painter.setPen(ink)
        metrics = QFontMetricsF(painter.font())
        width, height = self._map.size
        middle = sight.seen((width / 2, height / 2))
        rooms = []
        for words, across in ((self._map.across, True), (self._map.up, False)):
            for end, word in enumerate(words):
                long, tall = metrics.horizontalAdvance(word), metrics.height()
                if across:
                    x = seen.right() - long - 12 if end else seen.left() + 12
                    room = QRectF(x, min(max(middle.y(), seen.top()), seen.bottom()) - tall / 2, long, tall)
                else:
                    y = seen.top() + 4 if end else seen.bottom() - tall - 4
                    room = QRectF(min(max(middle.x(), seen.left()), seen.right()) - long / 2, y, long, tall)
                painter.drawText(QPointF(room.left(), room.top() + metrics.ascent()), word)
                rooms.append(room)
        return rooms

    def _paint_group(self, painter: QPainter, sight: Sight, group: VoiceGroup, hue: QColor, fill: float) -> None:
        painter.save()
        painter.setTransform(sight.transform, combine=True)
        for path, line in zip(self._paths[group.name], _LINES, strict=True):
            tint, edge = QColor(hue), QColor(hue)
            tint.setAlphaF(fill)
            edge.setAlphaF(line)
            pen = QPen(edge, 1)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(tint)
            painter.drawPath(path)
        painter.restore()

    def _paint_dots(self, painter: QPainter, sight: Sight, seen: QRectF, ink: QColor) -> None:
        painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        step = _DOTS * sight.scale
        origin = sight.seen((0.0, 0.0))
        x = seen.left() + (origin.x() - seen.left()) % step
        while x < seen.right():
            y = seen.top() + (origin.y() - seen.top()) % step
            while y < seen.bottom():
                painter.drawPoint(QPointF(x, y))
                y += step
            x += step


def _path(lines: tuple[Line, ...]) -> QPainterPath:
    """Lines of one level, smooth, with holes where one lies within another."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for line in lines:
        points = [QPointF(x, y) for x, y in line]
        path.moveTo((points[-1] + points[0]) / 2)
        for point, following in zip(points, (*points[1:], points[0]), strict=True):
            path.quadTo(point, (point + following) / 2)
        path.closeSubpath()
    return path
