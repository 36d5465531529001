# SPDX-License-Identifier: GPL-3.0-or-later
"""Alignment of a clause's phonemes with its words.

espeak-ng phonemises a clause as a whole, so that "the" and "to" sound right in it, but it joins some words ("of the" is
one group) and splits others. The phonemes of each word alone are known too, and the two are aligned: equal stretches
first (longest common blocks), then the rest symbol by symbol (edit distance).
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

_MARKS = str.maketrans("", "", "ˈˌː^-\u0303")
_VOWELS = frozenset("aeiouyɑɐɒæɔəɚɛɜɨɪɯøœʊʌɤᵻɵʉʏ")
_FAR = 1.5
_NEAR = 0.6
_MOST_CELLS = 60_000


def align(alone: Sequence[Sequence[str]], clause: Sequence[str]) -> list[list[str]]:
    """The groups of *clause* for each word; a group of several words is cut.

    Args:
        alone: Groups of each word said by itself.
        clause: Groups of all words said together.

    Returns:
        Groups of each word, which joined give exactly *clause*. A word has none only if *alone* has none for it, or if
        it has no sound of its own in the clause.
    """
    items = [(group, word) for word, groups in enumerate(alone) for group in groups]
    bare = [group.translate(_MARKS) for group in clause]
    result: list[list[str]] = [[] for _ in alone]
    matcher = SequenceMatcher(None, [group.translate(_MARKS) for group, _ in items], bare, autojunk=False)
    item, group = 0, 0
    for block in matcher.get_matching_blocks():
        _fill(result, items[item : block.a], clause[group : block.b])
        for offset in range(block.size):
            result[items[block.a + offset][1]].append(clause[block.b + offset])
        item, group = block.a + block.size, block.b + block.size
    return result


def _fill(result: list[list[str]], items: Sequence[tuple[str, int]], groups: Sequence[str]) -> None:
    """Give *groups*, which equal none of *items*, to the words of *items*."""
    if not groups:
        return
    if not items:
        # Sounds that no word has alone go to the last word that has any.
        owner = max((word for word, said in enumerate(result) if said), default=0)
        result[owner].extend(groups)
    elif len({word for _, word in items}) == 1:
        result[items[0][1]].extend(groups)
    elif len(items) == len(groups):
        for (_, word), group in zip(items, groups, strict=True):
            result[word].append(group)
    else:
        _fill_by_symbols(result, items, groups)


def _fill_by_symbols(result: list[list[str]], items: Sequence[tuple[str, int]], groups: Sequence[str]) -> None:
    heard = [(symbol, group) for group, text in enumerate(groups) for symbol in _symbols(text)]
    wanted = [(symbol, word) for text, word in items for symbol in _symbols(text) if symbol.translate(_MARKS)]
    words = list(dict.fromkeys(word for _, word in items))
    if not wanted:
        result[words[0]].extend(groups)
        return
    owner = _owners([symbol.translate(_MARKS) for symbol, _ in heard], wanted)
    pieces: dict[int, list[str]] = {word: [] for word in words}
    last = -1, -1
    for (symbol, group), has in zip(heard, owner, strict=True):
        if last == (group, has):
            pieces[has][-1] += symbol
        else:
            pieces[has].append(symbol)
        last = group, has
    for word in words:
        result[word].extend(pieces[word])


def _symbols(group: str) -> list[str]:
    """The sounds of *group*: a stress mark goes with the sound after it, length and ties with the one before."""
    symbols: list[str] = []
    pending, tied = "", False
    for character in group:
        if character in "ˈˌ":
            pending += character
        elif symbols and not pending and (tied or character in "ː^-\u0303\u0329ʲʰʱ"):
            symbols[-1] += character
            tied = character == "^"
        else:
            symbols.append(pending + character)
            pending, tied = "", False
    if pending:
        symbols.append(pending)
    return symbols


def _cost(first: str, second: str) -> float:
    if first == second:
        return 0.0
    alike = (first[:1] in _VOWELS) == (second[:1] in _VOWELS)
    return _NEAR if alike else _FAR


def _owners(heard: Sequence[str], wanted: Sequence[tuple[str, int]]) -> list[int]:
    """The word of each sound heard, in order, by least edit distance (Wagner and Fischer)."""
    rows, columns = len(heard) + 1, len(wanted) + 1
    if wanted and rows * columns > _MOST_CELLS:
        # No sound is wanted by any word, so they are divided evenly.
        return [wanted[index * len(wanted) // len(heard)][1] for index in range(len(heard))]
    distance = [[0.0] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if row == 0 or column == 0:
                distance[row][column] = float(row + column)
                continue
            distance[row][column] = min(
                distance[row - 1][column - 1] + _cost(heard[row - 1], wanted[column - 1][0].translate(_MARKS)),
                distance[row - 1][column] + 1.0,
                distance[row][column - 1] + 1.0,
            )
    owner = [wanted[-1][1] if wanted else 0] * len(heard)
    row, column = len(heard), len(wanted)
    while row > 0:
        if column == 0:
            owner[row - 1] = wanted[0][1]
            row -= 1
        elif distance[row][column] == distance[row][column - 1] + 1.0:
            column -= 1
        elif distance[row][column] == distance[row - 1][column] + 1.0:
            owner[row - 1] = wanted[column - 1][1]
            row -= 1
        else:
            owner[row - 1] = wanted[column - 1][1]
            row, column = row - 1, column - 1
    return owner
