# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversion of audio from the engine's rate to the format asked for, without a seam between pieces."""

from __future__ import annotations

from typing import Any

import numpy as np

from studio.core.pcm import Samples
from studio.server.wire.formats.output import OutputFormat


class AudioConverter:
    """Resamples and encodes one context's audio, piece after piece.

    The resampler (soxr, high quality) is kept over the whole context: it holds back some 30 ms until the next piece or
    the end, so that pieces join without a click. At the engine's own rate nothing is resampled.

    Args:
        engine_rate_hz: Rate of the samples pushed.
        output: Format of the bytes returned.
    """

    def __init__(self, engine_rate_hz: int, output: OutputFormat) -> None:
        self._encoder = output.encoder()
        self._resampler: Any = None
        if engine_rate_hz != output.sample_rate_hz:
            import soxr

            self._resampler = soxr.ResampleStream(
                engine_rate_hz, output.sample_rate_hz, 1, dtype="float32", quality="HQ"
            )

    def push(self, samples: Samples) -> bytes:
        """The next samples as whole samples of the output, or whole frames of MP3; may be empty."""
        return self._encoder.push(self._resampled(samples, last=False))

    def finish(self) -> bytes:
        """The bytes held back. Nothing may be pushed afterwards."""
        rest = self._encoder.push(self._resampled(np.zeros(0, np.float32), last=True))
        return rest + self._encoder.finish()

    def _resampled(self, samples: Samples, last: bool) -> Samples:
        if self._resampler is None:
            return samples
        resampled: Samples = self._resampler.resample_chunk(np.ascontiguousarray(samples, np.float32), last=last)
        return resampled
