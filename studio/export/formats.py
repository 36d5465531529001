# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of file formats for exports, which the window, the command line and the writer use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from studio.core.pcm import Samples


class Encoder(Protocol):
    """Writes one file as its samples come; its memory does not grow with the file.

    Raises:
        SaveFailed: the file would be larger than its kind can be.
    """

    def write(self, samples: Samples) -> None:
        """Append mono float32 at the file's own rate; values beyond full scale are clipped."""

    def finish(self) -> None:
        """Write values known only at the end, such as lengths in a header."""


@dataclass(frozen=True, slots=True)
class SampleEncoding:
    """A way of storing samples: its *name* for a person, and *bits* per sample, 0 if it has no such number."""

    name: str
    bits: int = 0


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file.

    Attributes:
        name: Its name for a person.
        suffix: Ending of its files' names, with the dot.
        rates_hz: Sample rates that it can have.
        encodings: Encodings that it can have.
        choices: Rates and encodings that the window offers; the first one is the default.
        encoder: Makes an encoder from a file that is open for writing, rate and encoding. It imports its modules only
            when it is called, since every command line reads the table.
    """

    name: str
    suffix: str
    rates_hz: tuple[int, ...]
    encodings: tuple[SampleEncoding, ...]
    choices: tuple[tuple[int, SampleEncoding], ...]
    encoder: Callable[[BinaryIO, int, SampleEncoding], Encoder]

    def format(self, rate_hz: int | None = None, bits: int | None = None) -> FileFormat:
        """A format of this kind; values not given are those of the first choice.

        Raises:
            InvalidArgument: it cannot have the rate or the number of bits.
        """
        first_rate_hz, encoding = self.choices[0]
        if rate_hz is None:
            rate_hz = first_rate_hz
        if rate_hz not in self.rates_hz:
            raise InvalidArgument("sample rate", "one of " + ", ".join(map(str, self.rates_hz)), str(rate_hz))
        if bits is not None:
            by_bits = {each.bits: each for each in self.encodings if each.bits}
            if bits not in by_bits:
                permitted = " or ".join(map(str, by_bits)) or f"left out for {self.name}"
                raise InvalidArgument("bit depth", permitted, str(bits))
            encoding = by_bits[bits]
        return FileFormat(self, rate_hz, encoding)


@dataclass(frozen=True, slots=True)
class FileFormat:
    """The format of one file: kind, sample rate and encoding. Files are mono."""

    exporter: Exporter
    rate_hz: int
    encoding: SampleEncoding

    @property
    def label(self) -> str:
        """Its name for a person, such as "WAV audio, 44.1 kHz 16 bit"."""
        return f"{self.exporter.name} audio, {self.rate_hz / 1000:g} kHz {self.encoding.name}"


def _wav(file: BinaryIO, rate_hz: int, encoding: SampleEncoding) -> Encoder:
    from studio.export.wav import WavEncoder

    return WavEncoder(file, rate_hz, encoding.bits)


_BIT_16, _BIT_24 = SampleEncoding("16 bit", 16), SampleEncoding("24 bit", 24)

EXPORTERS = (
    Exporter(
        name="WAV",
        suffix=".wav",
        rates_hz=(8000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000),
        encodings=(_BIT_16, _BIT_24),
        choices=((44100, _BIT_16), (48000, _BIT_16), (48000, _BIT_24), (24000, _BIT_16)),
        encoder=_wav,
    ),
)
"""All kinds of file; the first one is the default."""


def exporter_for(path: Path, exporters: Sequence[Exporter] = EXPORTERS) -> Exporter:
    """The kind of file for the ending of *path*, in any case; the first one for an unknown ending."""
    return next((each for each in exporters if each.suffix == path.suffix.lower()), exporters[0])


def offered_formats(exporters: Sequence[Exporter] = EXPORTERS) -> tuple[FileFormat, ...]:
    """The formats that the window offers, the default first."""
    return tuple(FileFormat(each, rate_hz, encoding) for each in exporters for rate_hz, encoding in each.choices)


def kind_of_files(exporters: Sequence[Exporter] = EXPORTERS) -> str:
    """The name of an export before its kind is chosen: "WAV" if there is no other kind, else "sound"."""
    return exporters[0].name if len(exporters) == 1 else "sound"
