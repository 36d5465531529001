# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of the manuscript as it is written: it reports what is typed, pasted and dragged, and has no undo."""

from __future__ import annotations

from collections.abc import Callable

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

from studio.core.changes import Edit, changed_span
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.dropping import VOICE_MIME, dropped_files
from studio.ui.manuscript.lines.rows import CHIP, typed_row, utf16_units
from studio.ui.manuscript.text.clipboard import from_mime, lines_between, speakers_in, to_mime
from studio.ui.manuscript.text.shown_text import ShownText
from studio.ui.theme import Theme

# Entries of the context menu to leave out: undo, redo and the line below them, as undo is in the window's menu.
_UNDO_ENTRIES = 3
_LONGEST_LINE = 3000
_SEPARATORS = str.maketrans({"\u2029": "\n", "\u2028": "\n", "\ufdd0": None, "\ufdd1": None})


class WrittenText(ShownText):
    """A text that tells what is done in it. Indices in signals count characters of the whole text."""

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
    files_dropped = Signal(list)
    menu_asked = Signal(object, int, int)
    """A context menu is about to be shown: it, and start and end of what it is about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        # Who says the paragraphs between two numbers, which copies of them bring along.
        self.speakers_of: Callable[[int, int], str] = lambda _first, _last: ""
        connect(self.document().contentsChange, self._changed)
        connect(self.chip_dropped, self._chip_dropped)

    def show_read_only(self, read_only: bool) -> None:
        """Forbid changes by the person, or permit them again; the text can be selected and copied all the time."""
        flags = Qt.TextInteractionFlag
        reading = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading if read_only else flags.TextEditorInteraction)

    def edit_at_caret(self) -> Edit:
        """An edit of nothing where the caret is, with the points that are before it."""
        position = self.textCursor().position()
        return self._edit_of(position, position)

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
        self._rows_typed(first, last, rows)

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
            self.files_dropped.emit(list(paths))
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
