# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read from a file of words, and how it fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.dictionary import LONGEST_TEXT, MOST_ENTRIES, MOST_WORDS, Entry
from studio.core.errors import StudioError
from studio.core.voices import MAX_TAG_CHARS

MOST_BYTES = 16 * 1024 * 1024


class WordListFailed(StudioError):
    """A file of words cannot be read."""


@dataclass(frozen=True, slots=True)
class WordList:
    """Entries of a file, and the number of those that no entry can be made of."""

    entries: tuple[Entry, ...]
    skipped: int = 0


def word_list(found: Iterable[Entry | None], name: str) -> WordList:
    """The entries of *found*, each word once, the last of several; None and what is too long is skipped.

    Raises:
        WordListFailed: there are too many, or none.
    """
    kept: dict[str, Entry] = {}
    skipped = 0
    for entry in found:
        if entry is None or not _permitted(entry):
            skipped += 1
            continue
        kept[entry.key] = entry
        if len(kept) > MOST_ENTRIES:
            raise WordListFailed(f"{name} has more than {MOST_ENTRIES:,} words: divide it.")
    if not kept:
        raise WordListFailed(f"{name} has no words with a respelling or IPA in it.")
    return WordList(tuple(kept.values()), skipped)


def _permitted(entry: Entry) -> bool:
    words = entry.text.split(maxsplit=MOST_WORDS)
    texts = (entry.text, entry.alias)
    return (
        0 < len(words) <= MOST_WORDS
        and all(text.strip() and len(text) <= LONGEST_TEXT and text.isprintable() for text in texts)
        and len(entry.language) <= MAX_TAG_CHARS
    )
