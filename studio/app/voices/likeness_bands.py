# SPDX-License-Identifier: GPL-3.0-or-later
"""How similar recordings of one voice are, and those of two: bands that were measured and ship with the program."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from studio.core.resources import resource


@dataclass(frozen=True, slots=True)
class LikenessBands:
    """The 10th and the 90th percentile of cosines between speakers' prints, by
    `packaging/voices/make_likeness_bands.py`.

    Attributes:
        same: Of a voice with itself, over two texts.
        others: Of two voices of one sex, over one text.
    """

    same: tuple[float, float]
    others: tuple[float, float]


@lru_cache(maxsize=1)
def likeness_bands() -> LikenessBands:
    """The bands that ship.

    Raises:
        NotFound: they do not ship.
    """
    told = json.loads(resource("likeness_bands_v1.json").read_text("utf-8"))
    same, others = ((low, high) for low, high in (told["same"], told["others"]))
    return LikenessBands(same, others)
