# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of counts: words and length of the text, a paragraph, a chapter, a selection."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from studio.app.overview.overview import Overview
from studio.app.takes.part import OverviewPart
from studio.app.text.editing import Editing
from studio.core.counting import words_in
from studio.core.project import Paragraph


@dataclass(frozen=True, slots=True)
class Count:
    """Words, and seconds of reading; *estimated* if some of it is not rendered."""

    words: int = 0
    length_s: float = 0.0
    estimated: bool = False


class Counting:
    """Counts the present text. Sums are kept, so that each question is answered at once.

    Args:
        editing: Has the text.
        overview: Has its times.
    """

    def __init__(self, editing: Editing, overview: Overview) -> None:
        self._editing = editing
        self._overview = overview
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._parts: tuple[OverviewPart, ...] = ()
        self._words = [0]
        self._ends_s = [0.0]
        self._begins_s = [0.0]
        self._guesses = [0]
        self._starts = [0]

    def whole(self) -> Count:
        """Of the whole text."""
        return self.rows(0, len(self._editing.project.paragraphs))

    def rows(self, first: int, end: int) -> Count:
        """Of the paragraphs *first* to before *end*."""
        self._sum_up()
        words = self._words[end] - self._words[first]
        length_s = max(0.0, self._ends_s[end] - self._begins_s[first]) if words else 0.0
        return Count(words, length_s, self._guesses[end] > self._guesses[first])

    def chapter(self, row: int) -> tuple[int, int] | None:
        """First paragraph and end of the chapter that holds the paragraph *row*; None where there are no chapters."""
        paragraphs = self._editing.project.paragraphs
        heads = [number for number, each in enumerate(paragraphs) if each.kind == "heading" and each.level == 1]
        if not heads:
            return None
        first = max((number for number in heads if number <= row), default=0)
        return first, next((number for number in heads if number > row), len(paragraphs))

    def between(self, start: int, end: int) -> Count:
        """Of the text between two characters; a part of a paragraph takes its share of the time."""
        self._sum_up()
        words, length_s, guess = 0, 0.0, False
        row = self.row_at(start)
        while row < len(self._paragraphs) and self._starts[row] < end:
            text = self._paragraphs[row].text
            first, last = max(0, start - self._starts[row]), min(len(text), end - self._starts[row])
            whole = self.rows(row, row + 1)
            words += words_in(text[first:last]) if last - first < len(text) else whole.words
            share = (last - first) / max(len(text), 1)
            length_s += whole.length_s * share
            guess = guess or whole.estimated or 0 < share < 1
            row += 1
        return Count(words, length_s, guess and words > 0)

    def row_at(self, position: int) -> int:
        """The paragraph that holds a character of the text."""
        self._sum_up()
        low, high = 0, len(self._paragraphs) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._starts[middle] <= position:
                low = middle
            else:
                high = middle - 1
        return low

    def start_of(self, row: int) -> int:
        """The first character of the paragraph *row* in the text."""
        self._sum_up()
        return self._starts[row]

    def _sum_up(self) -> None:
        paragraphs, parts = self._editing.project.paragraphs, self._overview.text_parts
        if paragraphs is self._paragraphs and parts is self._parts:
            return
        if paragraphs is not self._paragraphs:
            self._words = list(accumulate((words_in(each.text) for each in paragraphs), initial=0))
            self._starts = list(accumulate((len(each.text) + 1 for each in paragraphs), initial=0))
        self._paragraphs, self._parts = paragraphs, parts
        by_id = {part.paragraph_id: part for part in parts}
        begins_s, ends_s, guesses = list[float](), [0.0], [0]
        for paragraph in paragraphs:
            part = by_id.get(paragraph.id)
            begins_s.append(part.start_s if part is not None else ends_s[-1])
            ends_s.append(part.start_s + part.duration_s if part is not None else ends_s[-1])
            known = part is None or (part.take is not None and part.take.complete and not part.stale)
            guesses.append(guesses[-1] + (not known))
        self._begins_s, self._ends_s, self._guesses = [*begins_s, ends_s[-1]], ends_s, guesses
