# SPDX-License-Identifier: GPL-3.0-or-later
"""A word with its phonemes."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.timeline import WordSpan
from studio.engine.text.speakable import is_punctuation


@dataclass(frozen=True, slots=True)
class WordPhonemes:
    """One word of the text with its phonemes.

    Attributes:
        word: The word as written and its place in the text.
        phonemes: Symbols of the model's alphabet, see `alphabet.SYMBOLS`. A written word that is said as several
            ("$3.50") has blanks and pauses such as ", " inside; "" where nothing can be said.
        after: The punctuation that the model sees after the word: one of "" "," "." "!" "?" ";" ":" "—" "…". Where
            *phonemes* is "" it is "" too, and the word before has the punctuation.
        silent: Whether the word has no phonemes because a word beside it says it too.
        glued: Whether the word is joined to the one before, without a blank for the model.
    """

    word: WordSpan
    phonemes: str
    after: str
    silent: bool = False
    glued: bool = False

    @property
    def skipped(self) -> bool:
        """Whether a listener misses the word: it has no phonemes, but is neither silent nor mere punctuation."""
        return not self.phonemes and not self.silent and not is_punctuation(self.word.text)
