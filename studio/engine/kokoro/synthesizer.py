# SPDX-License-Identifier: GPL-3.0-or-later
"""Synthesis of an utterance, unit after unit: encoder, edits and decoder in one go, the generator slice by slice."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from studio.core.errors import SpeechFailed
from studio.core.pcm import Samples
from studio.core.timeline import ALL_WORDS, WordRange
from studio.engine.base import NO_HEAD_START, SpeechPiece
from studio.engine.kokoro import prosody as prosody_edits
from studio.engine.kokoro.excerpt import LEAD_FRAMES, TAIL_FRAMES, TimedUnit, asked_for, excerpt, heard, is_whole
from studio.engine.kokoro.frames import SAMPLES_PER_FRAME, Decoded, Floats, Frames, Integers, TextStates
from studio.engine.kokoro.pieces import Pieces
from studio.engine.kokoro.prosody import Prosody
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.splitting import USUAL, Splitting
from studio.engine.kokoro.streaming.cache import SaidLately, SaidUnit
from studio.engine.kokoro.streaming.moments import Moments, moments
from studio.engine.kokoro.streaming.pace import Pace
from studio.engine.kokoro.streaming.schedule import ALONE, Around, Extent, Schedule
from studio.engine.kokoro.streaming.slices import CONTEXT_FRAMES, Slice, frame_energy, pause_at, sound_edges
from studio.engine.kokoro.streaming.voice_moments import VoiceMoments, predictors
from studio.engine.kokoro.units import Unit
from studio.engine.kokoro.variation import varied_durations, varied_pitch, varied_style
from studio.engine.kokoro.words import time_phonemes, time_words
from studio.engine.stop import Stop, Stopped

_PAD = 0
_LEFT_OUT = "The speech model left out a part of the text: please report this."
_AROUND_PAUSE = 40
_PARAGRAPH_FRAMES = 14
# Frames decoded beyond the first slice, so that the first two slices need not wait until the whole unit is decoded.
# The decoder normalises over what it is given, too.
_FIRST_LOOKAHEAD = 30
# Frames decoded before an excerpt. The fewer they are, the more it differs from the whole, and the sooner it is heard.
_EXCERPT_LOOKBACK = 40
# Frames at the end of the decoder's input that lack what follows them.
_DECODER_CONTEXT = 6
# Words without a sound that wait for the next sound; more are handed out by themselves.
_MOST_WAITING = 200


@dataclass(frozen=True, slots=True, eq=False)
class _Spoken:
    """A unit after the encoder: frames as the model made them, frames as edited, and the extent that is kept.

    Attributes:
        decoded_from: The first frame that the decoder has to be given for the first slice.
    """

    frames: Frames
    edited: Frames
    durations: Integers
    style: Floats
    extent: Extent
    decoded_from: int = 0


@dataclass(frozen=True, slots=True)
class _Gap:
    """Silent frames between two units; heard unless the one behind is the first that is."""

    frames: int
    is_heard: bool

    @property
    def samples(self) -> Samples:
        return np.zeros(self.frames * SAMPLES_PER_FRAME if self.is_heard else 0, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Reuse:
    """State that all utterances of an engine share: units spoken lately, and the machine's pace."""

    said: SaidLately = field(default_factory=SaidLately)
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """The model as an engine has loaded it, shared by all its utterances.

    Attributes:
        sessions: The model's parts.
        vocabulary: Symbol to token.
        usual: The model of the voices' usual moments.
    """

    sessions: Sessions
    vocabulary: Mapping[str, int]
    usual: VoiceMoments


