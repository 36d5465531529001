# SPDX-License-Identifier: GPL-3.0-or-later
"""A slider with a 4 px groove, filled from a value on, with stops or marks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme

_GROOVE = 4
_ARROWS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class GrooveSlider(QSlider):
    """Horizontal slider.

    Args:
        theme: The colours.
        name: Accessible name.
        ends: The lowest and the highest of its whole-number values; 0 fills nothing.
        reset_to: The value that a double click returns to; None where it only asks, see `reset_requested`.
        thumb: Diameter of the thumb in pixels.
        stops: Draw a dot at each value.

    Attributes:
        drag_step: Every how many values there is one that the pointer reaches; keys reach all.
    """

    chosen = Signal(int)
    """The user set this value; never emitted by `show_value`."""
    reset_requested = Signal()
    """A double click on a slider that does not reset itself."""
    held = Signal(bool)
    """The thumb is held by the pointer, or no more."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        ends: tuple[int, int],
        *,
        reset_to: int | None = 0,
        thumb: int = 12,
        stops: bool = False,
        fill: QColor | str = "accent_line",
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._reset_to = reset_to
        self._thumb = thumb
        self._stops = stops
        self._fill = fill
        self.drag_step = 1
        self.setRange(*ends)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(self.valueChanged, self._changed)
        connect(self.sliderPressed, lambda: self.held.emit(True))
        connect(self.sliderReleased, lambda: self.held.emit(False))
        connect(theme.changed, self.update)

    def show_value(self, value: int) -> None:
        """Show *value* without emitting `chosen`; a thumb being dragged stays under the pointer."""
        if self.isSliderDown() or value == self.value():
            return
        blocked = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(blocked)
        self.update()

    def show_fill(self, fill: QColor) -> None:
        """Fill the groove in another colour."""
        self._fill = fill
        self.update()

    def thumb_centre(self) -> QPointF:
        return QPointF(self._x_of(self.value()), self._middle())

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(100, 24)

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(40, 20)

    @called_by_qt
    def _changed(self, value: int) -> None:
        self.update()
        self.chosen.emit(value)

    def _middle(self) -> float:
        return self.height() / 2

    def _x_of(self, value: int) -> float:
        margin = self._thumb / 2
        span = max(1, self.maximum() - self.minimum())
        return margin + (value - self.minimum()) / span * (self.width() - 2 * margin)

    def _value_at(self, x: float) -> int:
        margin = self._thumb / 2
        part = (x - margin) / max(1.0, self.width() - 2 * margin)
        steps = max(0.0, min(1.0, part)) * (self.maximum() - self.minimum()) / self.drag_step
        return self.minimum() + self.drag_step * round(steps)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self._value_at(event.position().x()))
        else:
            event.ignore()

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif self._reset_to is not None:
            self.setValue(self._reset_to)
        else:
            self.reset_requested.emit()

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        # Elsewhere these keys step by sentence.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._step(event):
            event.accept()
            return True
        return super().event(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(event)
        if step:
            self.setValue(self.value() + step)
        else:
            super().keyPressEvent(event)

    def _step(self, event: QKeyEvent) -> int:
        """The change that an arrow asks for: the smallest with Alt, a large one with Shift; 0 for another key."""
        steps = {Qt.KeyboardModifier.AltModifier: 1, Qt.KeyboardModifier.ShiftModifier: self.pageStep()}
        size = steps.get(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, 0)
        return size * _ARROWS.get(Qt.Key(event.key()), 0)

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self._theme
        y = self._middle()
        here = self._x_of(self.value())
        left, right = self._x_of(self.minimum()), self._x_of(self.maximum())
        groove = QRectF(left - 2, y - _GROOVE / 2, right - left + 4, _GROOVE)
        painter.setBrush(palette.color("groove"))
        painter.drawRoundedRect(groove, 2, 2)
        if self.isEnabled() and self.value() != 0:
            painter.setBrush(
                palette.color(self._fill) if isinstance(self._fill, str) else palette.hue(self._fill.name())
            )
            start = self._x_of(0)
            painter.drawRoundedRect(QRectF(min(start, here) - 2, groove.y(), abs(here - start) + 4, _GROOVE), 2, 2)
        if self._stops:
            self._paint_stops(painter, y)
        self._paint_thumb(painter, QPointF(here, y))

    def _paint_stops(self, painter: QPainter, y: float) -> None:
        painter.setBrush(self._theme.color("edge" if self.isEnabled() else "disabled"))
        first = self.value() + 1 if self.value() > 0 else self.minimum()
        for value in range(first, self.maximum() + 1):
            painter.drawEllipse(QPointF(self._x_of(value), y), 2, 2)

    def _paint_thumb(self, painter: QPainter, centre: QPointF) -> None:
        radius = self._thumb / 2
        theme = self._theme
        if not self.isEnabled():
            painter.setBrush(theme.color("groove"))
            painter.setPen(QPen(theme.color("disabled"), 1))
            painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
            return
        if self._stops and self.value() == 0:
            painter.setBrush(theme.color("panel"))
            painter.setPen(QPen(theme.color("edge"), 1.5))
            painter.drawEllipse(centre, radius - 1, radius - 1)
            return
        light = theme.palette.name == "light"
        painter.setBrush(theme.color("thumb"))
        painter.setPen(QPen(theme.color("edge" if light else "thumb"), 1))
        painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
