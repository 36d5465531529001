# SPDX-License-Identifier: GPL-3.0-or-later
"""MP3 at a constant bit rate, encoded frame by frame by libsndfile's writer (LAME)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from studio.core.errors import InvalidArgument
from studio.core.pcm import Samples
from studio.server.wire.formats.output import SAMPLE_RATE, Encoder, OutputFormat
from studio.server.wire.schema import Field, Number

RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
BIT_RATES = (32000, 64000, 96000, 128000, 192000)

_USUAL_BIT_RATE = 128000
_BIT_RATE = Field(Number(BIT_RATES[0], BIT_RATES[-1], whole=True), about="of mp3, in bits a second")
# Highest and lowest bit rate (kb/s) of the MPEG version for sample rates from the given one on; libsndfile counts its
# compression levels between the two.
_RANGES_KBPS = ((32000, 320, 32), (16000, 160, 8), (0, 64, 8))

# The writer refuses 1.0, which is its lowest bit rate, but rounds this value to it.
_MOST_COMPRESSION = 0.999
_FRAME_HEAD = 4


@dataclass(frozen=True, slots=True)
class Mp3Format(OutputFormat):
    """MP3 at a constant bit rate. A bit rate that the sample rate does not allow becomes the nearest allowed one: at
    most 64 kb/s below 16 kHz and 160 kb/s below 32 kHz."""

    sample_rate_hz: int
    bit_rate: int

    container: ClassVar = "mp3"
    media_type: ClassVar = "audio/mpeg"
    keys: ClassVar = {"sample_rate": SAMPLE_RATE, "bit_rate": _BIT_RATE}

    @classmethod
    def of(cls, checked: Mapping[str, Any]) -> Self:
        rate_hz, bit_rate = checked["sample_rate"], checked["bit_rate"] or _USUAL_BIT_RATE
        if rate_hz not in RATES_HZ:
            raise InvalidArgument("output_format.sample_rate", "for mp3 one of " + ", ".join(map(str, RATES_HZ)))
        if bit_rate not in BIT_RATES:
            raise InvalidArgument("output_format.bit_rate", "one of " + ", ".join(map(str, BIT_RATES)))
        return cls(rate_hz, bit_rate)

    @property
    def bytes_per_s(self) -> int:
        return self.bit_rate // 8

    def encoder(self) -> Encoder:
        return Mp3Encoder(self)


class Mp3Encoder:
    """Encodes samples as MP3."""

    def __init__(self, output: Mp3Format) -> None:
        import soundfile

        most, least = next((most, least) for rate, most, least in _RANGES_KBPS if output.sample_rate_hz >= rate)
        wanted = min(max(output.bit_rate / 1000, least), most)
        self._sink = _Sink()
        self._file = soundfile.SoundFile(
            self._sink,
            "w",
            samplerate=output.sample_rate_hz,
            channels=1,
            format="MP3",
            subtype="MPEG_LAYER_III",
            compression_level=min((most - wanted) / (most - least), _MOST_COMPRESSION),
            bitrate_mode="CONSTANT",
        )

    def push(self, samples: Samples) -> bytes:
        """Frames that are complete after *samples*; the encoder holds back some."""
        if len(samples):
            self._file.write(np.clip(samples, -1.0, 1.0))
        return self._sink.take()

    def finish(self) -> bytes:
        """The frames held back."""
        self._file.close()
        return self._sink.take()


class _Sink:
    """A file that is passed on as it grows.

    Except at the lowest bit rates, the writer begins with an empty frame into which it writes sizes and a seek table at
    the end. A stream cannot be changed afterwards, so that frame is left out; players do without.
    """

    def __init__(self) -> None:
        self._fresh = bytearray()
        self._at = 0
        self._length = 0

    def write(self, data: bytes) -> int:
        data = bytes(data)
        if self._at == self._length:
            if self._at or any(data[_FRAME_HEAD:]):
                self._fresh += data
            self._length += len(data)
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._length)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, _size: int = -1) -> bytes:
        return b""

    def flush(self) -> None:
        """Nothing to flush."""

    def take(self) -> bytes:
        data = bytes(self._fresh)
        self._fresh.clear()
        return data
