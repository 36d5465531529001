# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that waits for its rest: what is added costs its own length, not that of what waits."""

from __future__ import annotations

import re

from studio.core.tags import LONGEST_TAG, held_back

_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?…。！？]+[\"'”’»)\]]*\Z")
_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{2}[.!?…。！？]+[\"'”’»)\]]*\s+")
MARKS = 16
"""Characters that are looked at for the end of a sentence."""
_LOOKED_AT_AGAIN = LONGEST_TAG + MARKS


class HeldText:
    """Pieces of text in the order in which they came."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._end = ""

    def __len__(self) -> int:
        return self._length

    def add(self, piece: str) -> int:
        """Put *piece* behind what waits; how much of it all are whole sentences, 0 for none.

        No sentence may have ended in what waited before, but within a tag that has only begun.
        """
        near = self._end + piece
        self._pieces.append(piece)
        self._length += len(piece)
        self._end = near[-_LOOKED_AT_AGAIN:]
        complete = complete_sentences(near)
        return self._length - len(near) + complete if complete else 0

    def take(self, count: int) -> str:
        """The first *count* characters, which wait no more."""
        if not count:
            return ""
        text = "".join(self._pieces)
        rest = text[count:]
        self._pieces, self._length, self._end = [rest], len(rest), rest[-_LOOKED_AT_AGAIN:]
        return text[:count]

    def take_words(self) -> str:
        """What can be spoken although more may be glued to its end, which waits no more."""
        text = "".join(self._pieces)
        return self.take(complete_words(text))


def complete_words(text: str) -> int:
    """How much of *text* can be spoken although more may be glued to its end: all up to the last blank, and the rest
    too where it ends a sentence. A tag that has only begun waits for its rest."""
    text = text[: held_back(text)]
    if _SENTENCE_END.search(text[-MARKS:]):
        return len(text)
    if not text or text[-1].isspace():
        return len(text)
    return len(text) - len(text.rsplit(maxsplit=1)[-1])


def complete_sentences(text: str) -> int:
    """How much of *text* are whole sentences, up to the last end of one."""
    text = text[: held_back(text)]
    if _SENTENCE_END.search(text[-MARKS:]):
        return len(text)
    ends = [match.end() for match in _SENTENCE_WITHIN.finditer(text)]
    return ends[-1] if ends else 0
