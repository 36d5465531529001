# SPDX-License-Identifier: GPL-3.0-or-later
"""Variations of a reading: other durations of the words and another melody, the same for the same number.

The network's prosody is read from the style that belongs to another length of text. On that, words are made longer and
shorter and their pitch higher and lower at random, at the same length and mean pitch.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

import numpy as np

from studio.engine.kokoro.frames import HALVES, VOICED_ABOVE_HZ, Floats, Integers
from studio.engine.kokoro.prosody import HIGHEST_F0_HZ, MAX_FRAMES_PER_TOKEN

# The part of a style that the decoder and the generator are given: the voice's timbre.
_TIMBRE = 128
_WORD_DURATIONS = 0.06
_WORD_SEMITONES = 0.9
# The last word says by its melody whether a sentence ends, asks or goes on.
_LAST_WORD = 0.4
_WIDEST = 1.8
_SHORTEST_STYLE, _LONGEST_STYLE = 0.7, 1.5


def varied_style(table: Floats, text_length: int, number: int) -> Floats:
    """The style for *text_length* tokens with the prosody of another length, by the variation's *number*.

    Args:
        table: The voice's styles by length, [510, 256].
        text_length: 1 or more.
        number: 1 or more.
    """
    own = table[min(text_length, len(table)) - 1]
    share = _uniform(f"style {number}")
    length = text_length * _SHORTEST_STYLE * (_LONGEST_STYLE / _SHORTEST_STYLE) ** share
    other = table[min(max(round(length), 1), len(table)) - 1]
    return np.concatenate([own[:_TIMBRE], other[_TIMBRE:]])


def varied_durations(raw: Floats, rate: float, starts: Sequence[int], tokens: str, number: int) -> Integers:
    """Whole frames for each token, 1 or more: *raw* frames spoken *rate* times as fast, with words stretched.

    Args:
        raw: Frames as the model made them, the pad token at each end included, [len(tokens) + 2].
        starts: Index of each word's first symbol in *tokens*.
        number: 1 or more.
    """
    plain = np.clip(raw.astype(np.float64), 1.0, MAX_FRAMES_PER_TOKEN)
    stretched = plain.copy()
    for word, (first, last) in enumerate(_words(starts, tokens)):
        stretched[first + 1 : last + 1] *= math.exp(_WORD_DURATIONS * _normal(f"duration {number} {word} {tokens}"))
    until = np.cumsum(stretched * plain.sum() / stretched.sum() / rate)
    frames = np.empty(len(raw), np.int64)
    given = 0
    for index, end in enumerate(until):
        frames[index] = max(1, round(float(end) - given))
        given += int(frames[index])
    return frames


def varied_pitch(f0_hz: Floats, durations: Integers, starts: Sequence[int], tokens: str, number: int) -> Floats:
    """F0 [2T] with each word moved by some semitones, smoothly, at the same mean.

    Args:
        f0_hz: [2T], T = durations.sum().
        durations: Frames of each token, the pad tokens included.
        starts: Index of each word's first symbol in *tokens*.
        number: 1 or more.
    """
    voiced = f0_hz > VOICED_ABOVE_HZ
    words = _words(starts, tokens)
    if not words or not voiced.any():
        return f0_hz
    before = HALVES * np.concatenate([[0], np.cumsum(durations)])
    middles = [(before[first + 1] + before[last + 1]) / 2 for first, last in words]
    moves = [_WORD_SEMITONES * _normal(f"pitch {number} {word} {tokens}") for word in range(len(words))]
    moves[-1] *= _LAST_WORD
    semitones = np.interp(np.arange(len(f0_hz)), middles, moves)
    semitones -= semitones[voiced].mean()
    moved = np.clip(f0_hz * 2 ** (semitones / 12), 2 * VOICED_ABOVE_HZ, HIGHEST_F0_HZ)
    return np.where(voiced, moved, f0_hz).astype(np.float32)


def _words(starts: Sequence[int], tokens: str) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], len(tokens)], strict=True)) if starts else []


def _uniform(of: str) -> float:
    """A number from 0 to 1 that only *of* decides, on every machine."""
    return int.from_bytes(hashlib.blake2b(of.encode(), digest_size=6).digest(), "big") / 2**48


def _normal(of: str) -> float:
    """A number that only *of* decides, spread normally (Box and Muller, 1958), within 1.8 deviations."""
    size = math.sqrt(-2 * math.log(1 - _uniform(f"a {of}")))
    return min(max(size * math.cos(math.tau * _uniform(f"b {of}")), -_WIDEST), _WIDEST)
