# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointer on marks: a press selects a chip and plays what it is about, a drag moves it or changes its figure, and
the ends of a span are dragged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from studio.core.mark_values import dragged_value
from studio.core.marks import Mark
from studio.ui.door import asked_by_qt
from studio.ui.manuscript.lines.chip_hits import (
    HANDLE_HEIGHT,
    HANDLE_WIDTH,
    Hit,
    ToldHit,
    end_box,
    has_ends,
    hit_at,
    told_at,
)
from studio.ui.manuscript.lines.layout import ManuscriptLayout
from studio.ui.manuscript.lines.rows import Row, Rows
from studio.ui.manuscript.text.mark_words import mark_tip, told_tip
from studio.ui.theme import Theme

_DRAG_PX = 4
_CURSORS = {
    "figure": Qt.CursorShape.SizeHorCursor,
    "begin": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "chip": Qt.CursorShape.PointingHandCursor,
}
Side = Literal["begin", "end"]


@dataclass(slots=True)
class _Grab:
    """What is held: since which press, the row before and now, its mark as it is dragged, and whether it is by now."""

    hit: Hit
    pressed: QPointF
    before: Row
    now: Row
    mark: Mark
    dragged: bool = False


class MarkedText(QTextEdit):
    """A text with marks.

    Attributes:
        rows: The paragraphs as they are shown.
        lines: The document's layout.
        drop_at: The position in the document where a chip that is being dragged would be put; -1 for none.
        snap: Gives the edge of a word that is nearest to a place of a paragraph, by its number.
    """

    chip_dropped = Signal(int, int, int)
    """A chip was dragged: its paragraph's number, its mark's number, and the position in the document where it was
    dropped."""
    value_changed = Signal(int, int, str)
    """A mark's figure was changed: its paragraph's number, its own, and the value."""
    reach_changed = Signal(int, int, int, int)
    """An end of a span was dragged: its paragraph's number, its own, and where it begins and ends in the paragraph."""
    mark_pressed = Signal(int, int)
    """A chip was pressed: its paragraph's number, and its mark's."""
    word_pressed = Signal(int, object)
    """The chip of a word was pressed that a dictionary says: its paragraph's number, and the told mark."""
    word_opened = Signal(int, object)
    """Such a chip was pressed twice: its paragraph's number, and the told mark."""
    mark_opened = Signal(int, int)
    """A chip was pressed twice, or opened by a key: its paragraph's number, and its mark's."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        self.rows = Rows()
        self.lines = ManuscriptLayout(document, self.rows, theme)
        document.setDocumentLayout(self.lines)
        document.setUndoRedoEnabled(False)
        self.setDocument(document)
        self.drop_at = -1
        self.snap: Callable[[int, int, Side], int] = lambda _row, at, _side: at
        self._grab: _Grab | None = None
        self._held_word: ToldHit | None = None
        self._pointed: Hit | None = None
        self._over_chip = False
        self.viewport().setMouseTracking(True)

    @property
    def mark_in_hand(self) -> tuple[int, int] | None:
        """Paragraph's and own number of the mark whose chip is selected or beside the caret, else of the innermost span
        around it."""
        cursor = self.textCursor()
        row, place = self.rows.in_document(cursor.selectionStart())
        shown = self.rows[row]
        beside = [place] if cursor.hasSelection() else [place - 1, place]
        for near in beside:
            chip = shown.chip_at(near)
            if chip is not None and chip.number < len(shown.marks):
                return row, chip.number
        index = shown.to_text(place)
        spans = [n for n, mark in enumerate(shown.marks) if has_ends(mark) and mark.start <= index <= mark.end]
        inner = min(spans, key=lambda n: shown.marks[n].end - shown.marks[n].start, default=None)
        return None if inner is None else (row, inner)

    @property
    def word_in_hand(self) -> tuple[int, Mark] | None:
        """Number of the paragraph with the caret, and the told mark of the word there that a dictionary says."""
        row, place = self.rows.in_document(self.textCursor().selectionStart())
        index, told = self.rows[row].to_text(place), self.lines.looks.told(self.rows[row])
        return next(((row, mark) for mark in told if mark.start <= index <= mark.end), None)

    @property
    def chip_selected(self) -> tuple[int, int] | None:
        """Paragraph's and own number of the mark whose chip is all that is selected."""
        cursor = self.textCursor()
        if cursor.selectionEnd() - cursor.selectionStart() != 1:
            return None
        row, place = self.rows.in_document(cursor.selectionStart())
        chip = self.rows[row].chip_at(place)
        return None if chip is None or chip.number >= len(self.rows[row].marks) else (row, chip.number)

    def select_chip(self, row: int, number: int) -> None:
        """Select the chip of a mark, and nothing else."""
        shown = self.rows[row]
        place = next((at for at, chip in zip(shown.at, shown.chips, strict=True) if chip.number == number), None)
        if place is not None:
            position = self.document().findBlockByNumber(row).position() + shown.units(place)
            cursor = self.textCursor()
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def chip_area(self, row: int, number: int) -> QRectF:
        """Where the chip of a mark is, in the viewport; empty if it has none."""
        shown = self.rows[row]
        place = next((at for at, chip in zip(shown.at, shown.chips, strict=True) if chip.number == number), None)
        return QRectF() if place is None else self._in_view(self.lines.chip_box(row, place))

    @staticmethod
    def _with_mark(row: Row, number: int, mark: Mark) -> Row:
        """*row* with *mark*, of the same chip at the same place, in the place of another."""
        marks = (*row.marks[:number], mark, *row.marks[number + 1 :])
        chips = tuple(replace(chip, mark=mark) if chip.number == number else chip for chip in row.chips)
        return replace(row, marks=marks, chips=chips)

    def _show_row(self, row: int, shown: Row) -> None:
        self.rows.adopt(row, shown)
        self.lines.refresh(row, 1)

    # --- presses

    def _take_mark(self, event: QMouseEvent) -> bool:
        """Take what of a mark is at the pointer, if there is something."""
        hit = self._hit(event.position())
        word = self._told(event.position()) if hit is None else None
        if word is not None and word.chip:
            self._held_word = word
            self._take_keyboard()
            return True
        if hit is None or (hit.part in ("begin", "end") and self.isReadOnly()):
            return False
        shown = self.rows[hit.row]
        self._grab = _Grab(hit, event.position(), shown, shown, shown.marks[hit.number])
        if hit.place >= 0:
            self._take_keyboard()
            self.select_chip(hit.row, hit.number)
        return True

    def _drag(self, event: QMouseEvent) -> None:
        grab = self._grab
        if grab is None or not self._still_there(grab):
            return
        moved = event.position() - grab.pressed
        if self.isReadOnly() or not (grab.dragged or moved.manhattanLength() >= _DRAG_PX):
            return
        grab.dragged = True
        if grab.hit.part == "chip":
            self._drag_chip(grab, event.position().toPoint())
        elif grab.hit.part == "figure":
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            before = grab.before.marks[grab.hit.number]
            value = dragged_value(before.kind, before.value, moved.x(), fine)
            self._drag_to(grab, replace(before, value=value))
        else:
            self._drag_to(grab, self._reached(grab, event))

    def _drag_chip(self, grab: _Grab, at: QPoint) -> None:
        chip = grab.before.chip_at(grab.hit.place)
        if chip is not None and chip.movable:
            self.drop_at = self.cursorForPosition(at).position()
            self.viewport().update()

    def _drag_to(self, grab: _Grab, mark: Mark) -> None:
        if mark != grab.mark:
            grab.mark = mark
            grab.now = self._with_mark(grab.now, grab.hit.number, mark)
            self._show_row(grab.hit.row, grab.now)

    def _reached(self, grab: _Grab, event: QMouseEvent) -> Mark:
        """The span that is dragged, with its end at the word's edge that is nearest to the pointer; with Shift at the
        letter."""
        side: Side = "begin" if grab.hit.part == "begin" else "end"
        before, now = grab.before.marks[grab.hit.number], grab.mark
        row, place = self.rows.in_document(self.cursorForPosition(event.position().toPoint()).position())
        if row != grab.hit.row:
            at = 0 if row < grab.hit.row else len(grab.before.text)
        else:
            at = self.rows[row].to_text(place)
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            at = self.snap(grab.hit.row, at, side)
        if side == "begin":
            return replace(now, start=at) if at < before.end else now
        return replace(now, end=at) if at > before.start else now

    def _let_go(self) -> None:
        """End the drag or the press of a mark."""
        word, self._held_word = self._held_word, None
        if word is not None:
            if word.row < len(self.rows) and word.mark in self.lines.looks.glossed(self.rows[word.row]):
                self.word_pressed.emit(word.row, word.mark)
            return
        assert self._grab is not None
        grab, self._grab = self._grab, None
        hit, before = grab.hit, grab.before.marks[grab.hit.number]
        at, self.drop_at = self.drop_at, -1
        self.viewport().update()
        if not self._still_there(grab):
            return
        if not grab.dragged:
            if hit.place >= 0:
                self.mark_pressed.emit(hit.row, hit.number)
        elif hit.part == "chip":
            if at >= 0:
                self.chip_dropped.emit(hit.row, hit.number, at)
        elif grab.mark == before:
            self._show_row(hit.row, grab.before)
        elif hit.part == "figure":
            self.value_changed.emit(hit.row, hit.number, grab.mark.value)
        else:
            self.reach_changed.emit(hit.row, hit.number, grab.mark.start, grab.mark.end)

    def _still_there(self, grab: _Grab) -> bool:
        """Whether its paragraph is shown as it was when it was held last, and not another one since."""
        return grab.hit.row < len(self.rows) and self.rows[grab.hit.row] is grab.now

    @property
    def _holds_mark(self) -> bool:
        """Whether a mark, or the chip of a told word, is held by the pointer."""
        return self._grab is not None or self._held_word is not None

    def _open_mark(self, at: QPointF) -> bool:
        """Open the chip at that place of the view, if there is one."""
        hit = self._hit(at)
        word = self._told(at) if hit is None else None
        if word is not None and word.chip:
            self._held_word = None
            self.word_opened.emit(word.row, word.mark)
            return True
        if hit is None or hit.place < 0:
            return False
        self._grab = None
        self.mark_opened.emit(hit.row, hit.number)
        return True

    # --- pointing

    def _point(self, at: QPointF) -> None:
        """Show by the pointer's form, and by handles, what can be taken there."""
        hit = self._hit(at)
        if hit is not None and self.isReadOnly() and hit.place < 0:
            hit = None
        word = self._told(at) if hit is None else None
        over_chip = word is not None and word.chip
        if hit != self._pointed or over_chip != self._over_chip:
            self._pointed, self._over_chip = hit, over_chip
            part = hit.part if hit is not None else ""
            if over_chip or (part and self.isReadOnly()):
                part = "chip"
            self.viewport().setCursor(_CURSORS.get(part, Qt.CursorShape.IBeamCursor))
            self.viewport().update()

    def handles(self) -> list[QRectF]:
        """Handles at the ends of the span that is pointed at or held, in the viewport."""
        hit = self._grab.hit if self._grab is not None else self._pointed
        if hit is None or hit.row >= len(self.rows) or hit.number >= len(self.rows[hit.row].marks) or self.isReadOnly():
            return []
        shown, mark = self.rows[hit.row], self.rows[hit.row].marks[hit.number]
        if not has_ends(mark):
            return []
        boxes = (self._in_view(end_box(self.lines, shown, hit.row, mark, side)) for side in ("begin", "end"))
        return [
            QRectF(box.x() - HANDLE_WIDTH / 2, box.bottom() - HANDLE_HEIGHT, HANDLE_WIDTH, HANDLE_HEIGHT)
            for box in boxes
        ]

    @asked_by_qt(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(QPointF(event.pos()))
            if tip:
                QToolTip.showText(event.globalPos(), tip, self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave and (self._pointed is not None or self._over_chip):
            self._point(QPointF(-1, -1))
        return super().viewportEvent(event)

    def tip_at(self, at: QPointF) -> str:
        """What the chip, or the word that a dictionary says, at that place of the view does; "" for nothing there."""
        hit = self._hit(at)
        if hit is not None and hit.place >= 0:
            shown = self.rows[hit.row]
            return mark_tip(shown.marks[hit.number], shown.text, self.isReadOnly(), self.lines.looks.chips.cast)
        word = self._told(at)
        return told_tip(word.mark, self.rows[word.row].text) if word is not None else ""

    def _told(self, at: QPointF) -> ToldHit | None:
        if self.document().blockCount() != len(self.rows):
            return None
        return told_at(self.lines, self.rows, at + QPointF(0, self.verticalScrollBar().value()))

    def _hit(self, at: QPointF) -> Hit | None:
        if self.document().blockCount() != len(self.rows):
            return None
        return hit_at(self.lines, self.rows, at + QPointF(0, self.verticalScrollBar().value()))

    def _in_view(self, box: QRectF) -> QRectF:
        return box.translated(0, -self.verticalScrollBar().value())

    def _take_keyboard(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
