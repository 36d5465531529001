# SPDX-License-Identifier: GPL-3.0-or-later
"""The blend pad: the mix as a point between its voices, moved by the pointer and by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from studio.app.design.blend_pad import MOST_CORNERS, Point, corners, point_of, weights_at
from studio.core.hues import hue_of
from studio.core.voices import apportioned, whole_percents
from studio.ui.design.pad_picture import ground
from studio.ui.design.view import DesignView
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.widgets.usable import allow

WIDTH = 288
_HEIGHT = 132
_NAMES = 20
_LOW = 40
_INSET = 13.0
_POINT, _RING = 9.0, 13.0
_TOP_NAMES = 18.0
_STEPS = {
    Qt.KeyboardModifier.NoModifier: 0.01,
    Qt.KeyboardModifier.ShiftModifier: 0.05,
    Qt.KeyboardModifier.AltModifier: 0.001,
}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_KEYS = "Arrows move it by 1 %, with Shift by 5 %, with Alt by 0.1 %; = gives all voices equal shares."


class BlendPad(QWidget):
    """Shows two voices or more. Of more than four, the first four are its corners, and the others keep their shares.

    Attributes:
        told: The weights at the corners in words, for screen readers.
    """

    blended = Signal(list)
    """The weights wanted for the voices at the corners, of sum 1."""
    even_requested = Signal()
    held = Signal(bool)
    """The point is held by the pointer, or no more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view = DesignView()
        self._weights: tuple[float, ...] = ()
        self._ghost: Point | None = None
        self._before: tuple[float, ...] = ()
        self._ground: tuple[object, QPixmap] | None = None
        self.told = ""
        self.setAccessibleName("Blend")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocusSign", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(theme.changed, self.update)

    def show_design(self, view: DesignView) -> None:
        """Show the mix of *view*, and where that of the other design is."""
        self._view = view
        rows = view.mix[:MOST_CORNERS]
        self.setVisible(len(rows) > 1)
        if len(rows) < 2:
            self._before = ()
            return
        self.setFixedSize(WIDTH, (_LOW if len(rows) == 2 else _HEIGHT) + _NAMES)
        total = sum(row.part for row in rows)
        even = 1.0 / len(rows)
        self._weights = tuple(row.part / total if total > 0 else even for row in rows)
        self._ghost = point_of(view.ghost) if len(view.ghost) == len(rows) and sum(view.ghost) > 0 else None
        allow(self, view.mixing_unavailable_reason, _KEYS)
        self._tell()
        self.update()

    def place_of_point(self) -> QPointF:
        """Where the point is."""
        return self._place(point_of(self._weights))

    def place_of_ghost(self) -> QPointF | None:
        """Where the other design is; None for nowhere."""
        return self._place(self._ghost) if self._ghost is not None else None

    @property
    def label(self) -> str:
        """The weights at the corners, such as "24 \u00b7 54 \u00b7 22"."""
        return " \u00b7 ".join(map(str, whole_percents(self._weights)))

    def _tell(self) -> None:
        named = zip(self._view.mix, whole_percents(self._weights), strict=False)
        told = ", ".join(f"{row.voice.name} {percent} %" for row, percent in named)
        if told != self.told:
            self.told = told
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, told))

    # --- places

    def _box(self) -> QRectF:
        """The rectangle of the corners."""
        top = _TOP_NAMES if len(self._weights) == 4 else 0.0
        height = self.height() - _NAMES
        return QRectF(_INSET, _INSET + top, self.width() - 2 * _INSET, height - 2 * _INSET - top)

    def _place(self, point: Point) -> QPointF:
        box = self._box()
        return QPointF(box.x() + point[0] * box.width(), box.y() + point[1] * box.height())

    def _point(self, place: QPointF) -> Point:
        box = self._box()
        return (place.x() - box.x()) / box.width(), (place.y() - box.y()) / max(box.height(), 1.0)

    # --- pointer and keys

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._before = self._weights
        self.held.emit(True)
        self._drag(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._before:
            self._drag(event)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._before:
            self._before = ()
            self.held.emit(False)
            self.update()

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.even_requested.emit()
        else:
            event.ignore()

    def _drag(self, event: QMouseEvent) -> None:
        finely = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._move(self._point(event.position()), self._before, 1000 if finely else 100)

    def _move(self, point: Point, before: tuple[float, ...], whole: int) -> None:
        """Ask for the weights at *point*, in parts of *whole*."""
        parts = apportioned(weights_at(point, before), whole)
        self.blended.emit([part / whole for part in parts])

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        # Elsewhere some of these keys step by sentence.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _step(event):
            event.accept()
            return True
        return super().event(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _step(event)
        if step is not None:
            x, y = point_of(self._weights)
            across, down = step
            if len(self._weights) == 2:
                across, down = across - down, 0.0
            self._move((x + across, y + down), self._weights, 1000)
        elif event.text() == "=":
            self.even_requested.emit()
        else:
            super().keyPressEvent(event)

    # --- look

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        if len(self._weights) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        places = [self._place(corner) for corner in corners(len(self._weights))]
        painter.drawPixmap(QPointF(), self._ground_of(places))
        here = self.place_of_point()
        self._paint_ways(painter, places, here)
        self._paint_names(painter, places)
        ghost = self.place_of_ghost()
        if ghost is not None:
            self._paint_ghost(painter, ghost, here)
        self._paint_point(painter, here)
        if self._before:
            self._paint_label(painter, here)

    def _ground_of(self, places: list[QPointF]) -> QPixmap:
        hues = [hue_of(row.voice.id) for row in self._view.mix[:MOST_CORNERS]]
        ratio, theme = self.devicePixelRatioF(), self._theme.palette.name
        key = (tuple(hues), ratio, theme, self.height())
        if self._ground is None or self._ground[0] != key:
            size = QSizeF(self.size())
            self._ground = key, ground([QColor(hue) for hue in hues], places, size, ratio, theme)
        return self._ground[1]

    def _paint_ways(self, painter: QPainter, places: list[QPointF], here: QPointF) -> None:
        """Dots at each tenth of the way down, and a line from the point to each corner."""
        if len(places) < 3:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 90))
        box = self._box()
        for row in range(1, 6):
            y = row / 6
            half = 0.5 * y if len(places) == 3 else 0.5
            count = max(round(12 * half * 2 * 0.9), 1)
            for column in range(count):
                x = 0.5 - half + 2 * half * (column + 0.5) / count
                painter.drawEllipse(QPointF(box.x() + x * box.width(), box.y() + y * box.height()), 0.9, 0.9)
        painter.setPen(QPen(QColor(255, 255, 255, 150), 1.2))
        for place in places:
            painter.drawLine(here, place)

    def _paint_names(self, painter: QPainter, places: list[QPointF]) -> None:
        painter.setFont(font(12, 500))
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        below = self.height() - _NAMES + 2.0
        half = WIDTH / 2 - 52
        beside = QRectF(places[0].x() + 14, 0, WIDTH / 2 - 16, 16)
        spots = {
            2: ((QRectF(0, below, half, 16), left), (QRectF(WIDTH - half, below, half, 16), right)),
            3: ((beside, left), (QRectF(0, below, half, 16), left), (QRectF(WIDTH - half, below, half, 16), right)),
            4: (
                (QRectF(0, 0, half, 16), left),
                (QRectF(WIDTH - half, 0, half, 16), right),
                (QRectF(0, below, half, 16), left),
                (QRectF(WIDTH - half, below, half, 16), right),
            ),
        }[len(places)]
        for row, (spot, side) in zip(self._view.mix, spots, strict=False):
            name = painter.fontMetrics().elidedText(row.voice.name, Qt.TextElideMode.ElideRight, int(spot.width()))
            painter.setPen(self._theme.hue(hue_of(row.voice.id)))
            painter.drawText(spot, int(side | Qt.AlignmentFlag.AlignVCenter), name)
        if self._view.differs:
            painter.setPen(self._theme.color("accent_text"))
            painter.drawText(QRectF(0, below, WIDTH, 16), int(Qt.AlignmentFlag.AlignCenter), self._view.differing)

    def _paint_ghost(self, painter: QPainter, ghost: QPointF, here: QPointF) -> None:
        """Where the other design is, and the dashed way from there."""
        theme = self._theme
        way = QPainterPath(ghost)
        off = here - ghost
        way.quadTo(ghost + off / 2 + QPointF(-off.y(), off.x()) * 0.18, here)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("text"), 1.6, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(way)
        painter.setPen(QPen(theme.color("page"), 1.5))
        painter.setBrush(theme.color("text"))
        painter.drawEllipse(ghost, 8, 8)
        painter.setPen(theme.color("page"))
        painter.setFont(font(11, 600))
        box = QRectF(ghost.x() - 8, ghost.y() - 8, 16, 16)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._view.other_letter)

    def _paint_point(self, painter: QPainter, here: QPointF) -> None:
        theme = self._theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus() or self._before:
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawEllipse(here, _RING - 1, _RING - 1)
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.setBrush(theme.color("thumb"))
        painter.drawEllipse(here, _POINT, _POINT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(here, 5.5, 5.5)

    def _paint_label(self, painter: QPainter, here: QPointF) -> None:
        painter.setFont(font(12, 600))
        width = painter.fontMetrics().horizontalAdvance(self.label) + 16
        left = here.x() - _RING - 6 - width
        if left < 0:
            left = here.x() + _RING + 6
        box = QRectF(min(left, WIDTH - width), max(min(here.y() - 26, self.height() - 24), 0), width, 22)
        painter.setPen(QPen(self._theme.color("hairline"), 1))
        painter.setBrush(self._theme.color("thumb"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor("#1E1B16"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.label)


def _step(event: QKeyEvent) -> tuple[float, float] | None:
    """How far a key moves the point to the right and down; None for another key."""
    size = _STEPS.get(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
    direction = _ARROWS.get(Qt.Key(event.key()))
    return (size * direction[0], size * direction[1]) if size is not None and direction is not None else None
