# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech that fits between two clips: as loud as they are, as fast, and with a pause like theirs at the joins."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

import numpy as np

from studio.core.errors import InvalidArgument
from studio.core.pcm import Samples
from studio.core.speech import rate_of, speed_of
from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.clip.reading import ClipRefused, open_sound
from studio.engine.stop import Stop
from studio.server.rendering.holding import held

_FRAME_S = 0.01
_SMOOTH_FRAMES = 5
_QUIET = 0.06
_SHORT_PAUSE_FRAMES = 25
_DIP = 0.7
_JOIN_S = 0.2
_LOUDEST_GAIN, _FULL_SCALE = 10.0, 0.99
_RATE_WORTH_A_RENDER = 0.04
_FEWEST_SYLLABLES = 3


@dataclass(frozen=True, slots=True)
class SpeechMeasures:
    """Measures of some speech.

    Attributes:
        level: Root mean square without silence; 0 if all is silent.
        syllables_per_s: Swells of loudness in a second of speech without pauses; 0 where there are too few.
        lead_s, tail_s: Seconds of silence at its beginning and end.
    """

    level: float
    syllables_per_s: float
    lead_s: float
    tail_s: float


def measures_of_file(file: BinaryIO, name: str) -> SpeechMeasures:
    """Measures of a sound file (WAV, FLAC, OGG, MP3; see `engine.clip.reading`), read block by block.

    Raises:
        InvalidArgument: the file, called *name*, cannot be read, or lasts longer than 5 minutes.
    """
    try:
        with open_sound(file) as sound:
            measures, length = _measures(sound.blocks, sound.rate_hz)
    except ClipRefused as refused:
        raise InvalidArgument(name, refused.permitted, refused.detail) from None
    if not length:
        raise InvalidArgument(name, "a sound file with sound in it")
    return measures


def _measures(blocks: Iterable[Samples], rate_hz: int) -> tuple[SpeechMeasures, int]:
    """Measures of a sound, and its number of samples."""
    powers: list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]] = []
    frame, length = max(1, round(_FRAME_S * rate_hz)), 0
    rest = np.zeros(0, np.float32)
    for block in blocks:
        length += len(block)
        samples = np.concatenate([rest, block])
        whole = len(samples) // frame * frame
        rest = samples[whole:]
        powers.append(np.square(samples[:whole].astype(np.float64)).reshape(-1, frame).mean(axis=1))
    return _measured(np.concatenate(powers) if powers else np.zeros(0)), length


