# SPDX-License-Identifier: GPL-3.0-or-later
"""A figure with what is asked of it, and the table of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Attributes:
        name: What was measured, and how.
        measured: The value in words, with its unit.
        asked: What it should be, in words; "" where it is only reported.
        met: Whether it is.
    """

    name: str
    measured: str
    asked: str = ""
    met: bool = True


def at_most(name: str, value: float, limit: float, unit: str, digits: int = 2) -> Figure:
    return Figure(name, f"{value:.{digits}f} {unit}", f"at most {limit:g} {unit}", value <= limit)


def table(figures: Iterable[Figure]) -> str:
    rows = [("figure", "measured", "asked", "")]
    rows += [(each.name, each.measured, each.asked, "" if each.met else "NOT MET") for each in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths[:3]))
    return "\n".join(lines)
