# SPDX-License-Identifier: GPL-3.0-or-later
"""What playing shows in the text: the word that is heard, what will be heard otherwise, and where playing goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from studio.ui.door import called_by_qt, connect
from studio.ui.manuscript.lines.marks import text_selection, word_boxes
from studio.ui.manuscript.text.pointer import ReadText
from studio.ui.manuscript.text.scrolling import Scrolling
from studio.ui.theme import Theme

_RADIUS = 5
_NO_BOXES: tuple[int, list[QRectF]] = (-1, [])
Span = tuple[int, int]
"""Start and end in characters of the whole text."""


class PlayingMarks(QObject):
    """Marks the text as it is played. The view follows the word that is heard, unless the person looks elsewhere.

    Attributes:
        word: The word that is heard, in a box; None for none.
        resume: The word at which playing will go on after a failure, outlined; None for none.
    """

    word_shown = Signal(int, int)
    """Another word is in the box: its start and end."""
    row_changed = Signal()
    """The heard word may be in another paragraph than before."""

    def __init__(self, theme: Theme, text: ReadText, scrolling: Scrolling) -> None:
        super().__init__(text)
        self._theme = theme
        self._text = text
        self._scrolling = scrolling
        self.word: Span | None = None
        self.resume: Span | None = None
        self._changed: Span | None = None
        self._sentence_start = 0
        self._row = -1
        self._boxes = _NO_BOXES
        connect(theme.changed, self._restyle)

    # --- what is shown

    def show_word(self, start: int, end: int, sentence_start: int) -> None:
        """Box the word text[start:end] and dim its sentence up to it."""
        if self.word == (start, end):
            return
        self._repaint_boxes()
        self.word = (start, end) if 0 <= start < end <= self._text.rows.length else None
        self._sentence_start = min(sentence_start, start)
        self._boxes = _NO_BOXES
        self._dim_sentence()
        self._repaint_boxes()
        if self.word is None:
            return
        if self._scrolling.along.follows:
            self._bring_into_view(start)
        self.word_shown.emit(start, end)

    def clear_word(self) -> None:
        """Show that no word is heard."""
        if self.word is not None:
            self._repaint_boxes()
            self.word = None
            self._row = -1
            self._boxes = _NO_BOXES
            self._dim_sentence()
            self.row_changed.emit()

    def show_resume(self, span: Span | None) -> None:
        """Outline the word at which playing will go on after a failure; None for no outline."""
        if span != self.resume:
            self.resume = span
            self._text.viewport().update()

    def show_changed(self, span: Span | None) -> None:
        """Underline the text that will be heard in a changed design, as far as it is still ahead; None for none."""
        if span != self._changed:
            self._changed = span
            self._text.viewport().update()

    def follow_from(self, position: int) -> None:
        """Bring the character at *position* into view, and keep up with what is heard from now on."""
        self._scrolling.along.take_up()
        self._bring_into_view(position)

    def text_changed(self) -> None:
        """Drop what was deleted; the next frame of playing gives the heard word's new place."""
        self.text_moved()
        if self.word is not None and self.word[1] > self._text.rows.length:
            self.word = None
            self._row = -1
        if self.resume is not None and self.resume[1] > self._text.rows.length:
            self.resume = None

    def text_moved(self) -> None:
        """Note that the text is laid out anew."""
        self._boxes = _NO_BOXES

    # --- where it is

    @property
    def row(self) -> int:
        """Number of the paragraph with the heard word; -1 for none."""
        return self._row if self.word is not None else -1

    def boxes(self) -> list[QRectF]:
        """Boxes of the heard word, in the viewport's coordinates."""
        if self.word is None:
            return []
        start, end = self._in_document(self.word)
        block = self._text.document().findBlock(start)
        if self._boxes[0] != start:
            self._text.block_area(block)
            self._boxes = (start, word_boxes(block, start - block.position(), end - block.position()))
        corner = self._text.block_area(block).topLeft()
        return [box.translated(corner) for box in self._boxes[1]]

    def _in_document(self, span: Span) -> Span:
        """Where a word is in the document, without the chips at its sides."""
        rows = self._text.rows
        return rows.to_document(span[0]), rows.to_document(span[1], before_chips=True)

    # --- painting

    def paint_word(self) -> None:
        """Paint the heard word's box, and the lines under what will be heard otherwise."""
        boxes = self.boxes()
        if boxes:
            painter = QPainter(self._text.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent"))
            for box in boxes:
                painter.drawRoundedRect(box, _RADIUS, _RADIUS)
            painter.end()
        if self._changed is not None and self.word is not None:
            self._underline(max(self._changed[0], self.word[1]), self._changed[1])

    def paint_resume(self) -> None:
        """Paint the outline of the word at which playing will go on."""
        if self.resume is None or self.resume[1] > self._text.rows.length:
            return
        painter = QPainter(self._text.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent_line"), 2))
        for box in self._boxes_of(*self._in_document(self.resume)):
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)

    def _underline(self, start: int, end: int) -> None:
        first, last = self._in_document((start, min(end, self._text.rows.length)))
        if first >= last:
            return
        boxes = self._boxes_of(first, last)
        painter, amber = QPainter(self._text.viewport()), self._theme.color("accent_line")
        for line in boxes:
            painter.fillRect(QRectF(line.left() + 3, line.bottom() - 1, line.width() - 6, 2), amber)

    def _boxes_of(self, first: int, last: int) -> list[QRectF]:
        """Boxes in the viewport behind what is between two positions of the document, in one paragraph."""
        block = self._text.document().findBlock(first)
        corner = self._text.block_area(block).topLeft()
        boxes = word_boxes(block, first - block.position(), last - block.position())
        return [box.translated(corner) for box in boxes]

    def _dim_sentence(self) -> None:
        text, theme = self._text, self._theme
        if self.word is None:
            text.setExtraSelections([])
            text.viewport().update()
            return
        start, end = self._in_document(self.word)
        selections = [text_selection(text.document(), start, end, theme.color("on_accent"))]
        # Qt paints only one of two selections that touch.
        before = text.rows.slice(self._sentence_start, self.word[0]).rstrip()
        sentence, dim_end = self._in_document((self._sentence_start, self._sentence_start + len(before)))
        if sentence < dim_end < start:
            selections.append(text_selection(text.document(), sentence, dim_end, theme.color("heard_text")))
        text.setExtraSelections(selections)

    def _repaint_boxes(self) -> None:
        boxes = self.boxes()
        if self.word is None or not boxes:
            return
        block = self._text.document().findBlock(self._text.rows.to_document(self.word[0]))
        if block.blockNumber() != self._row:
            self._row = block.blockNumber()
            self._text.viewport().update()
        self.row_changed.emit()
        for box in boxes:
            self._text.viewport().update(box.adjusted(-2, -2, 2, 2).toAlignedRect())

    def _bring_into_view(self, position: int) -> None:
        """Scroll to the character at *position* unless the heard word is seen."""
        self._scrolling.bring_character(self._text.rows.to_document(position), self.boxes())

    @called_by_qt
    def _restyle(self) -> None:
        self._dim_sentence()
        self._text.viewport().update()
