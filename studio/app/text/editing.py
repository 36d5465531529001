# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the document: editing of the transcript, undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

from studio.app.keeping.keeping import Keeping
from studio.app.text.long_changes import LongChanges
from studio.app.text.texts import OPENING
from studio.app.text.typing_run import TypingRun
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.changes import Edit
from studio.core.marks import Mark, Marks
from studio.core.observe import Signal
from studio.core.project import Project
from studio.core.tagging import MarkedLine, read_tags
from studio.project.carrying import carried, put_carried, read_carried
from studio.project.edits import change_marks, edit_lines, edit_text, move_lines, move_mark, with_lines, written_tags
from studio.project.history import History
from studio.project.splitting import split_giant_paragraphs
from studio.project.steps import Effect, Step

_LONGEST_JOINED = 20_000
_LONGER_TEXT = 100
_SPLIT = "A very long paragraph was split, so that it stays quick to edit."


class Editing:
    """The present document, and the steps that change its text.

    Args:
        history: Holds the document.
        keeping: Tells whether it may be changed.
        work: Reports failures.

    Attributes:
        long: Makes changes of very many paragraphs.
        changed: Emits the document after each change, also of its voice design.
        opened: Emits when another text has replaced the whole transcript, or that was undone.
        arrived: Emits when a longer text has come in at one go: it was pasted or opened.
    """

    def __init__(self, history: History, keeping: Keeping, work: Work) -> None:
        self._history = history
        self._keeping = keeping
        self._work = work
        self._run = TypingRun()
        self.long = LongChanges(history, keeping, work)
        self.changed: Signal[Project] = history.changed
        self.opened: Signal[None] = Signal()
        self.arrived: Signal[None] = Signal()

    @property
    def project(self) -> Project:
        return self._history.project

    @property
    def undo_label(self) -> str:
        """Label of the step that `undo` would take back; "" if there is none."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str:
        """Label of the step that `redo` would do again; "" if there is none."""
        return self._history.redo_label

    def edit_text(
        self,
        position: int,
        removed: int,
        added: str,
        points: int | None = None,
        gone: int = 0,
        inside: bool = False,
    ) -> None:
        """Replace *removed* characters at *position* by *added*; a word typed, or characters deleted, in one go are one
        step. A whole tag in what was added becomes a mark, in a step of its own.

        Args:
            points: Number of points at *position* that stay before what is added; None for all.
            gone: Number of points that are removed with the text, of those at its end.
            inside: Whether spans that begin at *position* take in what is added.
        """
        self._keeping.changing(lambda: self._edit(position, removed, added, points, gone, inside))

    def carried(self, first: int, last: int) -> str:
        """The speakers of the paragraphs number *first* to *last*, for `put_lines` in this or another project."""
        return carried(self.project, first, last)

    def put_lines(
        self,
        position: int,
        removed: int,
        lines: Sequence[MarkedLine],
        points: int | None = None,
        gone: int = 0,
        speakers: str = "",
    ) -> None:
        """Replace *removed* characters at *position* by *lines* with their marks, such as a copied part of the text.

        Args:
            speakers: Who says them, as `carried` told.
        """
        brought = read_carried(speakers)

        def put() -> None:
            after = put_carried(self.project, position, removed, lines, brought, points, gone)
            self._do_split("pasting", after, "")
            self._tell_arrived(sum(len(line.text) for line in lines))

        self._keeping.changing(put)

    def move_lines(self, taken: Edit, to: Edit, lines: Sequence[MarkedLine]) -> None:
        """Put *lines*, which say what *taken* removes, at another place."""
        self._keeping.changing(lambda: self._do_split("moving", move_lines(self.project, taken, to, lines), ""))

    def move_mark(self, row: int, number: int, position: int, points: int) -> None:
        """Put a mark of the paragraph *row* elsewhere, see `edits.move_mark`."""
        self._keeping.changing(
            lambda: self._history.do("moving a mark", move_mark(self.project, row, number, position, points))
        )

    def change_marks(self, label: str, paragraph_id: str, change: Callable[[Marks], Iterable[Mark]]) -> None:
        """Give a paragraph the marks that *change* makes of its own, as a step named *label*."""
        self._keeping.changing(lambda: self._history.do(label, change_marks(self.project, paragraph_id, change)))

    def replace_found(self, label: str, project: Project) -> None:
        """Make *project*, which is the present one with found parts replaced, the document, as one step."""
        self._keeping.changing(lambda: self._do_split(label, project, ""))

    def replace_text(self, text: str, title: str = "", file: str = "", file_stamp: str = "") -> None:
        """Replace the whole transcript, such as by a file's text; see Project for *file* and its stamp. It is shown and
        heard also where nothing can be saved."""
        lines = with_lines(self.project, text)
        project = split_giant_paragraphs(lines)
        self._history.do(OPENING, replace(project, title=title, file=file, file_stamp=file_stamp))
        self._begin_anew()
        if project is not lines:
            self._tell_split(_SPLIT)
        self._tell_arrived(len(text))

    def undo(self) -> None:
        """Take back the last step of any kind."""
        self._keeping.changing(lambda: self._go("undo"))

    def redo(self) -> None:
        """Redo the last step taken back."""
        self._keeping.changing(lambda: self._go("redo"))

    def _go(self, name: Literal["undo", "redo"]) -> None:
        self.long.finish()
        step = self._history.undo() if name == "undo" else self._history.redo()
        if step is not None:
            self._went(step, name, step.undo_effect if name == "undo" else step.redo_effect)

    def _went(self, step: Step, name: Literal["undo", "redo"], effect: Effect | None) -> None:
        if step.label == OPENING:
            self._begin_anew()
        if effect is not None:
            begun = self._history.begun
            self._work.begin(name, effect(), failed=lambda: self._go_back(step, name, begun))

    def _go_back(self, step: Step, name: Literal["undo", "redo"], begun: int) -> None:
        """Go back over *step*, whose effect failed, unless another step is next by now, or another project is open."""
        steps = self._history.steps
        gone = steps.undone if name == "undo" else steps.done
        if self._history.begun == begun and gone and gone[-1].number == step.number:
            back = self._history.redo if name == "undo" else self._history.undo
            back()

    def _begin_anew(self) -> None:
        self._work.notices.withdraw("split")
        self.opened.emit(None)

    def _edit(self, position: int, removed: int, added: str, points: int | None, gone: int, inside: bool) -> None:
        label = "pasting" if len(added) > 1 else "typing" if added else "deleting"
        merge_key = self._run.key_of(position, removed, added)
        self._do_split(label, edit_text(self.project, position, removed, added, points, gone, inside), merge_key)
        written = written_tags(self.project, position, len(added)) if ">" in added else None
        if written is not None:
            start, end = written
            lines = read_tags(self.project.text[start:end])
            self._do_split("making tags marks", edit_lines(self.project, start, end - start, lines), "")
            self._run = TypingRun()
        self._tell_arrived(len(added))

    def _tell_arrived(self, length: int) -> None:
        if length >= _LONGER_TEXT:
            self.arrived.emit(None)

    def _do_split(self, label: str, project: Project, merge_key: str) -> None:
        split = split_giant_paragraphs(project)
        if split is project:
            self._history.do(label, project, merge_key)
            return
        text = _SPLIT
        if max(len(paragraph.text) for paragraph in project.paragraphs) <= _LONGEST_JOINED:
            self._history.do(label, project, merge_key)
            self._history.do("splitting a long paragraph", split)
            text += " Undo joins it again."
        else:
            # Nothing can show it as a whole.
            self._history.do(label, split)
        self._tell_split(text)

    def _tell_split(self, text: str) -> None:
        done = self.undo_label
        self._work.notices.emit(Notice("split", text, "info", holds=lambda: self.undo_label == done))
