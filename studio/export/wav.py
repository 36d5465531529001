# SPDX-License-Identifier: GPL-3.0-or-later
"""WAV files of linear samples."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np

from studio.core.errors import SaveFailed
from studio.core.pcm import Samples
from studio.core.wav import format_chunk, wav_header

_MAX_DATA_BYTES = 2**32 - 4096


class WavEncoder:
    """Mono PCM in a WAV file: *rate_hz*, and *bits* 16 or 24."""

    def __init__(self, file: BinaryIO, rate_hz: int, bits: int) -> None:
        self._file = file
        self._rate_hz = rate_hz
        self._bits = bits
        self._data_bytes = 0
        file.write(self._header())

    def write(self, samples: Samples) -> None:
        data = quantised(samples, self._bits)
        self._data_bytes += len(data)
        if self._data_bytes > _MAX_DATA_BYTES:
            raise SaveFailed("A WAV file holds at most 4 GB: export the transcript in parts.")
        self._file.write(data)

    def finish(self) -> None:
        """Write the sizes in the header."""
        self._file.write(b"\0" * (self._data_bytes % 2))
        self._file.seek(0)
        self._file.write(self._header())

    def _header(self) -> bytes:
        return wav_header(format_chunk(self._rate_hz, self._bits), self._data_bytes, padding=self._data_bytes % 2)


def quantised(samples: Samples, bits: int) -> bytes:
    """Little-endian two's complement of *bits* per sample; clipped at full scale."""
    scale = 2 ** (bits - 1)
    whole = np.clip(np.rint(samples.astype(np.float64) * scale), -scale, scale - 1).astype("<i4")
    if bits == 16:
        return bytes(whole.astype("<i2").tobytes())
    return bytes(whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
