# SPDX-License-Identifier: GPL-3.0-or-later
"""A render held as a whole, for tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.timeline import WordTiming
from studio.engine.base import SpeechPiece


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """All pieces of an utterance, and the same joined; 24 kHz."""

    samples: NDArray[np.float32]
    words: tuple[WordTiming, ...]
    skipped: tuple[str, ...]
    pieces: tuple[SpeechPiece, ...]

    @property
    def duration_s(self) -> float:
        return len(self.samples) / 24000

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]
