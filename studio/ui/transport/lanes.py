# SPDX-License-Identifier: GPL-3.0-or-later
"""The two lanes of the waveform: the whole transcript, and a page of it with its words underneath.

Each lane keeps two pictures of itself, heard and not heard, and shows them left and right of the playhead, so that
moving the playhead copies only a few pixels.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
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
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from studio.core.timeline import WordTiming
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.transport.clock import clock
from studio.ui.transport.waves import Waves
from studio.ui.transport.words import GAP_PX, Fitted, Placed, place_words

_STEP_S = 5.0
_PAGE_S = 30.0
_WORDS_WITHIN_S = 30.0
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_PX_PER_S = (100.0, 115.0, 130.0, 150.0, 175.0, 200.0, 235.0, 275.0, 320.0)
# Words in quick succession need more space than words on average.
_ROOM_FOR_WORDS = 1.1
_WORDS_HEIGHT = 17
_BREAKS_APART_PX = 6.0
_DOT_PX = 1.6
_SILENT = 0.02
_TINT_SIDE = 3.0
# Bars grow slower than the level, so that quiet speech shows too.
_SWELL = 0.75
_NARROW_PERCENT = 85


class Lane(QAbstractSlider):
    """A stretch of time with a playhead. Clicks, drags and keys ask to seek.

    For screen readers it is a slider whose value is the playhead's whole seconds.
    """

    seek_requested = Signal(float)

    def __init__(self, theme: Theme, name: str, bar_px: float, wave_height: int) -> None:
        super().__init__()
        self._theme = theme
        self._bar_px = bar_px
        self._wave_height = wave_height
        self._hue = "idle_wave"
        self._hue_color: QColor | None = None
        self._at_s = 0.0
        self._dragged_s: float | None = None
        self._bars: list[float] = []
        self._outdated: Sequence[bool] = ()
        self._pictures: tuple[QPixmap, QPixmap] | None = None
        self.waves = Waves()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, 0)
        self.setAccessibleName(name)
        # A click leaves the keyboard where it is: in the text, say.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        connect(theme.changed, self.redraw)
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

    def prepare(self) -> None:
        """Compute what both pictures show besides the wave."""

    def decorate(self, painter: QPainter) -> None:
        """Paint behind the wave."""

    @called_by_qt
    def redraw(self) -> None:
        self._pictures = None
        self.update()

    def show_waves(self, waves: Waves, hue: QColor | None) -> None:
        self.waves = waves
        self._hue_color = hue
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
        self._pictures = None
        super().resizeEvent(event)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pictures is None:
            count = int(self.width() / self._bar_px)
            stretch = self.span()[0], self.time_at(count * self._bar_px, clamped=False), count
            self._bars, self._outdated = self.waves.bars(*stretch), self.waves.outdated(*stretch)
            self.prepare()
            self._pictures = self._drawn("accent_line", None), self._drawn(self._hue, self._hue_color)
        heard, ahead = self._pictures
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

    def _drawn(self, role: str, color: QColor | None) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(round(self.width() * ratio), round(self.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start_s, end_s = self.span()
        middle = self._wave_height / 2
        painter.setPen(QPen(self._theme.color("hairline"), 1))
        drawn = -_BREAKS_APART_PX
        for break_s in self.waves.breaks_between(start_s, end_s):
            x = self.x_of(break_s)
            if x - drawn >= _BREAKS_APART_PX:
                drawn = x
                painter.drawLine(QPointF(x, 0), QPointF(x, self._wave_height))
        idle = self._theme.color("idle_wave")
        shown = self._theme.hue(color.name()) if color is not None else self._theme.color(role)
        wave = QPen(shown, self._bar_px * 0.55)
        wave.setCapStyle(Qt.PenCapStyle.RoundCap)
        reach = middle - 2
        lines: list[QLineF] = []
        grey: list[QLineF] = []
        quiet: list[QPointF] = []
        missing: list[QPointF] = []
        for number, peak in enumerate(self._bars):
            x = (number + 0.5) * self._bar_px
            old = self._outdated[number] and (color is not None or self._hue_color is None)
            if peak >= _SILENT:
                half = max(1.0, reach * min(1.0, peak**_SWELL))
                (grey if old else lines).append(QLineF(x, middle - half, x, middle + half))
            else:
                (quiet if peak >= 0 and not (old and color is not None) else missing).append(QPointF(x, middle))
        painter.setPen(wave)
        painter.drawLines(lines)
        wave.setColor(_half(shown) if color is None else idle)
        painter.setPen(wave)
        painter.drawLines(grey)
        wave.setColor(shown)
        for color_of_dots, dots in ((wave.color(), quiet), (idle, missing)):
            pen = QPen(color_of_dots, _DOT_PX)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(dots)
        self.draw_more(painter, role)
        painter.end()
        return picture

    def draw_more(self, painter: QPainter, role: str) -> None:
        """Draw more on a picture; *role* is "accent_line" for the heard one."""


def _half(color: QColor) -> QColor:
    """*color* as the bars have it that would be spoken otherwise now, where they have no hue to lose."""
    made = QColor(color)
    made.setAlphaF(0.5)
    return made


class OverviewLane(Lane):
    """The whole transcript; a box marks the page shown in the lane below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Position in the transcript", 3.0, 32)
        self.setFixedHeight(32)
        self._box_s = (0.0, 0.0)

    def show_box(self, start_s: float, end_s: float) -> None:
        if (start_s, end_s) != self._box_s:
            self._box_s = (start_s, end_s)
            self.update()

    def decorate(self, painter: QPainter) -> None:
        left, right = self.x_of(self._box_s[0]), self.x_of(min(self._box_s[1], self.waves.total_s))
        if self.waves.total_s <= 0 or right - left >= self.width() - 1:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("track_box"))
        painter.drawRoundedRect(QRectF(left, 0, max(6.0, right - left), 32), 6, 6)

    def place_for(self, key: int) -> float | None:
        """The time for arrow keys, which go by 5 s, and page keys, which go by 30 s."""
        steps = {
            Qt.Key.Key_Left: -_STEP_S,
            Qt.Key.Key_Down: -_STEP_S,
            Qt.Key.Key_Right: _STEP_S,
            Qt.Key.Key_Up: _STEP_S,
            Qt.Key.Key_PageDown: -_PAGE_S,
            Qt.Key.Key_PageUp: _PAGE_S,
        }
        step_s = steps.get(Qt.Key(key))
        return super().place_for(key) if step_s is None else self._at_s + step_s


