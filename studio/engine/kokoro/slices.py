# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a unit's frames may be cut, so that its generator runs in parts and the first is heard early.

The predicted energy tells the silences before anything is decoded. A cut inside one is inaudible and leaves the unit's
own pauses as they are. Only where no pause is in reach is it made at the weakest moment near the aim.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.pcm import Samples
from studio.engine.kokoro.session import HALVES, SAMPLES_PER_FRAME, Floats

# Some -47 dB, 30 dB below speech: several voices never get quieter in a pause inside a text.
SILENT_BELOW = 1.0
LAST_SHARE = 1.3
"""A slice that is that much longer than its aim, and the last one, is not cut again."""
_SPEECH_ABOVE = 5.0
_PAUSE_FRAMES = 3
_PAUSE_SLACK = 8
_LEFT_CONTEXT = 28
_LEFT_CONTEXT_OF_LONG = 8
_LONG = 90
_RIGHT_CONTEXT = 4
_RIGHT_CONTEXT_IN_SPEECH = 8
USUAL_CONTEXT = _LEFT_CONTEXT_OF_LONG + _RIGHT_CONTEXT_IN_SPEECH
# Fitted over renders of four voices: residual 2 dB a frame, some 0.5 dB as a slice's median.
_LEVEL_DB_PER_ENERGY = 4.0
_LEVEL_DB_AT_ZERO = -49.3
_MOST_CORRECTION_DB = 3.0
_FEWEST_LEVEL_FRAMES = 8


@dataclass(frozen=True, slots=True)
class Slice:
    """Frames [first, last) that are kept of a generator run over [run_first, run_last)."""

    first: int
    last: int
    run_first: int
    run_last: int


def frame_energy(energy: Floats) -> Floats:
    """Energy [2T] as the louder half of each frame [T]."""
    louder: Floats = energy.reshape(-1, HALVES).max(axis=1)
    return louder


def sound_edges(loudness: Floats) -> tuple[int, int]:
    """First frame with sound and one after the last; (0, 0) if all is silent."""
    sounding = np.flatnonzero(loudness >= SILENT_BELOW)
    return (int(sounding[0]), int(sounding[-1]) + 1) if sounding.size else (0, 0)


def pauses(loudness: Floats) -> list[tuple[int, int]]:
    """Stretches [first, last) of silence between sounds, 75 ms or longer."""
    start, stop = sound_edges(loudness)
    silent = np.concatenate([[False], loudness[start:stop] < SILENT_BELOW, [False]])
    edges = np.flatnonzero(silent[1:] != silent[:-1]) + start
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= _PAUSE_FRAMES]


def pause_at(loudness: Floats, frame: int) -> int:
    """Frames of the pause around *frame*, where one word ends and the next begins; 0 if there is none."""
    near = [last - first for first, last in pauses(loudness) if first - _PAUSE_SLACK <= frame <= last + _PAUSE_SLACK]
    return max(near, default=0)


def next_slice(loudness: Floats, at: int, end: int, aim: int) -> Slice:
    """The slice that begins at frame *at*.

    Args:
        loudness: Energy a frame, [T].
        at: Its first frame.
        end: Where the whole ends.
        aim: Frames wished for; it gets up to half as many more where a pause is waiting there.
    """
    if end - at <= LAST_SHARE * aim:
        return _slice(loudness, at, end, _RIGHT_CONTEXT)
    middles = [(first + last) // 2 for first, last in pauses(loudness[:end]) if (first + last) // 2 > at]
    in_reach = [middle for middle in middles if 0.4 * aim <= middle - at <= aim]
    late = [middle for middle in middles if aim < middle - at <= 1.5 * aim]
    if in_reach or late:
        cut = in_reach[-1] if in_reach else late[0]
        return _slice(loudness, at, cut, _RIGHT_CONTEXT)
    window = np.convolve(loudness, np.ones(3) / 3, mode="same")[at + int(0.7 * aim) : min(end, at + int(1.3 * aim))]
    cut = at + int(0.7 * aim) + int(window.argmin())
    return _slice(loudness, at, cut, _RIGHT_CONTEXT_IN_SPEECH)


def _slice(loudness: Floats, first: int, last: int, right_context: int) -> Slice:
    """The generator normalises over what it is given, which a short slice feels most."""
    left_context = _LEFT_CONTEXT if last - first < _LONG else _LEFT_CONTEXT_OF_LONG
    if not (loudness[:first] >= SILENT_BELOW).any():
        left_context = _RIGHT_CONTEXT
    return Slice(first, last, max(0, first - left_context), min(len(loudness), last + right_context))


def level_correction_db(samples: Samples, energy: Floats) -> float:
    """Gain that gives a slice the level its energy asks for.

    The generator normalises over what it is given, so a short slice comes out up to 3 dB off its level in the whole.
    The median of its frames tells by how much: frames at the edge of a pause are off by far more.

    Args:
        samples: What the generator made of the frames, 600 a frame.
        energy: Energy of the same frames as the model predicted it, two values a frame.
    """
    loudness = energy.reshape(-1, HALVES).mean(axis=1)
    speech = loudness > _SPEECH_ABOVE
    if int(speech.sum()) < _FEWEST_LEVEL_FRAMES:
        return 0.0
    power: NDArray[np.float64] = (samples.reshape(-1, SAMPLES_PER_FRAME).astype(np.float64) ** 2).mean(axis=1)
    level_db = 10 * np.log10(power[speech] + 1e-12)
    wanted_db = _LEVEL_DB_AT_ZERO + _LEVEL_DB_PER_ENERGY * loudness[speech]
    return float(np.clip(np.median(wanted_db - level_db), -_MOST_CORRECTION_DB, _MOST_CORRECTION_DB))
