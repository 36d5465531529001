# SPDX-License-Identifier: GPL-3.0-or-later
"""Headings of a PDF file: those that its outline names, or else short paragraphs in large letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from studio.project.importers.pdf_lines import HEADING, Block, Entry

_LONGEST_HEADING = 200
_MOST_LEVELS = 3
_WORD = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff]")
_PREFIX = re.compile(
    r"(?:(?:appendix|book|cap[ií]tulo|capitolo|chapter|chapitre|kapitel|part|parte|partie|section|teil)\w{1,12})?"
    r"|\d{1,4}|[ivxlc]{1,7}"
)


@dataclass(slots=True)
class Headings:
    """Headings among the blocks.

    Attributes:
        of: Levels by the numbers of the blocks.
        titles: Their texts, where not the block's own.
        within: Blocks that are part of the heading before them.
        before: Entries of the outline that no block is, by the block before which they stand.
    """

    of: dict[int, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    within: set[int] = field(default_factory=set)
    before: dict[int, list[Entry]] = field(default_factory=dict)


def by_height(blocks: Sequence[Block], body: float) -> Headings:
    """Short paragraphs in large letters, of which the largest are of level 1."""
    found = {
        number: round(block.height)
        for number, block in enumerate(blocks)
        if not block.role and block.height > HEADING * body and _may_be_title(block.text)
    }
    heights = sorted(set(found.values()), reverse=True)
    return Headings({number: min(heights.index(height), _MOST_LEVELS - 1) + 1 for number, height in found.items()})


def by_outline(
    blocks: Sequence[Block], outline: Sequence[Entry], step: Callable[[], object] = lambda: None
) -> Headings:
    """The paragraphs that are entries of the outline; one that none is stands where the outline tells.

    Args:
        step: Called for each entry; what it raises ends the work.
    """
    levels = Headings()
    by_page: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        if not block.role:
            by_page.setdefault(block.page, []).append(number)
    for entry in outline:
        step()
        here = [number for number in by_page.get(entry.page, ()) if number not in levels.of]
        number, count = _titled(blocks, here, entry)
        if count:
            levels.of[number] = entry.level + 1
            levels.within.update(range(number + 1, number + count))
            if count > 1:
                levels.titles[number] = " ".join(
                    blocks[each].text.replace("\n", " ") for each in range(number, number + count)
                )
        elif here:
            below = [each for each in here if entry.top is None or blocks[each].lines[0].base <= entry.top]
            levels.before.setdefault((below or here[-1:])[0], []).append(entry)
    return levels


def _titled(blocks: Sequence[Block], here: Sequence[int], entry: Entry) -> tuple[int, int]:
    """The first block of those with the entry's title, and how many have it together; 0 if none has."""
    title, there = _letters(entry.title), frozenset(here)
    for number in here:
        text = ""
        for count in range(1, 4):
            if number + count - 1 not in there:
                break
            text += _letters(blocks[number + count - 1].text)
            if title and text.endswith(title) and _PREFIX.fullmatch(text.removesuffix(title)):
                return number, count
    return 0, 0


def _may_be_title(text: str) -> bool:
    """Whether it is short, and words rather than a formula."""
    letters = sum(char.isalpha() or char.isspace() for char in text)
    return len(text) <= _LONGEST_HEADING and _WORD.search(text) is not None and letters * 2 > len(text)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
