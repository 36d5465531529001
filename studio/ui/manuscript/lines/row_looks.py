# SPDX-License-Identifier: GPL-3.0-or-later
"""What the manuscript's rows have besides their letters, and how these look: chips, told words, chapters' numbers."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtGui import QTextLayout

from studio.core.marks import Mark, Marks
from studio.ui.manuscript.lines.chapter_numbers import ChapterNumbers
from studio.ui.manuscript.lines.chips import ChipPainter
from studio.ui.manuscript.lines.measures import Measures
from studio.ui.manuscript.lines.rows import Row
from studio.ui.manuscript.lines.text_lines import format_of, has_room, letter_looks, look_of
from studio.ui.manuscript.lines.told_words import ToldWords
from studio.ui.theme import Theme

_HEADING_WEIGHT, _WEIGHT = 500, 400


class RowLooks:
    """Answers for one row at a time.

    Attributes:
        chips: Chips, with the speakers who stand on them.
        numbers: Numbers before headings.
        words: Words that a dictionary says.
    """

    def __init__(self, theme: Theme, measures: Measures) -> None:
        self._measures = measures
        self.chips = ChipPainter(theme)
        self.numbers = ChapterNumbers(theme)
        self.words = ToldWords()

    def told(self, row: Row) -> Marks:
        """The marks of words of *row* that a dictionary says."""
        return tuple(mark for mark in self.words.marks(row.id) if mark.end <= len(row.text))

    def glossed(self, row: Row) -> Marks:
        """Those of its told marks behind whose words there is a chip."""
        return tuple(mark for mark in self.words.chips(row.id) if has_room(row, mark))

    def room(self, mark: Mark) -> float:
        """Pixels of the chip of a told *mark*."""
        return float(ceil(self.chips.width(mark)))

    def rooms(self, row: Row) -> list[tuple[Mark, float]]:
        """The told marks of *row* that have a chip, with its pixels."""
        return [(mark, self.room(mark)) for mark in self.glossed(row)]

    def indent(self, row: Row) -> float:
        """Pixels that are kept free before the lines of *row*."""
        return self.numbers.indent(row, self._measures.letters(row))

    def formats(self, row: Row, layout: QTextLayout) -> list[Any] | None:
        """Formats that give a heading's letters their size, and emphasised ones their slant; None if *layout*, which
        shows *row*, has them."""
        rooms, px = self.rooms(row), self._measures.letters(row)
        looks = letter_looks(row, layout, px, rooms) if row.marks or rooms or row.heading else []
        if looks == [look_of(each) for each in layout.formats()]:
            return None
        weight = _HEADING_WEIGHT if row.heading else _WEIGHT
        return [format_of(look, weight) for look in looks]
