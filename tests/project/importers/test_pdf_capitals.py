# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.project.importers.pdf_capitals import with_capitals
from studio.project.importers.pdf_lines import Line


def line(text: str, base: float, left: float = 50.0, height: float = 10.0, signs: tuple[int, ...] = ()) -> Line:
    return Line(text, left, left + 0.5 * height * len(text), base, height, signs)


BELOW = [line("on the twentieth the sea turned", 487, 80.0), line("the colour of milk.", 474)]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("letter", "rest", "whole"), [("O", "n the day", "On the day"), ("“W", "ho?”", "“Who?”"), ("A", " day", "A day")]
)
def test_a_large_letter_begins_the_line_beside_it(letter: str, rest: str, whole: str, order: int) -> None:
    capital, first = line(letter, 476, height=36.0), line(rest, 500, 80.0, signs=(1,))
    made = with_capitals([capital, first, *BELOW][::order], 10.0)[::order]
    assert [(each.text, each.left) for each in made] == [(whole, 50.0), (BELOW[0].text, 50.0), (BELOW[1].text, 50.0)]
    assert made[0].signs == (1 + len(letter),)


@pytest.mark.parametrize(
    "capital",
    [line("I", 476), line("III", 476, height=36.0), line("7", 476, height=36.0), line("O", 560, height=36.0)],
    ids=["as large as the text", "a number of a chapter", "a figure", "above the text"],
)
def test_other_letters_stay_by_themselves(capital: Line) -> None:
    lines = [capital, line("n the day", 500, 80.0), *BELOW]
    assert with_capitals(lines, 10.0) == lines
