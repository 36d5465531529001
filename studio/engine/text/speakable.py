# SPDX-License-Identifier: GPL-3.0-or-later
"""What in a written word can be said at all."""

from __future__ import annotations

import unicodedata


def has_letters_or_digits(word: str) -> bool:
    """Whether *word* holds a letter or a number of any script."""
    return any(unicodedata.category(character)[0] in "LN" for character in word)


def is_punctuation(word: str) -> bool:
    """Whether *word* is nothing but punctuation ("—", "...", "*"): rightly silent, so not worth a notice."""
    return (
        bool(word)
        and all(unicodedata.category(character)[0] == "P" or character.isascii() for character in word)
        and (word.isprintable() and not has_letters_or_digits(word))
    )
