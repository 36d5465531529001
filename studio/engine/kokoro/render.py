# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders an utterance's units one after the other: encoder, edits and decoder at once, generator slice by slice."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from studio.core.errors import SpeechFailed
from studio.core.pcm import Samples
from studio.core.timeline import PhonemeTiming, WordTiming
from studio.engine.base import NO_HEAD_START, HeadStart, SpeechPiece, Stop
from studio.engine.kokoro import prosody as prosody_edits
from studio.engine.kokoro.frames import (
    FRAME_S,
    SAMPLE_RATE_HZ,
    SAMPLES_PER_FRAME,
    Decoded,
    Floats,
    Frames,
    Integers,
    Stopped,
)
from studio.engine.kokoro.prosody import Prosody
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.streaming.cache import SaidLately, SaidUnit
from studio.engine.kokoro.streaming.moments import Moments, moments
from studio.engine.kokoro.streaming.pace import Pace
from studio.engine.kokoro.streaming.slices import (
    LAST_SHARE,
    USUAL_CONTEXT,
    Slice,
    frame_energy,
    next_slice,
    pause_at,
    sound_edges,
)
from studio.engine.kokoro.streaming.voice_moments import VoiceMoments, predictors
from studio.engine.kokoro.units import Unit
from studio.engine.kokoro.words import Heard, HeardPhoneme, heard, phonemes_heard

# 0.4 s first, then so little of what is already heard that a machine which renders a second in half a second is ready
# in time. 4.5 s keep the generator small.
_FIRST_AIM_FRAMES = 16
_MOST_AIM_FRAMES = 180
_GROWTH = 0.75
# 2.2 s: what is usual is not near enough for the smallest steps of a short sentence's emotions.
_WHOLE_FRAMES = 90
_LEAD_FRAMES = 2
_TAIL_FRAMES = 3
_PAD = 0
_AROUND_PAUSE = 40
_PARAGRAPH_FRAMES = 14
# Decoded beyond the first slice, so that the first two need not wait for the decoder to have done the whole unit. It
# normalises over what it is given, too.
_FIRST_LOOKAHEAD = 30
# Near the end of what it is given the decoder misses what comes then.
_DECODER_CONTEXT = 6
# Frames that the generator makes in the time in which the others make one; and those of some words around a pause.
_ENCODER_SHARE = 0.06
_DECODER_SHARE = 0.06
_AROUND_PAUSE_FRAMES = 220
# As most are.
_UNIT_FRAMES = 400
# Words that nothing sounds for: so many wait for the next sound.
_MOST_WAITING = 200
_KEPT_PIECE_SAMPLES = 3 * SAMPLE_RATE_HZ


@dataclass(slots=True)
class _Progress:
    """Where the utterance has come to."""

    samples: int = 0
    before: Unit | None = None
    heard_until_s: float = 0.0
    waiting: list[WordTiming] = field(default_factory=list)
    phonemes: list[PhonemeTiming] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Spoken:
    """A unit after the encoder: its frames as the model made them and as edited, what is kept of them, and whether it
    is too short to be heard in parts."""

    frames: Frames
    edited: Frames
    durations: Integers
    style: Floats
    first: int
    last: int
    goes_whole: bool


@dataclass(frozen=True, slots=True, eq=False)
class Reuse:
    """What lives longer than one utterance: what was said lately, and how fast that went."""

    said: SaidLately = field(default_factory=SaidLately)
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True, slots=True)
class Around:
    """How long the same speech was before a text, and about how long the text is and what comes after it; 0 for none
    and for what is not known."""

    before_s: float = 0.0
    text_s: float = 0.0
    after_s: float = 0.0


