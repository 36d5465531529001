# SPDX-License-Identifier: Apache-2.0
"""A project in short: what a list of projects shows of it."""

from __future__ import annotations

from dataclasses import dataclass

BARS = 80
"""Number of bars of a summary's wave."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the wave, of which all are equally long.

    Attributes:
        level: The largest sample in it, 0 to 1; 0 where nothing is rendered.
        hue: Colour "#rrggbb" of who speaks; "" for that of the voice.
        voice: Id of the heaviest voice; "" where nothing is rendered, or what is has changed since.
    """

    level: float = 0.0
    hue: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project's figures.

    Attributes:
        title: Its title; "" for none.
        words: Words that are read.
        speakers: How many read.
        chapters: How many chapters it has.
        length_s: Its length, estimated as far as it is not rendered.
        estimated: Whether that is an estimate.
        ready, changed, missing: Numbers of paragraphs that are rendered, that are rendered but have changed since, and
            that are not rendered.
        bars: The wave.
        text: The beginning of its text, to search in.
        cover: The JPEG of its cover; empty for none.
    """

    title: str = ""
    words: int = 0
    speakers: int = 1
    chapters: int = 0
    length_s: float = 0.0
    estimated: bool = True
    ready: int = 0
    changed: int = 0
    missing: int = 0
    bars: tuple[Bar, ...] = ()
    text: str = ""
    cover: bytes = b""

    @property
    def paragraphs(self) -> int:
        """Number of paragraphs that are read."""
        return self.ready + self.changed + self.missing
