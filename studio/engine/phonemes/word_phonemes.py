# SPDX-License-Identifier: GPL-3.0-or-later
"""A word and how it is said."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.timeline import WordSpan
from studio.engine.text.speakable import is_punctuation


@dataclass(frozen=True, slots=True)
class WordPhonemes:
    """How one word of the text is said.

    Attributes:
        word: The word as written and its place in the text.
        phonemes: Symbols of the model's alphabet, see `alphabet.SYMBOLS`; with blanks (and pauses such as ", ") inside
            where one written word is said as several ("$3.50"), "" where nothing can be said.
        after: The punctuation that the model sees after the word: one of "" "," "." "!" "?" ";" ":" "—" "…". Always ""
            where *phonemes* is "": the word before has it then.
        silent: Rightly without phonemes, since a word beside it says it too.
        glued: Said in one with the word before: the model sees no blank between them.
    """

    word: WordSpan
    phonemes: str
    after: str
    silent: bool = False
    glued: bool = False

    @property
    def skipped(self) -> bool:
        """Whether a listener misses something: no phonemes, and not because the word is mere punctuation."""
        return not self.phonemes and not self.silent and not is_punctuation(self.word.text)