class Synthesizer:
    """Speaks in one voice.

    Args:
        loaded: What all voices share.
        table: The voice's styles by length, [510, 256].
        how: Edits of durations, pitch, energy and sound.
        stop: Ends a running inference; Stopped is raised then.
        reuse: Shared by all synthesizers of an engine.
        around: Speech before and after the text.
        splitting: Lengths of units and slices.
    """

    def __init__(
        self,
        loaded: Loaded,
        table: Floats,
        how: Prosody,
        stop: Stop,
        reuse: Reuse | None = None,
        around: Around = ALONE,
        splitting: Splitting = USUAL,
    ) -> None:
        self._sessions = loaded.sessions
        self._vocabulary = loaded.vocabulary
        self._table = table
        self._how = how
        self._stop = stop
        self._usual = loaded.usual
        reuse = reuse or Reuse()
        self._said = reuse.said
        self._pace = reuse.pace
        self._around = around
        self._splitting = splitting
        self._schedule = Schedule(around, reuse.pace, splitting)
        # Frames of the text before the unit at hand, silence included.
        self._passed = 0
        self._voice_key = hashlib.blake2b(table.tobytes(), digest_size=16).digest()

    def pieces(
        self, units: Iterable[Unit], words: WordRange = ALL_WORDS, *, as_in_whole: bool = False
    ) -> Iterator[SpeechPiece]:
        """Pieces of those *words* of all *units*; holds one unit at a time. With *as_in_whole* they sound as they do
        where all words are asked for, and what comes before them in their unit is rendered, too.

        Raises:
            Stopped: the stop was set.
            SpeechFailed: a symbol is not in the vocabulary, or the model failed.
        """
        pieces = Pieces()
        before: Unit | None = None
        is_heard = False
        for unit, chosen, goes_on in asked_for(units, words, from_first=as_in_whole):
            if unit.tokens:
                gap = _Gap(_gap_frames(self._pause_frames(before, unit)) if before else 0, is_heard)
                if chosen or goes_on:
                    yield from self._unit(unit, chosen, goes_on, gap, pieces, as_in_whole=as_in_whole)
                    is_heard = True
                else:
                    self._pass_by(unit, gap)
                before = unit
            else:
                pieces.note(replace(unit, words=unit.words[chosen.start : chosen.stop]))
                if pieces.waiting > _MOST_WAITING:
                    if self._stop.is_set():
                        raise Stopped
                    yield pieces.piece(np.zeros(0, np.float32), all_words=True)
        yield from pieces.rest()

    def _pass_by(self, unit: Unit, gap: _Gap) -> None:
        """Count the frames of *unit*, which is not heard, as far as they matter to what comes after it."""
        if self._schedule.heard_frames(self._passed) < self._schedule.ample_frames:
            said = self._said.unit(self._key(unit))
            frames = said.last - said.first if said is not None else self._encode(unit).extent.kept
            self._passed += gap.frames + frames

    def _unit(
        self, unit: Unit, chosen: range, goes_on: bool, gap: _Gap, pieces: Pieces, *, as_in_whole: bool
    ) -> Iterator[SpeechPiece]:
        key = self._key(unit)
        said = self._said.unit(key)
        if said is not None:
            yield from self._repeat(unit, said, chosen, goes_on, gap, pieces)
            return
        spoken = self._encode(unit)
        timed = self._timed(unit, spoken)
        if is_whole(unit, chosen, goes_on):
            for piece, said in self._render(spoken, timed, timed, gap, pieces):
                # Kept before the last piece is handed out, as the caller may not ask for more.
                if said is not None:
                    self._said.keep_unit(key, said)
                yield piece
        elif spoken.extent.goes_whole:
            # Some of its words sound as they do in the whole only if the whole is generated.
            sound = np.concatenate([sound for _, sound in self._slices(spoken, 0, begins=True)])
            said = SaidUnit(sound, timed.words, timed.phonemes, timed.first)
            self._said.keep_unit(key, said)
            yield from self._repeat(unit, said, chosen, goes_on, gap, pieces)
        else:
            some = excerpt(timed, chosen, goes_on)
            if not as_in_whole:
                extent = replace(spoken.extent, first=some.first, last=some.last)
                decoded_from = max(0, some.first - CONTEXT_FRAMES - _EXCERPT_LOOKBACK)
                spoken = replace(spoken, extent=extent, decoded_from=decoded_from)
            for piece, _ in self._render(spoken, some, timed, gap, pieces):
                yield piece

    def _repeat(
        self, unit: Unit, said: SaidUnit, chosen: range, goes_on: bool, gap: _Gap, pieces: Pieces
    ) -> Iterator[SpeechPiece]:
        begins = not self._schedule.heard_frames(self._passed)
        self._passed += gap.frames + said.last - said.first
        timed = TimedUnit(unit, said.words, said.phonemes, said.first, said.last)
        sound = said.samples
        if not is_whole(unit, chosen, goes_on):
            whole, timed = timed, excerpt(timed, chosen, goes_on)
            sound = heard(sound, timed, whole, said.first)
        pieces.note(timed.unit, timed.words, timed.all_phonemes, timed.begin, len(gap.samples))
        head_start = self._schedule.head_start_after(timed.last - timed.first) if begins else NO_HEAD_START
        for piece in pieces.whole(np.concatenate([gap.samples, sound]), head_start):
            if self._stop.is_set():
                raise Stopped
            yield piece

    def _timed(self, unit: Unit, spoken: _Spoken) -> TimedUnit:
        starts = [token for _, token in unit.marks]
        rate = self._how.rate
        words = time_words(starts, unit.tokens, spoken.durations, spoken.extent.loudness, rate)
        phonemes = time_phonemes(starts, unit.tokens, spoken.durations, words, rate)
        return TimedUnit(unit, tuple(words), tuple(map(tuple, phonemes)), spoken.extent.first, spoken.extent.last)

    def _render(
        self, spoken: _Spoken, timed: TimedUnit, whole: TimedUnit, gap: _Gap, pieces: Pieces
    ) -> Iterator[tuple[SpeechPiece, SaidUnit | None]]:
        """The pieces of *timed*, which is *whole* or an excerpt of it; the last one comes with the sound of all."""
        extent = spoken.extent
        begins = not self._schedule.heard_frames(self._passed)
        pieces.note(timed.unit, timed.words, timed.all_phonemes, timed.begin, len(gap.samples))
        sounds: list[Samples] = []
        slices = self._slices(spoken, gap.frames, begins=begins)
        for cut, sound in _up_to(timed.last, slices):
            is_last = cut.last >= timed.last
            sound = heard(sound, timed, whole, cut.first)
            samples = sound if sounds else np.concatenate([gap.samples, sound])
            head_start = self._schedule.head_start(extent) if begins and not sounds else NO_HEAD_START
            sounds.append(sound)
            said = SaidUnit(np.concatenate(sounds), timed.words, timed.phonemes, extent.first) if is_last else None
            yield pieces.piece(samples, all_words=is_last, head_start=head_start), said
        self._passed += gap.frames + extent.kept

    def _key(self, unit: Unit) -> Hashable:
        """All that decides how *unit* sounds."""
        return self._voice_key, self._how, unit.tokens, unit.marks, self._is_alone(unit)

    def _is_alone(self, unit: Unit) -> bool:
        return unit.is_all and self._around.is_alone

    def _pause_frames(self, before: Unit, unit: Unit) -> int:
        """Frames of the pause that the model makes between two units, read from the words on both sides of it."""
        end, begin = _last_words(before.tokens), _first_words(unit.tokens)
        both = min(len(before.tokens) + 1 + len(unit.tokens), len(self._table))
        key = (self._voice_key, self._how.rate, end, begin, both)
        pause = self._said.pause(key)
        if pause is None:
            _, durations, frames = self._frames(f"{end} {begin}", both)
            pause = pause_at(frame_energy(frames.energy), int(durations[: len(end) + 2].sum()))
            self._said.keep_pause(key, pause)
        return pause + (round(_PARAGRAPH_FRAMES / self._how.rate) if before.ends_paragraph else 0)

    def _frames(self, tokens: str, text_length: int) -> tuple[Floats, Integers, Frames]:
        """Style, durations and frames of *tokens* as a part of *text_length* tokens, at the speed asked for."""
        style = self._table[min(text_length, len(self._table)) - 1]
        states = self._states(tokens, style)
        durations = prosody_edits.durations(states.raw_durations, self._how.rate)
        return style, durations, self._aligned(states, durations, style)

    def _varied(self, unit: Unit) -> tuple[Floats, Integers, Frames]:
        """As `_frames`, of the whole *unit* in the variation asked for."""
        starts, number = [token for _, token in unit.marks], self._how.variation
        style = varied_style(self._table, len(unit.tokens), number)
        states = self._states(unit.tokens, style)
        durations = varied_durations(states.raw_durations, self._how.rate, starts, unit.tokens, number)
        frames = self._aligned(states, durations, style)
        return (
            style,
            durations,
            replace(frames, f0_hz=varied_pitch(frames.f0_hz, durations, starts, unit.tokens, number)),
        )

    def _states(self, tokens: str, style: Floats) -> TextStates:
        try:
            symbols = [self._vocabulary[symbol] for symbol in tokens]
        except KeyError as error:
            raise SpeechFailed(
                "A sound of this text is unknown to the speech model: please report this.", f"symbol {error}"
            ) from None
        states = self._sessions.encode(np.array([_PAD, *symbols, _PAD], np.int64), style, self._stop)
        if len(states.raw_durations) != len(symbols) + 2:
            raise SpeechFailed(_LEFT_OUT, str(len(states.raw_durations)))
        return states

    def _aligned(self, states: TextStates, durations: Integers, style: Floats) -> Frames:
        frames = self._sessions.align(states, durations, style, self._stop)
        if frames.count != int(durations.sum()):
            raise SpeechFailed(_LEFT_OUT, str(frames.count))
        return frames

    def _encode(self, unit: Unit) -> _Spoken:
        style, durations, frames = (
            self._varied(unit) if self._how.variation else self._frames(unit.tokens, len(unit.tokens))
        )
        loudness = frame_energy(frames.energy)
        first, last = sound_edges(loudness)
        if last == 0:
            first, last = 0, frames.count
        edited = prosody_edits.edit(frames, self._how, prosody_edits.ends_of_sentences(unit.tokens, durations))
        first, last = max(0, first - LEAD_FRAMES), min(frames.count, last + TAIL_FRAMES)
        goes_whole = self._is_alone(unit) and last - first <= self._splitting.whole_frames
        return _Spoken(frames, edited, durations, style, Extent(loudness, first, last, goes_whole))

    def _slices(self, spoken: _Spoken, gap: int, *, begins: bool) -> Iterator[tuple[Slice, Samples]]:
        """The slices of *spoken*, before which *gap* frames are silent, with their sound."""
        extent = spoken.extent
        at, number = extent.first, 0
        tail: Samples = np.zeros(0, np.float32)
        decoded: Decoded | None = None
        # The edited pitch and energy, since the generator speaks these.
        sounded = spoken.edited.f0_hz, spoken.edited.energy
        nothing_summed = moments(*sounded)
        assumed = summed = self._usual.assumed(nothing_summed, predictors(spoken.style, *sounded))
        while at < extent.last:
            before = self._passed + (gap + at - extent.first if number else 0)
            heard_frames = self._schedule.heard_frames(before)
            cut = self._schedule.next(extent, at, number, heard_frames, begins=begins)
            if decoded is None or decoded.last < min(extent.count, cut.run_last + _DECODER_CONTEXT):
                has_time = heard_frames or number
                last = extent.count if has_time else min(extent.count, cut.run_last + _FIRST_LOOKAHEAD)
                first = 0 if has_time else spoken.decoded_from
                decoded = self._sessions.decode(spoken.edited, first, last, spoken.style, self._stop)
            # A unit run as a whole has its own moments, as in the published model.
            if cut.run_last - cut.run_first == extent.count:
                summed = replace(nothing_summed, centres=assumed.centres)
            sound, summed = self._generate(spoken, decoded, cut, summed)
            begin, end = ((frame - cut.run_first) * SAMPLES_PER_FRAME for frame in (cut.first, cut.last))
            body = sound[begin:end].copy()
            if len(tail):
                body[: len(tail)] = _crossfade(tail, body[: len(tail)])
            tail = sound[end : end + SAMPLES_PER_FRAME]
            yield cut, body
            at, number = cut.last, number + 1

    def _generate(self, spoken: _Spoken, decoded: Decoded, cut: Slice, summed: Moments) -> tuple[Samples, Moments]:
        begun_s = time.perf_counter()
        sound, summed = self._sessions.generate(decoded, cut.run_first, cut.run_last, spoken.style, summed, self._stop)
        self._pace.note(cut.run_last - cut.run_first, time.perf_counter() - begun_s)
        if len(sound) != (cut.run_last - cut.run_first) * SAMPLES_PER_FRAME:
            raise SpeechFailed(_LEFT_OUT, str(len(sound)))
        return prosody_edits.finish(sound, self._how), summed


