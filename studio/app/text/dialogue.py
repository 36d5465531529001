# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of dialogue: speakers that the text names, proposed to a person, and the cast made of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from studio.app.keeping.keeping import Keeping
from studio.app.text.editing import Editing
from studio.app.voices.designing import Designing
from studio.app.voices.voices import Voices
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.cast import name_of, speaker_named
from studio.core.hues import free_hue, hue_of
from studio.core.languages import primary
from studio.core.observe import Signal
from studio.core.project import Project, Speaker, VoiceDesign
from studio.core.voices import MAX_NAME_CHARS, MixPart
from studio.project.dialogue.casting import Choice, likely_voices, with_found
from studio.project.dialogue.finding import Found, find_speakers
from studio.project.history import History

NOTICE = "speakers"
_OFFERED_FROM = 3
_NAMES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A speaker that was found, as proposed and as a person has changed it.

    Attributes:
        found: What the text says.
        line: What it says first.
        name: Its name in the cast.
        hue: Colour "#rrggbb".
        voice: Id of the voice it is to read in; "" if the engine has told none yet.
        accepted: Whether it becomes a part of the cast.
    """

    found: Found
    line: str
    name: str
    hue: str
    voice: str
    accepted: bool = True


class Dialogue:
    """Proposes the speakers that the text names, and makes the cast of those that are accepted, as one step.

    Args:
        history: Holds the document.
        editing: Tells when a longer text comes in.
        designing: Tells in which language it is read.
        voices: Those to choose from.
        keeping: Tells whether the document may be changed.
        work: Owner of the search, which is offered by a notice.

    Attributes:
        proposals: Those of the last search.
        looking: Whether a search is under way.
        changed: Emits when a search begins or has ended.
        wanted: Emits when the person wants to see the proposals.
    """

    def __init__(
        self,
        history: History,
        editing: Editing,
        designing: Designing,
        voices: Voices,
        keeping: Keeping,
        work: Work,
    ) -> None:
        self._history = history
        self._designing = designing
        self._voices = voices
        self._keeping = keeping
        self._work = work
        self._search: asyncio.Task[None] | None = None
        self.proposals: tuple[Proposal, ...] = ()
        self.changed: Signal[None] = Signal()
        self.wanted: Signal[None] = Signal()
        editing.arrived.connect(self._offer)

    @property
    def looking(self) -> bool:
        return self._search is not None

    @property
    def text(self) -> Project:
        """The document."""
        return self._history.project

    def known(self, name: str) -> Speaker | None:
        """The one of the cast who has that name, whatever its case and blanks."""
        return speaker_named(self._history.project, name)

    def look(self) -> None:
        """Find the speakers that the text names now."""
        self._work.notices.withdraw(NOTICE)
        self._begin(offer=False)

    def cast(self, proposals: Sequence[Proposal]) -> None:
        """Make the accepted ones of *proposals* a part of the cast, who say what was found; those of one name are one
        speaker."""
        accepted = [each for each in proposals if each.accepted]
        self._work.notices.withdraw(NOTICE)
        self._keeping.changing(
            lambda: self._history.do("making the cast", with_found(self._history.project, self._choices(accepted)))
        )

    def _choices(self, accepted: Sequence[Proposal]) -> list[Choice]:
        made: dict[str, Speaker] = {}
        choices = []
        for each in accepted:
            name = " ".join(each.name.split())[:MAX_NAME_CHARS] or each.found.name
            speaker = self.known(name) or made.get(_plain(name))
            if speaker is None:
                speaker = made[_plain(name)] = Speaker(str(uuid4()), name, each.hue, self._design(each.voice))
            choices.append(Choice(each.found, speaker))
        return choices

    def _design(self, voice_id: str) -> VoiceDesign:
        voice, language = self._voices.get(voice_id), self._language
        if voice is None:
            return VoiceDesign()
        # A voice of another language reads this text's.
        other = bool(language) and primary(voice.language) != primary(language)
        return VoiceDesign((MixPart(voice.id, 1.0),), language=language if other else "")

    @property
    def _language(self) -> str:
        return self._designing.spoken_design.language

    def _offer(self, _none: None) -> None:
        self._begin(offer=True)

    def _begin(self, offer: bool) -> None:
        if self._search is not None:
            self._search.cancel()
        self._search = self._work.tasks.spawn("find speakers", self._find(offer))
        self.changed.emit(None)

    async def _find(self, offer: bool) -> None:
        project = self._history.project
        try:
            found = await asyncio.get_running_loop().run_in_executor(None, find_speakers, project)
            self.proposals = self._proposed(project, found)
        finally:
            if self._search is asyncio.current_task():
                self._search = None
                self.changed.emit(None)
        if offer and self._history.project is project:
            self._tell()

    def _proposed(self, project: Project, found: Sequence[Found]) -> tuple[Proposal, ...]:
        texts = {paragraph.id: paragraph.text for paragraph in project.paragraphs}
        taken = {part.voice_id for speaker in project.cast for part in speaker.design.mix}
        default = self._voices.default()
        if default is not None and not project.design.mix:
            taken.add(default.id)
        voices = likely_voices(
            [each for each in found if self.known(each.name) is None], self._voices.all, taken, self._language
        )
        hues = [speaker.hue or hue_of(_heaviest(speaker.design)) for speaker in project.cast]
        proposals = []
        for each in found:
            speaker, voice = self.known(each.name), voices.get(each.name)
            hue = speaker.hue or hue_of(_heaviest(speaker.design)) if speaker is not None else free_hue(hues)
            hues.append(hue)
            first = each.places[0]
            line = texts[first.paragraph][first.start : first.end].strip()
            name = name_of(speaker) if speaker is not None else each.name
            proposals.append(Proposal(each, line, name, hue, voice.id if voice is not None else ""))
        return tuple(proposals)

    def _tell(self) -> None:
        if sum(len(each.found.places) for each in self.proposals) < _OFFERED_FROM:
            return
        names = [each.name for each in self.proposals]
        more = len(names) - _NAMES_TOLD
        told = ", ".join(names[:_NAMES_TOLD]) + (f" and {more} more" if more > 0 else "")
        text = f"This text names who speaks: {told}."
        self._work.notices.emit(Notice(NOTICE, text, "info", lambda: self.wanted.emit(None), "Cast…"))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _heaviest(design: VoiceDesign) -> str:
    return max(design.mix, key=lambda part: part.weight).voice_id if design.mix else ""
