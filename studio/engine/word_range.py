# SPDX-License-Identifier: GPL-3.0-or-later
"""Some of a text's words, cut out of the speech of the whole text, for engines that have to speak it all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from studio.core.pcm import FADE_S, Samples, faded
from studio.core.timeline import WordRange, WordTiming
from studio.engine.base import SpeechPiece

LEAD_S, TAIL_S = 0.05, 0.075
"""Seconds that are kept before the first word and behind the last, where no other word sounds."""


def only_words(pieces: Iterable[SpeechPiece], words: WordRange, rate_hz: int) -> Iterator[SpeechPiece]:
    """The pieces of those *words* alone, of the *pieces* of a whole text; times count from the first sample kept.

    Where a word is cut off from one that sounds right beside it, the sound fades in or out.
    """
    if words.is_all:
        yield from pieces
        return
    cutter = _Cutter(words, rate_hz)
    for piece in pieces:
        yield cutter.next(piece)
        if cutter.has_all:
            break
    yield cutter.rest()


class _Cutter:
    """Takes all pieces in turn; holds back what the fade at the end may need, and all since the last word before."""

    def __init__(self, words: WordRange, rate_hz: int) -> None:
        self._words = words
        self._rate_hz = rate_hz
        self._number = 0
        self._last: WordTiming | None = None
        self._held: Samples = np.zeros(0, np.float32)
        # Place of the first sample held, of the first kept (None before it is known), and of the end of what is kept.
        self._held_from = 0
        self._begin: int | None = None
        self._end: int | None = None
        self.has_all = False

    def next(self, piece: SpeechPiece) -> SpeechPiece:
        """What is kept of *piece*, and of what was held back before it."""
        self._held = np.concatenate([self._held, piece.samples])
        chosen = tuple(word for word in piece.words if self._take(word))
        begin_s = (self._begin or 0) / self._rate_hz
        names = [word.text for word in chosen]
        phonemes = tuple(
            phoneme.shifted(-begin_s)
            for phoneme in piece.phonemes
            if any(word.start_s <= phoneme.start_s < word.end_s for word in chosen)
        )
        return replace(
            piece,
            samples=self._released(),
            words=tuple(_from(word, begin_s) for word in chosen),
            skipped=tuple(name for name in piece.skipped if name in names),
            phonemes=phonemes,
        )

    def rest(self) -> SpeechPiece:
        """The end of what is kept."""
        kept = self._held[: self._kept_until()] if self._begin is not None else self._held[:0]
        return SpeechPiece(faded(kept, self._rate_hz, begin=False, end=self._end is not None), ())

    def _take(self, word: WordTiming) -> bool:
        """Note *word*, the next of the whole text; whether it is one of those wanted."""
        number, self._number = self._number, self._number + 1
        before, self._last = self._last, word
        if number == self._words.first:
            ended_s = before.end_s if before is not None else 0.0
            self._begin = round(max(ended_s, word.start_s - LEAD_S) * self._rate_hz) if number else 0
            self._drop(self._begin - self._held_from)
        if self._words.end is None or number < self._words.end - 1:
            return number >= self._words.first
        if number == self._words.end - 1:
            self._end = round((word.end_s + TAIL_S) * self._rate_hz)
            return True
        if self._end is not None and number == self._words.end and before is not None:
            self._end = min(self._end, round(max(before.end_s, word.start_s) * self._rate_hz))
        self.has_all = True
        return False

    def _drop(self, count: int) -> None:
        self._held = self._held[max(0, count) :]
        self._held_from += max(0, count)

    def _kept_until(self) -> int:
        """Number of the samples held that are kept."""
        return len(self._held) if self._end is None else min(max(0, self._end - self._held_from), len(self._held))

    def _released(self) -> Samples:
        if self._begin is None:
            last_s = self._last.end_s if self._last is not None else 0.0
            self._drop(min(round(last_s * self._rate_hz) - self._held_from, len(self._held)))
            return self._held[:0]
        if self._end is not None and self._held_from + len(self._held) >= self._end:
            self.has_all = self.has_all or self._number >= (self._words.end or 0)
        count = max(0, self._kept_until() - (round(FADE_S * self._rate_hz) if self._end is not None else 0))
        released = self._held[:count]
        if self._held_from == self._begin and self._begin:
            released = faded(released, self._rate_hz, begin=True, end=False)
        self._drop(count)
        return released


def _from(word: WordTiming, begin_s: float) -> WordTiming:
    start_s = max(0.0, word.start_s - begin_s)
    return WordTiming(word.text, start_s, max(start_s, word.end_s - begin_s))