def _up_to(last: int, slices: Iterable[tuple[Slice, Samples]]) -> Iterator[tuple[Slice, Samples]]:
    """*slices* up to frame *last*; one that ends within a frame before it comes with the next, so that the sound can
    fade there."""
    waiting: tuple[Slice, Samples] | None = None
    for cut, sound in slices:
        if waiting is not None:
            cut, sound = replace(cut, first=waiting[0].first), np.concatenate([waiting[1], sound])
        waiting = (cut, sound) if cut.last == last - 1 else None
        if waiting is None:
            yield cut, sound
        if cut.last >= last:
            return


def _gap_frames(pause_frames: int) -> int:
    """The silence to add between two units, each of which keeps a little silence at its edges."""
    return max(0, pause_frames - LEAD_FRAMES - TAIL_FRAMES)


def _last_words(tokens: str) -> str:
    """About the last 40 symbols of *tokens*, from the beginning of a word if possible."""
    return (
        tokens if len(tokens) <= _AROUND_PAUSE else tokens[-_AROUND_PAUSE:].partition(" ")[2] or tokens[-_AROUND_PAUSE:]
    )


def _first_words(tokens: str) -> str:
    """About the first 40 symbols of *tokens*, up to the end of a word if possible."""
    return (
        tokens if len(tokens) <= _AROUND_PAUSE else tokens[:_AROUND_PAUSE].rpartition(" ")[0] or tokens[:_AROUND_PAUSE]
    )


def _crossfade(old: Samples, new: Samples) -> Samples:
    rise = np.linspace(0, 1, len(old), dtype=np.float32)
    return (old * (1 - rise) + new * rise).astype(np.float32)
