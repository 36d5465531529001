# SPDX-License-Identifier: GPL-3.0-or-later
"""A factor on the sound of a take, which may be put right while the take grows."""

from __future__ import annotations

import math

import numpy as np

from studio.core.pcm import Samples

_SILENT_DB = -120.0


class Gain:
    """A linear factor on a take's samples, by their place in it. One thread changes it, any may read it.

    Args:
        factor: For all of the take, until it is changed.
    """

    def __init__(self, factor: float = 1.0) -> None:
        self._places: tuple[tuple[float, ...], tuple[float, ...]] = (0.0,), (_db(factor),)

    @property
    def factor(self) -> float:
        """That on the take's end."""
        return float(10 ** (self._places[1][-1] / 20))

    def glide(self, factor: float, frame: int, frames: int) -> None:
        """From *frame* of the take on go to *factor*, within a number of *frames*; what goes before stays."""
        places, dbs = self._places
        if not frame:
            self.settle(factor)
            return
        if math.isclose(dbs[-1], _db(factor), abs_tol=0.01):
            return
        count = sum(place < frame for place in places)
        here_db = float(np.interp(frame, places, dbs))
        self._places = (*places[:count], frame, frame + frames), (*dbs[:count], here_db, _db(factor))

    def settle(self, factor: float) -> None:
        """Have *factor* on all of the take."""
        self._places = (0.0,), (_db(factor),)

    def on(self, samples: Samples, first: int) -> Samples:
        """*samples*, from frame *first* of the take on, by the factor; the same ones where that is 1."""
        places, dbs = self._places
        if first >= places[-1]:
            return samples if dbs[-1] == 0.0 else samples * np.float32(10 ** (dbs[-1] / 20))
        by_db = np.interp(np.arange(first, first + len(samples)), places, dbs)
        return samples * (10 ** (by_db / 20)).astype(np.float32)


def _db(factor: float) -> float:
    return 20 * math.log10(factor) if factor > 0 else _SILENT_DB
