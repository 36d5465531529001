# SPDX-License-Identifier: GPL-3.0-or-later
"""PCM, without a header or as a WAV file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from studio.core.errors import InvalidArgument
from studio.core.pcm import BYTES_PER_SAMPLE, Samples, encode
from studio.core.wav import FORMATS, format_chunk, wav_header
from studio.server.wire.formats.output import SAMPLE_RATE, Encoder, OutputFormat
from studio.server.wire.schema import Choice, Field

_ENCODING = Field(Choice(tuple(BYTES_PER_SAMPLE)), about="of raw and wav")


@dataclass(frozen=True, slots=True)
class RawFormat(OutputFormat):
    """Samples without a header, in one of the encodings of `core.pcm`."""

    encoding: str
    sample_rate_hz: int

    container: ClassVar = "raw"
    media_type: ClassVar = "application/octet-stream"
    streams: ClassVar = True
    keys: ClassVar = {"encoding": _ENCODING, "sample_rate": SAMPLE_RATE}

    @classmethod
    def of(cls, checked: Mapping[str, Any]) -> Self:
        if checked["encoding"] is None:
            raise InvalidArgument("output_format.encoding", "one of " + ", ".join(BYTES_PER_SAMPLE))
        return cls(checked["encoding"], checked["sample_rate"])

    @property
    def bytes_per_s(self) -> int:
        return self.sample_rate_hz * self.unit_bytes

    @property
    def unit_bytes(self) -> int:
        return BYTES_PER_SAMPLE[self.encoding]

    def encoder(self) -> Encoder:
        return PcmEncoder(self.encoding)


@dataclass(frozen=True, slots=True)
class WavFormat(RawFormat):
    """The same samples as a WAV file."""

    container: ClassVar = "wav"
    media_type: ClassVar = "audio/wav"
    streams: ClassVar = False

    def header(self, data_bytes: int | None) -> bytes:
        tag, bits = FORMATS[self.encoding]
        # An odd number of bytes is not padded, since clients take all bytes after the header for samples.
        return wav_header(format_chunk(self.sample_rate_hz, bits, tag), data_bytes)


class PcmEncoder:
    """Converts samples to *encoding*."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding

    def push(self, samples: Samples) -> bytes:
        return encode(samples, self._encoding)

    def finish(self) -> bytes:
        return b""
