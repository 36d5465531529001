# SPDX-License-Identifier: GPL-3.0-or-later
"""What passes between the model's parts: token states, frames of 25 ms, what the generator sounds."""

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
"""Half frames at a run's end that do not count: nearly as far as the convolutions see, which miss what lies beyond.

The next run begins as far before those that count in it.
"""

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TextStates:
    """What the first part knows of L tokens, the two pad tokens included.

    Attributes:
        raw_durations: [L] frames of 25 ms, not yet whole.
        prosody: The network's own states.
        text: The network's own states.
    """

    raw_durations: Floats
    prosody: Floats
    text: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """What the decoder speaks: T frames of 25 ms.

    Attributes:
        text: [1, 512, T].
        f0_hz: [2T]; below 25 Hz means unvoiced.
        energy: [2T]; about level = 4 x energy - 49.3 dB where there is speech, below 1 silence.
    """

    text: Floats
    f0_hz: Floats
    energy: Floats

    @property
    def count(self) -> int:
        return int(self.text.shape[2])


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """What the generator sounds: the frames from *first* on.

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
