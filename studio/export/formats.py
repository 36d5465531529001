# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of file that an export writes: one table, which the window, the command line and the writer take from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from studio.core.pcm import Samples


class Encoder(Protocol):
    """Writes one file while its samples come; its memory does not grow with the file.

    Raises:
        SaveFailed: the file would be larger than its kind can be.
    """

    def write(self, samples: Samples) -> None:
        """Append mono float32 at the file's own rate; values beyond full scale are clipped."""

    def finish(self) -> None:
        """Write what only the end tells, such as lengths in a header."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """One way of storing samples: *name* as a person reads it, *bits* per sample (0 where there is no such number)."""

    name: str
    bits: int = 0


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file.

    Attributes:
        name: What a person calls it.
        suffix: Ending of its files' names, with the dot.
        rates_hz: Sample rates that it can have.
        encodings: Ways of storing samples that it can have.
        choices: Rates and encodings that the window offers; the first is taken where nobody chose.
        encoder: Makes the encoder of a file that is open for writing, from that, the rate and the encoding. Imports
            what it needs when it is called: the table is read by each command line.
    """

    name: str
    suffix: str
    rates_hz: tuple[int, ...]
    encodings: tuple[Encoding, ...]
    choices: tuple[tuple[int, Encoding], ...]
    encoder: Callable[[BinaryIO, int, Encoding], Encoder]

    def format(self, rate_hz: int | None = None, bits: int | None = None) -> FileFormat:
        """A format of this kind; what is not given is that of the first choice.

        Raises:
            InvalidArgument: a rate or a number of bits that it cannot have.
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
    """How one file is written: its kind, its sample rate and its encoding. Always mono."""

    exporter: Exporter
    rate_hz: int
    encoding: Encoding

    @property
    def label(self) -> str:
        """As a person reads it, such as "WAV audio, 44.1 kHz 16 bit"."""
        return f"{self.exporter.name} audio, {self.rate_hz / 1000:g} kHz {self.encoding.name}"


def _wav(file: BinaryIO, rate_hz: int, encoding: Encoding) -> Encoder:
    from studio.export.wav import WavEncoder

    return WavEncoder(file, rate_hz, encoding.bits)


_BIT_16, _BIT_24 = Encoding("16 bit", 16), Encoding("24 bit", 24)

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
"""The first is taken where nothing tells which one is wanted."""


def exporter_for(path: Path, exporters: Sequence[Exporter] = EXPORTERS) -> Exporter:
    """The kind of file that the ending of *path* names, whatever its case; the first for an ending of none."""
    return next((each for each in exporters if each.suffix == path.suffix.lower()), exporters[0])


def offered_formats(exporters: Sequence[Exporter] = EXPORTERS) -> tuple[FileFormat, ...]:
    """What the window offers, the first choice first."""
    return tuple(FileFormat(each, rate_hz, encoding) for each in exporters for rate_hz, encoding in each.choices)


def kind_of_files(exporters: Sequence[Exporter] = EXPORTERS) -> str:
    """What an export is called before its kind is chosen: "WAV" where there is no other kind, else "sound"."""
    return exporters[0].name if len(exporters) == 1 else "sound"
