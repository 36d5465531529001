# SPDX-License-Identifier: GPL-3.0-or-later
"""The lower lane of the waveform: a page of the transcript with its words underneath."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QWheelEvent

from studio.app.playback.view import Seam
from studio.core.timeline import WordTiming
from studio.ui.door import called_by_qt
from studio.ui.theme import Theme, font
from studio.ui.transport.lane import Lane
from studio.ui.transport.loop_grips import LoopGrips
from studio.ui.transport.page import Page
from studio.ui.transport.seam import paint_seam, underline_words
from studio.ui.transport.waves import Waves
from studio.ui.transport.words import GAP_PX, Fitted, Placed, place_words

_WORDS_WITHIN_S = 30.0
_PX_PER_S = (100.0, 115.0, 130.0, 150.0, 175.0, 200.0, 235.0, 275.0, 320.0)
# Words in quick succession need more space than words on average.
_ROOM_FOR_WORDS = 1.1
_WORDS_HEIGHT = 17
_TINT_SIDE = 3.0
_SAME_S = 0.001
_NARROW_PERCENT = 85
_ZOOM_KEYS = {"+": 1, "=": 1, "-": -1, "0": 0}
_SCROLL_KEYS = {Qt.Key.Key_PageUp: -1.0, Qt.Key.Key_PageDown: 1.0}
# Of the page, for a notch of the wheel.
_SCROLL_SHARE = 0.125
_NOTCH = 120


class Detail(Lane):
    """A page of a few seconds; it turns when the playhead comes near its end. It is zoomed and scrolled by wheel and
    keys; scrolled away from the playhead it stays until that comes to it, or jumps.

    Attributes:
        word: The word that is heard; None for none.
        selected: Begin and end in seconds of what is selected in the text.
    """

    page_turned = Signal()
    loop_requested = Signal(float, float)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Position in the waveform, word by word", 5.5, 44)
        self.setFixedHeight(44 + _WORDS_HEIGHT)
        self._page = Page(_PX_PER_S[0])
        self._written: dict[float, Placed] = {}
        self.word: WordTiming | None = None
        self.selected: Sequence[tuple[float, float]] = ()
        self._seam: Seam | None = None
        self.grips = LoopGrips(theme, self.x_of, self.time_at)
        self.setMouseTracking(True)
        self._found_s: tuple[float, float] | None = None

    def show_found(self, span_s: tuple[float, float] | None) -> None:
        """Outline the words that begin within *span_s*, both ends included."""
        if span_s != self._found_s:
            self._found_s = span_s
            self.update(0, self._wave_height, self.width(), _WORDS_HEIGHT)

    def found_box(self) -> QRectF:
        """The box around the words that are outlined; empty without any on the page."""
        found = QRectF()
        if self._found_s is not None:
            first_s, last_s = self._found_s
            for start_s, placed in self._written.items():
                if first_s - _SAME_S <= start_s <= last_s + _SAME_S:
                    found = found.united(self._box(placed))
        return found

    def span(self) -> tuple[float, float]:
        return self._page.start_s, self._page.start_s + self.width() / self._page.px_per_s

    def show_waves(self, waves: Waves, colored: bool) -> None:
        super().show_waves(waves, colored)
        # Words come while the page is rendered and looked at, so its scale changes only if it has to.
        needed = self._needed_px_per_s()
        if not 0.7 * self._page.needed_px_per_s <= needed <= self._page.needed_px_per_s:
            self._page.needed_px_per_s = needed

    def show_position(self, at_s: float) -> None:
        if self._page.turns(self._at_s, at_s, self.width(), self.waves.total_s):
            self._page.needed_px_per_s = self._needed_px_per_s()
            self._at_s = at_s
            self._turned()
        super().show_position(at_s)

    def _turned(self) -> None:
        self.redraw()
        self.page_turned.emit()

    @called_by_qt
    def show_page(self, start_s: float) -> None:
        """Begin the page at that time, as far as there is something to show."""
        if self._page.scroll(start_s, self._at_s, self.width(), self.waves.total_s):
            self._turned()

    def show_head(self) -> None:
        """Show the playhead, and follow it again."""
        if self._page.follow(self._at_s, self.width()):
            self._turned()

    def zoom(self, steps: float, at_s: float | None = None) -> None:
        """Show more of less by so many steps, or less of more; 0 for the usual. What is heard *at_s*, None for the
        playhead or the middle, stays where it is."""
        start_s, end_s = self.span()
        if at_s is None:
            at_s = self._at_s if start_s <= self._at_s <= end_s else (start_s + end_s) / 2
        if self._page.zoom(steps, at_s, self._at_s, self.width(), self.waves.total_s):
            self._turned()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.page_turned.emit()

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        moved = event.angleDelta()
        notches = (moved.y() or moved.x()) / _NOTCH
        if not notches or self.waves.total_s <= 0:
            event.ignore()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(notches, self.time_at(event.position().x()))
        else:
            self._scroll(-notches * _SCROLL_SHARE)

    def _scroll(self, pages: float) -> None:
        start_s, end_s = self.span()
        self.show_page(start_s + pages * (end_s - start_s))

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bare = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if bare and event.text() in _ZOOM_KEYS:
            self.zoom(_ZOOM_KEYS[event.text()])
        elif bare and event.key() in _SCROLL_KEYS:
            self._scroll(_SCROLL_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

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
        if stretches != self.selected:
            self.selected = stretches
            self.update()

    def decorate(self, painter: QPainter) -> None:
        self.grips.paint_tint(painter, self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_tint"))
        for start_s, end_s in self.selected:
            within = [placed for at_s, placed in self._written.items() if start_s <= at_s < end_s]
            left = min([self.x_of(start_s), *(each.left_px for each in within)]) - _TINT_SIDE
            right = max([self.x_of(end_s), *(each.left_px + each.fitted.width_px for each in within)]) + _TINT_SIDE
            if right > 0 and left < self.width():
                painter.drawRoundedRect(QRectF(left, 0, right - left, self.height()), 6, 6)

    def show_word(self, heard: bool) -> None:
        """Show or hide the box of the word at the playhead."""
        word = self.waves.word_at(self._at_s) if heard else None
        if word != self.word:
            self.word = word
            self.update(0, self._wave_height, self.width(), _WORDS_HEIGHT)

    def show_loop(self, span_s: tuple[float, float] | None) -> None:
        """Tint the stretch that is heard again and again, and show its grips; None for none."""
        if self.grips.show(span_s):
            self.update()

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.grips.press(event.position().x()):
            super().mousePressEvent(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self.grips.drag(x):
            self.update()
        else:
            at_grip = not event.buttons() and self.grips.over(x)
            self.setCursor(Qt.CursorShape.SizeHorCursor if at_grip else Qt.CursorShape.PointingHandCursor)
            super().mouseMoveEvent(event)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        wanted = self.grips.release()
        if wanted is None:
            super().mouseReleaseEvent(event)
        else:
            self.update()
            self.loop_requested.emit(*wanted)

    def show_seam(self, seam: Seam | None) -> None:
        """Show where it goes over to a changed design, and dim the paragraph up to there; None for nowhere."""
        if seam != self._seam:
            self._seam = seam
            self.update()

    def _needed_px_per_s(self) -> float:
        """The scale at which the page's words fit under their sound; fast speech needs a larger one."""
        start_s = self._page.start_s
        words = self.waves.words_between(start_s, start_s + self.width() / _PX_PER_S[0])
        spoken_s = sum(word.end_s - word.start_s for word in words)
        if spoken_s <= 0:
            return _PX_PER_S[0]
        needed = sum(fit(word.text, False, float("inf")).width_px + GAP_PX for word in words)
        return next((scale for scale in _PX_PER_S if scale >= needed / spoken_s * _ROOM_FOR_WORDS), _PX_PER_S[-1])

    def prepare(self) -> object:
        words = self.waves.words_between(*self.span())
        wanted = [(word.text, (self.x_of(word.start_s) + self.x_of(word.end_s)) / 2) for word in words]
        self._written = dict(zip((word.start_s for word in words), place_words(wanted, self.width(), fit), strict=True))
        return self._written

    def written(self) -> dict[float, tuple[str, QRectF]]:
        """Texts and boxes of the page's words under the wave, cut or whole, by their start times."""
        return {start_s: (placed.fitted.text, self._box(placed)) for start_s, placed in self._written.items()}

    def draw_more(self, painter: QPainter, role: str) -> None:
        painter.setPen(self._theme.color("text_3" if role == "accent_line" else "text_2"))
        for placed in self._written.values():
            painter.setFont(_word_font(placed.fitted.narrow))
            painter.drawText(self._box(placed), int(Qt.AlignmentFlag.AlignCenter), placed.fitted.text)

    def paint_over(self, painter: QPainter) -> None:
        """Paint the seam, an outline of what is found; and the heard word whole, over its neighbours if necessary."""
        self.grips.paint_grips(painter, self._wave_height, self.height())
        if self._seam is not None:
            self._paint_seam(painter, self._seam)
        found = self.found_box()
        if not found.isEmpty():
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(found.adjusted(-4, 1, 4, -1), 4, 4)
        if self.word is None:
            return
        painter.setFont(font(11, 600))
        width = painter.fontMetrics().horizontalAdvance(self.word.text) + 6
        placed = self._written.get(self.word.start_s)
        middle = self._box(placed).center().x() if placed is not None else self.x_of(self._at_s)
        left = max(0.0, min(middle - width / 2, self.width() - width))
        box = QRectF(left, self._wave_height, width, _WORDS_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.color("on_accent"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.word.text)

    def _paint_seam(self, painter: QPainter, seam: Seam) -> None:
        begin_s = max((each for each in self.waves.breaks_s if each <= seam.at_s), default=0.0)
        size = self.width(), self._wave_height
        paint_seam(painter, self._theme, self.x_of(begin_s), self.x_of(seam.at_s), size, seam.label)
        words = self.written().items()
        underline_words(painter, self._theme, (box for start_s, (_, box) in words if seam.at_s <= start_s < seam.end_s))

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
