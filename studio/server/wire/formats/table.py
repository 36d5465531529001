# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of audio formats, from which requests are checked and the API is described."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.server.wire.formats.mp3 import Mp3Format
from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.formats.pcm import RawFormat, WavFormat
from studio.server.wire.schema import Choice, Field, Object

Formats = tuple[type[OutputFormat], ...]

ALL_FORMATS: Formats = (RawFormat, WavFormat, Mp3Format)
STREAMED: Formats = tuple(each for each in ALL_FORMATS if each.streams)
"""Formats of messages, on the socket and as server-sent events."""
MEDIA_TYPES = tuple(each.media_type for each in ALL_FORMATS)


def format_schema(formats: Formats = ALL_FORMATS) -> Object:
    """The schema of `output_format` for a route that can send *formats*."""
    fields = {"container": Field(Choice(tuple(each.container for each in formats)), required=True)}
    for each in formats:
        fields |= each.keys
    return Object(fields, "an object with container, encoding and sample_rate")


def output_format(checked: Mapping[str, Any]) -> OutputFormat:
    """The format of a checked `output_format`.

    Raises:
        InvalidArgument: names the key and what is permitted with the others.
    """
    chosen = next(each for each in ALL_FORMATS if each.container == checked["container"])
    return chosen.of(checked)
