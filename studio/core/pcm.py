# SPDX-License-Identifier: Apache-2.0
"""PCM formats, and conversion of samples to bytes and back. Samples are mono float32, full scale 1.0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InvalidArgument

FADE_S = 0.005
"""Seconds of a fade where sound is cut."""
Samples = NDArray[np.float32]

BYTES_PER_SAMPLE = {"pcm_f32le": 4, "pcm_s16le": 2, "pcm_mulaw": 1, "pcm_alaw": 1}
_CLIP = 32635
_MU_BIAS = 132


@dataclass(frozen=True, slots=True)
class PcmFormat:
    """Format of audio from a server: container, sample encoding and rate."""

    container: str = "raw"
    encoding: str = "pcm_f32le"
    sample_rate_hz: int = 24000

    @property
    def bytes_per_sample(self) -> int:
        return BYTES_PER_SAMPLE[self.encoding]


def encode(samples: Samples, encoding: str) -> bytes:
    """Samples as little-endian bytes; values beyond full scale are clipped except in pcm_f32le.

    mu-law and A-law follow ITU-T G.711.
    """
    if encoding == "pcm_f32le":
        return bytes(samples.astype("<f4", copy=False).tobytes())
    whole = np.clip(np.rint(samples * 32767.0), -32768, 32767).astype(np.int32)
    if encoding == "pcm_s16le":
        return bytes(whole.astype("<i2").tobytes())
    if encoding == "pcm_mulaw":
        return _mu_law(whole).tobytes()
    if encoding == "pcm_alaw":
        return _a_law(whole).tobytes()
    raise InvalidArgument("output_format.encoding", "one of " + ", ".join(BYTES_PER_SAMPLE), repr(encoding))


def decode(data: bytes, encoding: str) -> Samples:
    """Bytes of whole samples as float32.

    Raises:
        InvalidArgument: unknown encoding, or the bytes do not hold whole samples.
    """
    size = BYTES_PER_SAMPLE.get(encoding)
    if size is None:
        raise InvalidArgument("encoding", "one of " + ", ".join(BYTES_PER_SAMPLE), repr(encoding))
    if len(data) % size:
        raise InvalidArgument("data", f"whole samples of {size} bytes", f"{len(data)} bytes")
    if encoding == "pcm_f32le":
        return np.frombuffer(data, "<f4").astype(np.float32)
    if encoding == "pcm_s16le":
        return (np.frombuffer(data, "<i2") / np.float32(32768.0)).astype(np.float32)
    table = _mu_law_table() if encoding == "pcm_mulaw" else _a_law_table()
    decoded: Samples = table[np.frombuffer(data, np.uint8)]
    return decoded


def _mu_law(whole: NDArray[np.int32]) -> NDArray[np.uint8]:
    sign = np.where(whole < 0, 0x80, 0)
    magnitude = np.minimum(np.abs(whole), _CLIP) + _MU_BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    code: NDArray[np.uint8] = (~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8)
    return code


def _a_law(whole: NDArray[np.int32]) -> NDArray[np.uint8]:
    sign = np.where(whole >= 0, 0x80, 0)
    magnitude = np.minimum(np.where(whole < 0, ~whole, whole), 32767)
    exponent = np.maximum(np.floor(np.log2(np.maximum(magnitude, 1))).astype(np.int32) - 7, 0)
    mantissa = (magnitude >> np.maximum(exponent + 3, 4)) & 0x0F
    code: NDArray[np.uint8] = ((sign | (exponent << 4) | mantissa) ^ 0x55).astype(np.uint8)
    return code


def _mu_law_table() -> Samples:
    code = ~np.arange(256) & 0xFF
    magnitude = ((((code & 0x0F) << 3) + _MU_BIAS) << ((code >> 4) & 7)) - _MU_BIAS
    return (np.where(code & 0x80, -magnitude, magnitude) / 32768.0).astype(np.float32)


def _a_law_table() -> Samples:
    code = np.arange(256) ^ 0x55
    exponent = (code >> 4) & 7
    mantissa = (code & 0x0F) << 4
    magnitude = np.where(exponent == 0, mantissa + 8, (mantissa + 0x108) << np.maximum(exponent - 1, 0))
    return (np.where(code & 0x80, magnitude, -magnitude) / 32768.0).astype(np.float32)


def faded(samples: Samples, rate_hz: int, *, begin: bool, end: bool) -> Samples:
    """*samples* with a fade of 5 ms at the sides named."""
    count = min(round(FADE_S * rate_hz), len(samples))
    if not count or not (begin or end):
        return samples
    rise = np.linspace(0.0, 1.0, count, dtype=np.float32)
    shaped = samples.copy()
    if begin:
        shaped[:count] *= rise
    if end:
        shaped[-count:] *= rise[::-1]
    return shaped