class Renderer:
    """Renders for one voice.

    Args:
        sessions: The model.
        vocabulary: Symbol to token.
        table: The voice's styles by length, [510, 256].
        how: Edits of speed, pitch and sound.
        stop: Ends a running inference; Stopped is raised then.
        usual: What normalisations usually take.
        reuse: Shared by all renderers of an engine.
        around: What the text is a part of.
    """

    def __init__(
        self,
        sessions: Sessions,
        vocabulary: Mapping[str, int],
        table: Floats,
        how: Prosody,
        stop: Stop,
        usual: VoiceMoments,
        reuse: Reuse | None = None,
        around: Around = Around(),
    ) -> None:
        self._sessions = sessions
        self._vocabulary = vocabulary
        self._table = table
        self._how = how
        self._stop = stop
        self._usual = usual
        self._said = (reuse or Reuse()).said
        self._pace = (reuse or Reuse()).pace
        self._around = around
        self._voice_key = hashlib.blake2b(table.tobytes(), digest_size=16).digest()

    def pieces(self, units: Iterable[Unit]) -> Iterator[SpeechPiece]:
        """Pieces of all *units*; holds one unit at a time.

        Raises:
            Stopped: the stop was set.
            SpeechFailed: a symbol is not in the vocabulary, or the model failed.
        """
        progress = _Progress()
        for unit in units:
            if unit.tokens:
                yield from self._unit(unit, progress)
            else:
                _note_words(unit, {}, progress)
                if len(progress.waiting) > _MOST_WAITING:
                    if self._stop.is_set():
                        raise Stopped
                    yield _piece(np.zeros(0, np.float32), progress, all_words=True)
        if progress.waiting:
            yield SpeechPiece(np.zeros(0, np.float32), tuple(progress.waiting), tuple(progress.skipped))

    def _unit(self, unit: Unit, progress: _Progress) -> Iterator[SpeechPiece]:
        key = (self._voice_key, self._how, unit.tokens, unit.marks, self._is_alone(unit))
        said = self._said.unit(key)
        lead = _silence(self._pause_frames(progress.before, unit)) if progress.before else _silence(0)
        if said is None:
            yield from self._render(unit, lead, key, progress)
        else:
            self._note(unit, said.words, said.phonemes, said.first, lead, progress)
            head_start = NO_HEAD_START
            if not self._heard_frames(progress):
                head_start = self._head_start([(len(said.samples) // SAMPLES_PER_FRAME, 0)])
            for piece in _whole_pieces(np.concatenate([lead, said.samples]), progress, head_start):
                if self._stop.is_set():
                    raise Stopped
                yield piece
        progress.before = unit

    def _render(self, unit: Unit, lead: Samples, key: Hashable, progress: _Progress) -> Iterator[SpeechPiece]:
        spoken = self._encode(unit)
        starts = [token for _, token in unit.marks]
        rate = self._how.rate
        words = tuple(heard(starts, unit.tokens, spoken.durations, frame_energy(spoken.frames.energy), rate))
        phonemes = tuple(
            phoneme for word in phonemes_heard(starts, unit.tokens, spoken.durations, words, rate) for phoneme in word
        )
        self._note(unit, words, phonemes, spoken.first, lead, progress)
        is_first = not self._heard_frames(progress)
        sounds: list[Samples] = []
        for cut, sound in self._slices(spoken, progress):
            sounds.append(sound)
            samples = np.concatenate([lead, sound]) if len(lead) else sound
            lead = lead[:0]
            progress.samples += len(samples)
            # Kept before the last piece is handed out: nobody need ask for more.
            if cut.last == spoken.last:
                self._said.keep_unit(key, SaidUnit(np.concatenate(sounds), words, phonemes, spoken.first))
            head_start = self._head_start(_slices_to_come(spoken)) if is_first else NO_HEAD_START
            yield _piece(samples, progress, all_words=cut.last == spoken.last, head_start=head_start)
            is_first = False

    def _note(
        self,
        unit: Unit,
        words: Sequence[Heard],
        phonemes: Sequence[HeardPhoneme],
        first: int,
        lead: Samples,
        progress: _Progress,
    ) -> None:
        """Take the times of a unit's words and phonemes into what waits for its piece."""
        begins_s = (progress.samples + len(lead)) / SAMPLE_RATE_HZ
        times = {index: word.shifted_s(first, begins_s) for (index, _), word in zip(unit.marks, words, strict=True)}
        _note_words(unit, times, progress)
        progress.phonemes.extend(phoneme.timing(first, begins_s) for phoneme in phonemes)

    def _is_alone(self, unit: Unit) -> bool:
        return unit.is_all and not self._around.before_s and not self._around.after_s

    def _heard_frames(self, progress: _Progress) -> int:
        """Frames of the speech that went before."""
        return round(self._around.before_s / FRAME_S) + progress.samples // SAMPLES_PER_FRAME

    def _head_start(self, slices: list[tuple[int, int]]) -> HeadStart:
        """When to begin to play, at the pace of late: *slices*, and what is expected after them."""
        heard_frames = sum(kept for kept, _ in slices)
        left = round((self._around.text_s + self._around.after_s) / FRAME_S) - heard_frames
        of_unit = 0
        while left > 0:
            ready = 0
            if of_unit <= 0:
                of_unit = min(left, _UNIT_FRAMES)
                ready = _to_make_ready(of_unit, 0, begins=False)
            aim = _aim(heard_frames, ready)
            frames = left if left <= LAST_SHARE * aim else aim
            slices.append((frames, frames + USUAL_CONTEXT + ready))
            left, of_unit, heard_frames = left - frames, of_unit - frames, heard_frames + frames
        return self._pace.head_start(slices)

    def _pause_frames(self, before: Unit, unit: Unit) -> int:
        """The pause between two units that the model makes when it reads the words around it in one go."""
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
        try:
            symbols = [self._vocabulary[symbol] for symbol in tokens]
        except KeyError as error:
            raise SpeechFailed(
                "A sound of this text is unknown to the speech model: please report this.", f"symbol {error}"
            ) from None
        style = self._table[min(text_length, len(self._table)) - 1]
        states = self._sessions.encode(np.array([_PAD, *symbols, _PAD], np.int64), style, self._stop)
        durations = prosody_edits.durations(states.raw_durations, self._how.rate)
        frames = self._sessions.align(states, durations, style, self._stop)
        if len(durations) != len(symbols) + 2 or frames.count != int(durations.sum()):
            raise SpeechFailed("The speech model left out a part of the text: please report this.", str(frames.count))
        return style, durations, frames

    def _encode(self, unit: Unit) -> _Spoken:
        style, durations, frames = self._frames(unit.tokens, len(unit.tokens))
        loudness = frame_energy(frames.energy)
        first, last = sound_edges(loudness)
        if last == 0:
            first, last = 0, frames.count
        edited = prosody_edits.edit(frames, self._how, prosody_edits.ends_of_sentences(unit.tokens, durations))
        first, last = max(0, first - _LEAD_FRAMES), min(frames.count, last + _TAIL_FRAMES)
        goes_whole = self._is_alone(unit) and last - first <= _WHOLE_FRAMES
        return _Spoken(frames, edited, durations, style, first, last, goes_whole)

    def _slices(self, spoken: _Spoken, progress: _Progress) -> Iterator[tuple[Slice, Samples]]:
        loudness = frame_energy(spoken.frames.energy)
        at = spoken.first
        tail: Samples = np.zeros(0, np.float32)
        decoded: Decoded | None = None
        # Of the edited ones: they are what the generator sounds.
        sounded = spoken.edited.f0_hz, spoken.edited.energy
        nothing_summed = moments(*sounded)
        assumed = summed = self._usual.assumed(nothing_summed, predictors(spoken.style, *sounded))
        begins, number = not self._heard_frames(progress), 0
        while at < spoken.last:
            heard_frames = self._heard_frames(progress)
            count = spoken.frames.count
            cut = _next(spoken, loudness, at, _aim(heard_frames, _to_make_ready(count, number, begins=begins)))
            if decoded is None or decoded.last < min(count, cut.run_last + _DECODER_CONTEXT):
                has_time = heard_frames or at > spoken.first
                last = count if has_time else min(count, cut.run_last + _FIRST_LOOKAHEAD)
                decoded = self._sessions.decode(spoken.edited, 0, last, spoken.style, self._stop)
            # What is run as a whole has moments of its own, as the model means it.
            if cut.run_last - cut.run_first == count:
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
            raise SpeechFailed("The speech model left out a part of the text: please report this.", str(len(sound)))
        return prosody_edits.finish(sound, self._how), summed


def _aim(heard_frames: int, ready: int = 0) -> int:
    """Frames wished for of the next slice: it may take the longer, the more has been heard of the speech, but for what
    the *ready* frames take."""
    return max(_FIRST_AIM_FRAMES, min(_MOST_AIM_FRAMES, int(_GROWTH * heard_frames) - ready))


def _to_make_ready(unit_frames: int, number: int, *, begins: bool) -> int:
    """Frames that the generator makes in the time which the others take before the slice *number* of a unit.

    What *begins* the speech is made ready before anything is heard, and decoded as a whole before its third slice.
    """
    if begins:
        return round(_DECODER_SHARE * unit_frames) if number == 2 else 0
    if number:
        return 0
    return round((_ENCODER_SHARE + _DECODER_SHARE) * unit_frames + _ENCODER_SHARE * _AROUND_PAUSE_FRAMES)


def _next(spoken: _Spoken, loudness: Floats, at: int, aim: int) -> Slice:
    """The slice from frame *at* on, of about *aim* frames."""
    return next_slice(loudness, at, spoken.last, spoken.last - at if spoken.goes_whole else aim)


def _slices_to_come(spoken: _Spoken) -> list[tuple[int, int]]:
    """For each slice of an utterance's first unit the frames heard, and those that the generator makes in the time that
    it takes."""
    loudness = frame_energy(spoken.frames.energy)
    slices: list[tuple[int, int]] = []
    at = spoken.first
    while at < spoken.last:
        ready = _to_make_ready(spoken.frames.count, len(slices), begins=True)
        cut = _next(spoken, loudness, at, _aim(at - spoken.first, ready))
        slices.append((cut.last - cut.first, cut.run_last - cut.run_first + ready))
        at = cut.last
    return slices


def _silence(pause_frames: int) -> Samples:
    """What is missing of a pause between two units, of which each keeps a little silence at its edges."""
    return np.zeros(max(0, pause_frames - _LEAD_FRAMES - _TAIL_FRAMES) * SAMPLES_PER_FRAME, np.float32)


def _last_words(tokens: str) -> str:
    """The last some 40 symbols of *tokens*, from a word's beginning where there is one."""
    return (
        tokens if len(tokens) <= _AROUND_PAUSE else tokens[-_AROUND_PAUSE:].partition(" ")[2] or tokens[-_AROUND_PAUSE:]
    )


def _first_words(tokens: str) -> str:
    """The first some 40 symbols of *tokens*, up to a word's end where there is one."""
    return (
        tokens if len(tokens) <= _AROUND_PAUSE else tokens[:_AROUND_PAUSE].rpartition(" ")[0] or tokens[:_AROUND_PAUSE]
    )


def _crossfade(old: Samples, new: Samples) -> Samples:
    rise = np.linspace(0, 1, len(old), dtype=np.float32)
    return (old * (1 - rise) + new * rise).astype(np.float32)


def _note_words(unit: Unit, times: Mapping[int, tuple[float, float]], progress: _Progress) -> None:
    for index, word in enumerate(unit.words):
        start_s, end_s = times.get(index, (progress.heard_until_s, progress.heard_until_s))
        start_s = max(start_s, progress.heard_until_s)
        end_s = max(start_s, end_s)
        progress.heard_until_s = end_s
        progress.waiting.append(WordTiming(word.word.text, start_s, end_s))
        if word.skipped:
            progress.skipped.append(word.word.text)


def _whole_pieces(samples: Samples, progress: _Progress, head_start: HeadStart) -> Iterator[SpeechPiece]:
    """A unit's sound that is there already, in pieces that are soon passed on."""
    for start in range(0, len(samples), _KEPT_PIECE_SAMPLES):
        part = samples[start : start + _KEPT_PIECE_SAMPLES]
        progress.samples += len(part)
        yield _piece(part, progress, all_words=start + _KEPT_PIECE_SAMPLES >= len(samples), head_start=head_start)
        head_start = NO_HEAD_START


def _piece(
    samples: Samples, progress: _Progress, *, all_words: bool, head_start: HeadStart = NO_HEAD_START
) -> SpeechPiece:
    """The next piece with the words that begin in it, and what could not be spoken up to here."""
    until_s = progress.samples / SAMPLE_RATE_HZ
    count = next((i for i, word in enumerate(progress.waiting) if not all_words and word.start_s >= until_s), None)
    words = tuple(progress.waiting[:count])
    del progress.waiting[:count]
    skipped = tuple(progress.skipped)
    progress.skipped.clear()
    until_s = progress.waiting[0].start_s if progress.waiting else float("inf")
    count = next((i for i, phoneme in enumerate(progress.phonemes) if phoneme.start_s >= until_s), None)
    phonemes = tuple(progress.phonemes[:count])
    del progress.phonemes[:count]
    return SpeechPiece(samples, words, skipped, phonemes, head_start)
