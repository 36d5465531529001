# SPDX-License-Identifier: Apache-2.0
"""Values of marks that are numbers, seconds of a pause and factors: their ranges, as typed, and as dragged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from studio.core.errors import InvalidArgument
from studio.core.generation import FASTEST_RATE, SLOWEST_RATE
from studio.core.markup import LONGEST_PAUSE_S
from studio.core.speech import LOUDEST, QUIETEST

_TYPED = re.compile(r"(\d{1,6}(?:[.,]\d*)?|[.,]\d+)\s*(ms|s|×|x)?", re.IGNORECASE | re.ASCII)
_UNITS: Mapping[str, Mapping[str, float]] = {"s": {"": 1, "s": 1, "ms": 0.001}, "×": {"": 1, "×": 1, "x": 1}}
_PER_PX = {"s": 0.01, "×": 0.005}
_LONG_S = 5.0


@dataclass(frozen=True, slots=True)
class ValueRange:
    """What is permitted for the value of a kind of mark.

    Attributes:
        name: The value's name for a person.
        least, most: Both are permitted.
        unit: What it is counted in.
    """

    name: str
    least: float
    most: float
    unit: Literal["s", "×"]

    @property
    def words(self) -> str:
        """What is permitted, in words."""
        return f"{self.least:g} to {self.most:g} {'s' if self.unit == 's' else 'times'}"


# The shortest pause is the shortest that the window offers; the engines take any.
RANGES: Mapping[str, ValueRange] = {
    "pause": ValueRange("pause", 0.05, LONGEST_PAUSE_S, "s"),
    "speed": ValueRange("speed", SLOWEST_RATE, FASTEST_RATE, "×"),
    "volume": ValueRange("volume", QUIETEST, LOUDEST, "×"),
}
"""The kinds of marks whose value is a number."""


def typed_value(kind: str, typed: str) -> str:
    """The value of a mark of *kind*, one of RANGES, as typed by a person: "0,5", "500 ms", "1.2×".

    Raises:
        InvalidArgument: it is no number, or outside the range.
    """
    known = RANGES[kind]
    match = _TYPED.fullmatch(typed.strip())
    share = _UNITS[known.unit].get((match[2] or "").lower()) if match is not None else None
    value = float(match[1].replace(",", ".")) * share if match is not None and share is not None else -1.0
    if not known.least <= value <= known.most:
        raise InvalidArgument(known.name, known.words)
    return _written(value)


def dragged_value(kind: str, value: str, px: float, fine: bool = False) -> str:
    """The value of a mark of *kind*, one of RANGES, that was *value* before it was dragged by *px* pixels to the right.

    Args:
        fine: Whether it goes in hundredths, and five times as slowly.
    """
    known, before = RANGES[kind], float(value)
    long = known.unit == "s" and before >= _LONG_S
    wanted = before + px * _PER_PX[known.unit] * (5 if long else 1) / (5 if fine else 1)
    step = 0.01 if fine else 0.5 if wanted >= _LONG_S else 0.05
    return _written(min(max(round(wanted / step) * step, known.least), known.most))


def next_value(kind: str, value: str, by: int) -> str:
    """The value of a mark of *kind*, one of RANGES, *by* steps from *value*: tenths, whole seconds of a long pause."""
    known, before = RANGES[kind], float(value)
    step = 1.0 if before + min(by, 0) >= _LONG_S else 0.1
    return _written(min(max(before + by * step, known.least), known.most))


def _written(value: float) -> str:
    """*value* as a mark has it: in decimal, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
