# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface of audio formats: keys in a request, and an encoder."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self

from studio.core.pcm import Samples
from studio.core.rates import RATES_HZ
from studio.server.wire.schema import Field, Number

SAMPLE_RATE = Field(Number(RATES_HZ[0], RATES_HZ[-1], whole=True), required=True, about="in Hz")


class Encoder(Protocol):
    """Encodes the samples of one stream (mono float32 at the format's rate)."""

    def push(self, samples: Samples) -> bytes:
        """Bytes that are complete after *samples*; may be empty."""
        ...

    def finish(self) -> bytes:
        """The bytes held back. Nothing may be pushed afterwards."""
        ...


class OutputFormat(ABC):
    """One format with its settings, as a frozen value.

    Attributes:
        container: Its name in `output_format.container`.
        media_type: Content type of its files.
        streams: Whether its bytes may be cut at any sample, as they are in messages.
        keys: Keys of `output_format` that it takes, besides the container.
    """

    __slots__ = ()

    container: ClassVar[str]
    media_type: ClassVar[str]
    streams: ClassVar[bool] = False
    keys: ClassVar[Mapping[str, Field]]
    sample_rate_hz: int

    @classmethod
    @abstractmethod
    def of(cls, checked: Mapping[str, Any]) -> Self:
        """The format of an `output_format` whose keys have been checked one by one, None for absent ones.

        Raises:
            InvalidArgument: names the key and what is permitted with the others.
        """

    @property
    @abstractmethod
    def bytes_per_s(self) -> int:
        """Bytes of one second of audio."""

    @property
    def unit_bytes(self) -> int:
        """Size of the units that must not be cut: a sample's bytes, or 1."""
        return 1

    @abstractmethod
    def encoder(self) -> Encoder:
        """A new encoder for one stream."""

    def header(self, data_bytes: int | None) -> bytes:  # noqa: ARG002
        """The header of a file with *data_bytes* of audio, None if their number is not known at its beginning; b"" for
        a format without a header."""
        return b""
