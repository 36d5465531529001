# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the sheet of found speakers and the studio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.app.text.dialogue import Proposal
from studio.app.voices.voices import Voices
from studio.core.cast import name_of
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.sheets.sheet import MainAction
from studio.ui.sheets.speakers.panel import SpeakersSheet
from studio.ui.sheets.speakers.row import RowView

_MOST_HEARD = 200
_TIP = "Gives each line to its speaker; undo takes that back."


class SpeakersPresenter(Following):
    """Shows what was found, and makes the cast. It ends with the sheet."""

    def __init__(self, sheet: SpeakersSheet, studio: Studio) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._studio = studio
        self._listening = -1
        self._text = studio.dialogue.text
        connect(sheet.changed, self._show_rows)
        connect(sheet.listen_requested, self._listen)
        connect(sheet.closed, self._end)
        self.follow(studio.dialogue.changed, lambda _none: self._show())
        self.follow(studio.editing.changed, self._look_again)
        self.follow(studio.voices.changed, lambda _voices: studio.dialogue.look())
        self.follow(studio.hearing.changed, self._follow_sound)
        studio.dialogue.look()

    @called_by_qt
    def _end(self) -> None:
        self.close()
        if self._listening >= 0 and self._studio.hearing.view().audition_voice_id:
            self._studio.hearing.stop()

    def _look_again(self, _project: object) -> None:
        if self._studio.dialogue.text.paragraphs is not self._text.paragraphs:
            self._text = self._studio.dialogue.text
            self._studio.dialogue.look()

    def _show(self) -> None:
        dialogue = self._studio.dialogue
        if dialogue.looking:
            if not self._sheet.rows:
                self._sheet.show_proposals((), looking=True)
            self._show_action()
            return
        before = {row.found.name: row for row in self._sheet.proposals}
        self._sheet.show_proposals(_kept(dialogue.proposals, before, self._studio.voices), looking=False)
        self._show_rows()

    @called_by_qt
    def _show_rows(self) -> None:
        voices = [
            (voice.id, f"{voice.name}  ·  {voice.language}") for voice in self._studio.voices.all if voice.available
        ]
        heard = self._studio.hearing.view().audition_voice_id
        for number, row in enumerate(self._sheet.rows):
            known = self._studio.dialogue.known(row.proposal.name)
            reason = f"{name_of(known)} is in the cast already, with a voice." if known is not None else ""
            listening = number == self._listening and heard == row.proposal.voice != ""
            row.show_view(RowView(voices, reason, listening))
        self._sheet.show_counts()
        self._show_action()

    def _show_action(self) -> None:
        taken = sum(proposal.accepted for proposal in self._sheet.proposals)
        reason = ""
        if self._studio.dialogue.looking:
            reason = "The text is still being looked through."
        elif not taken:
            reason = "No speaker is taken." if self._sheet.rows else "No speaker was found."
        self._sheet.main = MainAction("Make the cast", self._cast, reason, _TIP)
        self._sheet.main_changed.emit()

    def _cast(self) -> None:
        proposals = self._sheet.proposals
        self._sheet.close_requested.emit()
        self._studio.dialogue.cast(proposals)

    @called_by_qt
    def _listen(self, number: int) -> None:
        proposal = self._sheet.rows[number].proposal
        other = self._listening != number
        self._listening = number
        if other and self._studio.hearing.view().audition_voice_id == proposal.voice:
            self._studio.hearing.stop()
        language = self._studio.designing.spoken_design.language
        self._studio.hearing.audition(proposal.voice, proposal.line[:_MOST_HEARD], language)

    def _follow_sound(self, _view: PlaybackView) -> None:
        self._show_rows()


def _kept(proposals: tuple[Proposal, ...], before: Mapping[str, Proposal], voices: Voices) -> list[Proposal]:
    """*proposals* with what the person has changed in those of *before* of the same speakers."""
    kept = []
    for each in proposals:
        mine = before.get(each.found.name)
        if mine is None:
            kept.append(each)
            continue
        # Before the engine is ready there was none to propose, and one may be gone since.
        voice = mine.voice if voices.get(mine.voice) is not None else each.voice or mine.voice
        kept.append(replace(mine, found=each.found, line=each.line, voice=voice))
    return kept
