# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of marks in the text: they are heard, changed, moved and taken away at their chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QToolTip

from studio.app.studio import Studio
from studio.core.changes import Edit
from studio.core.mark_values import RANGES
from studio.core.marks import Mark, Marks
from studio.core.project import Project
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.manuscript.lines.chips import BEHIND
from studio.ui.manuscript.marking.chip_field import ChipField
from studio.ui.manuscript.marking.mark_choices import fill_choices, fill_speakers
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.manuscript.text.mark_words import what_it_does
from studio.ui.theme import Theme

_NO_MARK = "There is no mark here."


class MarksPresenter(Following):
    """Does what is asked for at a mark.

    Args:
        theme: The colours.
        editor: The text.
        studio: The studio.
        say_as: Says the selected word otherwise.

    Attributes:
        field: The field in which a chip's figure is being typed.
        menu: The menu of a chip's values.
    """

    def __init__(self, theme: Theme, editor: ManuscriptEditor, studio: Studio, say_as: Callable[[], object]) -> None:
        super().__init__(editor)
        self._theme = theme
        self._editor = editor
        self._studio = studio
        self._say_as = say_as
        self._opened: tuple[int, int, Mark] | None = None
        # Number of the play that a press on a chip has begun.
        self._begun = -1
        self.field: ChipField | None = None
        self.menu = QMenu(editor)
        editor.snap = studio.marking.nearest_edge
        connect(editor.marks_removed, self._remove)
        connect(editor.chip_moved, self._move)
        connect(editor.value_changed, self._set_value)
        connect(editor.reach_changed, self._set_reach)
        connect(editor.mark_pressed, self._play)
        connect(editor.mark_opened, self._open)
        connect(editor.word_pressed, self._play_word)
        connect(editor.word_opened, self._open_word)
        connect(editor.view_moved, self._place_field)
        self.follow(studio.editing.changed, self._project_changed)

    def lengthen(self, by: int) -> None:
        """Let the mark at the caret reach *by* words further; a pause lasts longer."""
        self._change(lambda row, number: self._studio.marking.lengthen(row, number, by))

    def begin_later(self, by: int) -> None:
        """Let the span at the caret begin *by* words later."""
        self._change(lambda row, number: self._studio.marking.begin_by_word(row, number, by))

    def open_at_caret(self) -> None:
        """Type, or choose, the value of the mark at the caret, or how a dictionary says the word there."""
        self._at_caret(self._open, self._open_word)

    def play_at_caret(self) -> None:
        """Play what the mark at the caret is about, or the word there that a dictionary says."""
        self._at_caret(self._play, self._play_word)

    def _at_caret(self, of_mark: Callable[[int, int], object], of_word: Callable[[int, Mark], object]) -> None:
        self._editor.catch_up()
        found, word = self._editor.mark_in_hand, self._editor.word_in_hand
        if found is not None:
            of_mark(*found)
        elif word is not None:
            of_word(*word)
        else:
            self._editor.announced.emit(_NO_MARK)

    def close_innermost(self) -> bool:
        """Close the field; False if it is not open."""
        if self.field is None:
            return False
        self._close_field()
        return True

    def _mark(self, row: int, number: int) -> Mark | None:
        paragraphs = self._studio.editing.project.paragraphs
        marks = paragraphs[row].marks if row < len(paragraphs) else ()
        return marks[number] if number < len(marks) else None

    def _change(self, act: Callable[[int, int], object]) -> None:
        """Do *act* with the mark at the caret, which keeps its place, and tell what that mark does then."""
        self._editor.catch_up()
        found = self._editor.mark_in_hand
        before = self._mark(*found) if found is not None else None
        if found is None or before is None:
            self._editor.announced.emit(_NO_MARK)
            return
        held, caret = self._editor.chip_selected, self._editor.caret()
        act(*found)
        self._editor.catch_up()
        row = found[0]
        paragraph = self._studio.editing.project.paragraphs[row]
        # Where a span begins, or a value, is another one now, so its number may be too.
        alike = [n for n, mark in enumerate(paragraph.marks) if mark.kind == before.kind and _near(mark, before)]
        if held is not None and alike:
            self._editor.select_chip(row, alike[0])
        else:
            self._editor.select(caret, caret)
        if alike:
            told = what_it_does(paragraph.marks[alike[0]], paragraph.text, self._editor.lines.looks.chips.cast)
            self._editor.announced.emit(told)

    @called_by_qt
    def _play(self, row: int, number: int) -> None:
        if self._mark(row, number) is not None:
            self._studio.hearing.play_selection(*self._studio.marking.stretch_of(row, number))
            self._begun = self._studio.hearing.begun

    @called_by_qt
    def _play_word(self, row: int, told: Mark) -> None:
        start, _end = self._editor.paragraph_span(row)
        self._studio.hearing.play_selection(start + told.start, start + told.end)
        self._begun = self._studio.hearing.begun

    @called_by_qt
    def _open_word(self, row: int, told: Mark) -> None:
        if self._studio.marking.blocker():
            return
        self._stop_begun()
        self._say_otherwise(row, told)

    @called_by_qt
    def _open(self, row: int, number: int) -> None:
        mark = self._mark(row, number)
        if mark is None or self._studio.marking.blocker():
            return
        self._stop_begun()
        if mark.kind in RANGES:
            self._type(row, number, mark)
        elif mark.kind in ("emotion", "speaker"):
            choose = partial(self._choose, row, number, mark.value)
            if mark.kind == "emotion":
                fill_choices(self.menu, mark.kind, mark.value, choose)
            else:
                fill_speakers(self.menu, self._studio.speakers.all, mark.value, choose)
            below = self._editor.chip_area(row, number).bottomLeft().toPoint() + QPoint(0, 4)
            self.menu.popup(self._editor.viewport().mapToGlobal(below))
        elif mark.kind in BEHIND:
            self._say_otherwise(row, mark)

    def _stop_begun(self) -> None:
        """Stop what the first of two presses has begun."""
        if self._studio.hearing.active and self._studio.hearing.begun == self._begun:
            self._studio.hearing.stop()

    def _say_otherwise(self, row: int, mark: Mark) -> None:
        start, _end = self._editor.paragraph_span(row)
        self._editor.select(start + mark.start, start + mark.end)
        self._say_as()

    def _choose(self, row: int, number: int, before: str, value: str) -> None:
        if value in ("", before):
            self._remove(row, (number,))
        else:
            self._set_value(row, number, value)

    # --- typing a figure

    def _type(self, row: int, number: int, mark: Mark) -> None:
        self._close_field()
        self._editor.select_chip(row, number)
        field = self.field = ChipField(self._theme, mark, self._editor.viewport())
        self._opened = row, number, mark
        connect(field.accepted, self._accept)
        connect(field.refused, self._refuse)
        connect(field.cancelled, self._close_field)
        connect(field.left, self._close_field)
        self._place_field()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    @called_by_qt
    def _accept(self, value: str) -> None:
        if self._opened is not None:
            row, number, _ = self._opened
            self._close_field()
            self._set_value(row, number, value)
            self._editor.catch_up()
            self._editor.select_chip(row, number)

    @called_by_qt
    def _refuse(self, permitted: str) -> None:
        if self.field is not None:
            QToolTip.showText(self.field.mapToGlobal(QPoint(0, self.field.height())), permitted, self.field)
            self._editor.announced.emit(permitted)

    @called_by_qt
    def _close_field(self) -> None:
        field, self.field, self._opened = self.field, None, None
        if field is not None:
            if field.hasFocus():
                self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            field.hide()
            field.deleteLater()

    @called_by_qt
    def _place_field(self) -> None:
        if self.field is not None and self._opened is not None:
            self.field.lie_over(self._editor.chip_area(*self._opened[:2]))

    def _project_changed(self, _project: Project) -> None:
        if self._opened is not None and self._mark(*self._opened[:2]) != self._opened[2]:
            self._close_field()

    # --- changes made by hand

    @called_by_qt
    def _set_value(self, row: int, number: int, value: str) -> None:
        self._studio.marking.set_value(row, number, value)

    @called_by_qt
    def _set_reach(self, row: int, number: int, start: int, end: int) -> None:
        self._studio.marking.set_reach(row, number, start, end)

    @called_by_qt
    def _move(self, row: int, number: int, there: Edit) -> None:
        self._studio.editing.move_mark(row, number, there.position, there.points)

    @called_by_qt
    def _remove(self, row: int, numbers: Sequence[int]) -> None:
        def others(marks: Marks) -> Iterable[Mark]:
            return (mark for number, mark in enumerate(marks) if number not in numbers)

        editing = self._studio.editing
        editing.change_marks("deleting a mark", editing.project.paragraphs[row].id, others)


def _near(mark: Mark, before: Mark) -> bool:
    """Whether *mark* may be *before* after a change of its ends or its value."""
    return mark.start <= before.end and before.start <= mark.end
