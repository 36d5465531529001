# SPDX-License-Identifier: GPL-3.0-or-later
"""Rough matching of a few letters with the names of what can be done, without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_WORD, _INSIDE, _SCATTERED = 100.0, 50.0, 20.0
_WHOLE = 5.0


@dataclass(frozen=True, slots=True)
class Match:
    """How well a text matches: higher is better; *places* are those of its letters that do."""

    score: float
    places: frozenset[int] = frozenset()


def match(query: str, text: str) -> Match | None:
    """The match of each word of *query* with *text*, in any order: as the begin of a word, within one, or as letters in
    their order of which the first begins a word. None if one of them does not match; all matches an empty query."""
    shown = [letter.lower()[:1] or letter for letter in text]
    score, places = 0.0, set[int]()
    for word in query.lower().split():
        found = _find(word, "".join(shown))
        if found is None:
            return None
        score += found.score
        places |= found.places
    # Of two that match as well, the one that says less beyond it is meant.
    return Match(score + _WHOLE * len(places) / max(len(text), 1), frozenset(places))


def _find(word: str, text: str) -> Match | None:
    starts = list(_finds(word, text))
    at = next((at for at in starts if at == 0 or not text[at - 1].isalnum()), None)
    if at is not None:
        return Match(_WORD - min(at, 40) / 2, frozenset(range(at, at + len(word))))
    if starts:
        return Match(_INSIDE - min(starts[0], 40) / 2, frozenset(range(starts[0], starts[0] + len(word))))
    return _scattered(word, text)


def _finds(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _scattered(word: str, text: str) -> Match | None:
    """The match of letters in their order, each at the begin of a word where it can be."""
    if len(word) < 2:
        return None
    places: list[int] = []
    for letter in word:
        behind = places[-1] + 1 if places else 0
        begins = (at for at in range(behind, len(text)) if text[at] == letter and _begins(text, at))
        next_letter = behind if places and behind < len(text) and text[behind] == letter else None
        at = next_letter if next_letter is not None else next(begins, None)
        if at is None:
            return None
        places.append(at)
    gaps = places[-1] - places[0] + 1 - len(word)
    return Match(_SCATTERED - min(gaps, 38) / 2, frozenset(places))


def _begins(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
