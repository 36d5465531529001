# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the manuscript and the studio: text, undo, heard word, and the place where playing goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtGui import QAction

from studio.app.overview.chapters import OutlineChapter
from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.app.takes.part import OverviewPart
from studio.core.changes import Edit
from studio.core.place import Place
from studio.core.project import Project
from studio.core.tagging import MarkedLine
from studio.core.timeline import says_something, word_spans
from studio.ui.actions import fill_menu
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.manuscript.margin.states import ParagraphState, chapter_state, state_of
from studio.ui.manuscript.panel import ManuscriptPanel
from studio.ui.manuscript.speakers_presenter import SpeakersPresenter
from studio.ui.manuscript.takes_presenter import TakesPresenter
from studio.ui.theme import Theme

_LONGEST_WORD = 1000


class ManuscriptPresenter(Following):
    """Shows the text, and passes on its edits.

    Args:
        panel: The panel.
        studio: The studio.
        actions: The actions, for the menu.
        theme: The colours.

    Attributes:
        speakers: Presents who reads.
    """

    def __init__(self, panel: ManuscriptPanel, studio: Studio, actions: Mapping[str, QAction], theme: Theme) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        self._view = PlaybackView()
        self._looped_selection: tuple[int, int] | None = None
        self._parts: dict[str, OverviewPart] | None = None
        self._chapters: dict[str, OutlineChapter] | None = None
        fill_menu(panel.menu, actions)
        connect(panel.projects.clicked, actions["projects"].trigger)
        editor, hearing = panel.editor, studio.hearing
        connect(editor.edited, self._edited)
        connect(editor.lines_put, self._put_lines)
        editor.speakers_of = studio.editing.carried
        connect(editor.lines_moved, self._move_lines)
        connect(editor.undo_requested, studio.editing.undo)
        connect(editor.redo_requested, studio.editing.redo)
        connect(editor.seek_requested, hearing.seek_to_char)
        connect(editor.play_requested, hearing.play_at)
        connect(editor.pause_requested, hearing.play_or_pause)
        connect(editor.margin.play_requested, self._play_paragraph)
        connect(editor.margin.takes_requested, self._toggle_takes)
        self._takes = TakesPresenter(editor, studio, self, editor.margin.refresh)
        self.speakers = SpeakersPresenter(editor, studio, actions, theme)
        editor.margin.follow(self._state_of)
        connect(panel.render_changed.clicked, actions["render_changed"].trigger)
        self.follow(studio.dictionaries.changed, lambda _none: self._show_told())
        self.follow(studio.rendering.changed, lambda _none: self._show_changed())
        self.follow(studio.editing.changed, self._show_document)
        self.follow(studio.editing.opened, lambda _none: self._show_place(Place()))
        self.follow(studio.projects.opened, self._show_place)
        studio.keeping.where = self._place
        studio.auditioning.caret = editor.caret
        self.follow(hearing.changed, lambda _view: self._show_resume())
        self.follow(studio.overview.changed, lambda _none: self._show_overview())
        self.follow(studio.outline.changed, lambda _none: self._show_chapters())

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._show_document(self._studio.editing.project)
        self._show_chapters()
        self._show_overview()
        self._show_place(self._studio.keeping.content.place)

    def close(self) -> None:
        """Stop showing; the place stays that of the last moment."""
        place = self._place()
        self._studio.keeping.where = lambda: place
        self._studio.auditioning.caret = lambda: place.caret
        self._takes.close()
        self.speakers.close()
        super().close()

    def show_frame(self, view: PlaybackView) -> None:
        """Show the word heard in *view*."""
        self._takes.show_frame()
        before, self._view = self._view, view
        if view == before:
            return
        editor = self._panel.editor
        if view.word is not None:
            editor.playing.show_word(view.word.start, view.word.end, view.sentence_start)
        else:
            editor.playing.clear_word()
        editor.playing.show_changed((view.seam.start, view.seam.end) if view.seam is not None else None)
        if view.tuning != before.tuning:
            editor.margin.refresh()
        if (view.phase, view.audition_voice_id) != (before.phase, before.audition_voice_id):
            editor.show_playing(view.phase not in ("stopped", "paused") and not view.audition_voice_id)

    def play_here(self) -> None:
        """Play the selection; without one, from the caret to the end."""
        start, end = self._panel.editor.selected()
        if start < end:
            self._studio.hearing.play_selection(start, end)
        else:
            self._studio.hearing.play_from(start)

    def loop_or_not(self) -> None:
        """Read the selection again and again, or read on behind it if that is so already.

        Without one it is the sentence that is heard, or the one where playing goes on; if the text has the keyboard,
        the one with the caret.
        """
        hearing = self._studio.hearing
        start, end = self._panel.editor.selected()
        if hearing.looped is not None and start == end:
            hearing.end_loop()
        elif start < end and (start, end) != self._looped_selection:
            hearing.loop(start, end)
        elif hearing.looped is not None:
            hearing.end_loop()
        else:
            typing = self._panel.editor.hasFocus() and not hearing.reading
            hearing.loop_sentence(start if typing else hearing.here)
        self._looped_selection = (start, end) if hearing.looped is not None else None

    def read_again(self) -> None:
        """Read the selected words another time; without a selection, the paragraph with the caret."""
        start, end = self._panel.editor.selected()
        at = 0
        for paragraph in self._studio.editing.project.paragraphs:
            till = at + len(paragraph.text)
            touched = at <= start <= till if start == end else start < till and at < end
            if touched and paragraph.is_read:
                first, last = (0, None) if start == end else (max(start - at, 0), min(end, till) - at)
                self._studio.rendering.another_reading(paragraph, first, last)
            at = till + 1

    def show_heard(self) -> None:
        """Show the word that is heard, or where playing goes on, and follow it again after the person has scrolled."""
        self._panel.editor.playing.follow_from(self._studio.hearing.here)

    def compare_takes(self) -> None:
        """Compare takes of the paragraph that is heard or, if none is, of the one with the caret; then switch."""
        editor, hearing = self._panel.editor, self._studio.hearing
        editor.catch_up()
        self._studio.comparing.compare_or_switch(hearing.here if hearing.reading else editor.caret())

    def switch_ab(self) -> None:
        """Go on in the other one: of two takes while they are compared; else compare the takes of the paragraph that is
        heard or has the caret, if their list is open; else of the designs A and B."""
        studio, editor = self._studio, self._panel.editor
        paragraphs = studio.editing.project.paragraphs
        here = studio.hearing.here if studio.hearing.reading else editor.caret()
        if studio.comparing.active or self._takes.is_open(paragraphs[editor.rows.row_at(here)].id):
            self.compare_takes()
        else:
            studio.designing.switch()

    @called_by_qt
    def _play_paragraph(self, row: int) -> None:
        """Play the paragraph of that number, or the chapter that it begins; pause or resume the one that is heard."""
        self._panel.editor.catch_up()
        hearing, heard = self._studio.hearing, self._view.word
        start, end = self._panel.editor.paragraph_span(row)
        if hearing.reading and heard is not None and start <= heard.start < end:
            hearing.play_or_pause()
        else:
            chapter = self._chapter_of(row)
            last = row if chapter is None else chapter.end - 1
            hearing.play_selection(start, self._panel.editor.paragraph_span(last)[1])

    def _chapter_of(self, row: int) -> OutlineChapter | None:
        """The chapter, one of several, of which the paragraph of that number is the heading."""
        if self._chapters is None:
            chapters = self._studio.outline.chapters
            self._chapters = {each.paragraph_id: each for each in chapters} if len(chapters) > 1 else {}
        paragraphs = self._studio.editing.project.paragraphs
        return self._chapters.get(paragraphs[row].id) if row < len(paragraphs) else None

    def _state_of(self, row: int) -> ParagraphState | None:
        """The state of the paragraph of that number; None if there is nothing to read in it."""
        paragraphs = self._studio.editing.project.paragraphs
        if row >= len(paragraphs) or not paragraphs[row].is_read or not says_something(paragraphs[row].text):
            return None
        overview = self._studio.overview
        if self._parts is None:
            self._parts = {part.paragraph_id: part for part in overview.parts}
        chapter = self._chapter_of(row)
        state = state_of(self._parts.get(paragraphs[row].id)) if chapter is None else chapter_state(chapter)
        takes = self._takes.count(paragraphs[row])
        if self._view.tuning and self._is_heard(row):
            state = ParagraphState("tuning", 0.5)
        reads = self.speakers.reads(row) if chapter is None else None
        return replace(state, takes=takes, open=self._takes.is_open(paragraphs[row].id), reads=reads)

    def _is_heard(self, row: int) -> bool:
        word = self._view.word
        return word is not None and self._panel.editor.rows.row_at(word.start) == row

    def toggle_takes(self) -> None:
        """Close the takes that have the keyboard; otherwise open or close those of the paragraph with the caret."""
        paragraphs, editor = self._studio.editing.project.paragraphs, self._panel.editor
        at_caret = min(editor.textCursor().blockNumber(), len(paragraphs) - 1)
        in_hand = [each for each in paragraphs if each.id == editor.takes_below.in_hand]
        self._takes.toggle(in_hand[0] if in_hand else paragraphs[at_caret], True)

    @called_by_qt
    def _toggle_takes(self, row: int) -> None:
        self._takes.toggle(self._studio.editing.project.paragraphs[row])

    @called_by_qt
    def _edited(self, edit: Edit) -> None:
        self._studio.editing.edit_text(edit.position, edit.removed, edit.added, edit.points, edit.gone, edit.inside)

    @called_by_qt
    def _put_lines(self, edit: Edit, lines: Sequence[MarkedLine], speakers: str) -> None:
        self._studio.editing.put_lines(edit.position, edit.removed, lines, edit.points, edit.gone, speakers)

    @called_by_qt
    def _move_lines(self, away: Edit, there: Edit, lines: Sequence[MarkedLine]) -> None:
        self._studio.editing.move_lines(away, there, lines)

    def _show_document(self, document: Project) -> None:
        self._panel.editor.show_paragraphs(document.paragraphs)
        self._show_told()
        self._show_resume()
        self._panel.title.show_text(document.title or self._studio.projects.name)

    def _show_told(self) -> None:
        """Show which words are said by dictionaries."""
        self._panel.editor.lines.show_told(self._studio.designing.spoken_project.paragraphs)

    def _show_place(self, place: Place) -> None:
        self._panel.editor.catch_up()
        self._panel.editor.show_place(place.caret, place.scroll)

    def _place(self) -> Place:
        """Where the person is."""
        editor, hearing = self._panel.editor, self._studio.hearing
        playhead = hearing.here if hearing.reading else hearing.resume_at
        return Place(editor.caret(), editor.scrolling.begins_at, -1 if playhead is None else playhead)

    def _show_resume(self) -> None:
        hearing = self._studio.hearing
        at = None if hearing.reading else hearing.resume_at
        text = self._studio.editing.project.text if at is not None else ""
        span = next(iter(word_spans(text[at : at + _LONGEST_WORD])), None) if at is not None else None
        start = 0 if at is None or span is None else at + span.start
        self._panel.editor.playing.show_resume((start, start + len(span.text)) if span is not None else None)

    def _show_overview(self) -> None:
        self._parts = None
        self._panel.editor.margin.refresh()
        self._show_changed()

    def _show_chapters(self) -> None:
        self._chapters = None
        chapters = self._studio.outline.chapters
        numbers = {each.paragraph_id: number for number, each in enumerate(chapters, 1)} if len(chapters) > 1 else {}
        self._panel.editor.lines.number_chapters(numbers)
        self._panel.editor.margin.refresh()

    def _show_changed(self) -> None:
        rendering = self._studio.rendering
        self._panel.show_changed(0 if rendering.active else self._studio.overview.changed_count)
