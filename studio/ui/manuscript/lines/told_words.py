# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of the text that a dictionary says otherwise than written, and which of them have a chip that tells how.

A dotted line is under each of them. A chip stands behind the first one of each chapter alone: the name of a hero,
which a book has two thousand times, would else be told on every page. The others tell it where they are pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studio.core.changes import common
from studio.core.marks import Marks
from studio.core.project import Paragraph

_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """The told marks of a paragraph, and for each of them what the same word has alike anywhere."""

    marks: Marks
    words: tuple[str, ...]


class ToldWords:
    """Knows the told words of the text."""

    def __init__(self) -> None:
        self._said: tuple[Paragraph, ...] = ()
        self._told: dict[str, _Told] = {}
        # Numbers of the marks that have a chip.
        self._chips: dict[str, tuple[int, ...]] = {}

    def marks(self, paragraph_id: str) -> Marks:
        """The told marks of the paragraph of that id."""
        told = self._told.get(paragraph_id)
        return told.marks if told is not None else ()

    def chips(self, paragraph_id: str) -> Marks:
        """Those of its told marks that have a chip."""
        told, numbers = self._told.get(paragraph_id), self._chips.get(paragraph_id, ())
        return tuple(told.marks[number] for number in numbers) if told is not None else ()

    def follow(self, said: tuple[Paragraph, ...]) -> frozenset[str]:
        """Follow the text, whose paragraphs are *said* so with what dictionaries tell as marks.

        Returns:
            Ids of the paragraphs whose chips are others now, or elsewhere.
        """
        before, self._said = self._said, said
        most = min(len(before), len(said))
        first = common(most, lambda n: before[:n] == said[:n])
        kept = common(most - first, lambda n: before[len(before) - n :] == said[len(said) - n :])
        old, new = before[first : len(before) - kept], said[first : len(said) - kept]
        was = [(each, self._told.pop(each.id, None)) for each in old]
        now = [(each, _told(each)) for each in new]
        self._told.update((each.id, told) for each, told in now if told is not None)
        if _places(was) == _places(now):
            # Such as where a letter was typed: the words are the same, if elsewhere in their paragraphs.
            shifted = (each.id for each, told in now if told is not None and each.id in self._chips)
            return frozenset(shifted) if old or new else frozenset()
        return self._place({each.id for each in new})

    def _place(self, new: set[str]) -> frozenset[str]:
        """Find out anew which marks have a chip; returns the ids where these are others, or in *new* paragraphs."""
        before, self._chips = self._chips, {}
        seen: set[str] = set()
        for paragraph in self._said:
            if _begins_chapter(paragraph):
                seen = set()
            told = self._told.get(paragraph.id)
            if told is None:
                continue
            numbers = []
            for number, word in enumerate(told.words):
                if word not in seen:
                    seen.add(word)
                    numbers.append(number)
            if numbers:
                self._chips[paragraph.id] = tuple(numbers)
        ids = before.keys() | self._chips.keys()
        return frozenset(id for id in ids if id in new or before.get(id) != self._chips.get(id))


def _told(paragraph: Paragraph) -> _Told | None:
    marks = tuple(mark for mark in paragraph.marks if mark.told)
    if not marks:
        return None
    written = (paragraph.text[mark.start : mark.end] for mark in marks)
    return _Told(marks, tuple(_POSSESSIVE.sub("", word).casefold() for word in written))


def _places(told: Sequence[tuple[Paragraph, _Told | None]]) -> list[tuple[str, bool, tuple[str, ...]]]:
    """What decides where chips are."""
    return [
        (each.id, _begins_chapter(each), told.words if told is not None else ())
        for each, told in told
        if told is not None or _begins_chapter(each)
    ]


def _begins_chapter(paragraph: Paragraph) -> bool:
    return paragraph.kind == "heading" and paragraph.level == 1
