# SPDX-License-Identifier: GPL-3.0-or-later
"""WAV files: written beside the target and renamed when complete."""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from studio.core.errors import InvalidArgument, SaveFailed
from studio.core.files import replacing
from studio.core.pcm import Samples

if TYPE_CHECKING:
    import soxr

BIT_DEPTHS = (16, 24)
RATES_HZ = (8000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000)
_MAX_DATA_BYTES = 2**32 - 4096


@dataclass(frozen=True, slots=True)
class WavFormat:
    """Mono PCM: *rate_hz* one of RATES_HZ, *bits* 16 or 24."""

    rate_hz: int = 44100
    bits: int = 16


def checked_format(rate_hz: int, bits: int) -> WavFormat:
    """A format within what is permitted, else InvalidArgument."""
    if rate_hz not in RATES_HZ:
        raise InvalidArgument("sample rate", "one of " + ", ".join(map(str, RATES_HZ)), str(rate_hz))
    if bits not in BIT_DEPTHS:
        raise InvalidArgument("bit depth", "16 or 24", str(bits))
    return WavFormat(rate_hz, bits)


class WavSink:
    """Takes blocks of mono float32 at the engine's rate and writes them resampled and quantised."""

    def __init__(self, file: BinaryIO, source_rate_hz: int, wav_format: WavFormat) -> None:
        self._file = file
        self._format = wav_format
        self._data_bytes = 0
        self._resampler: soxr.ResampleStream | None = None
        if source_rate_hz != wav_format.rate_hz:
            import soxr

            self._resampler = soxr.ResampleStream(source_rate_hz, wav_format.rate_hz, 1, dtype="float32", quality="VHQ")
        file.write(_header(wav_format, 0))

    def write(self, samples: Samples) -> None:
        """Append *samples*; values beyond full scale are clipped."""
        self._put(samples if self._resampler is None else self._resampler.resample_chunk(samples))

    def sync(self) -> None:
        """Bring what was written so far onto the disk: takes long for a long file, which `finish` then does not."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def finish(self) -> None:
        """Write what the resampler still holds and the sizes in the header."""
        if self._resampler is not None:
            self._put(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
        if self._data_bytes % 2:
            self._file.write(b"\0")
        self._file.seek(0)
        self._file.write(_header(self._format, self._data_bytes))

    def _put(self, samples: Samples) -> None:
        data = quantised(samples, self._format.bits)
        self._data_bytes += len(data)
        if self._data_bytes > _MAX_DATA_BYTES:
            raise SaveFailed("A WAV file holds at most 4 GB: export the transcript in parts.")
        self._file.write(data)


def quantised(samples: Samples, bits: int) -> bytes:
    """Little-endian two's complement of *bits* per sample; clipped at full scale."""
    scale = 2 ** (bits - 1)
    whole = np.clip(np.rint(samples.astype(np.float64) * scale), -scale, scale - 1).astype("<i4")
    if bits == 16:
        return bytes(whole.astype("<i2").tobytes())
    return bytes(whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())


def _header(wav_format: WavFormat, data_bytes: int) -> bytes:
    block = wav_format.bits // 8
    rate_hz = wav_format.rate_hz
    padded = data_bytes + data_bytes % 2
    return b"RIFF" + struct.pack(
        "<I4s4sIHHIIHH4sI",
        36 + padded, b"WAVE", b"fmt ", 16, 1, 1, rate_hz, rate_hz * block, block, wav_format.bits, b"data", data_bytes,
    )  # fmt: skip


@contextlib.contextmanager
def wav_file(path: Path, source_rate_hz: int, wav_format: WavFormat) -> Iterator[WavSink]:
    """A sink for a new WAV file that appears at *path* only when the block ends without an error.

    Raises:
        SaveFailed: the folder is missing, read-only or full; an old file at *path* is untouched.
    """
    with replacing(path) as file:
        sink = WavSink(file, source_rate_hz, wav_format)
        yield sink
        sink.finish()
