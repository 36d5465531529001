# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats that audio leaves in: raw and WAV samples, and MP3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.core.errors import InvalidArgument
from studio.core.pcm import BYTES_PER_SAMPLE, CONTAINERS, PcmFormat, pcm_format
from studio.server.wire.schema import Choice, Field, Number, Object

MP3_RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
MP3_BIT_RATES = (32000, 64000, 96000, 128000, 192000)
ALL_CONTAINERS = (*CONTAINERS, "mp3")
RAW_ONLY = ("raw",)

_USUAL_BIT_RATE = 128000


@dataclass(frozen=True, slots=True)
class Mp3Format:
    """MP3 at a constant bit rate. What a sample rate does not allow comes as near as it can: 64 kb/s is the most below
    16 kHz, 160 kb/s below 32 kHz."""

    sample_rate_hz: int
    bit_rate: int
    container: str = "mp3"

    @property
    def bytes_per_s(self) -> int:
        return self.bit_rate // 8


OutputFormat = PcmFormat | Mp3Format


def format_schema(containers: tuple[str, ...] = ALL_CONTAINERS) -> Object:
    """The key `output_format` of a route that can send *containers*."""
    fields = {
        "container": Field(Choice(containers), required=True),
        "encoding": Field(Choice(tuple(BYTES_PER_SAMPLE)), about="of raw and wav"),
        "sample_rate": Field(Number(8000, 48000, whole=True), required=True, about="in Hz"),
    }
    if "mp3" in containers:
        fields["bit_rate"] = Field(
            Number(MP3_BIT_RATES[0], MP3_BIT_RATES[-1], whole=True), about="of mp3, in bits a second"
        )
    return Object(fields, "an object with container, encoding and sample_rate")


def output_format(checked: dict[str, Any]) -> OutputFormat:
    """The format of a checked `output_format`.

    Raises:
        InvalidArgument: names the key and what is permitted with the others.
    """
    container, encoding, rate_hz = checked["container"], checked["encoding"], checked["sample_rate"]
    if container != "mp3":
        return pcm_format(container, encoding or "", rate_hz)
    if rate_hz not in MP3_RATES_HZ:
        raise InvalidArgument("output_format.sample_rate", "for mp3 one of " + ", ".join(map(str, MP3_RATES_HZ)))
    bit_rate = checked.get("bit_rate") or _USUAL_BIT_RATE
    if bit_rate not in MP3_BIT_RATES:
        raise InvalidArgument("output_format.bit_rate", "one of " + ", ".join(map(str, MP3_BIT_RATES)))
    return Mp3Format(rate_hz, bit_rate)


def bytes_per_s(output: OutputFormat) -> int:
    """Bytes of one second of audio."""
    return output.bytes_per_s if isinstance(output, Mp3Format) else output.sample_rate_hz * output.bytes_per_sample
