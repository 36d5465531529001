# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's text editor. It has no undo of its own and only reports what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QFrame, QWidget

from studio.app.text.hits import Hit
from studio.ui.door import called_by_qt, connect, guarded, soon
from studio.ui.manuscript.lines.chips import chip_words
from studio.ui.manuscript.lines.found import Found, HitsIn
from studio.ui.manuscript.lines.layout import CARET_WIDTH, COLUMN, line_height
from studio.ui.manuscript.lines.marks import line_of, text_selection, word_boxes
from studio.ui.manuscript.lines.scale import TEXT_PX, scale_of
from studio.ui.manuscript.lines.unsure_lines import UnsureLines, WordsIn
from studio.ui.manuscript.margin.margin import MarginColumn
from studio.ui.manuscript.margin.margin_places import MarginRow
from studio.ui.manuscript.takes.takes import TakesList, TakesView
from studio.ui.manuscript.text.reading_along import ReadingAlong
from studio.ui.manuscript.text.writing import WrittenText
from studio.ui.theme import Theme, font

MARGIN = 16
MARGIN_COLUMN = 184
_NARROW_COLUMN = 156
_RIGHT = 56
_LEAST_RIGHT = 24
_TINT_INSET = 8
_TRIES = 3
_NOT_TYPED = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ManuscriptEditor(WrittenText):
    """Plain text in a 600 px column, right of a margin with the paragraphs' states. Indices in signals and methods
    count characters of the whole text.

    Attributes:
        margin: The margin.
    """

    take_asked = Signal(str, str, str)
    """What a list of takes asks for: the paragraph's id, and see TakesList.asked."""
    take_named = Signal(str, str, str)
    """A take was named: the paragraph's id, the take's, and the name."""
    announced = Signal(str)
    """Words for a screen reader."""
    view_moved = Signal()
    """What is seen is elsewhere now: the text was scrolled, or laid out anew."""
    focus_changed = Signal()
    """The keyboard came to the text, or left it."""
    pause_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self._caret_was = 0
        self._heard: tuple[int, int] | None = None
        self._tuned: tuple[int, int] | None = None
        self._resume: tuple[int, int] | None = None
        self._sentence_start = 0
        self._boxes: tuple[int, list[QRectF]] = (-1, [])
        self._tinted = -1
        self._along = ReadingAlong()
        self._found = Found(theme)
        self._unsure = UnsureLines(theme)
        self._seen: object = None
        self._lists: dict[str, TakesList] = {}
        self._open_rows: list[int] = []
        self.margin = MarginColumn(theme, self)
        document = self.document()
        document.setDefaultFont(font(TEXT_PX))
        document.setDocumentMargin(MARGIN)
        self.setFont(font(TEXT_PX))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setCursorWidth(CARET_WIDTH)
        self.setPlaceholderText("Write or paste a text, or drop a file…")
        self.setAccessibleName("Transcript")
        connect(self.lines.raised, self._keep_place)
        connect(self.verticalScrollBar().actionTriggered, lambda _action: self._along.scrolled())
        connect(theme.changed, self._restyle)
        connect(self.cursorPositionChanged, self._follow_caret)
        connect(self.margin.moved, self.bring_row_into_view)

    # --- showing

    def show_place(self, caret: int, scroll: float) -> None:
        """Move the caret to a character, and the view so that it begins in a paragraph, see Place."""
        at = min(max(caret, 0), self.rows.length)
        self.select(at, at)
        block = self.document().findBlockByNumber(min(int(scroll), self.document().blockCount() - 1))
        area, bar = self.lines.area(block), self.verticalScrollBar()
        top = round(area.top() + (scroll - int(scroll)) * area.height()) if scroll > 0 else 0
        bar.setMaximum(max(bar.maximum(), top))
        bar.setValue(top)

    def scrolled(self) -> float:
        """The paragraph at which the view begins, see Place."""
        top = self.verticalScrollBar().value()
        block = self.lines.block_at(top)
        area = self.lines.area(block)
        if top <= 0 or not area.height():
            return 0.0
        return block.blockNumber() + min(max((top - area.top()) / area.height(), 0.0), 0.999)

    def show_takes(self, views: Sequence[TakesView]) -> None:
        """Show these lists of takes below the text of their paragraphs, and no others."""
        wanted = {view.paragraph_id: view for view in views}
        for paragraph_id in [each for each in self._lists if each not in wanted]:
            gone = self._lists.pop(paragraph_id)
            if gone.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            gone.hide()
            gone.deleteLater()
        for paragraph_id, view in wanted.items():
            if paragraph_id not in self._lists:
                made = self._lists[paragraph_id] = TakesList(self._theme, self.viewport())
                QWidget.setTabOrder(self.margin, made)
                connect(made.asked, guarded(partial(self.take_asked.emit, paragraph_id)))
                connect(made.named, guarded(partial(self.take_named.emit, paragraph_id)))
            self._lists[paragraph_id].use_scale(self.margin.scale)
            self._lists[paragraph_id].show_view(view)
        self._open_lists()
        self.viewport().update()

    @property
    def takes_in_hand(self) -> str:
        """The paragraph's id of the list of takes that has the keyboard; "" for none."""
        return next((paragraph_id for paragraph_id, shown in self._lists.items() if shown.hasFocus()), "")

    def takes_list(self, paragraph_id: str) -> TakesList | None:
        """The open list of a paragraph's takes."""
        return self._lists.get(paragraph_id)

    def show_text_size(self, px: int) -> None:
        """Show the text in letters of *px* pixels. The paragraph at the view's top stays there."""
        before = self.document().defaultFont().pixelSize()
        if px == before:
            return
        bar = self.verticalScrollBar()
        block = self.lines.block_at(bar.value())
        above = bar.value() - self.lines.area(block).top()
        self.document().setDefaultFont(font(px))
        self.setFont(font(px))
        self._scale_beside(scale_of(px))
        bar.setValue(round(self.lines.area(block).top() + above * (px / before) ** 2))
        self.viewport().update()

    def _scale_beside(self, scale: float) -> None:
        """Draw what is beside the text as much larger."""
        self.margin.use_scale(scale)
        for shown in self._lists.values():
            shown.use_scale(scale)
        self.margin.setGeometry(self._side, 0, self._part(), self.viewport().height())
        self._open_lists()

    def _open_lists(self) -> None:
        self.lines.open_below({paragraph_id: shown.high for paragraph_id, shown in self._lists.items()})

    def show_heard(self, start: int, end: int, sentence_start: int) -> None:
        """Box the word text[start:end] and dim its sentence up to it."""
        if self._heard == (start, end):
            return
        self._update_boxes()
        self._heard = (start, end) if 0 <= start < end <= self.rows.length else None
        self._sentence_start = min(sentence_start, start)
        self._boxes = (-1, [])
        self._mark()
        self._update_boxes()
        if self._heard is not None and self._along.follows:
            self._bring_into_view(self.rows.to_document(start))

    def clear_heard(self) -> None:
        if self._heard is not None:
            self._update_boxes()
            self._heard = None
            self._boxes = (-1, [])
            self._mark()
            self._show_heard_row()

    def follow_from(self, position: int) -> None:
        """Bring the character at *position* into view, and keep up with what is heard from now on."""
        self._along.take_up()
        self._bring_into_view(self.rows.to_document(position))

    def show_found(self, hits_in: HitsIn | None, current: Hit | None) -> None:
        """Mark the hits that *hits_in* gives for a row, and outline the *current* one; None for no marks."""
        seen = current is not None and current != self._found.current
        self._found.hits_in, self._found.current = hits_in, current
        if seen and current is not None and current.row < len(self.rows):
            self._bring_hit_into_view(current)
        self.viewport().update()

    def show_unsure(self, words_in: WordsIn | None, rows: range) -> None:
        """Underline the words that *words_in* gives for a row, None for no lines; *rows* are those of which it gives
        others than before."""
        if words_in is None and self._unsure.words_in is None:
            return
        self._unsure.words_in = words_in
        block = self.lines.block_at(self.verticalScrollBar().value())
        while block.isValid() and (area := self.block_area(block)).top() < self.viewport().height():
            if not area.isValid():
                # An edit is being told, after which all that is seen is painted.
                self.viewport().update()
                break
            if block.blockNumber() in rows:
                self.viewport().update(area.toAlignedRect())
            block = block.next()

    def _bring_hit_into_view(self, hit: Hit) -> None:
        block = self.document().findBlockByNumber(hit.row)
        row, line = self.rows[hit.row], line_height(self.document())
        # What is laid out on the way may move it.
        for _ in range(_TRIES):
            top = self.block_area(block).top() + line * line_of(block, row.units(row.to_shown(hit.start)))
            bar, height = self.verticalScrollBar(), self.viewport().height()
            if line <= top <= height - 2 * line:
                break
            self._along.scrolled()
            bar.setValue(round(bar.value() + top - height * 0.33))

    def show_resume(self, span: tuple[int, int] | None) -> None:
        """Outline the word at which playing will go on after a failure; None for no outline."""
        if span != self._resume:
            self._resume = span
            self.viewport().update()

    def show_changed(self, span: tuple[int, int] | None) -> None:
        """Underline the text that will be heard in a changed design, as far as it is still ahead; None for none."""
        if span != self._tuned:
            self._tuned = span
            self.viewport().update()

    def show_playing(self, playing: bool) -> None:
        """Note whether the text is played; then a click on a word seeks, and changes neither keyboard, caret nor
        selection."""
        if playing and not self._reads:
            self._along.take_up()
        self._reads = playing
        self._show_heard_row()
        self.viewport().update()

    def _span_in_document(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where a word is in the document, without the chips at its sides."""
        return self.rows.to_document(span[0]), self.rows.to_document(span[1], before_chips=True)

    def heard_boxes(self) -> list[QRectF]:
        """Boxes of the heard word, in the viewport's coordinates."""
        if self._heard is None:
            return []
        start, end = self._span_in_document(self._heard)
        block = self.document().findBlock(start)
        if self._boxes[0] != start:
            self.block_area(block)
            self._boxes = (start, word_boxes(block, start - block.position(), end - block.position()))
        corner = self.block_area(block).topLeft()
        return [box.translated(corner) for box in self._boxes[1]]

    # --- editing

    def text_changed(self) -> None:
        self._boxes = (-1, [])
        if self._typing:
            self._along.typed()
        # The heard or outlined word may have been deleted; the next frame of playing gives its new place.
        if self._heard is not None and self._heard[1] > self.rows.length:
            self._heard = None
        if self._resume is not None and self._resume[1] > self.rows.length:
            self._resume = None

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.catch_up()
        # A text field takes these keys before any shortcut sees them.
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
            return
        if event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
            return
        sought, self.sought = self.sought, self.sought and event.key() in _NOT_TYPED
        if sought and event.text() == " " and self.textCursor().hasSelection():
            # The click before it was for the sound, and a blank would replace a selection elsewhere.
            self.sought = True
            self.pause_requested.emit()
            return
        # Qt would put a line separator within the paragraph.
        shifted = event.key() in _ENTER and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if shifted and not self.isReadOnly():
            self.textCursor().insertBlock()
            return
        if self._opens_a_chip(event):
            return
        at, revision = self.verticalScrollBar().value(), self.document().revision()
        super().keyPressEvent(event)
        if self.document().revision() == revision and self.verticalScrollBar().value() != at:
            self._along.scrolled()

    def _opens_a_chip(self, event: QKeyEvent) -> bool:
        """Open the mark or the told word at the caret by F2, or the chip that is selected by Enter, which would replace
        it by a line break; whether it was opened."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self.isReadOnly():
            return False
        chosen = self.chip_selected if event.key() in _ENTER else None
        if event.key() == Qt.Key.Key_F2:
            chosen = self.mark_in_hand
        if chosen is not None:
            self.mark_opened.emit(*chosen)
            return True
        word = self.word_in_hand if event.key() == Qt.Key.Key_F2 else None
        if word is not None:
            self.word_opened.emit(*word)
        return word is not None

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._along.left()
        super().focusOutEvent(event)
        self.focus_changed.emit()

    # --- painting

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        across = self._part()
        super().resizeEvent(event)
        self.margin.setGeometry(self._side, 0, across, self.viewport().height())

    def _part(self) -> int:
        """Part the width between margin and text; the margin's part."""
        usual, least = (round(each * self.margin.scale) for each in (MARGIN_COLUMN, _NARROW_COLUMN))
        self._side = max(0, (self.width() - usual - COLUMN - _RIGHT) // 2)
        across = min(usual, max(least, self.width() - COLUMN - _LEAST_RIGHT)) - MARGIN
        self.setViewportMargins(self._side + across, 0, 0, 0)
        self._boxes = (-1, [])
        return across

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        self._settle()
        self._show_margin()
        tinted = self._tinted_blocks()
        if tinted:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("playing"))
            for block in tinted:
                painter.drawRoundedRect(self._paragraph_area(block), 8, 8)
            painter.setBrush(self._theme.color("accent"))
            for box in self.heard_boxes():
                painter.drawRoundedRect(box, 5, 5)
            painter.end()
        if self._tuned is not None and self._heard is not None:
            self._underline(max(self._tuned[0], self._heard[1]), self._tuned[1])
        if self._found.hits_in is not None or self._unsure.words_in is not None:
            self._paint_found(event.rect().top(), event.rect().bottom())
        if self._resume is not None and self._resume[1] <= self.rows.length:
            self._paint_outline(*self._resume)
        super().paintEvent(event)
        handles = self.handles()
        if handles or self.drop_at >= 0:
            painter = QPainter(self.viewport())
            for handle in handles:
                painter.fillRect(handle, self._theme.color("accent_line"))
            if self.drop_at >= 0:
                cursor = self.textCursor()
                cursor.setPosition(self.drop_at)
                painter.fillRect(self.cursorRect(cursor), self._theme.color("accent_line"))

    def _underline(self, start: int, end: int) -> None:
        first, last = self._span_in_document((start, min(end, self.rows.length)))
        if first >= last:
            return
        block = self.document().findBlock(first)
        corner = self.block_area(block).topLeft()
        painter, amber = QPainter(self.viewport()), self._theme.color("accent_line")
        for box in word_boxes(block, first - block.position(), last - block.position()):
            line = box.translated(corner)
            painter.fillRect(QRectF(line.left() + 3, line.bottom() - 1, line.width() - 6, 2), amber)

    def _paint_found(self, top: int, bottom: int) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block = self.lines.block_at(self.verticalScrollBar().value() + top)
        while block.isValid() and (area := self.block_area(block)).top() < bottom:
            row = self.rows[block.blockNumber()]
            self._found.paint(painter, block, row, area.topLeft())
            self._unsure.paint(painter, block, row, area.topLeft())
            block = block.next()
        painter.end()

    def _paint_outline(self, start: int, end: int) -> None:
        first, last = self._span_in_document((start, end))
        block = self.document().findBlock(first)
        corner = self.block_area(block).topLeft()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent_line"), 2))
        for box in word_boxes(block, first - block.position(), last - block.position()):
            painter.drawRoundedRect(box.translated(corner), 5, 5)

    def _paragraph_area(self, block: QTextBlock) -> QRectF:
        """The area of the paragraph that is read, with its part of the margin, in the viewport's coordinates."""
        area = self.block_area(block).adjusted(0, -10, 0, 10 - self.lines.gap_below(block.blockNumber()))
        area.setLeft(_TINT_INSET - self.margin.width())
        area.setRight(min(area.right() + _RIGHT, self.viewport().width()) - _TINT_INSET)
        return area

    def _show_margin(self) -> None:
        """Let the margin follow what is seen of the text."""
        heard = self._tinted if self._heard is not None else -1
        opened = tuple(each.view.paragraph_id for each in self._lists.values())
        seen = (self.verticalScrollBar().value(), self.viewport().size(), self.lines.moves, heard, opened)
        if seen == self._seen:
            return
        self._seen = seen
        rows = []
        block = self.lines.block_at(self.verticalScrollBar().value())
        while block.isValid() and (area := self.block_area(block)).top() < self.viewport().height():
            row = block.blockNumber()
            rows.append(MarginRow(row, area.top(), self.lines.pitch(row), area.height()))
            block = block.next()
        self._place_lists([each.row for each in rows])
        tints = tuple(self._paragraph_area(each).translated(self.margin.width(), 0) for each in self._tinted_blocks())
        self.margin.show_rows(tuple(rows), len(self.rows), tints)
        # Others may move only once this is painted.
        soon(self, self.view_moved.emit)

    def _tinted_blocks(self) -> list[QTextBlock]:
        """The paragraph that is read, and those whose takes are open."""
        heard = self._tinted if self._heard is not None else -1
        found = [number for number in self._open_rows if number != heard]
        return [self.document().findBlockByNumber(number) for number in ([heard, *found] if heard >= 0 else found)]

    def _place_lists(self, seen: list[int]) -> None:
        """Put the lists of takes below the text of their paragraphs."""
        placed = set()
        self._open_rows = [number for number in seen if self.rows[number].id in self._lists]
        for number in self._open_rows:
            area = self.block_area(self.document().findBlockByNumber(number))
            shown = self._lists[self.rows[number].id]
            top = area.bottom() - self.lines.gap_below(number) - shown.high
            shown.setGeometry(QRectF(area.left() - 8, top, area.width() + 16, shown.high).toRect())
            shown.show()
            placed.add(self.rows[number].id)
        for paragraph_id, shown in self._lists.items():
            if paragraph_id not in placed:
                shown.hide()

    def _show_heard_row(self) -> None:
        self.margin.show_heard(self._tinted if self._reads and self._heard is not None else -1)

    @called_by_qt
    def _follow_caret(self) -> None:
        self.margin.show_caret(self.textCursor().blockNumber())
        was, self._caret_was = self._caret_was, self.textCursor().position()
        if abs(was - self._caret_was) == 1 and not self._silent and self._in_step():
            row, place = self.rows.in_document(min(was, self._caret_was))
            chip = self.rows[row].chip_at(place)
            if chip is not None:
                # A screen reader knows a chip's letter as an object without a name.
                self.announced.emit(chip_words(chip.mark, self.lines.cast))

    def margin_lit(self, row: int) -> QRect:
        """The area of the margin that is lit while the speaker of the paragraph of that number is chosen."""
        area = self.block_area(self.document().findBlockByNumber(row))
        shown = MarginRow(row, area.top(), self.lines.pitch(row), area.height())
        return self.margin.lit_area(shown).toAlignedRect()

    @called_by_qt
    def bring_row_into_view(self, row: int) -> None:
        """Scroll so far that the paragraph of that number begins in the view."""
        area = self.block_area(self.document().findBlockByNumber(row))
        bar, line = self.verticalScrollBar(), line_height(self.document())
        if area.top() < 0:
            bar.setValue(bar.value() + round(area.top()) - line)
        elif area.top() + 2 * line > self.viewport().height():
            bar.setValue(bar.value() + round(area.top() + 3 * line) - self.viewport().height())

    def _mark(self) -> None:
        if self._heard is None:
            self.setExtraSelections([])
            self.viewport().update()
            return
        start, end = self._span_in_document(self._heard)
        selections = [text_selection(self.document(), start, end, self._theme.color("on_accent"))]
        # Qt paints only one of two selections that touch.
        before = self.rows.slice(self._sentence_start, self._heard[0]).rstrip()
        sentence, dim_end = self._span_in_document((self._sentence_start, self._sentence_start + len(before)))
        if sentence < dim_end < start:
            heard = self._theme.color("heard_text")
            selections.append(text_selection(self.document(), sentence, dim_end, heard))
        self.setExtraSelections(selections)

    def _update_boxes(self) -> None:
        boxes = self.heard_boxes()
        if self._heard is None or not boxes:
            return
        block = self.document().findBlock(self.rows.to_document(self._heard[0]))
        if block.blockNumber() != self._tinted:
            self._tinted = block.blockNumber()
            self.viewport().update()
        self._show_heard_row()
        for box in boxes:
            self.viewport().update(box.adjusted(-2, -2, 2, 2).toAlignedRect())

    @called_by_qt
    def _restyle(self) -> None:
        self._mark()
        self.viewport().update()

    def _bring_into_view(self, position: int) -> None:
        boxes = self.heard_boxes()
        height, line = self.viewport().height(), line_height(self.document())
        if boxes and boxes[0].top() >= 8 and boxes[-1].bottom() <= height - 2 * line:
            return
        block = self.document().findBlock(position)
        above = max(0, int(height * 0.25) // line)
        bar = self.verticalScrollBar()
        number = line_of(block, position - block.position())
        bar.setValue(round(self.lines.area(block).top()) + line * (number - above))
        self.viewport().update()

    # --- keeping what is seen in its place

    def _settle(self) -> None:
        """Lay out what is seen. It may move what is below, and the view with it."""
        bar = self.verticalScrollBar()
        for _ in range(_TRIES):
            top = bar.value()
            self.lines.settle(top, top + self.viewport().height())
            if bar.value() == top:
                break

    @called_by_qt
    def _keep_place(self, top: float, more: float) -> None:
        """Scroll by what a paragraph above the view was found to be higher."""
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setMaximum(max(bar.maximum(), round(bar.value() + more)))
            bar.setValue(round(bar.value() + more))

    @called_by_qt
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._settle()

    @Slot(QRectF)
    @called_by_qt
    def _q_ensureVisible(self, area: QRectF) -> None:
        # Qt's accessible text asks for it by this name, which its own QTextEdit has no more.
        bar = self.verticalScrollBar()
        if not bar.value() <= area.top() <= area.bottom() <= bar.value() + self.viewport().height():
            bar.setValue(round(area.top() - self.viewport().height() / 4))
