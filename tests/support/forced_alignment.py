# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the words of a known text are in a recording: pocketsphinx, US English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import soxr
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pocketsphinx import Decoder

RATE_HZ = 16000
_FRAMES_PER_S = 100
# A little noise: digital silence has no logarithm for the aligner's features.
_NOISE = 2.0
# Shorter ones are taken for a part of the last word.
_MARGIN_S = 0.5
# A frame of 25.6 ms is named by its beginning; what it tells of is its middle.
_MIDDLE_S = 0.0128


def plain_words(text: str) -> list[str]:
    """The words of *text* in small letters, without punctuation."""
    return [re.sub(r"[^a-z']", "", word) for word in text.lower().split()]


class Aligner:
    """Aligns recordings with their texts; every word must be in the CMU dictionary."""

    def __init__(self) -> None:
        # Here, as the texts' helpers above serve where it cannot be had too.
        from pocketsphinx import Decoder

        self._decoder = Decoder(loglevel="FATAL", lm=None, beam=1e-80, wbeam=1e-60, pbeam=1e-80)

    def spans_s(self, samples: NDArray[np.float32], rate_hz: int, text: str) -> list[tuple[float, float]]:
        """Start and end of each blank-separated word of *text* in seconds; [] if no alignment was found."""
        words = plain_words(text)
        self._decoder.set_align_text(" ".join(words))
        _decode(self._decoder, samples, rate_hz)
        shift_s = _MIDDLE_S - _MARGIN_S
        found = [
            (segment.start_frame / _FRAMES_PER_S + shift_s, (segment.end_frame + 1) / _FRAMES_PER_S + shift_s)
            for segment in self._decoder.seg() or ()
            if not segment.word.startswith(("<", "["))
        ]
        return found if len(found) == len(words) else []


def _decode(decoder: Decoder, samples: NDArray[np.float32], rate_hz: int) -> None:
    margin = np.zeros(round(_MARGIN_S * RATE_HZ))
    sound = np.concatenate([margin, soxr.resample(samples.astype(np.float64), rate_hz, RATE_HZ), margin])
    noise = np.random.default_rng(0).normal(0, _NOISE, len(sound))
    whole = np.clip(sound * 32767 + noise, -32768, 32767).astype("<i2")
    decoder.start_utt()
    decoder.process_raw(whole.tobytes(), full_utt=True)
    decoder.end_utt()
