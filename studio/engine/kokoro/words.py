# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of a unit's words and phonemes, from its tokens' durations and the predicted energy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studio.core.timeline import PhonemeTiming
from studio.engine.kokoro.frames import FRAME_S, SILENT_BELOW, Floats, Integers
from studio.engine.phonemes.alphabet import PUNCTUATION

# Onsets in milliseconds before the frames of a sound's token, by its manner: medians over 1900 words of six voices
# against a forced aligner, and some 65 ms for all others. In slow speech they are longer, but by less than the sounds.
_AHEAD_MS = {
    "aeiouæɐɑɒɔəɚɛɜɨɪʊʌyøœɤɯᵊᵻAIOQWY": 55,
    "ð": 55,
    "wɹjɥ": 73,
    "bdɡv": 73,
    "nmlŋɲɾTzɫʎ": 80,
    "ptkhqc": 86,
    "ʤʣʥ": 95,
    "fθʃʧɕʨç": 106,
    "sʦ": 112,
}
_AHEAD_FRAMES = {symbol: ms / 1000 / FRAME_S for symbols, ms in _AHEAD_MS.items() for symbol in symbols}
_USUALLY_AHEAD_FRAMES = 0.065 / FRAME_S
_SHORTEST_FRAMES = 1.0
# A fading end is still heard for one frame.
_FADING_FRAMES = 1.0
_PAUSE_FRAMES = 3
# Sound may begin so much before the frame that is predicted to be loud.
_WITHIN_FRAMES = 0.1
# A silence that ends at most so many frames before the next word is the pause before it.
_NEAR_NEXT_FRAMES = 4
_STRESS = "ˈˌ"
_JOINED = "ːʰʲᵝ\u0303↓→↗↘"
_NOT_SOUNDS = PUNCTUATION + " " + _STRESS
# Letters of the model's alphabet that stand for these symbols of the IPA.
_IPA = {
    "A": "eɪ",
    "I": "aɪ",
    "O": "oʊ",
    "Q": "əʊ",
    "W": "aʊ",
    "Y": "ɔɪ",
    "T": "ɾ",
    "ᵊ": "ə",
    "ᵻ": "ɨ",
    "ʧ": "tʃ",
    "ʤ": "dʒ",
    "ʦ": "ts",
    "ʣ": "dz",
    "ʨ": "tɕ",
    "ʥ": "dʑ",
}


@dataclass(frozen=True, slots=True)
class FrameSpan:
    """Begin and end of a spoken word, in frames from its unit's start."""

    start: float
    end: float

    def shifted_s(self, frames: float, by_s: float) -> tuple[float, float]:
        """Start and end in seconds, where the unit's frame *frames* is heard at *by_s*."""
        return max(0.0, (self.start - frames) * FRAME_S + by_s), max(0.0, (self.end - frames) * FRAME_S + by_s)


@dataclass(frozen=True, slots=True)
class PhonemeSpan:
    """A phoneme in IPA with its begin and end, in frames from its unit's start."""

    phoneme: str
    place: FrameSpan

    def timing(self, frames: float, by_s: float) -> PhonemeTiming:
        return PhonemeTiming(self.phoneme, *self.place.shifted_s(frames, by_s))


def time_words(
    starts: Sequence[int], tokens: str, durations: Integers, loudness: Floats, rate: float = 1.0
) -> list[FrameSpan]:
    """Begin and end of the words that begin at the symbols *starts* of *tokens*.

    Args:
        starts: Index of each word's first symbol, increasing.
        tokens: The unit's symbols.
        durations: Frames of each token, the pad tokens included: [len(tokens) + 2].
        loudness: Energy a frame [T], T = durations.sum().
        rate: Factor on the speaking rate that *durations* were made for.

    Returns:
        One span for each word, not overlapping. A word before a pause ends where its sound stops; the first word, and
        one behind punctuation with a pause, begins where its sound begins.
    """
    if not starts:
        return []
    before = np.concatenate([[0], np.cumsum(durations)])
    begins = [_onset(tokens, start, before, rate) for start in starts]
    begins = [float(begin) for begin in np.maximum.accumulate(np.minimum(begins, float(len(loudness))))]
    begins = _behind_silence(starts, tokens, begins, loudness)
    limits = [*begins[1:], float(len(loudness))]
    return [
        FrameSpan(begin, max(_sound_end(loudness, begin, limit), min(begin + _SHORTEST_FRAMES, limit)))
        for begin, limit in zip(begins, limits, strict=True)
    ]


