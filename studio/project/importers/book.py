# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file of another program holds, as frozen values: pieces of text as read, and the chapters made of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from studio.core.errors import StudioError
from studio.core.marks import Marks
from studio.core.project import ParagraphKind

Step = Callable[[float], None]
"""Called often while a file is read, with the share that is done (0 to 1). What it raises ends the reading."""

NOTE_REF = "note reference"
"""Kind of a mark on the sign of a footnote. It is in no project."""

_CHARACTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class ImportFailed(StudioError):
    """A file could not be read as a book: it is damaged, protected, too large, or of another kind."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph as a file has it.

    Attributes:
        text: Its text; a line end of the file is a line break in it.
        kind, level: See `core.project.Paragraph`; the level is the file's own.
        marks: "emphasis", and NOTE_REF.
        role: Whether it is a footnote, or stands at the edge of each page.
        cue_s: Seconds at which a subtitle appears and goes; None for a text without times.
    """

    text: str
    kind: ParagraphKind = "text"
    level: int = 0
    marks: Marks = ()
    role: Literal["", "footnote", "page head"] = ""
    cue_s: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read, before cleaning.

    Attributes:
        cover: The picture of the cover, in the bytes of its file, of whatever kind; empty for none.
    """

    pieces: tuple[Piece, ...]
    title: str = ""
    author: str = ""
    cover: bytes = b""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a book that begins with a heading of level 1, or with the text before the first of them.

    Attributes:
        title: Its heading; of a text without one, its first words.
        pieces: Its paragraphs with the heading, cleaned.
        words: Number of its words; of Chinese, Japanese and Korean, of its characters.
        characters: Those of its words that are characters.
    """

    title: str
    pieces: tuple[Piece, ...]
    words: int
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A file's text in chapters, one or more."""

    chapters: tuple[Chapter, ...]
    title: str = ""
    author: str = ""

    @property
    def words(self) -> int:
        return sum(chapter.words for chapter in self.chapters)


def words_in(text: str) -> int:
    """Number of words in *text*; Chinese, Japanese and Korean are counted by character."""
    alone, characters = _CHARACTERS.subn(" ", text)
    return characters + sum(1 for _ in _WORD.finditer(alone))


def characters_in(text: str) -> int:
    """Number of characters of Chinese, Japanese and Korean in *text*."""
    return 0 if text.isascii() else sum(1 for _ in _CHARACTERS.finditer(text))
