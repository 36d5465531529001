# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the speakers: the cast, who reads which paragraph, and whose design is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from studio.app.keeping.keeping import Keeping
from studio.app.voices.voices import Voices
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.cast import (
    free_name,
    name_of,
    named_at,
    read_by,
    speaker_of,
    with_hue,
    with_name,
    with_speaker,
    without_speaker,
)
from studio.core.errors import InvalidArgument
from studio.core.hues import free_hue, hue_of
from studio.core.languages import primary
from studio.core.observe import Signal
from studio.core.project import Project, Speaker, VoiceDesign
from studio.core.voices import MixPart, Voice, heard_parts
from studio.project.history import History


class Speakers:
    """The project's cast. Each change of it is a step of undo; what is not permitted is told and changes nothing.

    One speaker is shown: the panel of the design shows and changes how that one reads. It is whom the person turned to
    last, and whose design an undone or redone step has changed.

    Args:
        history: Holds the document.
        voices: The voices to choose from.
        keeping: Tells whether the document may be changed.
        work: Reports failures.

    Attributes:
        shown_changed: Emits when another speaker is shown.
    """

    def __init__(self, history: History, voices: Voices, keeping: Keeping, work: Work) -> None:
        self._history = history
        self._voices = voices
        self._keeping = keeping
        self._work = work
        self._shown = history.project.cast[0].id
        self._cast = history.project.cast
        self._stays = False
        self.shown_changed: Signal[None] = Signal()
        history.changed.connect(self._follow)

    # --- asking

    @property
    def all(self) -> tuple[Speaker, ...]:
        """The cast, the narrator first."""
        return self._history.project.cast

    @property
    def several(self) -> bool:
        """Whether there is more than one."""
        return len(self.all) > 1

    @property
    def shown(self) -> Speaker:
        """The one whose design is shown."""
        return self.of(self._shown)

    def of(self, speaker_id: str) -> Speaker:
        """The speaker of an id; the narrator where there is none, who reads instead."""
        project = self._history.project
        return speaker_of(project, speaker_id) or project.cast[0]

    def reader_of(self, row: int) -> Speaker:
        """Who reads the paragraph of that number."""
        return self.of(named_at(self._history.project, row))

    def follows(self, row: int) -> bool:
        """Whether the paragraph of that number is read by whoever reads the one above, because that was said."""
        project = self._history.project
        return not project.paragraphs[row].speaker and bool(named_at(project, row))

    def hue(self, speaker: Speaker) -> str:
        """The speaker's colour "#rrggbb": its own, or that of the heaviest voice it is meant to read in."""
        if speaker.hue:
            return speaker.hue
        noted = [voice.id for voice in self._history.project.voices]
        able = [part for part in speaker.design.mix if part.voice_id in noted or self._can_speak(part.voice_id)]
        heaviest = max(heard_parts(able), key=lambda part: part.weight, default=None)
        if heaviest is not None:
            return hue_of(heaviest.voice_id)
        default = self._voices.default()
        return hue_of(noted[0] if noted else default.id if default is not None else "")

    def _can_speak(self, voice_id: str) -> bool:
        voice = self._voices.get(voice_id)
        return voice is not None and voice.available

    # --- whom the person turned to

    def show(self, speaker_id: str) -> None:
        """Show a speaker's design."""
        if speaker_id != self._shown:
            self._shown = speaker_id
            self.shown_changed.emit(None)

    @property
    def stays(self) -> bool:
        """Whether what changes now is no deed of the person, see `staying`."""
        return self._stays

    @contextmanager
    def staying(self) -> Iterator[None]:
        """What changes within it is no deed of the person: whoever is shown stays so, unless that one goes."""
        self._stays = True
        try:
            yield
        finally:
            self._stays = False

    # --- changing the cast

    def add(self, name: str = "", paragraphs: Collection[str] = ()) -> str:
        """Add a speaker of that name, or of a free one, who reads *paragraphs* (ids) and is shown.

        Returns:
            The speaker's id; "" if it is not permitted, which is told.
        """
        before = self._history.project

        def made() -> Project:
            hue = free_hue([self.hue(speaker) for speaker in before.cast])
            after = with_speaker(before, name or free_name(before), hue, self._fresh_design())
            return read_by(after, dict.fromkeys(paragraphs, after.cast[-1].id))

        self._do("a new speaker", made)
        now = self._history.project.cast
        if len(now) == len(before.cast):
            return ""
        self.show(now[-1].id)
        return now[-1].id

    def rename(self, speaker_id: str, name: str) -> None:
        """Give a speaker another name."""
        speaker = speaker_of(self._history.project, speaker_id)
        if speaker is None or name.strip() != name_of(speaker):
            self._do("naming a speaker", lambda: with_name(self._history.project, speaker_id, name))

    def recolour(self, speaker_id: str, hue: str) -> None:
        """Give a speaker another colour "#rrggbb"."""
        label, merge_key = "a speaker’s colour", f"hue {speaker_id}"
        self._do(label, lambda: with_hue(self._history.project, speaker_id, hue), merge_key)

    def remove(self, speaker_id: str, heir: str) -> None:
        """Take a speaker out of the cast; the speaker *heir* reads its lines."""
        self._do("deleting a speaker", lambda: without_speaker(self._history.project, speaker_id, heir))
        self.show(heir)

    def merge(self, speaker_id: str, into: str) -> None:
        """Make one speaker of two, with name, colour and design of *into*."""
        self._do("merging speakers", lambda: without_speaker(self._history.project, speaker_id, into))
        self.show(into)

    def give(self, readers: Mapping[str, str]) -> None:
        """Have paragraphs read by others: ids of speakers by ids of paragraphs, "" for whoever reads the one above."""
        # One who reads alone reads all without being named.
        if self.several:
            self._do("who speaks", partial(read_by, self._history.project, readers))

    def tell_missing(self, number: int) -> None:
        """Tell that the cast has no speaker of that number."""
        count = len(self.all)
        text = f"There is no speaker {number} yet: make one with “New speaker”."
        self._work.notices.emit(Notice("cast", text, "info", holds=lambda: len(self.all) == count))

    # --- inside

    def _do(self, label: str, made: Callable[[], Project], merge_key: str = "") -> None:
        def change() -> None:
            try:
                after = made()
            except InvalidArgument as error:
                text = f"The speaker’s {error.argument} must be {error.permitted}."
                self._work.notices.emit(Notice("cast", text, holds=lambda: self.all is cast))
            else:
                self._history.do(label, after, merge_key)

        cast = self.all
        self._keeping.changing(change)

    def _fresh_design(self) -> VoiceDesign:
        """A voice that nobody of the cast reads in, of the narrator's language and, if there is one, the other sex."""
        used = {part.voice_id for speaker in self.all for part in speaker.design.mix}
        default = self._voices.default()
        first = next((part.voice_id for part in self.all[0].design.mix), default.id if default is not None else "")
        narrator = self._voices.get(first)
        if narrator is None:
            return VoiceDesign()
        # The default voice reads where no voice was chosen.
        used.add(narrator.alias_of or narrator.id)
        free = [
            voice
            for voice in self._voices.all
            if voice.available and voice.id not in used and primary(voice.language) == primary(narrator.language)
        ]
        found: Voice | None = next((voice for voice in free if voice.sex != narrator.sex), next(iter(free), None))
        return VoiceDesign((MixPart(found.id, 1.0),)) if found is not None else VoiceDesign()

    def _follow(self, project: Project) -> None:
        """Show whose design a step has changed."""
        before, self._cast = self._cast, project.cast
        if before is project.cast:
            return
        was = {speaker.id: speaker.design for speaker in before}
        changed = [each.id for each in project.cast if each.id in was and each.design != was[each.id]]
        if len(changed) == 1 and not self._stays:
            self.show(changed[0])
        elif speaker_of(project, self._shown) is None:
            self.show(project.cast[0].id)
