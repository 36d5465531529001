# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that pass between the model's parts: states of tokens, frames of 25 ms, the generator's input."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 24000
SAMPLES_PER_FRAME = 600
FRAME_S = SAMPLES_PER_FRAME / SAMPLE_RATE_HZ
HALVES = 2
"""Pitch and energy have two values a frame."""
SILENT_BELOW = 1.0
"""Energy of silence, some -47 dB, 30 dB below speech: several voices never get quieter in a pause inside a text."""
VOICED_ABOVE_HZ = 25.0
"""F0 of a voiced half frame."""
EDGE_HALVES = 8
"""Half frames at the end of a run whose sums do not count, as the convolutions lack what follows them.

That is nearly as far as the convolutions see. The next run begins as far before its first half frame that counts.
"""

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TextStates:
    """States of L tokens after the first part, the two pad tokens included.

    Attributes:
        raw_durations: [L] frames of 25 ms, before rounding.
        prosody: The network's own states.
        text: The network's own states.
    """

    raw_durations: Floats
    prosody: Floats
    text: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """T frames of 25 ms, the decoder's input.

    Attributes:
        text: [1, 512, T].
        f0_hz: [2T]; below 25 Hz means unvoiced.
        energy: [2T]; below 1 is silence, above it the level is about 4 x energy - 49.3 dB.
    """

    text: Floats
    f0_hz: Floats
    energy: Floats

    @property
    def count(self) -> int:
        return int(self.text.shape[2])


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Frames from *first* on as the decoder gives them to the generator.

    Attributes:
        states: [1, 512, 2T], the network's own.
        harmonics: [1, 22, 120T + 1], spectra of the voice's source: a sum of sines in the voiced frames.
    """

    first: int
    states: Floats
    harmonics: Floats

    @property
    def last(self) -> int:
        return self.first + int(self.states.shape[2]) // HALVES
