# SPDX-License-Identifier: Apache-2.0
"""Takes of a paragraph as frozen values: which clips are heard, and what they were made of."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.project import VoiceDesign
from studio.core.timeline import WordTiming


@dataclass(frozen=True, slots=True)
class Made:
    """What a rendering was made of, kept apart, so that it can be told what has changed since.

    Attributes:
        text: Digest of text and marks.
        design: Digest of the voice design, own voices by their embedding; language and dictionary included.
        engine: Engine, model and front-end version.
        variation: Number of the reading, 0 or more.
    """

    text: str
    design: str
    engine: str
    variation: int = 0

    @property
    def key(self) -> str:
        """All of it in one text."""
        return f"{self.text}:{self.design}:{self.engine}:{self.variation}"

    def says(self, other: Made) -> bool:
        """Whether it is the same text in the same design; engine and reading may differ."""
        return (self.text, self.design) == (other.text, other.design)


@dataclass(frozen=True, slots=True)
class Clip:
    """One stretch rendered by one request, without its sound.

    Attributes:
        id: A UUID as text.
        rate_hz, frames: Its length.
        words: Times from its first sample.
        peaks: Largest absolute sample of each whole 20 ms, of 255.
    """

    id: str
    rate_hz: int
    frames: int
    words: tuple[WordTiming, ...]
    peaks: bytes = b""


@dataclass(frozen=True, slots=True)
class ClipSpan:
    """A stretch of a clip that a take uses.

    Attributes:
        clip: The clip's id.
        first_frame, end_frame: The stretch.
        first_word, end_word: The clip's words in it.
    """

    clip: str
    first_frame: int
    end_frame: int
    first_word: int
    end_word: int


@dataclass(frozen=True, slots=True)
class Take:
    """A rendering of a whole paragraph, which never changes.

    Attributes:
        id: A UUID as text.
        paragraph: The paragraph's id.
        spans: What is heard, in order.
        made: What it was made of.
        script: The text with tags that it speaks.
        design: The voice design that spoke it.
        time_s: When it was made, in seconds since 1970 (UTC).
    """

    id: str
    paragraph: str
    spans: tuple[ClipSpan, ...]
    made: Made
    script: str
    design: VoiceDesign
    time_s: float

    @property
    def frames(self) -> int:
        return sum(span.end_frame - span.first_frame for span in self.spans)
