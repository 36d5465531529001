# SPDX-License-Identifier: GPL-3.0-or-later
"""The marks of voices on the map, and which of their names find room."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from studio.app.voices.voice_map import Place
from studio.ui.theme import Theme
from studio.ui.theme.fonts import font
from studio.ui.theme.palette import DARK, LIGHT

Places = NDArray[np.float64]

SIDE = 12
IN_MIX = 17
RING = 25
OWN = 14
_PICTURE = OWN + 6
_LABEL_PX = 11
_MOST_LABELS = 400
"""More names would not be read, and finding their room would hold the window."""
_LABEL_GAP = 5
_HALO = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A voice on the map.

    Attributes:
        hue: "#rrggbb", for text on the panel.
        off: Whether the filters leave it out, so that it is only outlined.
    """

    voice_id: str
    name: str
    place: Place
    hue: str
    sex: str
    own: bool
    off: bool = False


def places_of(marks: Sequence[Mark]) -> Places:
    """Their places, [marks, 2]."""
    return np.array([mark.place for mark in marks], np.float64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class Label:
    """A voice's name that found room.

    Attributes:
        at: The left end of its baseline.
        room: What it takes of the view.
    """

    mark: Mark
    at: QPointF
    room: QRectF


def paint_marks(painter: QPainter, marks: Sequence[Mark], at: Places, view: QSizeF) -> None:
    """The marks of natural size.

    Args:
        at: Where the view shows them, [marks, 2], in pixels.
        view: The view's size; what is not in it is not painted.
    """
    ratio = painter.device().devicePixelRatioF()
    half = _PICTURE / 2
    draw, point = painter.drawPixmap, QPointF
    for number, (x, y) in _seen(at, view):
        mark = marks[number]
        draw(point(x - half, y - half), _picture(mark.hue, mark.sex, mark.own, mark.off, ratio))


def _seen(at: Places, view: QSizeF) -> Iterator[tuple[int, tuple[float, float]]]:
    """Numbers and points of those in the view."""
    inside = ((at >= 0) & (at <= (view.width(), view.height()))).all(1)
    numbers = np.flatnonzero(inside)
    yield from zip(numbers.tolist(), map(tuple, at[numbers].tolist()), strict=True)


def paint_in_mix(painter: QPainter, mark: Mark, at: QPointF, ink: QColor) -> None:
    """The larger mark of a voice of the mix, in a ring."""
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, RING / 2, RING / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mark.hue))
    painter.drawPath(_shape(mark.sex, IN_MIX, at))


def label_font_px() -> int:
    return _LABEL_PX


def label_ink(theme: Theme) -> QColor:
    """Of names outside of the mix: it stands out from each fill of the map by 5.9 to 1 or more."""
    inks = {id(DARK): "#CFC8BD", id(LIGHT): "#3F3A32"}
    return QColor(inks.get(id(theme.palette), theme.palette.text))


def labelled(marks: Sequence[Mark], at: Places, view: QSizeF, kept_free: Collection[QRectF] = ()) -> Iterator[Label]:
    """Names that find room; those of the marks before go first. None touches another one, a mark, or what is
    *kept_free*.

    Args:
        at: Where the view shows them, [marks, 2], in pixels.
        view: The view's size.
    """
    metrics = QFontMetricsF(font(_LABEL_PX, 500))
    room = _Room(view)
    for free in kept_free:
        room.take(free)
    seen = [number for number, _at in _seen(at, view) if not marks[number].off]
    room.take_marks(at[seen])
    for number in seen[:_MOST_LABELS]:
        mark, (x, y) = marks[number], at[number].tolist()
        width = metrics.horizontalAdvance(mark.name)
        for left, baseline in _label_places(mark, QPointF(x, y), width, metrics):
            box = QRectF(left, baseline - metrics.ascent(), width, metrics.height())
            if room.free(box):
                room.take(box)
                yield Label(mark, QPointF(left, baseline), box)
                break


def paint_label(painter: QPainter, text: str, at: QPointF, ink: QColor, halo: QColor, weight: int = 500) -> None:
    """*text* in a halo of the panel's colour, with the left end of its baseline *at*."""
    picture, baseline = draw_letters(painter, text, ink, halo, weight)
    painter.drawPixmap(at - QPointF(_HALO, baseline), picture)


