# SPDX-License-Identifier: GPL-3.0-or-later
"""A manuscript as the editor is given it: paragraphs with marks, headings, and takes of some."""

from __future__ import annotations

import random

from studio.core.marks import Mark, ordered
from studio.core.project import Paragraph, new_paragraph
from studio.ui.manuscript.margin.states import PHASES, ParagraphState
from studio.ui.manuscript.takes.take_painter import TakeRow
from studio.ui.manuscript.takes.takes import TakesView

_SAID = (
    "the lamp had lain in a drawer for forty years and nobody asked where it came from until that evening when "
    "somebody answered from beyond the reef while I carried the recorder up all one hundred and twelve steps"
)
_POINTS = (("pause", "0.5"), ("pause", "1.2"), ("unknown", "<laugh/>"))
_SPANS = (("emotion", "curiosity:high"), ("speed", "1.2"), ("spell", ""))
EVERY_HEADING = 40


def manuscript(paragraphs: int, chips: int = 4, characters: int = 400) -> tuple[Paragraph, ...]:
    """As many *paragraphs* of some *characters* with that many *chips* each, and a heading before each fortieth. The
    same at each call, but for their ids."""
    drawn, known = random.Random(7), _SAID.split()
    made: list[Paragraph] = []
    for number in range(paragraphs):
        if number % EVERY_HEADING == 0:
            heading = new_paragraph(f"Chapter {number // EVERY_HEADING + 1}")
            made.append(Paragraph(heading.id, heading.text, kind="heading", level=1))
        words: list[str] = []
        while sum(map(len, words)) + len(words) < characters:
            words.append(drawn.choice(known))
        text = " ".join(words)
        made.append(new_paragraph(text, ordered(_marks(drawn, words, chips), len(text))))
    return tuple(made)


def _marks(drawn: random.Random, words: list[str], chips: int) -> list[Mark]:
    """Marks at so many words, by turns of a place and of the word."""
    starts = [sum(map(len, words[:number])) + number for number in range(len(words))]
    found = []
    for count, number in enumerate(sorted(drawn.sample(range(1, len(words)), chips))):
        kind, value = drawn.choice(_SPANS if count % 2 else _POINTS)
        found.append(Mark(kind, starts[number], starts[number] + (len(words[number]) if count % 2 else 0), value))
    return found


def state(row: int) -> ParagraphState:
    """What the margin shows beside the paragraph of that number."""
    return ParagraphState(tuple(PHASES)[row % len(PHASES)], 0.62, takes=row % 4)


def takes(paragraph_id: str, count: int = 3) -> TakesView:
    """An open list of so many takes."""
    bars = tuple(0.1 + 0.8 * (number * 7919 % 17) / 17 for number in range(50))
    rows = (
        TakeRow(
            f"{paragraph_id} {number}",
            f"Take {number}",
            used=number == count,
            difference="Lewis 34 % → 52 %",
            age="26 min ago",
            length="11.9 s",
            bars=bars,
            hue="#23786E",
            badge={count: "A", count - 1: "B"}.get(number, ""),
        )
        for number in range(count, 0, -1)
    )
    return TakesView(paragraph_id, tuple(rows))
