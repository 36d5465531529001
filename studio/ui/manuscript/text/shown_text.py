# SPDX-License-Identifier: GPL-3.0-or-later
"""The paragraphs that the manuscript shows: what differs is put in their place, at once or in slices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from studio.core.changes import changed_span, common, place_among_words
from studio.core.project import Paragraph
from studio.core.timeline import word_spans
from studio.ui.door import soon
from studio.ui.manuscript.lines.chips import SHOWN_OTHERWISE
from studio.ui.manuscript.lines.rows import Row, row_of, shows_alike, utf16_units
from studio.ui.manuscript.lines.slices import Slices
from studio.ui.manuscript.text.pointer import ReadText
from studio.ui.theme import Theme

_NOWHERE = (1 << 62, -1)
_LONGEST_ROW = 3000


class ShownText(ReadText):
    """Shows paragraphs with their chips. Indices in methods count characters of the whole text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        # While the document is changed from here, not by the person.
        self._silent = False
        # While an edit is told.
        self._typing = False
        self._coming: Sequence[Paragraph] | None = None
        self._slices: Slices | None = None
        # What was adopted last, and the rows that have changed since.
        self._adopted: tuple[Paragraph, ...] = ()
        self._ahead = _NOWHERE

    def text_changed(self) -> None:
        """Called after each change of the text."""

    # --- paragraphs

    @property
    def text(self) -> str:
        return self.rows.text

    def show_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show *paragraphs*, changing only what differs, without emitting a signal."""
        self._coming = None
        if self._adopt(paragraphs):
            return
        self._coming = paragraphs
        if self._typing:
            # Qt is telling of this very change.
            soon(self, self.catch_up)
            return
        seen = self.lines.block_at(self.verticalScrollBar().value()).blockNumber()
        self._slices = Slices.of(self.rows, paragraphs, seen)
        if self._slices is None:
            self.catch_up()
        else:
            soon(self, partial(self._go_on_with, self._slices))

    def catch_up(self) -> None:
        """Show at once the paragraphs that are to be shown: while an edit was being told, or in slices."""
        while self._slices is not None and self._coming is self._slices.paragraphs:
            self._show_slice(self._slices)
        coming, self._coming = self._coming, None
        if coming is not None:
            self._show(coming)

    def _go_on_with(self, slices: Slices) -> None:
        """Show one of *slices* in each event, unless others are to be shown, or all of these were meanwhile."""
        if self._coming is slices.paragraphs:
            self._show_slice(slices)
            soon(self, partial(self._go_on_with, slices))

    def _show_slice(self, slices: Slices) -> None:
        """Show the next of *slices*, with caret and view where they are."""
        self._adopted, self._ahead = (), _NOWHERE
        number, rows = slices.next()
        cursor, bar = self.textCursor(), self.verticalScrollBar()
        anchor, caret = (self.rows.to_text(place) for place in (cursor.anchor(), cursor.position()))
        top = self.lines.block_at(bar.value())
        below, row = bar.value() - self.lines.area(top).top(), top.blockNumber()
        self._put_rows(number, len(rows), rows)
        cursor = self.textCursor()
        cursor.setPosition(self.rows.to_document(min(anchor, self.rows.length)))
        cursor.setPosition(self.rows.to_document(min(caret, self.rows.length)), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        bar.setValue(round(self.lines.area(self.document().findBlockByNumber(row)).top() + below))
        if not slices.left:
            self._coming = self._slices = None
            self._adopt(slices.paragraphs)

    def _adopt(self, paragraphs: Sequence[Paragraph]) -> bool:
        """Note that the text shown is that of *paragraphs*; False if it is another, so that they must be shown."""
        new = tuple(paragraphs)
        if len(new) != len(self.rows):
            return False
        first, last = _changed_between(self._adopted, new, self._ahead)
        changed: list[int] = []
        for number in range(min(first, self._ahead[0]), max(last, self._ahead[1])):
            row = self.rows[number]
            if row.source is new[number]:
                continue
            if shows_alike(row, new[number]):
                # Such as with another speaker, whom many thousand may get at once.
                self.rows.put_source(number, new[number])
                continue
            wanted = row_of(new[number])
            if wanted.shown != row.shown or wanted.at != row.at:
                return False
            self.rows.adopt(number, wanted)
            if (wanted.id, wanted.kind, wanted.level, _looks(wanted)) != (row.id, row.kind, row.level, _looks(row)):
                changed.append(number)
            elif wanted.marks != row.marks:
                self.lines.repaint(number)
        self._adopted, self._ahead = new, _NOWHERE
        self.lines.refresh_rows(changed)
        return True

    def _show(self, paragraphs: Sequence[Paragraph]) -> None:
        old, new = len(self.rows), len(paragraphs)
        first = 0
        while first < min(old, new) and self._shows(first, paragraphs[first]):
            first += 1
        kept = 0
        while kept < min(old, new) - first and self._shows(old - 1 - kept, paragraphs[new - 1 - kept]):
            kept += 1
        # At least one on each side, so that there is a place to put the text.
        first = min(first, old - 1, new - 1)
        kept = min(kept, old - 1 - first, new - 1 - first)
        rows = [row_of(paragraph) for paragraph in paragraphs[first : new - kept]]
        self._adopted, self._ahead = (), _NOWHERE
        self._show_rows(first, old - kept - first, rows)
        self._adopt(paragraphs)

    def _shows(self, row: int, paragraph: Paragraph) -> bool:
        shown = self.rows[row]
        return shown.source is paragraph or shown == row_of(paragraph)

    def _show_rows(self, first: int, removed: int, rows: list[Row]) -> None:
        """Put *rows* in the place of *removed* rows from *first* on, and the caret behind what has changed; where a
        giant paragraph is split or joined, it stays between its words."""
        empty, kept = not self.rows.length, self._caret_over_split(first, removed, rows)
        behind = self._put_rows(first, removed, rows)
        if behind >= 0:
            caret = self.textCursor()
            if kept is not None:
                behind = self.rows.to_document(kept)
            caret.setPosition(0 if empty else behind)
            self._put_caret(caret)

    def _caret_over_split(self, first: int, removed: int, rows: list[Row]) -> int | None:
        """Where the caret in the rows that *rows* replace is to be; None unless that splits or joins giants alone."""
        before = self.rows.between(first, first + removed)
        if len(rows) == removed or all(len(each.text) <= _LONGEST_ROW for each in (*before, *rows)):
            return None
        start, old, new = self.rows.start(first), *("\n".join(each.text for each in some) for some in (before, rows))
        at = self.caret() - start
        place = place_among_words(old, new, at) if 0 <= at <= len(old) else None
        return None if place is None else start + place

    def _put_rows(self, first: int, removed: int, rows: list[Row]) -> int:
        """Put *rows* in the place of *removed* rows from *first* on; returns where what has changed of the document
        ends, -1 if nothing has."""
        old = "\n".join(row.shown for row in self.rows.between(first, first + removed))
        new = "\n".join(row.shown for row in rows)
        begin = self.rows.document_start(first)
        place, taken, put = changed_span(old, new)
        start = begin + utf16_units(old[:place])
        end = start + utf16_units(old[place : place + taken])
        self.rows.replace(first, removed, rows)
        if old != new:
            self._silent = True
            try:
                cursor = QTextCursor(self.document())
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(put)
            finally:
                self._silent = False
        self.lines.refresh(first, len(rows))
        self.text_changed()
        return start + utf16_units(put) if old != new else -1

    def _rows_typed(self, first: int, last: int, rows: list[Row]) -> None:
        """Put *rows* in the place of those from *first* to *last*, as Qt has done in its document."""
        self.rows.replace(first, last - first + 1, rows)
        alone = self._ahead == _NOWHERE
        self._ahead = (first, first + len(rows)) if alone else (0, len(self.rows))

    def _in_step(self) -> bool:
        return self.document().characterCount() == self.rows.document_start(len(self.rows))

    # --- caret and selection

    def caret(self) -> int:
        return self.rows.to_text(self.textCursor().position())

    def selected(self) -> tuple[int, int]:
        """Start and end of the selection; both are the caret's place if nothing is selected."""
        cursor = self.textCursor()
        return self.rows.to_text(cursor.selectionStart()), self.rows.to_text(cursor.selectionEnd())

    def selected_rows(self) -> tuple[int, int]:
        """Numbers of the first and the last selected paragraph; a selection that ends where a paragraph begins has
        nothing of that one."""
        cursor, document = self.textCursor(), self.document()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        first, last = document.findBlock(start), document.findBlock(end)
        ends_before = end > start and end == last.position()
        return first.blockNumber(), last.blockNumber() - ends_before

    def paragraph_span(self, row: int) -> tuple[int, int]:
        """Start and end of the paragraph of that number."""
        start = self.rows.start(row)
        return start, start + len(self.rows[row].text)

    def select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self.rows.to_document(start))
        cursor.setPosition(self.rows.to_document(end, before_chips=end > start), QTextCursor.MoveMode.KeepAnchor)
        self._put_caret(cursor)

    def select_word(self) -> None:
        """Select the word at the caret; nothing where there is none."""
        at = self.caret()
        start, end = self.paragraph_span(self.rows.row_at(at))
        words = word_spans(self.rows.slice(start, end))
        word = next((each for each in words if each.start <= at - start <= each.end), None)
        if word is not None:
            self.select(start + word.start, start + word.end)

    def go_to(self, row: int, start: int, end: int) -> None:
        """Select a part of the paragraph of that number, and take the keyboard."""
        self.catch_up()
        if row < len(self.rows):
            begin, length = self.rows.start(row), len(self.rows[row].text)
            self.select(begin + min(start, length), begin + min(end, length))
        self.setFocus()

    def _put_caret(self, cursor: QTextCursor) -> None:
        self.setTextCursor(cursor)
        # Once more, as what was laid out on the way may have moved it.
        self.ensureCursorVisible()


def _changed_between(old: tuple[Paragraph, ...], new: tuple[Paragraph, ...], guess: tuple[int, int]) -> tuple[int, int]:
    """Between which numbers of *new* there is all that is not in *old*: as guessed, if that is true. Slices are
    compared, in C, since a letter typed leaves all others of many thousand the same."""
    first, last = guess
    kept = len(new) - last
    if first < last and kept <= len(old) and old[:first] == new[:first] and old[len(old) - kept :] == new[last:]:
        return guess
    most = min(len(old), len(new))
    first = common(most, lambda n: old[:n] == new[:n])
    kept = common(most - first, lambda n: old[len(old) - n :] == new[len(new) - n :])
    return first, len(new) - kept


def _looks(row: Row) -> tuple[tuple[object, object], ...]:
    """What stands on the row's chips, and where its letters look otherwise."""
    slanted = ((mark.start, mark.end) for mark in row.marks if mark.kind in SHOWN_OTHERWISE)
    return (*((chip.mark.kind, chip.mark.value) for chip in row.chips), *slanted)
