# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversion of audio from the engine's rate to the format asked for, without a seam between pieces."""

from __future__ import annotations

from typing import Any

import numpy as np

from studio.core.pcm import Samples, encode
from studio.server.rendering.mp3 import Mp3Encoder
from studio.server.wire.formats import Mp3Format, OutputFormat


class AudioConverter:
    """Resamples and encodes one context's audio, piece after piece.

    The resampler (soxr, high quality) is kept over the whole context: it holds back some 30 ms until the next piece or
    the end, so that pieces join without a click. At the engine's own rate nothing is resampled.

    Args:
        engine_rate_hz: Rate of the samples pushed.
        output: Encoding and rate of the bytes returned.
    """

    def __init__(self, engine_rate_hz: int, output: OutputFormat) -> None:
        self._output = output
        self._mp3 = Mp3Encoder(output) if isinstance(output, Mp3Format) else None
        self._resampler: Any = None
        if engine_rate_hz != output.sample_rate_hz:
            import soxr

            self._resampler = soxr.ResampleStream(
                engine_rate_hz, output.sample_rate_hz, 1, dtype="float32", quality="HQ"
            )

    def push(self, samples: Samples) -> bytes:
        """The next samples as whole samples of the output, or whole frames of MP3; may be empty."""
        return self._convert(samples, last=False)

    def finish(self) -> bytes:
        """What was held back. Nothing may be pushed afterwards."""
        data = self._convert(np.zeros(0, np.float32), last=True)
        return data if self._mp3 is None else data + self._mp3.finish()

    def _convert(self, samples: Samples, last: bool) -> bytes:
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(np.ascontiguousarray(samples, np.float32), last=last)
        if isinstance(self._output, Mp3Format):
            return b"" if self._mp3 is None else self._mp3.push(np.clip(samples, -1.0, 1.0))
        return encode(samples, self._output.encoding)
