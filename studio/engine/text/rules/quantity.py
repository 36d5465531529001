# SPDX-License-Identifier: GPL-3.0-or-later
"""A quantity as a value: figures and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass

from studio.engine.text.forms import Currency, Form, Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """Figures and what belongs to them; places are offsets in the sentence's text, -1 where there is no such thing.

    Attributes:
        whole, fraction: Digits before and behind the decimal mark.
        groups: Place and digits of each group, where blanks stand between them.
        part: Numerator and denominator.
        scale: What is said for it, for one and for more.
        hyphened: The unit is joined with a hyphen.
    """

    start: int
    end: int
    at: int
    whole: str
    fraction: str = ""
    figures: str = ""
    groups: tuple[tuple[int, str], ...] = ()
    part: tuple[int, int] | None = None
    part_at: int = -1
    scale: tuple[str, str] | None = None
    scale_at: int = -1
    currency: Currency | None = None
    currency_at: int = -1
    unit: Unit | None = None
    unit_at: int = -1
    hyphened: bool = False
    rate: str = ""
    percent_at: int = -1
    rank: Form | None = None

    @property
    def is_plain(self) -> bool:
        return (
            self.currency is None and self.unit is None and self.percent_at < 0
            and self.scale is None and self.rank is None and self.part is None
        )  # fmt: skip

    @property
    def is_integer(self) -> bool:
        return self.is_plain and not self.fraction and self.figures.isdecimal()

    @property
    def value(self) -> float:
        number = float(f"{self.whole or 0}.{self.fraction or 0}")
        return number + (self.part[0] / max(1, self.part[1]) if self.part else 0)

    @property
    def is_one(self) -> bool:
        return self.whole == "1" and not self.fraction and not self.part and self.scale is None

    @property
    def is_less_than_one(self) -> bool:
        return self.part is not None and not self.whole and self.part[0] <= self.part[1]


def is_year(quantity: Quantity) -> bool:
    """Whether the figures alone would be a year."""
    return quantity.figures.isdecimal() and len(quantity.figures) == 4 and 1100 <= int(quantity.figures) <= 2099
