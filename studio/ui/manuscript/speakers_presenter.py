# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of who reads the paragraphs: the margin's names, the popover, and the keys that give them away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction

from studio.app.studio import Studio
from studio.core.cast import name_of
from studio.core.project import Paragraph, Project, Speaker
from studio.ui.door import called_by_qt, connect, guarded
from studio.ui.following import Following
from studio.ui.keys import shown_keys
from studio.ui.manuscript.lines.chips import Named
from studio.ui.manuscript.margin.speaker_popover import SpeakerChoice, SpeakerPopover
from studio.ui.manuscript.margin.states import Reads
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme

NUMBERS = range(1, 10)


class SpeakersPresenter(Following):
    """Paragraphs are given away together if they are selected together.

    Args:
        editor: Shows the text and its margin.
        studio: The studio.
        actions: The actions, of which the popover tells the keys.
        theme: The colours.
    """

    def __init__(self, editor: ManuscriptEditor, studio: Studio, actions: Mapping[str, QAction], theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._studio = studio
        self._actions = actions
        self._theme = theme
        self._popover: SpeakerPopover | None = None
        self._at = -1
        self._choices: tuple[object, ...] = ()
        self._caret: tuple[str, str] = "", ""
        self._named: tuple[Speaker, ...] = ()
        connect(editor.margin.speaker_requested, self._pressed)
        connect(editor.cursorPositionChanged, self._follow_caret)
        connect(editor.verticalScrollBar().valueChanged, self._scrolled)
        self.follow(studio.editing.changed, self._document_changed)
        # A speaker without a colour of its own has that of its voice.
        self.follow(studio.voices.changed, lambda _none: self._show_cast())
        self._show_cast()

    # --- showing

    def reads(self, row: int) -> Reads | None:
        """Who reads the paragraph of that number; None where one alone reads, or for a heading."""
        speakers, paragraph = self._studio.speakers, self._paragraphs[row]
        if not speakers.several or paragraph.kind == "heading":
            return None
        return self._look(speakers.reader_of(row), speakers.follows(row))

    def _show_cast(self) -> None:
        """Show who says a marked stretch on its chip."""
        speakers = self._studio.speakers
        self._named = speakers.all
        self._editor.lines.show_cast({each.id: Named(name_of(each), speakers.hue(each)) for each in speakers.all})

    def _look(self, speaker: Speaker, above: bool = False) -> Reads:
        return Reads(speaker.id, name_of(speaker), self._studio.speakers.hue(speaker), above)

    @property
    def _paragraphs(self) -> tuple[Paragraph, ...]:
        return self._studio.editing.project.paragraphs

    def _document_changed(self, project: Project) -> None:
        if project.cast is not self._named:
            self._show_cast()
        if self._popover is not None and _choices(project) != self._choices:
            # What it would act on may be gone, such as by undo.
            self._popover.dismiss()
        self._follow_caret()

    @called_by_qt
    def _follow_caret(self) -> None:
        """Show the design of who reads the paragraph with the caret, when it is another paragraph or reader."""
        row = min(self._editor.textCursor().blockNumber(), len(self._paragraphs) - 1)
        reader = self._studio.speakers.reader_of(row).id
        now = self._paragraphs[row].id, reader
        if now != self._caret:
            self._caret = now
            self._studio.speakers.show(reader)

    # --- what is asked for

    def open(self) -> None:
        """Let the person choose who reads the selected paragraphs."""
        rows = self._rows()
        if rows:
            self._editor.scrolling.bring_row(rows[0])
            self._open(rows[0], rows)

    def open_naming(self) -> None:
        """Ask for the name of a new speaker, who then reads the selected paragraphs."""
        self.open()
        if self._popover is not None:
            self._popover.begin_naming()

    def give(self, number: int) -> None:
        """Have the selected paragraphs read by the speaker of that number in the cast, from 1 on; by whoever reads the
        one above for 0."""
        speakers = self._studio.speakers
        if number > len(speakers.all):
            speakers.tell_missing(number)
        else:
            self._give(self._rows(), speakers.all[number - 1].id if number else "")

    def _rows(self) -> list[int]:
        """Numbers of the selected paragraphs; without a selection, that of the one with the caret, or of the one that
        is current in the margin while that has the keyboard."""
        editor = self._editor
        editor.catch_up()
        if not editor.isVisible():
            return []
        first, last = (editor.margin.current,) * 2 if editor.margin.hasFocus() else editor.selected_rows()
        return [row for row in range(first, last + 1) if row < len(self._paragraphs)]

    @called_by_qt
    def _pressed(self, row: int) -> None:
        rows = self._rows()
        self._open(row, rows if row in rows and not self._editor.margin.hasFocus() else [row])

    def _open(self, at: int, rows: list[int]) -> None:
        speakers, editor = self._studio.speakers, self._editor
        if self._popover is not None:
            self._popover.dismiss()
        read = {speakers.reader_of(row).id for row in rows}
        choice = SpeakerChoice(
            tuple(self._look(speaker) for speaker in speakers.all),
            next(iter(read)) if len(read) == 1 else "",
            all(speakers.follows(row) for row in rows),
            self._keys(),
        )
        popover = self._popover = SpeakerPopover(self._theme, editor.window(), choice)
        connect(popover.chosen, guarded(partial(self._give, rows)))
        connect(popover.named, guarded(partial(self._name, rows)))
        connect(popover.hue_chosen, speakers.recolour)
        connect(popover.closed, self._closed)
        self._at, self._choices = at, _choices(self._studio.editing.project)
        editor.margin.light(at)
        self._hang(popover, editor.margin_lit(at))
        popover.enter()

    def _hang(self, popover: SpeakerPopover, place: QRect) -> None:
        margin = self._editor.margin
        text = QRect(margin.width() + 8, 0, self._editor.width(), self._editor.height())
        popover.hang(margin, place, avoid=[text], align="end", focus=False)

    def _keys(self) -> dict[str, str]:
        ids = {**{str(number): f"speaker_{number}" for number in NUMBERS}, "above": "speaker_above"}
        ids["new"] = "new_speaker"
        return {
            name: shown_keys([key.toString() for key in self._actions[action].shortcuts()[:1]])
            for name, action in ids.items()
        }

    @called_by_qt
    def _closed(self) -> None:
        self._popover = None
        self._editor.margin.light(-1)

    def _give(self, rows: list[int], speaker_id: str) -> None:
        if self._popover is not None:
            self._popover.dismiss()
        self._studio.speakers.give({self._paragraphs[row].id: speaker_id for row in rows})
        self._say(rows)

    def _name(self, rows: list[int], name: str) -> None:
        if self._studio.speakers.add(name, [self._paragraphs[row].id for row in rows]):
            self._say(rows)

    def _say(self, rows: list[int]) -> None:
        """Tell a screen reader who reads now."""
        if rows and self._studio.speakers.several:
            name = name_of(self._studio.speakers.reader_of(rows[0]))
            self._editor.announced.emit(f"{name} reads {len(rows)} paragraphs" if len(rows) > 1 else f"{name} reads it")

    @called_by_qt
    def _scrolled(self) -> None:
        """Keep the popover beside its paragraph; close it once that is out of sight."""
        popover, at = self._popover, self._at
        if popover is None:
            return
        place = self._editor.margin_lit(at)
        if place.top() < 0 or place.top() > self._editor.viewport().height():
            popover.dismiss()
        else:
            self._hang(popover, place)


def _choices(project: Project) -> tuple[object, ...]:
    """The paragraphs and the cast, whatever its colours."""
    return id(project.paragraphs), tuple((speaker.id, speaker.name) for speaker in project.cast)