def draw_letters(painter: QPainter, text: str, ink: QColor, halo: QColor, weight: int = 500) -> tuple[QPixmap, int]:
    """The picture of a name that `paint_label` paints, and how far its baseline is from the top. It is kept, since it
    takes long to draw."""
    return _letters(text, ink.name(), halo.name(), weight, painter.device().devicePixelRatioF())


@lru_cache(maxsize=2 * _MOST_LABELS)
def _letters(text: str, ink: str, halo: str, weight: int, ratio: float) -> tuple[QPixmap, int]:
    """A name in its halo, and how far its baseline is from the top; its left end is _HALO from the left."""
    metrics = QFontMetricsF(font(_LABEL_PX, weight))
    baseline = math.ceil(metrics.ascent()) + _HALO
    width = math.ceil(metrics.horizontalAdvance(text)) + 2 * _HALO
    height = baseline + math.ceil(metrics.descent()) + _HALO
    made = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    at = QPointF(_HALO, baseline)
    letters = QPainterPath()
    letters.addText(at, font(_LABEL_PX, weight), text)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    around = QPen(QColor(halo), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(around)
    painter.drawPath(letters)
    painter.setPen(QColor(ink))
    painter.setFont(font(_LABEL_PX, weight))
    painter.drawText(at, text)
    painter.end()
    return made, baseline


def _label_places(mark: Mark, at: QPointF, width: float, metrics: QFontMetricsF) -> list[tuple[float, float]]:
    below = at.x() - width / 2, at.y() + SIDE / 2 + _LABEL_GAP + metrics.ascent()
    beside = at.x() + SIDE / 2 + _LABEL_GAP, at.y() + metrics.ascent() / 2 - 1
    before = at.x() - SIDE / 2 - _LABEL_GAP - width, beside[1]
    return [beside, before, below] if mark.own else [below, beside, before]


@lru_cache(maxsize=512)
def _picture(hue: str, sex: str, own: bool, off: bool, ratio: float) -> QPixmap:
    side = _PICTURE
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.15 if off else 1.0)
    middle = QPointF(side / 2, side / 2)
    color = QColor(hue)
    if own:
        painter.setPen(QPen(color, 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, OWN / 2, OWN / 2)
    elif off:
        painter.setPen(QPen(color, 1.5))
        painter.drawPath(_shape(sex, SIDE - 1.5, middle))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPath(_shape(sex, SIDE, middle))
    painter.end()
    return made


def _shape(sex: str, side: float, at: QPointF) -> QPainterPath:
    path = QPainterPath()
    if sex == "male":
        path.addRoundedRect(QRectF(at.x() - side / 2, at.y() - side / 2, side, side), 2, 2)
    else:
        path.addEllipse(at, side / 2, side / 2)
    return path


class _Room:
    """What is taken of the view, in cells of a few pixels."""

    _CELL = 2

    def __init__(self, view: QSizeF) -> None:
        self._taken = np.zeros((int(view.height() / self._CELL) + 2, int(view.width() / self._CELL) + 2), np.bool_)

    def take(self, box: QRectF) -> None:
        self._taken[self._cells(box.left(), box.top(), box.right(), box.bottom())] = True

    def take_marks(self, at: Places) -> None:
        """Marks of natural size around points of the view."""
        rows, columns = self._taken.shape
        column, row = ((at[:, axis] / self._CELL).astype(np.intp) for axis in (0, 1))
        reach = SIDE // 2 // self._CELL
        for down in range(-reach, reach + 1):
            for across in range(-reach, reach + 1):
                self._taken[np.clip(row + down, 0, rows - 1), np.clip(column + across, 0, columns - 1)] = True

    def free(self, box: QRectF) -> bool:
        """Whether all of *box* is in the view and nothing of it taken."""
        rows, columns = self._taken.shape
        inside = box.left() >= 0 and box.top() >= 0 and box.right() < columns * self._CELL
        taken = self._taken[self._cells(box.left(), box.top(), box.right(), box.bottom())]
        return inside and box.bottom() < rows * self._CELL and not taken.any()

    def _cells(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
        cell = self._CELL
        return (
            slice(max(int(top / cell), 0), max(int(bottom / cell) + 1, 0)),
            slice(max(int(left / cell), 0), max(int(right / cell) + 1, 0)),
        )
