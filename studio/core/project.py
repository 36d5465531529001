# SPDX-License-Identifier: Apache-2.0
"""The project: a text in paragraphs with marks, and the cast that reads it, as frozen values."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal
from uuid import uuid4

from studio.core.dictionary import Entry
from studio.core.marks import Marks
from studio.core.markup import spoken_spans
from studio.core.pauses import Pauses
from studio.core.speech import Controls
from studio.core.tagging import with_tags
from studio.core.timeline import ALL_WORDS, WordRange, WordSpan, says_something, spans_for
from studio.core.voices import MixPart, NamedVoice

ParagraphKind = Literal["text", "heading", "break", "note"]


@dataclass(frozen=True, slots=True)
class TakeNote:
    """What a person noted about a take of a paragraph.

    Attributes:
        take: The take's id.
        used: Whether it was chosen for the reading; of a paragraph's takes one at most is.
        name: Its name; "" for its number.
        starred: Whether it is a favourite.
        locked: Whether it is used whatever changes, and cannot be deleted.
        deleted: Whether it is not shown any more.
    """

    take: str
    used: bool = False
    name: str = ""
    starred: bool = False
    locked: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        id: A UUID as text, which stays while its text is edited.
        text: Its text, without a line break and without tags.
        marks: How parts of it are said, in order.
        kind: "heading" begins a section, with *level* 1 a chapter; "break" divides scenes; a "note" is never read.
        level: 1 to 3 for a heading, else 0.
        speaker: Id of who reads it; "" for whoever reads the one above.
        left_out: Whether it is left out of the reading.
        takes: What was noted about its takes; those without a note are not in it.
        cue_s: Seconds at which the subtitle appears and goes that it is, or begins with; None for a text without times,
            and for one that goes on with the subtitle above.
    """

    id: str
    text: str
    marks: Marks = ()
    kind: ParagraphKind = "text"
    level: int = 0
    speaker: str = ""
    left_out: bool = False
    takes: tuple[TakeNote, ...] = ()
    cue_s: tuple[float, float] | None = None

    @property
    def script(self) -> str:
        """Its text with the tags that say its marks, as the engine is asked to speak it."""
        return with_tags(self.text, self.marks).text

    @property
    def is_read(self) -> bool:
        """Whether it is read and not only seen: it has a text, or a pause."""
        return (
            self.kind != "note"
            and not self.left_out
            and (bool(self.text.strip()) or any(mark.kind == "pause" for mark in self.marks))
        )


def new_paragraph(text: str, marks: Marks = ()) -> Paragraph:
    return Paragraph(str(uuid4()), text, marks)


def paragraph_spans(paragraph: Paragraph, language: str = "") -> tuple[WordSpan, ...]:
    """The words of *paragraph*'s text that are timed, with their places in it.

    Args:
        language: The language spoken, see `timeline.spans_for`.
    """
    if not paragraph.marks:
        # What only looks like a tag is a word like others.
        return _plain_spans(paragraph.text, language)
    return _marked_spans(paragraph.text, paragraph.marks, language)


@lru_cache(maxsize=64)
def _plain_spans(text: str, language: str) -> tuple[WordSpan, ...]:
    return spans_for(text, language)


@lru_cache(maxsize=64)
def _marked_spans(text: str, marks: Marks, language: str) -> tuple[WordSpan, ...]:
    tagged = with_tags(text, marks)
    return tuple(
        WordSpan(word.text, tagged.place(word.start), tagged.place(word.end - 1) + 1)
        for word in spoken_spans(tagged.text, language)
    )


@dataclass(frozen=True, slots=True)
class VoiceDesign:
    """The voice and manner in which the transcript is read.

    Attributes:
        mix: The voices and their relative weights; empty means the engine's default voice.
        controls: Speed and emotions.
        language: BCP 47 tag, or "" for the heaviest voice's own language.
        meant: The design that this one stands in for, as the running engine cannot speak that one; None otherwise, and
            in all that is saved.
    """

    mix: tuple[MixPart, ...] = ()
    controls: Controls = Controls()
    language: str = ""
    meant: VoiceDesign | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A stretch of a paragraph, text[start:end], that a request of its own speaks in *design*."""

    start: int
    end: int
    design: VoiceDesign


@dataclass(frozen=True, slots=True)
class SplitDesign(VoiceDesign):
    """A paragraph's design together with those of its stretches, see `core.splits`. It is made, and never saved.

    Attributes:
        splits: The whole paragraph in order.
    """

    splits: tuple[Split, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who reads.

    Attributes:
        id: A UUID as text, or NARRATOR for the one that each project begins with.
        name: As shown; "" for a narrator without one.
        hue: Colour "#rrggbb"; "" for that of the heaviest voice.
        design: How it reads.
        alternate: The other design, to compare with; None for none.
        b: Whether *design* is called B, and *alternate* A.
    """

    id: str
    name: str = ""
    hue: str = ""
    design: VoiceDesign = VoiceDesign()
    alternate: VoiceDesign | None = None
    b: bool = False


