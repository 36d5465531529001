# SPDX-License-Identifier: GPL-3.0-or-later
"""What is found for a clip, read by the speaker that was shown when the search for it began."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from studio.app.design import design as designs
from studio.app.voices.speakers import Speakers
from studio.app.voices.voices import Voices
from studio.client.cloning import FoundBlend
from studio.core.cast import with_speaker_design
from studio.core.project import Project, VoiceDesign, named_voices
from studio.core.speech import MOST_PITCH
from studio.core.voices import MAX_NAME_CHARS, NamedVoice, Voice
from studio.project.history import History

_STEP = "the voice of a clip"


class ClipDesign:
    """Has a speaker read in what one search finds: first in a blend, then in closer voices, all as one step of undo
    unless something else is changed in between. A voice beyond blends is brought along by the project. What a person
    changes meanwhile stays.

    Args:
        history: Holds the document.
        speakers: Knows the speaker that is shown.
        voices: The voices that are known.

    Attributes:
        speaker_id: Whom the search is for.
    """

    def __init__(self, history: History, speakers: Speakers, voices: Voices) -> None:
        self._history = history
        self._speakers = speakers
        self._voices = voices
        self._search = ""
        self.speaker_id = ""
        self._voice_id = ""
        self._replaced = ""
        self._taken: FoundBlend | None = None
        self._tried: VoiceDesign | None = None

    def begin(self) -> None:
        """What is taken from here on is found by another search, for the speaker that is shown now."""
        self.speaker_id = self._speakers.shown.id
        self._replaced = self._voice_id or self._replaced
        self._search, self._voice_id, self._taken, self._tried = str(uuid4()), "", None, None

    def take(self, found: FoundBlend, clip_name: str) -> None:
        """Read in *found*, unless the speaker's design was changed since the last that was taken."""
        if found == self._taken:
            return
        project = self._history.project
        speaker = next((each for each in project.cast if each.id == self.speaker_id), None)
        if speaker is None or self._tried not in (None, speaker.design):
            return
        # Another id for each: by it what was spoken before is known to be stale.
        before, self._voice_id, self._taken = self._given_up(project), str(uuid4()) if found.beyond else "", found
        after = self._with(project, speaker.id, speaker.design, found, clip_name)
        used = named_voices(after)
        kept = tuple(each for each in after.voices if each.id != before or each.id in used)
        with self._speakers.staying():
            self._history.do(_STEP, replace(after, voices=kept), merge_key=f"clip {self._search}", whenever=True)
        self._tried = next(each.design for each in after.cast if each.id == speaker.id)

    def id_to_save(self, found: FoundBlend) -> str:
        """The id under which *found* is saved so that the design goes on with it; "" for a new one."""
        known = self._voices.get(self._voice_id)
        return self._voice_id if found.beyond and known is not None and known.carried else ""

    def saved(self, found: FoundBlend, project: Project, voice: Voice) -> Project:
        """*project* with *voice*, as which *found* was saved, in the place of a blend and the pitch that it was moved
        to, if it is still read in that: the voice is at its pitch by itself."""
        speaker = next((each for each in project.cast if each.id == self.speaker_id), None)
        moved = found == self._taken and found.moved and not found.beyond
        if speaker is None or not moved or speaker.design != self._tried:
            return project
        self._tried = designs.with_pitch(designs.with_voice(speaker.design, voice.id), 0.0)
        return with_speaker_design(project, speaker.id, self._tried)

    def _given_up(self, project: Project) -> str:
        """The id of the voice that goes once the next one is read in, unless another design names it: the one before of
        this search, or that of the search before, if it is still read in and was not saved."""
        if self._voice_id or self._replaced not in named_voices(project):
            return self._voice_id
        known = self._voices.get(self._replaced)
        return self._replaced if known is not None and known.carried else ""

    def _with(
        self, project: Project, speaker_id: str, design: VoiceDesign, found: FoundBlend, clip_name: str
    ) -> Project:
        if not found.beyond:
            shares = {part.voice_id: part.weight for part in found.recipe}
            pitch = min(max(found.moved, -MOST_PITCH), MOST_PITCH)
            design = designs.with_pitch(designs.with_mix(design, shares), pitch)
            return with_speaker_design(project, speaker_id, design)
        nearest = self._voices.get(max(found.recipe, key=lambda part: part.weight).voice_id)
        named = NamedVoice(
            self._voice_id,
            "own",
            f"Voice from {clip_name}"[:MAX_NAME_CHARS],
            nearest.language if nearest is not None else "en-US",
            nearest.sex if nearest is not None else "",
            found.embedding,
        )
        design = designs.with_pitch(designs.with_voice(design, self._voice_id), 0.0)
        return replace(with_speaker_design(project, speaker_id, design), voices=(*project.voices, named))