def time_phonemes(
    starts: Sequence[int], tokens: str, durations: Integers, words: Sequence[FrameSpan], rate: float = 1.0
) -> list[list[PhonemeSpan]]:
    """The phonemes of each of *words*, which `time_words` gave; they fill the word from its start to its end."""
    before = np.concatenate([[0], np.cumsum(durations)])
    ends = [*starts[1:], len(tokens)][: len(starts)]
    return [
        _phonemes(tokens, range(start, end), before, word, rate)
        for start, end, word in zip(starts, ends, words, strict=True)
    ]


def _phonemes(tokens: str, places: range, before: Integers, word: FrameSpan, rate: float) -> list[PhonemeSpan]:
    names: list[str] = []
    begins: list[float] = []
    for index in places:
        symbol = tokens[index]
        if symbol in _NOT_SOUNDS:
            continue
        if symbol in _JOINED and names:
            names[-1] += symbol
            continue
        names.append(_IPA.get(symbol, symbol))
        begins.append(min(max(_onset(tokens, index, before, rate), word.start), word.end))
    if not names:
        return []
    begins[0] = word.start
    edges = [float(edge) for edge in np.maximum.accumulate([*begins, word.end])]
    return [PhonemeSpan(name, FrameSpan(*edges[at : at + 2])) for at, name in enumerate(names)]


def _onset(tokens: str, index: int, before: Integers, rate: float) -> float:
    """Frame at which the sound of symbol *index* begins, the pad token's frames included."""
    sound = next((symbol for symbol in tokens[index:] if symbol not in _NOT_SOUNDS), "")
    ahead = _AHEAD_FRAMES.get(sound, _USUALLY_AHEAD_FRAMES) / math.sqrt(rate)
    return max(0.0, float(before[index + 1]) - ahead)


def _behind_silence(starts: Sequence[int], tokens: str, begins: Sequence[float], loudness: Floats) -> list[float]:
    """*begins*, those behind a silence moved to its end: where the sound begins, not where it may be expected."""
    moved: list[float] = []
    for at, (start, begin) in enumerate(zip(starts, begins, strict=True)):
        latest = begins[at + 1] if at + 1 < len(begins) else float(len(loudness))
        if not at:
            begin = min(_first_sound(loudness, begin), latest)
        elif tokens[:start].rstrip()[-1:] in PUNCTUATION:
            begin = min(_pause_end(loudness, moved[-1], begin), latest)
        moved.append(max(begin, moved[-1] if moved else 0.0))
    return moved


def _first_sound(loudness: Floats, begin: float) -> float:
    sounding = np.flatnonzero(loudness >= SILENT_BELOW)
    return float(sounding[0]) - _WITHIN_FRAMES if sounding.size and sounding[0] else begin


def _pause_end(loudness: Floats, since: float, begin: float) -> float:
    """End of the longest pause between the word that begins at *since* and the one at *begin*; *begin* without one."""
    first, last = int(since), min(len(loudness), int(begin) + _NEAR_NEXT_FRAMES + 1)
    silent = np.concatenate([[False], loudness[first:last] < SILENT_BELOW, [False]])
    edges = np.flatnonzero(silent[1:] != silent[:-1]) + first
    runs = [(int(end - start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True) if end < last]
    length, end = max(runs, default=(0, 0))
    return end - _WITHIN_FRAMES if length >= _PAUSE_FRAMES else begin


def _sound_end(loudness: Floats, begin: float, limit: float) -> float:
    first, last = int(begin), int(np.ceil(limit))
    sounding = loudness[first:last] >= SILENT_BELOW
    if not sounding.any():
        return limit
    count = len(sounding)
    # The next word's sound may begin a little early; it does not belong to this word.
    silent_until = count
    while silent_until and sounding[silent_until - 1] and count - silent_until < _NEAR_NEXT_FRAMES:
        silent_until -= 1
    end = silent_until
    while end and not sounding[end - 1]:
        end -= 1
    if not end or silent_until - end < _PAUSE_FRAMES:
        end = int(np.flatnonzero(sounding)[-1]) + 1
    return min(limit, first + end + _FADING_FRAMES)
