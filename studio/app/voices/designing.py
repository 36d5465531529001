# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the voice design: mix, expression, language, and own voices."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from studio.app.design import design as designs
from studio.app.design.casting import Reader, casting_of
from studio.app.keeping.keeping import Keeping
from studio.app.link.engine_link import EngineLink
from studio.app.takes.pausing import SentencePauses
from studio.app.takes.spoken import Spoken, as_spoken
from studio.app.voices.speakers import Speakers
from studio.app.voices.voices import Voices
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.cast import with_other_design, with_speaker_design
from studio.core.dictionary import Entry
from studio.core.project import Paragraph, Project, Speaker, VoiceDesign
from studio.core.voices import MAX_MIX_PARTS, MixPart
from studio.project.history import History

_SURPRISES = 12


class Designing:
    """How the shown speaker reads; each change of it is a step of undo.

    Args:
        history: Holds the document.
        voices: The voices to choose from.
        link: Tells what the running engine can speak.
        keeping: Tells whether own voices may be changed.
        speakers: Knows the speaker that is shown.
        work: Reports failures.
        always: Gives the entries of the dictionary for always.

    Attributes:
        undo: Takes back the last step of any kind, with its effect.
        finish: Makes the steps that are still worked out.
    """

    def __init__(
        self,
        history: History,
        voices: Voices,
        link: EngineLink,
        keeping: Keeping,
        speakers: Speakers,
        work: Work,
        always: Callable[[], tuple[Entry, ...]] = lambda: (),
    ) -> None:
        self._history = history
        self._voices = voices
        self._link = link
        self._keeping = keeping
        self._speakers = speakers
        self._work = work
        self._always = always
        self.undo: Callable[[], object] = history.undo
        self.finish: Callable[[], object] = lambda: None
        self._chance = Random()
        self._surprises: deque[tuple[MixPart, ...]] = deque(maxlen=_SURPRISES)
        self._pauses = SentencePauses()
        self._spoken = Spoken(self.reader, always, lambda: (voices.all, link.state.status))

    @property
    def spoken_project(self) -> Project:
        """The document as it is spoken, with what the dictionaries tell as marks; the same object as long as nothing of
        that has changed."""
        return self._pauses.of(self._spoken.of(self._history.project))

    def spoken_paragraph(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph of the document as it is spoken; one that is so already stays as it is."""
        self._pauses.of(self._spoken.of(self._history.project))
        return self._pauses.paragraph(self._spoken.paragraph(paragraph))

    def as_spoken(self, project: Project) -> Project:
        """Any project as it is spoken."""
        return as_spoken(project, self.reader(project), self._always())

    def prepared(self, project: Project, always: tuple[Entry, ...] | None = None) -> Callable[[], None]:
        """Find out in a thread how *project* will be spoken, with other entries for always if they are given; see
        `Spoken.prepared`."""
        return self._spoken.prepared(project, self._always() if always is None else always)

    @property
    def spoken_design(self) -> VoiceDesign:
        """The narrator's design as the running engine can speak it."""
        return self.spoken(self._history.project.design)

    @property
    def shown_design(self) -> VoiceDesign:
        """The shown speaker's design as the running engine can speak it."""
        return self.spoken(self._speakers.shown.design)

    def reader(self, project: Project | None = None) -> Reader:
        """In which design each paragraph of *project*, by default the present one, is read by the running engine."""
        now = project or self._history.project
        spoken = partial(self.spoken_in, now)
        return casting_of(spoken)(now, spoken(now.design))

    def spoken(self, design: VoiceDesign) -> VoiceDesign:
        """*design* as the running engine can speak it. Where it has not the voices that the project notes, it stands in
        for what is meant; while its abilities are unknown, it is as the project notes."""
        return self.spoken_in(self._history.project, design)

    def spoken_in(self, project: Project, design: VoiceDesign) -> VoiceDesign:
        """A *design* of any *project* as the running engine can speak it, see `spoken`."""
        status, speakable = self._link.state.status, self._voices.speakable(design, project)
        if status is None:
            return designs.as_noted(speakable, project.voices)
        voices = self._voices.for_design(speakable, project)
        return designs.spoken_or_instead(speakable, project.voices, voices, status)

    def mix_blocker(self) -> str:
        """Why no voice can be added to the mix; "" if one can."""
        return designs.FULL if len(self._shown_design().mix) >= MAX_MIX_PARTS else ""

    def opened(self, design: VoiceDesign) -> VoiceDesign:
        """*design* as the mixer shows it: a saved voice as the voices that it was mixed from."""
        alone = len(design.mix) == 1
        return designs.opened(design, {voice.id: voice for voice in self._voices.known}) if alone else design

    def choose_voice(self, voice_id: str) -> None:
        """Read in that voice alone. A blend that it puts aside is told of, and can be brought back."""
        speaker = self._speakers.shown
        self._redesign("choosing a voice", lambda design: designs.with_voice(design, voice_id))
        count = len(speaker.design.mix)
        if count < 2 or self._speakers.shown.design == speaker.design:
            return
        after = self._history.project

        def bring_back() -> None:
            if self._history.project is after:
                self._history.undo()
            else:
                self.restore(speaker.id, speaker.design)

        self._work.notices.emit(
            Notice(
                "put aside",
                f"Blend of {count} put aside.",
                "info",
                bring_back,
                "Undo",
                holds=lambda: self._history.project.cast is after.cast,
            )
        )

    def surprise(self) -> None:
        """Read in another blend of the same kind of voices, found at random; never the same one twice."""
        from studio.app.design.surprise import surprise

        found = surprise(self.shown_design.mix, self._voices.all, self._chance, self._surprises)
        if not found:
            text, now = "There are too few voices of this language and sex to blend.", self._speakers.shown.design
            self._work.notices.emit(Notice("mix", text, "info", holds=lambda: self._speakers.shown.design is now))
            return
        self._surprises.append(found)
        self._redesign("a surprise", lambda design: replace(design, mix=found))

    def add_to_mix(self, voice_id: str) -> None:
        """Add the voice to the mix; if the mix is full, tell so."""
        tell = self._work.notices.emit
        if self.mix_blocker() and voice_id not in designs.shares_of(self._shown_design()):
            tell(Notice("mix", self.mix_blocker(), "info", holds=lambda: bool(self.mix_blocker())))
            return
        self._redesign("adding a voice", lambda _design: designs.with_part(self._shown_design(), voice_id))
        tell(Notice("mix", ""))

    def remove_from_mix(self, voice_id: str) -> None:
        """Remove the voice from the mix; the last one stays."""
        self._redesign("removing a voice", lambda _design: designs.without_part(self._shown_design(), voice_id))

    def set_share(self, voice_id: str, share: float) -> None:
        """Set the voice's *share* of the mix, 0 to 1; the others keep their proportions."""
        self._redesign(
            "the mix",
            lambda _design: designs.with_share(self._shown_design(), voice_id, share),
            merge_key=f"share {voice_id}",
        )

    def blend(self, weights: Sequence[float]) -> None:
        """Set the weights of the mix's first voices within the share that they have together; the others keep
        theirs."""
        self._redesign("the mix", lambda _design: designs.with_blend(self._shown_design(), weights), merge_key="blend")

    def mute(self, voice_id: str, muted: bool) -> None:
        """Leave the voice out of what is heard, or take it in again; one that is heard alone is not muted, and that is
        told."""
        label = "muting a voice" if muted else "a voice that is heard again"
        self._redesign(label, lambda _design: designs.with_mute(self._shown_design(), voice_id, muted))

    def solo(self, voice_id: str, solo: bool) -> None:
        """Have the voice heard alone, or beside others that are solo; or no more."""
        label = "a voice by itself" if solo else "the voices together"
        self._redesign(label, lambda _design: designs.with_solo(self._shown_design(), voice_id, solo))

    def hold(self, held: bool) -> None:
        """Note that a control of the design is held, so that all that is dragged is one step of undo."""
        self._history.hold(held)

    def set_mix(self, shares: Mapping[str, float]) -> None:
        """Read in those voices, by their shares of the mix (0 to 1), in one step with the last such change.

        Raises:
            InvalidArgument: there is none, or more than a mix may hold.
        """
        self._redesign("the mix", lambda _design: designs.with_mix(self._shown_design(), shares), merge_key="mix")

    def share_evenly(self, voice_id: str) -> None:
        """Give each voice of the mix the same share, in one step with the last change of that voice's share, or of the
        blend for ""."""
        key = f"share {voice_id}" if voice_id else "blend"
        self._redesign("the mix", lambda _design: designs.with_even_shares(self._shown_design()), merge_key=key)

    def set_speed(self, speed: float) -> None:
        """Set the speed, -1 (slowest) to 1 (fastest)."""
        self._redesign("the speed", lambda design: designs.with_speed(design, speed), merge_key="speed")

    def set_emotion(self, emotion: str, level: int) -> None:
        """Set the emotion's level, 0 (off) to 5 (highest)."""
        self._redesign(
            emotion, lambda design: designs.with_emotion(design, emotion, level), merge_key=f"emotion {emotion}"
        )

    def set_pitch(self, semitones: float) -> None:
        """Move the voice's pitch by *semitones*, see `core.speech.MOST_PITCH`."""
        self._redesign("the pitch", lambda design: designs.with_pitch(design, semitones), merge_key="pitch")

    def set_volume(self, volume: float) -> None:
        """Set the factor on the voice's amplitude, QUIETEST to LOUDEST."""
        self._redesign("the volume", lambda design: designs.with_volume(design, volume), merge_key="volume")

    def reset_expression(self) -> None:
        """Set speed, pitch and volume to the voice's own, and no emotion."""
        self._redesign("resetting the expression", lambda design: replace(design, controls=VoiceDesign().controls))

    def set_language(self, language: str) -> None:
        """Set the language, a BCP 47 tag or "" for the voice's own."""
        self._redesign("the language", lambda design: replace(design, language=language))

    @property
    def letter(self) -> str:
        """Which of the shown speaker's designs is heard, "A" or "B"."""
        return "B" if self._speakers.shown.b else "A"

    @property
    def differs(self) -> bool:
        """Whether the shown speaker has two designs, and they differ."""
        shown = self._speakers.shown
        return shown.alternate is not None and shown.alternate != shown.design

    def switch(self) -> None:
        """Have the shown speaker read in the other one of its designs A and B. B begins as a copy of A."""
        to = "A" if self._speakers.shown.b else "B"
        self._recast(f"switching to {to}", with_other_design)

    def exchange(self) -> None:
        """Call the shown speaker's design A B, and B A; what is heard stays."""
        if self._speakers.shown.alternate is not None:
            self._recast("swapping A and B", lambda speaker: replace(speaker, b=not speaker.b))

    def copy_to_other(self) -> None:
        """Make the other one of A and B a copy of the design that is heard."""
        self._recast("copying a design", lambda speaker: replace(speaker, alternate=speaker.design))

    def _recast(self, label: str, change: Callable[[Speaker], Speaker]) -> None:
        project, shown = self._history.project, self._speakers.shown
        cast = tuple(change(each) if each.id == shown.id else each for each in project.cast)
        self._history.do(label, replace(project, cast=cast))

    def restore(self, speaker_id: str, design: VoiceDesign) -> None:
        """Have a speaker read in *design* again, such as that of an earlier take."""
        self._speakers.show(speaker_id)
        # Without those of single stretches, which their own speakers have.
        whole = VoiceDesign(design.mix, design.controls, design.language)
        self._redesign("restoring a design", lambda _design: whole)

    def save_blend(self, name: str) -> None:
        """Save the present mix as an own voice."""
        self._keeping.changing(
            lambda: self._work.begin("save the voice", self._voices.save_blend(name, self.shown_design))
        )

    def keep_voice(self, voice_id: str) -> None:
        """Add a voice that only the project has to the person's own."""
        self._keeping.changing(lambda: self._work.begin("keep the voice", self._voices.keep(voice_id)))

    def rename_voice(self, voice_id: str, name: str) -> None:
        """Rename an own voice."""
        self._keeping.changing(lambda: self._work.begin("rename the voice", self._voices.rename(voice_id, name)))

    def describe_voice(self, voice_id: str, description: str) -> None:
        """Describe an own voice."""
        self._keeping.changing(
            lambda: self._work.begin("describe the voice", self._voices.describe(voice_id, description))
        )

    def duplicate_voice(self, voice_id: str) -> None:
        """Make an own voice that sounds like another one."""
        self._keeping.changing(lambda: self._work.begin("duplicate the voice", self._voices.duplicate(voice_id)))

    def delete_voice(self, voice_id: str) -> None:
        """Delete an own voice; in the designs the voices it was mixed from replace it."""
        self._keeping.changing(lambda: self._work.begin("delete the voice", self._delete(voice_id)))

    def bring_back_voice(self) -> None:
        """Have the own voice again that was deleted last."""
        voice = self._voices.deleted
        if voice is not None:
            self._keeping.changing(lambda: self._work.begin("delete the voice", self._voices.bring_back(voice)))

    async def _delete(self, voice_id: str) -> None:
        voice = await self._voices.delete(voice_id)
        if voice is None:
            return
        step = self._history.undo_label
        told = Notice(
            "deleted voice",
            f"{voice.name} is deleted.",
            "info",
            # The step, as the designs that named the voice are to name it again.
            action=lambda: self._keeping.changing(lambda: self._undo_step(step)),
            action_text="Undo",
            holds=lambda: self._voices.deleted is voice and self._history.undo_label == step,
        )
        self._work.notices.emit(told)

    def _undo_step(self, step: str) -> None:
        """Undo the last step if it is still *step*; else have the voice again."""
        self.finish()
        if self._history.undo_label == step:
            self.undo()
        else:
            self.bring_back_voice()

    def _redesign(self, label: str, change: Callable[[VoiceDesign], VoiceDesign], merge_key: str = "") -> None:
        """Apply *change* to the shown speaker's design as one step; if it is not permitted, tell so and change
        nothing."""

        def redo() -> None:
            speaker = self._speakers.shown
            project = with_speaker_design(self._history.project, speaker.id, change(speaker.design))
            self._history.do(label, project, merge_key=merge_key and f"{merge_key} {speaker.id}")

        self._work.attempt(redo, "mix")

    def _shown_design(self) -> VoiceDesign:
        """The design with the voices shown in its rows: the known ones, else the engine's default."""
        design = self._speakers.shown.design
        if not self._voices.all:
            return design
        shown = designs.with_known_voices(self.opened(design), self._voices.listed)
        return shown if shown.mix else replace(design, mix=self.shown_design.mix)
