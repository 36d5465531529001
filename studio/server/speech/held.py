# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of a context that waits for the rest of its sentence. Adding to it takes no longer when much waits."""

from __future__ import annotations

import re

from studio.core.tags import LONGEST_TAG, held_back

_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?…。！？]+[\"'”’»)\]]*\Z")
_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{2}[.!?…。！？]+[\"'”’»)\]]*\s+")
MARKS = 16
"""Characters that are searched for the end of a sentence."""
_LOOKED_AT_AGAIN = LONGEST_TAG + MARKS


class HeldText:
    """Waiting pieces of text, in order."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._end = ""

    def __len__(self) -> int:
        return self._length

    def add(self, piece: str) -> int:
        """Add *piece*; the number of characters of all waiting text that are whole sentences.

        The text that waited before must not hold the end of a sentence, except within an unfinished tag.
        """
        near = self._end + piece
        self._pieces.append(piece)
        self._length += len(piece)
        self._end = near[-_LOOKED_AT_AGAIN:]
        complete = complete_sentences(near)
        return self._length - len(near) + complete if complete else 0

    def take(self, count: int) -> str:
        """Take out the first *count* characters."""
        if not count:
            return ""
        text = "".join(self._pieces)
        rest = text[count:]
        self._pieces, self._length, self._end = [rest], len(rest), rest[-_LOOKED_AT_AGAIN:]
        return text[:count]

    def take_words(self) -> str:
        """Take out the text that can be spoken even if the next piece continues its last word; see complete_words."""
        text = "".join(self._pieces)
        return self.take(complete_words(text))


def complete_words(text: str) -> int:
    """The number of characters of *text* that can be spoken even if more text continues it: all up to the last blank,
    and the rest too if it ends a sentence. An unfinished tag waits for its rest."""
    text = text[: held_back(text)]
    if _SENTENCE_END.search(text[-MARKS:]):
        return len(text)
    if not text or text[-1].isspace():
        return len(text)
    return len(text) - len(text.rsplit(maxsplit=1)[-1])


def complete_sentences(text: str) -> int:
    """The number of characters of *text* up to the last end of a sentence."""
    text = text[: held_back(text)]
    if _SENTENCE_END.search(text[-MARKS:]):
        return len(text)
    ends = [match.end() for match in _SENTENCE_WITHIN.finditer(text)]
    return ends[-1] if ends else 0
