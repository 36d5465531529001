# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the browser of voices: stars, the order and the filters, and which voices were used lately."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from studio.app.design.likeness import distances
from studio.app.design.look import Look
from studio.app.keeping.keeping import Keeping
from studio.app.keeping.settings import MOST_STARS, SPECS, VOICE_SEXES, Names
from studio.app.voices.speakers import Speakers
from studio.app.voices.voices import Voices
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.observe import Signal
from studio.core.project import Project, Speaker
from studio.core.voices import MixPart, Voice
from studio.project.history import History

_FULL = f"At most {MOST_STARS} voices can have a star: take one from another voice first."


class Browsing:
    """Remembers how a person looks through the voices. None of it is a part of the project.

    Args:
        keeping: Remembers it.
        history: Tells of designs that have got other voices.
        voices: The voices.
        speakers: Knows whose design is shown.
        work: Reports failures.

    Attributes:
        changed: Emits when a star, the voices used lately, or what is known of likeness has changed.
    """

    def __init__(self, keeping: Keeping, history: History, voices: Voices, speakers: Speakers, work: Work) -> None:
        self._keeping = keeping
        self._history = history
        self._voices = voices
        self._speakers = speakers
        self._work = work
        self._cast: tuple[Speaker, ...] = history.project.cast
        self._begun = history.begun
        self._distances: Mapping[str, float] = {}
        self._measuring: asyncio.Task[None] | None = None
        self.changed: Signal[None] = Signal()
        history.changed.connect(self._note_used)
        voices.made.connect(self._note_made)
        voices.changed.connect(lambda _voices: self._measure())
        speakers.shown_changed.connect(lambda _none: self._measure())

    # --- stars

    @property
    def starred(self) -> Sequence[str]:
        """Ids of the voices with a star, the newest star last."""
        return self._keeping.settings.starred_voices

    def star(self, voice_id: str, on: bool) -> None:
        """Give a voice a star, or take it."""
        others = [each for each in self.starred if each != voice_id]
        if on and len(others) >= MOST_STARS:
            self._work.notices.emit(Notice("star", _FULL, "info"))
            return
        self._keeping.remember(starred_voices=[*others, voice_id] if on else others)
        self.changed.emit(None)

    # --- order and filters

    @property
    def look(self) -> Look:
        settings = self._keeping.settings
        sex = "" if settings.voice_sex == VOICE_SEXES[0][0] else settings.voice_sex
        return Look(
            settings.voice_order, settings.voice_source, settings.voice_language, sex, stars=settings.voice_stars
        )

    def remember(self, look: Look) -> None:
        """List the voices so, also after the next start; an order by likeness is that to the design as it is now."""
        self._keeping.remember(
            voice_order=look.order,
            voice_source=look.source,
            voice_language=look.language,
            voice_sex=look.sex or VOICE_SEXES[0][0],
            voice_stars=look.stars,
        )
        self._measure()

    @property
    def ranks(self) -> Mapping[str, float]:
        """Places of voices in the order that is chosen, by their ids, where it is one that a name or language does not
        give: the less, the further before the others."""
        order = self.look.order
        if order == "recent":
            return {voice_id: float(at) for at, voice_id in enumerate(self._keeping.settings.recent_voices)}
        return self._distances if order == "likeness" else {}

    # --- inside

    def _note_used(self, project: Project) -> None:
        before, self._cast = self._cast, project.cast
        begun, self._begun = self._begun, self._history.begun
        # What a project begins with, and what a search tries, the person did not choose.
        if before is not project.cast and begun == self._begun and not self._speakers.stays:
            self._note((_voices_in(project.cast) - _voices_in(before)) & self._voices.listed)

    def _note_made(self, voice: Voice) -> None:
        """Note a voice that the design was read in before it was one of the person's own."""
        self._note({voice.id} & _voices_in(self._cast))

    def _note(self, new: set[str]) -> None:
        if not new:
            return
        kind = SPECS["recent_voices"].kind
        assert isinstance(kind, Names)
        others = (each for each in self._keeping.settings.recent_voices if each not in new)
        self._keeping.remember(recent_voices=[*sorted(new), *others][: kind.most])
        if self.look.order == "recent":
            self.changed.emit(None)

    def _measure(self) -> None:
        """Find out how like the voices are to the shown design, if they are sorted by that."""
        if self._measuring is not None:
            self._measuring.cancel()
            self._measuring = None
        if self.look.order == "likeness":
            wanted = self._voices.all, self._speakers.shown.design.mix
            self._measuring = self._work.tasks.spawn("how like voices are", self._told(*wanted))

    async def _told(self, voices: tuple[Voice, ...], mix: tuple[MixPart, ...]) -> None:
        default = self._voices.default()
        parts = mix or ((MixPart(default.id, 1.0),) if default is not None else ())
        found: dict[str, float] = {}
        for some in distances(voices, parts):
            found.update(some)
            await asyncio.sleep(0)
        self._distances = found
        self.changed.emit(None)


def _voices_in(cast: Sequence[Speaker]) -> set[str]:
    return {part.voice_id for speaker in cast for part in speaker.design.mix}
