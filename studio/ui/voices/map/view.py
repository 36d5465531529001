# SPDX-License-Identifier: GPL-3.0-or-later
"""The map itself: territories, marks, and the point of the present design, which is dragged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.app.voices.voice_map import Place, Placed, VoiceMap
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.voices.map.ground import Ground
from studio.ui.voices.map.marks import (
    Mark,
    draw_letters,
    label_font_px,
    label_ink,
    labelled,
    paint_in_mix,
    paint_label,
    paint_marks,
    places_of,
)
from studio.ui.voices.map.point import Ghost, grabs, paint_ghost, paint_lines, paint_point
from studio.ui.voices.map.sight import Sight
from studio.ui.voices.map.still import Same, Slice, Still, StillPainter

_REACH = 12
"""Pixels around a mark within which the pointer is on it."""
_HOVER_MS = 200
_RESTS_MS = 80
_MANY = 2_000
"""Voices from which on a map is painted anew in slices and, while it moves, only when it rests."""
_AT_ONCE = 500
_STEP, _LARGE_STEP, _SMALL_STEP = 4.0, 20.0, 0.4
_ZOOM = 1.25
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class MapView:
    """What the map shows.

    Attributes:
        marks: The voices that have a place; those that are named first come first.
        mix: Shares of the present design's voices by their id; 0 to 1.
        point: Where the design is; None if none of its voices has a place.
        ghost: The speaker's other design; None if it is the same or has no place.
        hues: "#rrggbb" of each group of voices by its name.
        off: Names of groups that are left out.
        movable: Whether the point can be moved.
    """

    marks: tuple[Mark, ...] = ()
    mix: Mapping[str, float] = field(default_factory=dict)
    point: Place | None = None
    ghost: Ghost | None = None
    hues: Mapping[str, str] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    movable: bool = True


class VoiceMapView(QWidget):
    """Shows a MapView."""

    point_moved = Signal(float, float, bool)
    """The person moved the point there, on the map; whether the mix's voices are kept."""
    held = Signal(bool)
    """The person took the point, or let it go."""
    selected = Signal(str)
    """The person selected the voice of an id; "" for none."""
    hovered = Signal(str)
    """The pointer rests on the voice of an id; "" when it left."""
    listen_requested = Signal(str)
    add_requested = Signal(str)

    def __init__(self, theme: Theme, voice_map: VoiceMap) -> None:
        super().__init__()
        self._theme = theme
        self._map = voice_map
        self._ground = Ground(voice_map)
        self.view = MapView()
        self._at: dict[str, Mark] = {}
        self._places = np.zeros((0, 2))
        self._sight = Sight.of_all(QSizeF(*voice_map.size), voice_map.size)
        self.stills = StillPainter(self)
        connect(self.stills.finished, self.update)
        self._rests = QTimer(self, singleShot=True, interval=_RESTS_MS)
        connect(self._rests.timeout, self.update)
        self.selected_id = ""
        self._hovered = ""
        self._dragging: str = ""
        self._from = QPointF()
        self._hover = QTimer(self, singleShot=True, interval=_HOVER_MS)
        connect(self._hover.timeout, self._hover_rests)
        connect(theme.changed, self.update)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocusSign", True)
        self.setAccessibleName("Map of voices")

    def show_view(self, view: MapView) -> None:
        """Show *view*."""
        if view.marks is not self.view.marks:
            self._at = {mark.voice_id: mark for mark in view.marks}
            self._places = places_of(view.marks)
        self.view = view
        self.setAccessibleDescription(self._told())
        self.update()

    @property
    def point(self) -> QPointF | None:
        """Where the view shows the present design; None if it has no place."""
        return self._sight.seen(self.view.point) if self.view.point is not None else None

    @property
    def whole(self) -> bool:
        """Whether all that it shows is painted as it is now."""
        return not self._rests.isActive() and self.stills.whole and self._of() == self.stills.of

    def select(self, voice_id: str) -> None:
        """Outline the voice of an id; "" for none."""
        if voice_id != self.selected_id:
            self.selected_id = voice_id if voice_id in self._at else ""
            self.update()

    def room_of(self, voice_id: str) -> QRectF | None:
        """Where the view shows a voice's mark; None if it is not on the map."""
        mark = self._at.get(voice_id)
        if mark is None:
            return None
        at = self._sight.seen(mark.place)
        return QRectF(at.x() - _REACH, at.y() - _REACH, 2 * _REACH, 2 * _REACH)

    def seen(self, place: Place) -> QPointF:
        """Where the view shows a place of the map."""
        return self._sight.seen(place)

    def zoom(self, factor: float) -> None:
        """Show it *factor* times as large."""
        self._look(self._sight.zoomed(factor, QPointF(self.width() / 2, self.height() / 2)))

    @called_by_qt
    def zoom_in(self) -> None:
        self.zoom(_ZOOM)

    @called_by_qt
    def zoom_out(self) -> None:
        self.zoom(1 / _ZOOM)

    @called_by_qt
    def show_all(self) -> None:
        """Show all of the map."""
        self._look(Sight.of_all(self._size(), self._map.size))

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(*(round(length) for length in self._map.size))

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 200)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        all_of_it = self._sight.scale <= self._sight.whole
        fitted = Sight.of_all(self._size(), self._map.size)
        self._sight = fitted if all_of_it else Sight(self._sight.left, self._sight.top, self._sight.scale, fitted.whole)
        self._look(self._sight)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_behind(painter)
        shown, ink, halo = self.view, self._theme.color("text"), self._theme.color("panel")
        point = None if shown.point is None else self._sight.seen(shown.point)
        mixed = [(self._at[voice_id], share) for voice_id, share in shown.mix.items() if voice_id in self._at]
        if point is not None:
            paint_lines(painter, point, [(self._sight.seen(mark.place), share) for mark, share in mixed], ink)
            if shown.ghost is not None:
                paint_ghost(painter, shown.ghost, self._sight.seen(shown.ghost.place), point, self._theme)
        self._paint_selected(painter, ink)
        for mark, share in mixed:
            at = self._sight.seen(mark.place)
            paint_in_mix(painter, mark, at, ink)
            self._paint_share(painter, f"{mark.name} {round(share * 100)} %", at, point, (ink, halo))
        if point is not None:
            ring = self._dragging == "point" or (self.hasFocus() and not self.selected_id)
            paint_point(painter, point, self._theme, ring)

    def _paint_selected(self, painter: QPainter, ink: QColor) -> None:
        mark = self._at.get(self.selected_id)
        if mark is not None and self.selected_id not in self.view.mix:
            painter.setPen(QPen(self._theme.color("accent_line") if self.hasFocus() else ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._sight.seen(mark.place), 12, 12)

    def share_room(self, text: str, at: QPointF, point: QPointF | None) -> QRectF:
        """Where name and share of a voice of the mix stand: on the side that the point is not on, unless a direction is
        named there."""
        metrics = QFontMetricsF(font(label_font_px(), 600))
        width, height = metrics.horizontalAdvance(text), metrics.height()
        x = min(max(at.x() - width / 2, 4.0), self.width() - width - 4.0)
        over, under = (QRectF(x, top, width, height) for top in (at.y() - 18 - metrics.ascent(), at.y() + 16))
        above = point is not None and point.y() > at.y() and abs(point.y() - at.y()) > 10
        wanted, other = (over, under) if above else (under, over)
        still = self.stills.shown
        named = still is not None and any(room.intersects(wanted) for room in still.words)
        return other if named else wanted

    def _paint_share(
        self, painter: QPainter, text: str, at: QPointF, point: QPointF | None, colors: tuple[QColor, QColor]
    ) -> None:
        """Name and share of a voice of the mix."""
        room = self.share_room(text, at, point)
        ascent = QFontMetricsF(font(label_font_px(), 600)).ascent()
        paint_label(painter, text, QPointF(room.left(), room.top() + ascent), *colors, weight=600)

    def _paint_behind(self, painter: QPainter) -> None:
        """What does not follow the point. While a map of many voices moves or is painted anew, its last picture is
        moved."""
        many = len(self._places) >= _MANY
        if not (many and self._rests.isActive()):
            self._see_to_still(at_once=not many and self._has_letters())
        still = self.stills.shown
        if still is None:
            self._see_to_still(at_once=False)
            still = self.stills.shown
            assert still is not None  # begun
        if still.of[0] != self.size() or still.sight != self._sight:
            painter.fillRect(self.rect(), self._theme.color("panel"))
        if still.sight == self._sight:
            painter.drawPixmap(0, 0, still.picture)
            self._paint_labels(painter, still)
            return
        painter.save()
        painter.translate(self._sight.seen(still.sight.place(QPointF(0, 0))))
        painter.scale(*(2 * [self._sight.scale / still.sight.scale]))
        painter.drawPixmap(0, 0, still.picture)
        painter.restore()

    def _has_letters(self) -> bool:
        """Whether names are drawn in the colours of now; all of them at once take longer than an event may."""
        last = self.stills.last
        return last is not None and bool(last.labels) and last.halo == self._theme.color("panel")

    def _paint_labels(self, painter: QPainter, still: Still) -> None:
        """Names of the voices outside of the mix, where they do not lie under its marks."""
        mix = self.view.mix
        mixed = [room for voice_id in mix if (room := self.room_of(voice_id)) is not None]
        for label in still.labels:
            if label.mark.voice_id not in mix and not any(room.intersects(label.room) for room in mixed):
                paint_label(painter, label.mark.name, label.at, _ink_of(label.mark, still), still.halo)

    def _see_to_still(self, at_once: bool) -> None:
        """Have ground and marks painted as they are now, unless they are."""
        of, ratio = self._of(), self.devicePixelRatioF()
        if of == self.stills.of:
            return
        made = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(self._theme.color("panel"))
        still = Still(made, of, self._sight, label_ink(self._theme), self._theme.color("panel"))
        self.stills.begin(still, self._slices(still), at_once)

    def _of(self) -> tuple[object, ...]:
        """What ground and marks depend on."""
        shown = self.view
        return self.size(), self.devicePixelRatioF(), self._sight, self._theme.palette, Same(shown.marks), shown.off

    def _slices(self, still: Still) -> Iterator[Slice]:
        """What paints *still*: ground, marks, and the room of names, with their letters."""
        shown, seen, sight, size = self.view, QRectF(self.rect()), still.sight, self._size()
        yield from self._ground.slices(sight, seen, shown.hues, shown.off, self._theme.palette.name)
        words = still.words
        ink = self._theme.color("text_2")
        yield lambda painter: words.extend(self._ground.paint_words(painter, sight, seen, ink))
        at = sight.all_seen(self._places)
        for begin in range(0, len(at), _AT_ONCE):
            part = slice(begin, begin + _AT_ONCE)
            yield partial(paint_marks, marks=shown.marks[part], at=at[part], view=size)
        for label in labelled(shown.marks, at, size, words):
            still.labels.append(label)
            yield partial(draw_letters, text=label.mark.name, ink=_ink_of(label.mark, still), halo=still.halo)

    # --- the pointer

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = event.position()
        self._from = at
        point = self.view.point
        if point is not None and self.view.movable and grabs(at, self._sight.seen(point)):
            self._dragging = "point"
            self.held.emit(True)
            self.update()
            return
        voice_id = self.voice_at(at)
        self._dragging = "" if voice_id else "map"
        self._choose(voice_id)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._dragging == "point":
            keep = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._move_to(self._sight.place(at), keep)
        elif self._dragging == "map":
            self._look(self._sight.moved(at - self._from))
            self._from = at
        else:
            self._hover_over(self.voice_at(at))

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._dragging == "point":
            self.held.emit(False)
        self._dragging = ""
        self.update()

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        voice_id = self.voice_at(event.position())
        if voice_id:
            self.add_requested.emit(voice_id)

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / 120
        if turned:
            self._look(self._sight.zoomed(_ZOOM**turned, event.position()))
        event.accept()

    def voice_at(self, at: QPointF) -> str:
        """Id of the voice whose mark is at a point of the view; "" for none."""
        if not len(self._places):
            return ""
        x, y = self._sight.place(at)
        away = np.hypot(self._places[:, 0] - x, self._places[:, 1] - y)
        found = int(np.argmin(away))
        return self.view.marks[found].voice_id if away[found] * self._sight.scale <= _REACH else ""

    def _hover_over(self, voice_id: str) -> None:
        if voice_id == self._hovered:
            return
        self._hovered = voice_id
        if voice_id:
            self._hover.start()
        else:
            self._hover.stop()
            self.hovered.emit("")

    @called_by_qt
    def _hover_rests(self) -> None:
        self.hovered.emit(self._hovered)

    # --- keys

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None and self.view.point is not None and self.view.movable:
            self._step(arrow, event.modifiers())
        elif event.key() == Qt.Key.Key_Space and self.selected_id:
            self.listen_requested.emit(self.selected_id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected_id:
            self.add_requested.emit(self.selected_id)
        elif event.key() == Qt.Key.Key_Plus:
            self.zoom_in()
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif event.key() == Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def _step(self, arrow: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        step = _STEP
        if held & Qt.KeyboardModifier.ShiftModifier:
            step = _LARGE_STEP
        elif held & Qt.KeyboardModifier.AltModifier:
            step = _SMALL_STEP
        assert self.view.point is not None
        x, y = self.view.point
        keep = bool(held & Qt.KeyboardModifier.ControlModifier)
        self._move_to((x + arrow[0] * step, y + arrow[1] * step), keep)

    @asked_by_qt(bool)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the voices from the one nearest to the point on, then leaves the map."""
        order = self._by_nearness()
        at = order.index(self.selected_id) if self.selected_id in order else -1
        following = at + (1 if forward else -1)
        if 0 <= following < len(order) and (forward or at >= 0):
            self._choose(order[following])
            return True
        self._choose("")
        return super().focusNextPrevChild(forward)

    def _by_nearness(self) -> list[str]:
        on = {mark.voice_id: mark.place for mark in self.view.marks if not mark.off}
        width, height = self._map.size
        return Placed(on).nearest(self.view.point or (width / 2, height / 2), len(on))

    # --- both

    def _choose(self, voice_id: str) -> None:
        if voice_id != self.selected_id:
            self.select(voice_id)
            self.setAccessibleDescription(self._told())
            self.selected.emit(voice_id)

    def _move_to(self, place: Place, keep: bool) -> None:
        width, height = self._map.size
        self.point_moved.emit(min(max(place[0], 0.0), width), min(max(place[1], 0.0), height), keep)

    def _look(self, sight: Sight) -> None:
        self._sight = sight.bounded(self._size(), self._map.size)
        self._hover_over("")
        self._rests.start()
        self.update()

    def _size(self) -> QSizeF:
        return QSizeF(max(self.width(), 1), max(self.height(), 1))

    def _told(self) -> str:
        on = [(self._at[each].name, share) for each, share in self.view.mix.items() if each in self._at]
        mixed = ", ".join(f"{name} {round(100 * share)} %" for name, share in on)
        selected = self._at.get(self.selected_id)
        return "; ".join((*((selected.name,) if selected else ()), f"The design: {mixed or 'none of these'}"))


def _ink_of(mark: Mark, still: Still) -> QColor:
    """The colour of a mark's name."""
    return QColor(mark.hue) if mark.own else still.label_ink
