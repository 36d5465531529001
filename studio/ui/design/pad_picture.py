# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground of the blend pad: the voices' hues flowing into one another between their corners."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPixmap, QPolygonF

_ROUNDING = 6.0
_OPACITY = {"light": 140, "dark": 200}
_BAR = 8.0


def ground(hues: Sequence[QColor], places: Sequence[QPointF], size: QSizeF, ratio: float, theme: str) -> QPixmap:
    """The ground for two to four voices.

    Args:
        hues: The voices' hues.
        places: Their corners.
        size: Of the pad, in logical pixels.
        ratio: Device pixels for each of them.
        theme: "light" or "dark".
    """
    colours = _blank(size, ratio)
    if len(hues) == 4:
        _fill_square(colours, hues, places, size, ratio)
    else:
        _fill_gradients(colours, hues, places, size)
    shape = _blank(size, ratio)
    painter = _painter(shape)
    paint_shape(painter, places, QColor(255, 255, 255))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.drawPixmap(QPointF(), colours)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(QRectF(QPointF(), size), QColor(0, 0, 0, _OPACITY.get(theme, 160)))
    painter.end()
    return shape


def _blank(size: QSizeF, ratio: float) -> QPixmap:
    made = QPixmap((size * ratio).toSize())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def _painter(picture: QPixmap) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    return painter


def paint_shape(painter: QPainter, places: Sequence[QPointF], color: QColor) -> None:
    """Paint the pad's shape between the corners *places*."""
    painter.setBrush(color)
    if len(places) == 2:
        left, right = places
        painter.drawRoundedRect(QRectF(left.x(), left.y() - _BAR / 2, right.x() - left.x(), _BAR), _BAR / 2, _BAR / 2)
        return
    outline = places if len(places) == 3 else (places[0], places[1], places[3], places[2])
    painter.setPen(QPen(color, _ROUNDING, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(QPolygonF(list(outline)))


def _fill_gradients(picture: QPixmap, hues: Sequence[QColor], places: Sequence[QPointF], size: QSizeF) -> None:
    """Each corner's hue falls to nothing at the opposite side, so that all of them add up to one everywhere."""
    painter = _painter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    for number, hue in enumerate(hues):
        others = [place for other, place in enumerate(places) if other != number]
        gradient = QLinearGradient(places[number], _foot(places[number], others))
        gradient.setColorAt(0.0, hue)
        gradient.setColorAt(1.0, _faded(hue))
        painter.fillRect(QRectF(QPointF(), size), gradient)
    painter.end()


def _fill_square(
    picture: QPixmap, hues: Sequence[QColor], places: Sequence[QPointF], size: QSizeF, ratio: float
) -> None:
    painter = _painter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    for left, right, strong, weak in ((0, 1, places[0].y(), places[2].y()), (2, 3, places[2].y(), places[0].y())):
        row = _blank(size, ratio)
        rows = _painter(row)
        across = QLinearGradient(places[left], places[right])
        across.setColorAt(0.0, hues[left])
        across.setColorAt(1.0, hues[right])
        rows.fillRect(QRectF(QPointF(), size), across)
        rows.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        down = QLinearGradient(QPointF(0, strong), QPointF(0, weak))
        down.setColorAt(0.0, QColor(0, 0, 0, 255))
        down.setColorAt(1.0, QColor(0, 0, 0, 0))
        rows.fillRect(QRectF(QPointF(), size), down)
        rows.end()
        painter.drawPixmap(QPointF(), row)
    painter.end()


def _foot(corner: QPointF, others: Sequence[QPointF]) -> QPointF:
    """The point nearest to *corner* on the line through *others*, or the only one of them."""
    if len(others) == 1:
        return others[0]
    along = others[1] - others[0]
    share = QPointF.dotProduct(corner - others[0], along) / max(QPointF.dotProduct(along, along), 1e-6)
    return others[0] + along * share


def _faded(hue: QColor) -> QColor:
    made = QColor(hue)
    made.setAlpha(0)
    return made