NARRATOR = "narrator"
MOST_COVER_BYTES = 128 * 2**10


@dataclass(frozen=True, slots=True)
class Project:
    """All that is saved. It is never changed in place, but replaced by a command's result.

    Attributes:
        paragraphs: One or more.
        cast: Who reads, at least one; the first is the narrator.
        title, author: Names; "" for none.
        file: Path of the text file it was read from or written to last; "" for none.
        file_stamp: Size and time of that file when this program last read or wrote it; "" if writing it would have
            changed its encoding.
        dictionary: Words that are said otherwise than written, wherever they are; earlier ones go before later ones.
        pauses: Between sentences, paragraphs, speakers and chapters.
        voices: The voices that its designs name or have named, so that a machine which has not all of them can speak
            them.
        cover_picture: Its cover: a JPEG of at most MOST_COVER_BYTES; empty for none.
        sure_words: Words of whose reading a person said that it is right, so that they are no unsure words any more.
    """

    paragraphs: tuple[Paragraph, ...] = field(default_factory=lambda: (new_paragraph(""),))
    cast: tuple[Speaker, ...] = (Speaker(NARRATOR),)
    title: str = ""
    author: str = ""
    file: str = ""
    file_stamp: str = ""
    dictionary: tuple[Entry, ...] = ()
    pauses: Pauses = Pauses()
    voices: tuple[NamedVoice, ...] = ()
    cover_picture: bytes = b""
    sure_words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs' texts joined by line breaks."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def design(self) -> VoiceDesign:
        """The narrator's design."""
        return self.cast[0].design

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read: no more than blanks and signs that only make a pause."""
        return not any(each.is_read and (each.marks or says_something(each.text)) for each in self.paragraphs)


def speakers_of(project: Project) -> dict[str, str]:
    """Id of the speaker of each paragraph, by the paragraph's id.

    One "as above" is read by whoever reads the one above, the first one by the narrator.
    """
    speakers: dict[str, str] = {}
    speaker = project.cast[0].id
    for paragraph in project.paragraphs:
        speaker = paragraph.speaker or speaker
        speakers[paragraph.id] = speaker
    return speakers


def named_voices(project: Project) -> frozenset[str]:
    """Ids of the voices that the designs of a project's speakers name."""
    designs = (design for each in project.cast for design in (each.design, each.alternate) if design is not None)
    return frozenset(part.voice_id for design in designs for part in design.mix)


def with_design(project: Project, design: VoiceDesign) -> Project:
    """*project* with another design of the narrator."""
    return replace(project, cast=(replace(project.cast[0], design=design), *project.cast[1:]))


@lru_cache(maxsize=16384)
def text_digest(script: str) -> str:
    """SHA-256 (hex) of a paragraph's script."""
    return hashlib.sha256(script.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1024)
def design_digest(design: VoiceDesign) -> str:
    """SHA-256 (hex) of all of *design* that is heard."""
    return _spoken_by(design, "").hex()


def take_key(text: str, design: VoiceDesign, engine: str, words: WordRange = ALL_WORDS) -> str:
    """SHA-256 (hex) of all that decides how those *words* of *text* sound; *engine* names engine and model version."""
    made_from = _spoken_by(design, engine) + text.encode("utf-8", "surrogatepass")
    if not words.is_all:
        # No UTF-8 holds this byte.
        made_from += b"\xff" + f"{words.first}:{words.end}".encode()
    return hashlib.sha256(made_from).hexdigest()


@lru_cache(maxsize=1024)
def _spoken_by(design: VoiceDesign, engine: str) -> bytes:
    """Digest of all but the text, cached as the paragraphs of a transcript share it."""
    made_from = [engine, *_heard(design)]
    if isinstance(design, SplitDesign):
        made_from.append([[split.start, split.end, *_heard(split.design)] for split in design.splits])
    return hashlib.sha256(json.dumps(made_from).encode()).digest()


def _heard(design: VoiceDesign) -> list[object]:
    total = sum(part.weight for part in design.mix) or 1.0
    return [
        [[part.voice_id, part.weight / total] for part in design.mix],
        design.controls.speed,
        design.controls.emotions,
        design.controls.volume,
        design.language,
        # Left out at 0, so that takes made before there was a pitch stay valid.
        *([design.controls.pitch] if design.controls.pitch else ()),
    ]
