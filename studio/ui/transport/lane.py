# SPDX-License-Identifier: GPL-3.0-or-later
"""A lane of the waveform: a stretch of time with the playhead.

It keeps two pictures of itself, heard and not heard, and shows them left and right of the playhead, so that moving the
playhead copies only a few pixels.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.transport.clock import clock
from studio.ui.transport.wave_painter import paint_wave
from studio.ui.transport.waves import Waves

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_BREAKS_APART_PX = 6.0
# Roles of the two pictures.
_HEARD, _AHEAD = "accent_line", "idle_wave"


class Lane(QAbstractSlider):
    """A stretch of time with a playhead. Clicks, drags and keys ask to seek.

    For screen readers it is a slider whose value is the playhead's whole seconds.

    Args:
        theme: The colours.
        name: Accessible name.
        bar_px: Width of a bar with the gap beside it.
        wave_height: Height of the wave.

    Attributes:
        bars: Height of each bar as it was drawn last, 0 to 1; -1 where nothing is rendered.
        outdated: Whether each would be spoken otherwise now.
    """

    seek_requested = Signal(float)

    def __init__(self, theme: Theme, name: str, bar_px: float, wave_height: int) -> None:
        super().__init__()
        self._theme = theme
        self._bar_px = bar_px
        self._wave_height = wave_height
        self._colored = False
        self._at_s = 0.0
        self._dragged_s: float | None = None
        self.bars: list[float] = []
        self.outdated: Sequence[bool] = ()
        self._hues: Sequence[str] = ()
        self._pictures: tuple[QPixmap, QPixmap] | None = None
        self._looks_like: object = None
        self._changed = True
        self.waves = Waves()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, 0)
        self.setAccessibleName(name)
        # A click leaves the keyboard where it is: in the text, say.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        connect(theme.changed, self._forget_pictures)
        connect(self.valueChanged, self._wished)

    # --- for each lane to define

    def span(self) -> tuple[float, float]:
        """Start and end of the stretch shown, in seconds."""
        return 0.0, self.waves.total_s

    def place_for(self, key: int) -> float | None:
        """The time that *key* asks for, in seconds; None for other keys."""
        steps = {Qt.Key.Key_Home: -self.waves.total_s, Qt.Key.Key_End: self.waves.total_s}
        step_s = steps.get(Qt.Key(key))
        return None if step_s is None else self._at_s + step_s

    def prepare(self) -> object:
        """Compute what both pictures show besides the wave, and return it; equal if it looks the same."""

    def decorate(self, painter: QPainter) -> None:
        """Paint behind the wave."""

    @called_by_qt
    def redraw(self) -> None:
        self._changed = True
        self.update()

    @called_by_qt
    def _forget_pictures(self) -> None:
        self._pictures = None
        self.redraw()

    def show_waves(self, waves: Waves, colored: bool) -> None:
        """Show *waves*; *colored* has what was not heard yet in the hues of who reads, else it is grey."""
        self.waves = waves
        self._colored = colored
        self._tell(self._at_s)
        self.redraw()

    def show_position(self, at_s: float) -> None:
        self._tell(at_s)
        if at_s == self._at_s:
            return
        old, self._at_s = self.x_of(self._at_s), at_s
        new = self.x_of(at_s)
        if old != new:
            left, right = sorted((old, new))
            self.update(QRect(int(left) - 6, 0, int(right - left) + 13, self.height()))

    def _tell(self, at_s: float) -> None:
        """Set the slider's range and value to the shown ones, without emitting a request."""
        end, now = math.ceil(self.waves.total_s), int(at_s)
        if (end, now) == (self.maximum(), self.value()):
            return
        blocked = self.blockSignals(True)
        self.setRange(0, end)
        self.setValue(now)
        self.blockSignals(blocked)
        if self.hasFocus():
            self._describe()

    def _describe(self) -> None:
        of = f"{clock(self.value(), tenths=False)} of {clock(self.waves.total_s, tenths=False)}"
        self.setAccessibleDescription(of)

    @called_by_qt
    def _wished(self, value: int) -> None:
        self.seek_requested.emit(float(value))

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._describe()
        super().focusInEvent(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted_s = self.place_for(event.key()) if not event.modifiers() & ~_KEYPAD and self.waves.total_s > 0 else None
        if wanted_s is None:
            event.ignore()
        else:
            self.seek_requested.emit(max(0.0, min(self.waves.total_s, wanted_s)))

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def x_of(self, t_s: float) -> float:
        start_s, end_s = self.span()
        if end_s <= start_s:
            return 0.0
        return (t_s - start_s) / (end_s - start_s) * self.width()

    def time_at(self, x: float, clamped: bool = True) -> float:
        """The time shown at *x*; if *clamped*, within lane and transcript."""
        start_s, end_s = self.span()
        at_s = start_s + x / max(1, self.width()) * (end_s - start_s)
        return max(start_s, min(at_s, end_s, self.waves.total_s)) if clamped else at_s

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.waves.total_s > 0:
            self._drag(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_s is not None:
            self._drag(event)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._dragged_s is not None:
            wanted, self._dragged_s = self._dragged_s, None
            self.update()
            self.seek_requested.emit(wanted)

    def _drag(self, event: QMouseEvent) -> None:
        self._dragged_s = self.time_at(event.position().x())
        self.update()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._forget_pictures()
        super().resizeEvent(event)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        heard, ahead = self._shown_pictures()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.decorate(painter)
        x = max(0.0, min(float(self.width()), self.x_of(self._at_s)))
        split = int(x)
        painter.setClipRect(0, 0, split, self.height())
        painter.drawPixmap(0, 0, heard)
        painter.setClipRect(split, 0, self.width() - split, self.height())
        painter.drawPixmap(0, 0, ahead)
        painter.setClipping(False)
        self.paint_over(painter)
        if self.waves.total_s > 0:
            shown = x if self._dragged_s is None else self.x_of(self._dragged_s)
            if 0 <= shown <= self.width():
                self._paint_head(painter, shown)

    def paint_over(self, painter: QPainter) -> None:
        """Paint over the wave, below the playhead."""

    def _paint_head(self, painter: QPainter, x: float) -> None:
        color = self._theme.color("accent_line")
        painter.setPen(QPen(color, 1.5))
        painter.drawLine(QPointF(x, 1), QPointF(x, self._wave_height - 1))

    def _shown_pictures(self) -> tuple[QPixmap, QPixmap]:
        """Drawn anew only where they look different: a control that is dragged changes the wave at each step, but
        seldom its looks."""
        if self._pictures is not None and not self._changed:
            return self._pictures
        self._changed = False
        count = int(self.width() / self._bar_px)
        stretch = self.span()[0], self.time_at(count * self._bar_px, clamped=False), count
        self.bars, self.outdated = self.waves.bars(*stretch), self.waves.outdated(*stretch)
        self._hues = self.waves.hues(*stretch) if self._colored else ()
        breaks = tuple(self.waves.breaks_between(*self.span()))
        ratio = self.devicePixelRatioF()
        look = self.span(), ratio, self._colored, self.bars, self.outdated, self._hues, breaks, self.prepare()
        if self._pictures is None or look != self._looks_like:
            self._looks_like, self._pictures = look, (self._drawn(_HEARD), self._drawn(_AHEAD))
        return self._pictures

    def _drawn(self, role: str) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(round(self.width() * ratio), round(self.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start_s, end_s = self.span()
        painter.setPen(QPen(self._theme.color("hairline"), 1))
        breaks, number = self.waves.breaks_between(start_s, end_s), 0
        while number < len(breaks):
            x = self.x_of(breaks[number])
            painter.drawLine(QPointF(x, 0), QPointF(x, self._wave_height))
            # Of a book's many thousand those that have no room are passed over at once.
            number = bisect_left(breaks, self.time_at(x + _BREAKS_APART_PX, clamped=False), number + 1)
        inks = self._inks(role)
        paint_wave(painter, self.bars, inks, self._theme.color("idle_wave"), self._bar_px, self._wave_height)
        self.draw_more(painter, role)
        painter.end()
        return picture

    def _inks(self, role: str) -> Sequence[QColor]:
        """The colour of each bar on the picture of *role*. What would be spoken otherwise now is grey, and paler where
        it has no hue to lose."""
        theme = self._theme
        if role == _HEARD and self._colored:
            return [theme.color(role)] * len(self.bars)
        if not self._colored:
            now = theme.color(role)
            before = QColor(now)
            before.setAlphaF(0.5)
            return [before if old else now for old in self.outdated]
        idle = theme.color(role)
        known = {hue: theme.hue(hue) if hue else idle for hue in dict.fromkeys(self._hues)}
        return [idle if old else known[hue] for old, hue in zip(self.outdated, self._hues, strict=True)]

    def draw_more(self, painter: QPainter, role: str) -> None:
        """Draw more on a picture; *role* is "accent_line" for the heard one."""