def _measured(power: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> SpeechMeasures:
    """Measures from the *power* of each frame."""
    count = len(power)
    if not count or not np.isfinite(power).all():
        return SpeechMeasures(0.0, 0.0, 0.0, 0.0)
    window = np.hanning(_SMOOTH_FRAMES + 2)[1:-1]
    envelope = np.sqrt(np.convolve(power, window / window.sum(), "same"))
    loud = envelope > _QUIET * np.percentile(envelope, 95)
    if not loud.any():
        return SpeechMeasures(0.0, 0.0, count * _FRAME_S, count * _FRAME_S)
    places = np.flatnonzero(loud)
    gaps = np.diff(places)
    spoken_frames = 1 + int(gaps[gaps <= _SHORT_PAUSE_FRAMES].sum())
    swells = _swells(envelope[places[0] : places[-1] + 1])
    return SpeechMeasures(
        level=float(np.sqrt(power[loud].mean())),
        syllables_per_s=swells / (spoken_frames * _FRAME_S) if swells >= _FEWEST_SYLLABLES else 0.0,
        lead_s=float(places[0] * _FRAME_S),
        tail_s=float((count - 1 - places[-1]) * _FRAME_S),
    )


def between(
    engine: Engine,
    utterance: Utterance,
    left: SpeechMeasures | None,
    right: SpeechMeasures | None,
    match_rate: bool,
    stop: Stop,
) -> Iterator[SpeechPiece]:
    """*utterance*, spoken so that it fits between *left* and *right*, of which at least one is given.

    An empty piece comes for each piece that is only measured, so that others have their turn.

    Args:
        match_rate: Whether to speak as fast as the clips; otherwise the utterance's own speed is used.
    """
    pieces = yield from _rendered(engine, utterance, stop)
    if stop.is_set() or not pieces:
        return
    own = _of_pieces(pieces, engine.sample_rate_hz)
    rate = _rate(own, [each for each in (left, right) if each is not None]) if match_rate else 1.0
    if abs(rate - 1) > _RATE_WORTH_A_RENDER:
        wanted = min(max(utterance.controls.rate * rate, rate_of(-1.0)), rate_of(1.0))
        faster = replace(utterance, controls=replace(utterance.controls, speed=speed_of(wanted)))
        pieces = yield from _rendered(engine, faster, stop)
        if stop.is_set() or not pieces:
            return
        own = _of_pieces(pieces, engine.sample_rate_hz)
    yield from _fitted_in(pieces, own, left, right, engine.sample_rate_hz)


def _rendered(engine: Engine, utterance: Utterance, stop: Stop) -> Generator[SpeechPiece, None, list[SpeechPiece]]:
    pieces: list[SpeechPiece] = []
    for piece in held(engine.speak(utterance, stop), engine.sample_rate_hz):
        pieces.append(piece)
        yield SpeechPiece(np.zeros(0, np.float32), ())
    return pieces


def _rate(own: SpeechMeasures, around: Sequence[SpeechMeasures]) -> float:
    rates = [each.syllables_per_s for each in around if each.syllables_per_s]
    if not rates or not own.syllables_per_s:
        return 1.0
    return float(np.mean(rates)) / own.syllables_per_s


def _fitted_in(
    pieces: Sequence[SpeechPiece],
    own: SpeechMeasures,
    left: SpeechMeasures | None,
    right: SpeechMeasures | None,
    rate_hz: int,
) -> Iterator[SpeechPiece]:
    levels = [each.level for each in (left, right) if each is not None and each.level]
    peak = max((float(np.abs(piece.samples).max(initial=0.0)) for piece in pieces), default=0.0)
    gain = 1.0
    if levels and own.level and peak:
        gain = min(float(np.exp(np.mean(np.log(levels)))) / own.level, _LOUDEST_GAIN, _FULL_SCALE / peak)
    cut_lead_s = 0.0 if left is None else max(0.0, own.lead_s - max(0.0, _JOIN_S - left.tail_s))
    cut_tail_s = 0.0 if right is None else max(0.0, own.tail_s - max(0.0, _JOIN_S - right.lead_s))
    begin = round(cut_lead_s * rate_hz)
    end = sum(len(piece.samples) for piece in pieces) - round(cut_tail_s * rate_hz)
    at = 0
    for piece in pieces:
        samples = piece.samples[max(0, begin - at) : max(0, end - at)]
        at += len(piece.samples)
        words = tuple(word.shifted(-cut_lead_s) for word in piece.words)
        yield SpeechPiece((samples * np.float32(gain)).astype(np.float32), words, piece.skipped)


def _of_pieces(pieces: Sequence[SpeechPiece], rate_hz: int) -> SpeechMeasures:
    return _measures((piece.samples for piece in pieces), rate_hz)[0]


def _swells(envelope: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> int:
    """The number of times that *envelope* rises to a peak and falls well below it again."""
    count, peak, valley, rising = 0, 0.0, float(envelope[0]), True
    floor = _QUIET * float(np.percentile(envelope, 95))
    for value in envelope:
        if rising:
            peak = max(peak, float(value))
            if value < _DIP * peak and peak > floor:
                count, rising, valley = count + 1, False, float(value)
        else:
            valley = min(valley, float(value))
            if value > max(valley / _DIP, floor):
                rising, peak = True, float(value)
    return count + (1 if rising and peak > floor else 0)
