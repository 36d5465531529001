# SPDX-License-Identifier: GPL-3.0-or-later
"""Hearing a clip by itself, and in turn with the voice that was found for it: at the same place, and as loud."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from studio.app.hearing.audition_text import sample_sentence
from studio.app.link.engine_link import EngineLink
from studio.app.playback.playback import Playback
from studio.app.playback.view import CLIP, CLIP_AND_VOICE
from studio.app.takes.comparison import Comparison, loudness_of
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake
from studio.app.voices.cloning import Clip, Cloning, Found
from studio.app.voices.designing import Designing
from studio.app.voices.speakers import Speakers
from studio.app.work.work import Work
from studio.audio.alignment import Places, same_times
from studio.audio.resampling import resampled
from studio.core.errors import StudioError
from studio.core.observe import Signal
from studio.core.project import Paragraph, VoiceDesign

Side = Literal["clip", "voice"]
SIDES: tuple[Side, Side] = ("clip", "voice")
_NO_WISH = -1
_NO_SPEAKER = "The speaker the voice was found for is not there any more."


@dataclass(frozen=True, slots=True, eq=False)
class ClipAndVoice:
    """Both as sound of one rate.

    Attributes:
        clip: The stretch of the clip that counts.
        voice: The same words in the voice; a sample sentence where they are not known.
        places: Seconds of both at which they are at the same place.
        lufs: Loudness of each.
        design: What the voice was spoken in.
    """

    clip: LiveTake
    voice: LiveTake
    places: Places
    lufs: tuple[float, float]
    design: VoiceDesign


@dataclass(frozen=True, slots=True)
class HeardSide:
    """What of the two is heard: the share of it, 0 to 1, and whether it is not paused."""

    side: Side
    share: float
    playing: bool


class ClipHearing:
    """Plays the clip of the room of cloning, and the voice that was found for it.

    The voice is what the speaker reads in now whom it was found for, so that it follows the mixer. While something else
    is read it is only spoken anew when it is asked for: the engine is needed there.

    Args:
        cloning: Has the clip, its words, and what was found.
        designing: Gives the design as it can be spoken.
        speakers: Tells what a speaker reads in.
        link: The engine.
        renderer: Speaks.
        playback: Plays.
        work: Owner of the tasks.

    Attributes:
        changed: Emits when another sound is there, another side is chosen, or speaking has begun or failed.
        both: The clip and the voice; None while the voice is spoken for the first time.
        chosen: What is heard when playing begins, or is heard now.
        trouble: Why the voice is not there; "" for nothing.
        matches: Tells whether both are to be equally loud.
    """

    def __init__(
        self,
        cloning: Cloning,
        designing: Designing,
        speakers: Speakers,
        link: EngineLink,
        renderer: Renderer,
        playback: Playback,
        work: Work,
    ) -> None:
        self._cloning = cloning
        self._designing = designing
        self._speakers = speakers
        self._link = link
        self._renderer = renderer
        self._playback = playback
        self._work = work
        self._found: Found | None = None
        self._played: Clip | None = None
        self._speaker = ""
        self._speaking: asyncio.Task[None] | None = None
        self._spoken_in: VoiceDesign | None = None
        self._wish, self._wished_share = _NO_WISH, 0.0
        self._matched = True
        self.both: ClipAndVoice | None = None
        self.chosen: Side = "voice"
        self.trouble = ""
        self.matches: Callable[[], bool] = lambda: True
        self.changed: Signal[None] = Signal()
        cloning.changed.connect(lambda _none: self._follow_clip())

    # --- the clip by itself

    def play_clip(self) -> None:
        """Play the stretch of the clip that counts, pause it, or go on."""
        clip = self._cloning.clip
        if self._playback.take_id == CLIP:
            self._playback.pause_or_resume()
        elif clip is not None and len(clip.kept):
            self._play_alone(clip)

    def go_to(self, clip_s: float) -> None:
        """Go on at *clip_s* seconds of the whole clip, in that of the two that is heard, or play from there; outside
        the stretch that counts nothing happens."""
        clip = self._cloning.clip
        if clip is None or not clip.span_s[0] <= clip_s < clip.span_s[1]:
            return
        inside_s = clip_s - clip.span_s[0]
        if self.heard() is not None:
            self.seek("clip", inside_s / clip.kept_s)
        elif self._playback.take_id == CLIP:
            self._playback.seek_in_take(inside_s)
        else:
            self._play_alone(clip, inside_s)

    def clip_heard_s(self) -> float | None:
        """The second of the clip that is heard by itself; None for none."""
        clip = self._cloning.clip
        if clip is None or self._playback.take_id != CLIP:
            return None
        item, share = self._playback.item_heard()
        return None if item < 0 else clip.span_s[0] + share * clip.kept_s

    def _play_alone(self, clip: Clip, from_s: float = 0.0) -> None:
        self._played = clip
        self._playback.hear_take(CLIP, _take_of(clip, clip.rate_hz), from_s)

    # --- both in turn

    def play_or_pause(self, side: Side) -> None:
        """Play *side* from its begin; while the other one is heard, go on in it at the same place; pause it, or resume
        it, while it is heard."""
        heard = self.heard()
        if heard is None:
            self._begin(side)
        elif heard.side == side:
            self._playback.pause_or_resume()
        else:
            self.switch()

    def choose(self, side: Side) -> None:
        """Have *side* heard, now or when playing begins."""
        if side != self.chosen:
            self.switch()

    def switch(self) -> None:
        """Have the other one heard: at once, at the same place, where one is heard."""
        self.chosen = SIDES[self.chosen == "clip"]
        if self.heard() is not None:
            self._playback.switch()
        self.changed.emit(None)

    def seek(self, side: Side, share: float) -> None:
        """Go on in *side* at that *share* of it, 0 to 1; play from there if none is heard."""
        compared = self._compared
        if compared is None:
            self._begin(side, share)
            return
        if side != self.chosen:
            self.chosen = side
            compared.switch()
            self.changed.emit(None)
        number = SIDES.index(side)
        self._playback.seek_in_take(compared.place_of(number, share * compared.items[number].take.duration_s))

    def heard(self) -> HeardSide | None:
        """What of the two is heard; None while they are not played."""
        if self._playback.take_id != CLIP_AND_VOICE:
            return None
        item, share = self._playback.item_heard()
        return None if item < 0 else HeardSide(SIDES[item], share, self._playback.view().phase != "paused")

    @property
    def speaking(self) -> bool:
        """Whether the voice is being spoken."""
        return self._speaking is not None

    def follow_design(self) -> None:
        """Speak anew what is heard, if its design has changed."""
        played = self._playback.take_id == CLIP_AND_VOICE
        if self._found is not None and self._design() != self._spoken_in and played:
            self._speak()

    def follow_matching(self) -> None:
        """Go on as loud as is wanted now."""
        if self.both is not None and self.heard() is not None and self.matches() != self._matched:
            self._put(self.both)

    def leave(self) -> None:
        """Have the voice stay as it is now: another project has other speakers, though by the same ids."""
        self._speaker = ""

    def end(self) -> None:
        """Stop what is heard here, and what is spoken for it."""
        if self._playback.take_id in (CLIP, CLIP_AND_VOICE):
            self._playback.stop()
        self._drop()

    def _begin(self, side: Side, share: float = 0.0) -> None:
        self.chosen = side
        if self._found is None:
            return
        stale = self._design() != self._spoken_in
        if self.both is not None and (side == "clip" or not (stale or self.speaking)):
            self._play(self.both, share)
        else:
            self._wish, self._wished_share = self._playback.wish(), share
        if stale:
            self._speak()
            return
        if self.both is None and not self.speaking:
            self.trouble = _NO_SPEAKER
        self.changed.emit(None)

    @property
    def _compared(self) -> Comparison | None:
        """What is heard of the two; None while they are not played."""
        session = self._playback.session if self._playback.take_id == CLIP_AND_VOICE else None
        playlist = session.playlist if session is not None else None
        return playlist if isinstance(playlist, Comparison) else None

    def _comparison(self, both: ClipAndVoice) -> Comparison:
        """Both, with the first one chosen, as loud as is wanted now."""
        clip, voice = (PlaylistItem(Paragraph("", ""), 0, (), each) for each in (both.clip, both.voice))
        self._matched = self.matches()
        return Comparison(clip, voice, both.lufs if self._matched else (0.0, 0.0), both.places)

    def _play(self, both: ClipAndVoice, share: float = 0.0) -> None:
        """Play the chosen one from that *share* of it on."""
        comparison, number = self._comparison(both), SIDES.index(self.chosen)
        if number:
            comparison.switch()
        at_s = comparison.place_of(number, share * comparison.items[number].take.duration_s)
        self._playback.hear_in_turn(CLIP_AND_VOICE, comparison, at_s)

    def _follow_clip(self) -> None:
        if self._playback.take_id == CLIP and self._cloning.clip is not self._played:
            # It is another clip, or another stretch of it.
            self._playback.stop()
        found = self._cloning.found
        if found is self._found:
            return
        if found is not None and self._found is not None:
            # A closer voice for the same clip: what is heard goes over to it.
            self._found = found
            self.follow_design()
            return
        if self._playback.take_id == CLIP_AND_VOICE:
            self._playback.stop()
        self._drop()
        self._found = found
        if found is not None:
            self.chosen, self._speaker = "voice", self._cloning.read_by
            self._speak()
        else:
            self.changed.emit(None)

    def _drop(self) -> None:
        speaking, self._speaking = self._speaking, None
        if speaking is not None:
            speaking.cancel()
        self._wish = _NO_WISH
        self._found, self._spoken_in, self.both, self.trouble = None, None, None, ""

    def _design(self) -> VoiceDesign | None:
        """The design that the voice is to be spoken in; as before where its speaker is not there any more."""
        speaker = next((each for each in self._speakers.all if each.id == self._speaker), None)
        return self._designing.spoken(speaker.design) if speaker is not None else self._spoken_in

    def _speak(self) -> None:
        clip, design = self._cloning.clip, self._design()
        if clip is None or design is None:
            return
        before, self._speaking = self._speaking, None
        if before is not None:
            before.cancel()
        self._spoken_in, self.trouble = design, ""
        self._speaking = self._work.tasks.spawn("speak a clip's words", self._spoken(clip, design))
        self.changed.emit(None)

    async def _spoken(self, clip: Clip, design: VoiceDesign) -> None:
        said = self._cloning.said.strip()
        paragraph = Paragraph("", said or sample_sentence(design.language))
        try:
            client, status = self._link.client, self._link.state.status
            assert status is not None  # the engine is ready, as the link gave a client
            voice = self._renderer.take_for(paragraph, design, status.engine, status.sample_rate_hz)
            await self._renderer.render(client, voice, paragraph, design)
            self._put(await asyncio.to_thread(_paired, clip, voice, design, bool(said)))
        except Exception as error:
            self._spoken_in, self._wish = None, _NO_WISH
            if not isinstance(error, StudioError):
                raise
            self.trouble = error.user_text
            return
        finally:
            if self._speaking is asyncio.current_task():
                self._speaking = None
                self.changed.emit(None)
        # The design may have changed before there was anything to hear.
        self.follow_design()

    def _put(self, made: ClipAndVoice) -> None:
        """Have *made* from now on, and go on in it, without a gap, where the one before is heard."""
        self.both = made
        before = self._compared
        if before is not None:
            after = self._comparison(made)
            same = after.switch() if self.chosen == "voice" else _as_it_is
            self._playback.go_over_in_turn(CLIP_AND_VOICE, after, lambda t_s: same(before.first_s(t_s)))
        elif self._playback.wishes == self._wish:
            self._play(made, self._wished_share)


def _as_it_is(t_s: float) -> float:
    return t_s


def _take_of(clip: Clip, rate_hz: int) -> LiveTake:
    take = LiveTake("", rate_hz)
    take.append(resampled(clip.kept, clip.rate_hz, rate_hz))
    take.finish()
    return take


def _paired(clip: Clip, voice: LiveTake, design: VoiceDesign, same_words: bool) -> ClipAndVoice:
    """Takes some time."""
    take = _take_of(clip, voice.sample_rate_hz)
    places: Places = [0.0, take.duration_s], [0.0, voice.duration_s]
    if same_words:
        first, second = (each.read(0, each.frames) for each in (take, voice))
        places = same_times(first, second, voice.sample_rate_hz)
    return ClipAndVoice(take, voice, places, (loudness_of(take), loudness_of(voice)), design)
