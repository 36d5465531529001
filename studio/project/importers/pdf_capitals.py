# SPDX-License-Identifier: GPL-3.0-or-later
"""Large first letters of chapters, which stand beside the lines that they begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.project.importers.pdf_lines import Line

_LARGE = 1.6
_LETTERS = 2


def with_capitals(lines: Sequence[Line], body: float) -> list[Line]:
    """*lines*, of which those that are large first letters belong to the first line beside them.

    Args:
        body: Height of the letters of most of the text.
    """
    made = list(lines)
    for capital in lines:
        text = capital.text.strip()
        if capital.height <= _LARGE * body or not 0 < len(text) <= _LETTERS or not text[-1].isalpha():
            continue
        beside = [number for number, line in enumerate(made) if line is not capital and _is_beside(line, capital, body)]
        if not beside:
            continue
        first = max(beside, key=lambda number: made[number].base)
        for number in beside:
            # They are indented by the letter, and are one paragraph all the same.
            made[number] = replace(made[number], left=capital.left)
        line = made[first]
        signs = tuple(sign + len(text) for sign in line.signs)
        made[first] = replace(line, text=f"{text}{line.text}", signs=signs)
        made = [each for each in made if each is not capital]
    return made


def _is_beside(line: Line, capital: Line, body: float) -> bool:
    near = capital.left - 1 <= line.left < capital.right + 2 * body
    return near and line.height < _LARGE * body and -0.6 * body <= line.base - capital.base <= capital.height
