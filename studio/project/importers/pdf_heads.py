# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands at the edges of a PDF file's pages: titles that repeat, and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from studio.project.importers.pdf_lines import HEADING, Line, Page

_EDGE_LINES = 2
_REPEATS = 3
_NEAR = 3.0
_FOOT = 1
_DIGITS = re.compile(r"\d{1,4}")
_NUMBER = re.compile(r"\W{0,3}(\d{1,4}|[ivxlc]{1,7})\W{0,3}", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def heads(pages: Sequence[Page], body: float) -> list[set[int]]:
    """Of each page the numbers of the lines that are its head or its foot: lines that others repeat there, with numbers
    that rise from page to page or with none, and lines at a place where such ones stand.

    Args:
        body: Height of the letters of most of the text.
    """
    edges = [_edges(page) for page in pages]
    repeated: Counter[tuple[object, ...]] = Counter()
    for number, (page, both) in enumerate(zip(pages, edges, strict=True)):
        for edge, lines in enumerate(both):
            repeated.update({sign for line in lines[:_EDGE_LINES] for sign in _signs(page.lines[line], edge, number)})
    places: Counter[tuple[int, int]] = Counter()

    def is_head(line: Line, edge: int, page: int) -> bool:
        if edge == _FOOT and _NUMBER.fullmatch(line.text.strip()):
            return True
        return any(repeated[sign] >= _REPEATS for sign in _signs(line, edge, page))

    def at_head(line: Line, edge: int, _page: int) -> bool:
        if line.height > HEADING * body:
            return False
        near = sum(places[edge, round(line.base / _NEAR) + by] for by in (-1, 0, 1))
        return near >= max(_REPEATS, len(pages) // 4)

    def found(rule: Callable[[Line, int, int], bool], number: int) -> set[tuple[int, int]]:
        page, both = pages[number], edges[number]
        return _from_edges(page, both, lambda line, edge: rule(line, edge, number))

    told = [found(is_head, number) for number in range(len(pages))]
    for page, lines_of in zip(pages, told, strict=True):
        places.update((edge, round(page.lines[line].base / _NEAR)) for edge, line in lines_of)
    made: list[set[int]] = []
    for number, page in enumerate(pages):
        # Of a page that would be all head, such as one with a title alone, less is.
        wanted = (told[number] | found(at_head, number), told[number])
        chosen = ({line for _, line in each} for each in wanted)
        made.append(next((each for each in chosen if len(each) < len(page.lines)), set()))
    return made


def _edges(page: Page) -> tuple[list[int], list[int]]:
    """Numbers of the lines at the top of a page, and at its foot, from the edge on, and of the next one behind each."""
    by_base = sorted(range(len(page.lines)), key=lambda number: -page.lines[number].base)
    return by_base[: _EDGE_LINES + 1], by_base[::-1][: _EDGE_LINES + 1]


def _from_edges(
    page: Page, edges: tuple[list[int], list[int]], is_head: Callable[[Line, int], bool]
) -> set[tuple[int, int]]:
    """Edges and numbers of the lines that are heads from the edge on, and stand apart from the next line."""
    found: set[tuple[int, int]] = set()
    for edge, numbers in enumerate(edges):
        lines = [page.lines[number] for number in numbers]
        for count in range(min(_EDGE_LINES, len(lines)), 0, -1):
            apart = count == len(lines) or _apart(lines[count - 1], lines[count])
            if apart and all(is_head(line, edge) for line in lines[:count]):
                found.update((edge, number) for number in numbers[:count])
                break
    return found


def _apart(one: Line, other: Line) -> bool:
    """Whether there is more between two lines than between those of a paragraph."""
    return abs(one.base - other.base) > 1.5 * max(one.height, other.height)


def _signs(line: Line, edge: int, page: int) -> Iterator[tuple[object, ...]]:
    """What a head has in common with those of other pages: its text, or its text but for a number that is as far from
    the page's as theirs. "Chapter 2" is no head of the pages behind "Chapter 1"."""
    text = line.text.strip().casefold()
    if not _DIGITS.search(text):
        yield edge, text
    alone = _NUMBER.fullmatch(text)
    if alone is not None and not alone[1].isdecimal():
        yield edge, "", _value(alone[1]) - page
    for place, found in enumerate(_DIGITS.finditer(text)):
        yield edge, _DIGITS.sub("#", text), place, int(found[0]) - page
        yield edge, text


def _value(roman: str) -> int:
    figures = [_ROMAN[letter] for letter in roman]
    return sum(-one if one < other else one for one, other in zip(figures, [*figures[1:], 0], strict=True))
