# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of the manuscript as it is written: it shows paragraphs and reports what is typed, and has no undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from studio.core.changes import Edit, changed_span, common
from studio.core.project import Paragraph
from studio.core.timeline import word_spans
from studio.ui.door import asked_by_qt, called_by_qt, connect, soon
from studio.ui.dropping import VOICE_MIME, dropped_files
from studio.ui.manuscript.lines.chips import SHOWN_OTHERWISE
from studio.ui.manuscript.lines.rows import CHIP, Row, row_of, shows_alike, typed_row, utf16_units
from studio.ui.manuscript.lines.slices import Slices
from studio.ui.manuscript.text.clipboard import from_mime, lines_between, speakers_in, to_mime
from studio.ui.manuscript.text.pointer import ReadText
from studio.ui.theme import Theme

# Entries of the context menu to leave out: undo, redo and the line below them, as undo is in the window's menu.
_UNDO_ENTRIES = 3
_NOWHERE = (1 << 62, -1)
_LONGEST_LINE = 3000
_SEPARATORS = str.maketrans({"\u2029": "\n", "\u2028": "\n", "\ufdd0": None, "\ufdd1": None})


class WrittenText(ReadText):
    """Shows paragraphs with their chips. Indices in signals and methods count characters of the whole text."""

    edited = Signal(object)
    """What was typed, deleted or pasted, an Edit. A text with a giant line is not in the editor yet."""
    marks_removed = Signal(int, object)
    """Chips without any text were deleted: their paragraph's number, and the numbers of their marks in it."""
    lines_put = Signal(object, object, str)
    """A part of a text with marks was pasted: the Edit without its text, lines, and their speakers. They are not in the
    editor yet."""
    lines_moved = Signal(object, object, object)
    """A part of the text was dragged: the Edit that takes it away, the one that puts it where it was dropped, and its
    lines. It is where it was yet."""
    chip_moved = Signal(int, int, object)
    """A chip was dragged: its paragraph's number, its mark's number, and an Edit without a text where it is put."""
    file_dropped = Signal(Path)
    menu_asked = Signal(object, int, int)
    """A context menu is about to be shown: it, and start and end of what it is about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._silent = False
        self._typing = False
        self._coming: Sequence[Paragraph] | None = None
        self._slices: Slices | None = None
        # What was adopted last, and the rows that have changed since.
        self._adopted: tuple[Paragraph, ...] = ()
        self._ahead = _NOWHERE
        # Who says the paragraphs between two numbers, which copies of them bring along.
        self.speakers_of: Callable[[int, int], str] = lambda _first, _last: ""
        connect(self.document().contentsChange, self._changed)
        connect(self.chip_dropped, self._chip_dropped)

    def text_changed(self) -> None:
        """Called after each change of the text."""

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
        for number in changed:
            self.lines.refresh(number, 1)
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
        """Put *rows* in the place of *removed* rows from *first* on, and the caret behind what has changed."""
        empty = not self.rows.length
        behind = self._put_rows(first, removed, rows)
        if behind >= 0:
            caret = self.textCursor()
            caret.setPosition(0 if empty else behind)
            self._put_caret(caret)

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

    def show_read_only(self, read_only: bool) -> None:
        """Forbid changes by the person, or permit them again; the text can be selected and copied all the time."""
        flags = Qt.TextInteractionFlag
        reading = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading if read_only else flags.TextEditorInteraction)

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

    def edit_at_caret(self) -> Edit:
        """An edit of nothing where the caret is, with the points that are before it."""
        position = self.textCursor().position()
        return self._edit_of(position, position)

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

    @called_by_qt
    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._silent:
            return
        document = self.document()
        removed = min(removed, self.rows.document_start(len(self.rows)) - 1 - position)
        added = min(added, document.characterCount() - 1 - position)
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + added, QTextCursor.MoveMode.KeepAnchor)
        put = cursor.selectedText().translate(_SEPARATORS)
        if removed and put:
            position, removed, put = self._really_changed(position, removed, put)
        if not removed and not put:
            return
        edit = self._edit_of(position, position + removed, put)
        marks = () if put or edit.removed else self._marks_between(position, position + removed)
        row = self.rows.in_document(position)[0]
        self._follow_typing(position, position + removed, put)
        self._typing = True
        try:
            self.text_changed()
            if marks:
                self.marks_removed.emit(row, marks)
            else:
                self.edited.emit(edit)
        finally:
            self._typing = False

    def _really_changed(self, position: int, removed: int, put: str) -> tuple[int, int, str]:
        """The edit without what is there as before, where Qt tells of more than was changed."""
        (first, start), (last, end) = self.rows.in_document(position), self.rows.in_document(position + removed)
        whole = "\n".join(row.shown for row in self.rows.between(first, last + 1))
        taken = whole[start : len(whole) - len(self.rows[last].shown) + end]
        if taken != put and CHIP not in put:
            return position, removed, put
        place, gone, left = changed_span(taken, put)
        return position + utf16_units(taken[:place]), utf16_units(taken[place : place + gone]), left

    def _edit_of(self, start: int, end: int, put: str = "") -> Edit:
        """The edit that puts *put* between two positions of the document."""
        (first, begin), (last, stop) = self.rows.in_document(start), self.rows.in_document(end)
        position, until = self.rows.to_text(start), self.rows.to_text(end)
        points, gone = self.rows[first].points_before(begin), self.rows[last].points_before(stop)
        inside = self.rows[first].behind_a_begin(begin)
        return Edit(position, until - position, put, points, gone if until > position else gone - points, inside)

    def _marks_between(self, start: int, end: int) -> tuple[int, ...]:
        """Numbers of the marks whose chips are between two positions of one paragraph."""
        row, begin = self.rows.in_document(start)
        stop = self.rows.in_document(end)[1]
        shown = self.rows[row]
        return tuple(chip.number for chip, at in zip(shown.chips, shown.at, strict=True) if begin <= at < stop)

    def _follow_typing(self, start: int, end: int, put: str) -> None:
        """Put *put* between two positions of the rows, as Qt has done in its document."""
        (first, begin), (last, stop) = self.rows.in_document(start), self.rows.in_document(end)
        here, there = self.rows[first], self.rows[last]
        lines = (here.shown[:begin] + put + there.shown[stop:]).split("\n")
        head = [(at, chip) for at, chip in zip(here.at, here.chips, strict=True) if at < begin]
        moved = len(lines[-1]) - len(there.shown)
        tail = [(at + moved, chip) for at, chip in zip(there.at, there.chips, strict=True) if at >= stop]
        if len(lines) == 1:
            rows = [typed_row(lines[0], [*head, *tail], here)]
        else:
            rows = [typed_row(lines[0], head, here), *(typed_row(line, (), here) for line in lines[1:-1])]
            rows.append(typed_row(lines[-1], tail, there))
        self.rows.replace(first, last - first + 1, rows)
        alone = self._ahead == _NOWHERE
        self._ahead = (first, first + len(rows)) if alone else (0, len(self.rows))

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.catch_up()
        super().mousePressEvent(event)

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.catch_up()
        super().mouseDoubleClickEvent(event)

    @called_by_qt
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.catch_up()
        super().inputMethodEvent(event)

    @asked_by_qt(QMimeData)
    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        speakers = self.speakers_of(self.rows.in_document(start)[0], self.rows.in_document(end)[0])
        return to_mime(lines_between(self.rows, start, end), speakers)

    @called_by_qt
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.catch_up()
        cursor = self.textCursor()
        lines = from_mime(source)
        if lines:
            place = self._edit_of(cursor.selectionStart(), cursor.selectionEnd())
            self.lines_put.emit(place, lines, speakers_in(source))
        elif source.hasText():
            text = source.text().replace("\r\n", "\n").replace("\r", "\n").translate(_SEPARATORS)
            if max(map(len, text.split("\n"))) > _LONGEST_LINE:
                # Qt takes minutes to lay out a line of a million letters, so the document divides it first.
                self.edited.emit(self._edit_of(cursor.selectionStart(), cursor.selectionEnd(), text))
            else:
                cursor.insertText(text)

    @asked_by_qt(bool)
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasFormat(VOICE_MIME)

    def _menu_is_about(self, event: QContextMenuEvent) -> tuple[int, int]:
        """Start and end of what a context menu is about: the selection, or a place outside of it."""
        start, end = self.selected()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            at = self.rows.to_text(self.cursorForPosition(event.pos()).position())
            return (start, end) if start <= at <= end else (at, at)
        return start, end

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.catch_up()
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions()[:_UNDO_ENTRIES]:
            menu.removeAction(action)
        menu.setToolTipsVisible(True)
        self.menu_asked.emit(menu, *self._menu_is_about(event))
        menu.popup(event.globalPos())

    @called_by_qt
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    @called_by_qt
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    @called_by_qt
    def dropEvent(self, event: QDropEvent) -> None:
        self.catch_up()
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            for path in paths:
                self.file_dropped.emit(path)
        elif event.source() in (self, self.viewport()) and event.dropAction() == Qt.DropAction.MoveAction:
            # Qt would take the text away and put it back in one go, without its marks.
            event.acceptProposedAction()
            self._move_selection(self.cursorForPosition(event.position().toPoint()).position())
        else:
            super().dropEvent(event)

    @called_by_qt
    def _chip_dropped(self, row: int, number: int, to: int) -> None:
        self.chip_moved.emit(row, number, self._edit_of(to, to))

    def _move_selection(self, to: int) -> None:
        self.catch_up()
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if not start <= to <= end and not self.isReadOnly():
            lines = lines_between(self.rows, start, end)
            self.lines_moved.emit(self._edit_of(start, end), self._edit_of(to, to), lines)

    def _in_step(self) -> bool:
        return self.document().characterCount() == self.rows.document_start(len(self.rows))


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