class Detail(Lane):
    """A page of a few seconds; it turns when the playhead comes near its end."""

    page_turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Position in the waveform, word by word", 5.5, 44)
        self.setFixedHeight(44 + _WORDS_HEIGHT)
        self._page_start_s = 0.0
        self._px_per_s = _PX_PER_S[0]
        self._written: dict[float, Placed] = {}
        self._word: WordTiming | None = None
        self._selected: Sequence[tuple[float, float]] = ()

    def span(self) -> tuple[float, float]:
        return self._page_start_s, self._page_start_s + self.width() / self._px_per_s

    def show_waves(self, waves: Waves, hue: QColor | None) -> None:
        super().show_waves(waves, hue)
        # Words come while the page is rendered and looked at, so its scale changes only if it has to.
        needed = self._needed_px_per_s()
        if not 0.7 * self._px_per_s <= needed <= self._px_per_s:
            self._px_per_s = needed

    def show_position(self, at_s: float) -> None:
        start_s, end_s = self.span()
        length_s = end_s - start_s
        near_end = at_s > end_s - 0.08 * length_s and end_s < self.waves.total_s
        if at_s < start_s or at_s > end_s or near_end:
            self._page_start_s = max(0.0, at_s - 0.1 * length_s)
            self._px_per_s = self._needed_px_per_s()
            self._at_s = at_s
            self.redraw()
            self.page_turned.emit()
        super().show_position(at_s)

    def place_for(self, key: int) -> float | None:
        """The time for arrow keys, which go to the word before and the one after."""
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return super().place_for(key)
        near = self.waves.words_between(self._at_s - _WORDS_WITHIN_S, self._at_s + _WORDS_WITHIN_S)
        starts = [word.start_s for word in near]
        if key == Qt.Key.Key_Right:
            return next((start_s for start_s in starts if start_s > self._at_s), None)
        here = max(0, bisect_right(starts, self._at_s) - 1)
        return starts[max(0, here - 1)] if starts else None

    def show_selection(self, stretches: Sequence[tuple[float, float]]) -> None:
        """Tint wave and words of these stretches, in seconds."""
        if stretches != self._selected:
            self._selected = stretches
            self.update()

    def decorate(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_tint"))
        for start_s, end_s in self._selected:
            within = [placed for at_s, placed in self._written.items() if start_s <= at_s < end_s]
            left = min([self.x_of(start_s), *(each.left_px for each in within)]) - _TINT_SIDE
            right = max([self.x_of(end_s), *(each.left_px + each.fitted.width_px for each in within)]) + _TINT_SIDE
            if right > 0 and left < self.width():
                painter.drawRoundedRect(QRectF(left, 0, right - left, self.height()), 6, 6)

    def show_word(self, heard: bool) -> None:
        """Show or hide the box of the word at the playhead."""
        word = self.waves.word_at(self._at_s) if heard else None
        if word != self._word:
            self._word = word
            self.update(0, self._wave_height, self.width(), _WORDS_HEIGHT)

    def _needed_px_per_s(self) -> float:
        """The scale at which the page's words fit under their sound; fast speech needs a larger one."""
        start_s = self._page_start_s
        words = self.waves.words_between(start_s, start_s + self.width() / _PX_PER_S[0])
        spoken_s = sum(word.end_s - word.start_s for word in words)
        if spoken_s <= 0:
            return _PX_PER_S[0]
        needed = sum(fit(word.text, False, float("inf")).width_px + GAP_PX for word in words)
        return next((scale for scale in _PX_PER_S if scale >= needed / spoken_s * _ROOM_FOR_WORDS), _PX_PER_S[-1])

    def prepare(self) -> None:
        words = self.waves.words_between(*self.span())
        wanted = [(word.text, (self.x_of(word.start_s) + self.x_of(word.end_s)) / 2) for word in words]
        self._written = dict(zip((word.start_s for word in words), place_words(wanted, self.width(), fit), strict=True))

    def written(self) -> dict[float, tuple[str, QRectF]]:
        """Texts and boxes of the page's words under the wave, cut or whole, by their start times."""
        return {start_s: (placed.fitted.text, self._box(placed)) for start_s, placed in self._written.items()}

    def draw_more(self, painter: QPainter, role: str) -> None:
        painter.setPen(self._theme.color("text_3" if role == "accent_line" else "text_2"))
        for placed in self._written.values():
            painter.setFont(_word_font(placed.fitted.narrow))
            painter.drawText(self._box(placed), int(Qt.AlignmentFlag.AlignCenter), placed.fitted.text)

    def paint_over(self, painter: QPainter) -> None:
        """Paint the heard word whole, over its neighbours if necessary."""
        if self._word is None:
            return
        painter.setFont(font(11, 600))
        width = painter.fontMetrics().horizontalAdvance(self._word.text) + 6
        placed = self._written.get(self._word.start_s)
        middle = self._box(placed).center().x() if placed is not None else self.x_of(self._at_s)
        left = max(0.0, min(middle - width / 2, self.width() - width))
        box = QRectF(left, self._wave_height, width, _WORDS_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.color("on_accent"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._word.text)

    def _box(self, placed: Placed) -> QRectF:
        return QRectF(placed.left_px, self._wave_height, placed.fitted.width_px, _WORDS_HEIGHT)

    def _paint_head(self, painter: QPainter, x: float) -> None:
        super()._paint_head(painter, x)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_line"))
        painter.drawRoundedRect(QRectF(x - 4, 0, 8, 5), 2, 2)


@lru_cache(maxsize=2)
def _word_font(narrow: bool) -> QFont:
    made = font(11)
    made.setStretch(_NARROW_PERCENT if narrow else 100)
    return made


@lru_cache(maxsize=8192)
def fit(text: str, narrow: bool, most_px: float) -> Fitted:
    """*text* as written under the wave, cut if it is wider than *most_px*."""
    metrics = QFontMetricsF(_word_font(narrow))
    width = metrics.horizontalAdvance(text)
    if width > most_px:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most_px)
        width = metrics.horizontalAdvance(text)
    return Fitted(text, narrow, width)
