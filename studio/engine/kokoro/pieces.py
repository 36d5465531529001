# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces that an engine hands out, made from samples and word times: each word goes with the piece it begins in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from studio.core.pcm import Samples
from studio.core.timeline import PhonemeTiming, WordTiming
from studio.engine.base import NO_HEAD_START, HeadStart, SpeechPiece
from studio.engine.kokoro.frames import SAMPLE_RATE_HZ, SAMPLES_PER_FRAME
from studio.engine.kokoro.units import GOES_ON, Unit
from studio.engine.kokoro.words import FrameSpan, PhonemeSpan

_MOST_SAMPLES = 3 * SAMPLE_RATE_HZ


class Pieces:
    """An utterance's pieces so far, and the words that wait for the piece they begin in.

    A word that goes on in the next unit waits, with those behind it, until its end is known.
    """

    def __init__(self) -> None:
        self._samples = 0
        self._heard_until_s = 0.0
        self._words: list[WordTiming] = []
        self._phonemes: list[PhonemeTiming] = []
        self._skipped: list[str] = []
        # Index among the waiting words of the one that goes on in the next unit.
        self._cut: int | None = None

    @property
    def frames(self) -> int:
        """Frames handed out."""
        return self._samples // SAMPLES_PER_FRAME

    @property
    def waiting(self) -> int:
        """Words that wait for the piece they begin in."""
        return len(self._words)

    def note(
        self,
        unit: Unit,
        words: Sequence[FrameSpan] = (),
        phonemes: Sequence[PhonemeSpan] = (),
        begin: float = 0.0,
        lead: int = 0,
    ) -> None:
        """Add the words of *unit*, whose sound comes next.

        Args:
            unit: All its words are added, also those without a sound.
            words: Times of the unit's marked words; empty where nothing of the unit is said.
            phonemes: Times of the phonemes of *words*.
            begin: Place in the unit, in frames, at which its sound begins.
            lead: Samples of silence before the sound.
        """
        begins_s = (self._samples + lead) / SAMPLE_RATE_HZ
        if words:
            marked = zip(unit.marks, words, strict=True)
            times = {index: word.shifted_s(begin, begins_s) for (index, _), word in marked}
        else:
            times = {}
        if self._cut is not None and GOES_ON in times:
            self._lengthen(self._cut, times[GOES_ON][1])
        if unit.is_cut and unit.words:
            last = max(index for index, _ in unit.marks)
            self._cut = len(self._words) + last
        elif not unit.is_cut:
            self._cut = None
        self._note_words(unit, times)
        self._phonemes.extend(phoneme.timing(begin, begins_s) for phoneme in phonemes)

    def piece(self, samples: Samples, *, all_words: bool, head_start: HeadStart = NO_HEAD_START) -> SpeechPiece:
        """*samples* with the words that begin in them, or with all waiting ones, and the words skipped up to here."""
        self._samples += len(samples)
        until_s = self._samples / SAMPLE_RATE_HZ
        count = next((i for i, word in enumerate(self._words) if not all_words and word.start_s >= until_s), self._cut)
        if count is not None and self._cut is not None:
            count = min(count, self._cut)
            self._cut -= count
        words = tuple(self._words[:count])
        del self._words[:count]
        skipped = tuple(self._skipped)
        self._skipped.clear()
        until_s = self._words[0].start_s if self._words else float("inf")
        count = next((i for i, phoneme in enumerate(self._phonemes) if phoneme.start_s >= until_s), None)
        phonemes = tuple(self._phonemes[:count])
        del self._phonemes[:count]
        return SpeechPiece(samples, words, skipped, phonemes, head_start)

    def whole(self, samples: Samples, head_start: HeadStart) -> Iterator[SpeechPiece]:
        """The sound of a unit from the cache, cut into short pieces that are passed on quickly."""
        for start in range(0, len(samples), _MOST_SAMPLES):
            is_last = start + _MOST_SAMPLES >= len(samples)
            yield self.piece(samples[start : start + _MOST_SAMPLES], all_words=is_last, head_start=head_start)
            head_start = NO_HEAD_START

    def rest(self) -> Iterator[SpeechPiece]:
        """One piece without sound for the words that still wait; none if no word does."""
        if self._words:
            yield SpeechPiece(np.zeros(0, np.float32), tuple(self._words), tuple(self._skipped))

    def _lengthen(self, index: int, end_s: float) -> None:
        """Let the waiting word *index* end at *end_s*; those behind it make no sound."""
        word = self._words[index]
        end_s = max(end_s, word.end_s)
        silent = [WordTiming(other.text, end_s, end_s) for other in self._words[index + 1 :]]
        self._words[index:] = [WordTiming(word.text, word.start_s, end_s), *silent]
        self._heard_until_s = max(self._heard_until_s, end_s)

    def _note_words(self, unit: Unit, times: Mapping[int, tuple[float, float]]) -> None:
        for index, word in enumerate(unit.words):
            start_s, end_s = times.get(index, (self._heard_until_s, self._heard_until_s))
            start_s = max(start_s, self._heard_until_s)
            end_s = max(start_s, end_s)
            self._heard_until_s = end_s
            self._words.append(WordTiming(word.word.text, start_s, end_s))
            if word.skipped:
                self._skipped.append(word.word.text)
