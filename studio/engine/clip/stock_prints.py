# SPDX-License-Identifier: GPL-3.0-or-later
"""The stock voices' prints, which ship with the program, and the measure by which prints are compared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.engine.clip.features import PITCH_AT, pitch_hz
from studio.engine.shipped_arrays import shipped_arrays

PRINTS_FILE = "voice_prints_v1.npz"
PRINTS_SHA256 = "c2455beb5e3d33a649ef9ea475002bf54e1a0150d4dcd985838c123ee851032e"

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StockPrints:
    """Prints of the stock voices, made by `packaging/voices/make_voice_prints.py`.

    Attributes:
        keys: The voices.
        traits: [voices, 337], one for each key; see `features.VoicePrint`.
        measure: [337, 337]. Distances between traits times this matrix are distances between voices: traits that vary
            with the text, the recording and the mixing count for less.
    """

    keys: tuple[str, ...]
    traits: Doubles
    measure: Doubles

    def of(self, keys: Collection[str]) -> StockPrints:
        """The prints of the voices *keys* only."""
        kept = [index for index, key in enumerate(self.keys) if key in keys]
        return StockPrints(tuple(self.keys[index] for index in kept), self.traits[kept], self.measure)

    def pitches_hz(self) -> Doubles:
        """Median F0 of each voice, [voices]."""
        return np.asarray(pitch_hz(self.traits[:, PITCH_AT]), np.float64)


def load_stock_prints() -> StockPrints:
    """The prints that ship with the program.

    Raises:
        NotFound: they do not ship.
        ModelDamaged: they are not those this version was made with.
    """
    arrays = shipped_arrays(PRINTS_FILE, PRINTS_SHA256)
    return StockPrints(
        tuple(str(key) for key in arrays["keys"]),
        arrays["traits"].astype(np.float64),
        arrays["measure"].astype(np.float64),
    )
