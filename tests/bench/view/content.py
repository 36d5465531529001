# SPDX-License-Identifier: GPL-3.0-or-later
"""A manuscript as a view is given it: paragraphs with chips, headings, states, and lists of takes."""

from __future__ import annotations

import random
from dataclasses import dataclass

_SAID = (
    "the lamp had lain in a drawer for forty years and nobody asked where it came from until that evening when "
    "somebody answered from beyond the reef while I carried the recorder up all one hundred and twelve steps"
)
_CHIPS = ("0.5 s", "Curiosity · high", "spelled", "slower", "1.2 s")
_STATES = ("Ready", "Text changed", "Voice changed", "Not rendered")
CHIP = "\ufffc"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        text: Its text, with `CHIP` where a chip is.
        chips: The chips' words, in the order of the text.
        heading: Whether it is a heading.
        state: The words in the margin.
        takes: Number of takes listed below it; 0 if the list is closed.
    """

    text: str
    chips: tuple[str, ...] = ()
    heading: bool = False
    state: str = "Ready"
    takes: int = 0


def manuscript(paragraphs: int, chips: int = 4, characters: int = 400) -> tuple[Paragraph, ...]:
    """As many *paragraphs* of some *characters* with that many *chips* each, a heading before each fortieth, and a
    list of takes open below the second, the middle and the last but one. The same at each call."""
    drawn, known = random.Random(7), _SAID.split()
    made: list[Paragraph] = []
    opened = {1, paragraphs // 2, paragraphs - 2}
    for number in range(paragraphs):
        if number % 40 == 0:
            made.append(Paragraph(f"Chapter {number // 40 + 1}", heading=True))
        words: list[str] = []
        length = 0
        while length < characters:
            words.append(drawn.choice(known))
            length += len(words[-1]) + 1
        places = sorted(drawn.sample(range(1, len(words)), chips))
        for shift, place in enumerate(places):
            words.insert(place + shift, CHIP)
        said = tuple(drawn.choice(_CHIPS) for _ in places)
        takes = 3 if number in opened else 0
        made.append(Paragraph(" ".join(words), said, state=drawn.choice(_STATES), takes=takes))
    return tuple(made)
