# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of a render's words and phonemes, on one time line for all its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from studio.core.timeline import ALL_WORDS, PhonemeTiming, WordRange, WordTiming, iter_spans, written_by_character
from studio.engine.base import SpeechPiece
from studio.server.rendering.outs import PhonemesOut, WordsOut
from studio.server.rendering.phoneme_times import phoneme_times

Times = Iterator[WordsOut | PhonemesOut]


class SpeechTimes:
    """Words and phonemes with times from the start of the stream.

    The last word of a text that the next text may continue is held back, so that the words are those of the whole text.

    Args:
        words: Whether WordsOut is wanted.
        phonemes: Whether PhonemesOut is wanted.
    """

    def __init__(self, words: bool, phonemes: bool) -> None:
        self._wants_words = words
        self._wants_phonemes = phonemes
        self._text = _Words("", "")
        self._ends_open = False
        self._language = ""
        self._offset_s = 0.0
        self._held: WordTiming | None = None
        self._last_end_s = 0.0
        self._knows_phonemes = False

    def begin(self, text: str, language: str, offset_s: float, words: WordRange = ALL_WORDS) -> None:
        """Begin with those *words* of *text*, which is without tags; its times count from *offset_s* on."""
        self._text = _Words(text, language, words)
        self._language = language
        self._offset_s = offset_s
        # In languages without blanks a character is a word of its own, so the next text never continues it.
        self._ends_open = self._text.left and not text[-1].isspace() and not written_by_character(language)

    @property
    def left(self) -> bool:
        """Whether words of the text are still to come."""
        return self._text.left

    @property
    def complete(self) -> bool:
        """Whether all words of the text have come."""
        return not self._text.left and not self._text.too_many

    def of(self, piece: SpeechPiece, closes: Callable[[], bool]) -> Times:
        """Times of *piece*. Once its text's last word has come, *closes* is asked whether no text can continue it."""
        return self._out(tuple(self._placed(piece.words, closes)), piece.phonemes)

    def close(self) -> Times:
        """Times of the word held back, which no text will continue."""
        word, self._held = self._held, None
        if word is not None:
            self._last_end_s = word.end_s
            yield from self._out((word,), ())

    def _placed(self, words: tuple[WordTiming, ...], closes: Callable[[], bool]) -> Iterator[WordTiming]:
        for word in words:
            self._text.take()
            placed = word.shifted(self._offset_s)
            if self._held is not None:
                held, self._held = self._held, None
                placed = WordTiming(held.text + placed.text, held.start_s, placed.end_s)
            start_s = max(placed.start_s, self._last_end_s)
            placed = WordTiming(placed.text, start_s, max(placed.end_s, start_s))
            if not self._text.left and self._ends_open and not closes():
                self._held = placed
                return
            self._last_end_s = placed.end_s
            yield placed

    def _out(self, words: tuple[WordTiming, ...], phonemes: tuple[PhonemeTiming, ...]) -> Times:
        if words and self._wants_words:
            yield WordsOut(words)
        if not self._wants_phonemes:
            return
        self._knows_phonemes = self._knows_phonemes or bool(phonemes)
        timed = tuple(
            WordTiming(each.phoneme, each.start_s + self._offset_s, each.end_s + self._offset_s) for each in phonemes
        )
        # An engine that gives no phoneme times has estimated ones.
        if not self._knows_phonemes and words:
            timed = phoneme_times(words, self._language)
        if timed:
            yield PhonemesOut(timed)


class _Words:
    """The words of a text that have not come out yet, read one ahead, since a book has very many."""

    def __init__(self, text: str, language: str, words: WordRange = ALL_WORDS) -> None:
        self._spans = islice(iter_spans(text, language), words.first, words.end)
        self._next = next(self._spans, None)
        self.too_many = False

    @property
    def left(self) -> bool:
        return self._next is not None

    def take(self) -> None:
        self.too_many = self.too_many or self._next is None
        self._next = next(self._spans, None)
