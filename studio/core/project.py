# SPDX-License-Identifier: Apache-2.0
"""The document: a transcript in paragraphs and the design of the voice that reads it, as frozen values."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import uuid4

from studio.core.speech import Controls
from studio.core.timeline import ALL_WORDS, WordRange, says_something
from studio.core.voices import MixPart


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: *id* (a UUID as text) stays while its text is edited; *text* holds no line break."""

    id: str
    text: str


def new_paragraph(text: str) -> Paragraph:
    return Paragraph(str(uuid4()), text)


@dataclass(frozen=True, slots=True)
class VoiceDesign:
    """The voice and manner in which the transcript is read.

    Attributes:
        mix: The voices and their relative weights; empty means the engine's default voice.
        controls: Speed and emotions.
        language: BCP 47 tag, or "" for the heaviest voice's own language.
    """

    mix: tuple[MixPart, ...] = ()
    controls: Controls = Controls()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """All that is saved. It is never changed in place, but replaced by a command's result.

    Attributes:
        file: Path of its text file; "" for none.
        file_stamp: Size and time of that file when this program last read or wrote it; "" if writing it would have
            changed its encoding.
    """

    paragraphs: tuple[Paragraph, ...] = field(default_factory=lambda: (new_paragraph(""),))
    design: VoiceDesign = VoiceDesign()
    title: str = ""
    file: str = ""
    file_stamp: str = ""

    @property
    def text(self) -> str:
        """The paragraphs joined by line breaks."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read: no more than blanks and marks that only make a pause."""
        return not any(says_something(paragraph.text) for paragraph in self.paragraphs)


def take_key(text: str, design: VoiceDesign, engine: str, words: WordRange = ALL_WORDS) -> str:
    """SHA-256 (hex) of all that decides how those *words* of *text* sound; *engine* names engine and model version."""
    made_from = _spoken_by(design, engine) + text.encode("utf-8", "surrogatepass")
    if not words.is_all:
        # No UTF-8 holds this byte.
        made_from += b"\xff" + f"{words.first}:{words.end}".encode()
    return hashlib.sha256(made_from).hexdigest()


@lru_cache(maxsize=64)
def _spoken_by(design: VoiceDesign, engine: str) -> bytes:
    """Digest of all but the text, cached as the paragraphs of a transcript share it."""
    total = sum(part.weight for part in design.mix) or 1.0
    made_from = [
        engine,
        [[part.voice_id, part.weight / total] for part in design.mix],
        design.controls.speed,
        design.controls.emotions,
        design.controls.volume,
        design.language,
    ]
    return hashlib.sha256(json.dumps(made_from).encode()).digest()
