# SPDX-License-Identifier: GPL-3.0-or-later
"""The command `render` with a book: a file of another program, of which all chapters or some are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from studio.app.cue_fitting import Cue, Fitted
from studio.core.errors import InvalidArgument
from studio.core.project import Project, new_paragraph
from studio.project.importers.book import Book
from studio.project.importers.chapters import book_of, project_of
from studio.project.importers.cleaning import ALL_SWITCHES
from studio.project.importers.table import kind_of, read_source

_MOST_NAMED = 5
_CHAPTERS = re.compile(r"(\d{1,6})(?:-(\d{0,6}))?")


def is_book(file: str) -> bool:
    """Whether the command's FILE names a book."""
    return kind_of(Path(file)) is not None


def book_project(path: Path, chapters: str, keep: Sequence[str]) -> Project:
    """The project of a book.

    Args:
        chapters: Numbers of chapters and ranges of them, such as "2-4,7"; "" for all.
        keep: Names of cleaning switches that are off.

    Raises:
        InvalidArgument: a number or a name is wrong.
        ImportFailed: the file cannot be read.
    """
    book = _book(path, keep)
    return project_of(book, chapter_numbers(chapters, len(book.chapters)), path.stem)


def cues_of(path: Path, keep: Sequence[str]) -> tuple[Cue, ...]:
    """The cues of a file of subtitles, in the order of their times.

    Args:
        keep: See `book_project`.

    Raises:
        InvalidArgument: it is none.
        ImportFailed: the file cannot be read.
    """
    pieces = [piece for chapter in _book(path, keep).chapters for piece in chapter.pieces]
    cues = tuple(Cue(new_paragraph(each.text, each.marks), *each.cue_s) for each in pieces if each.cue_s is not None)
    if not cues:
        raise InvalidArgument("fit-cues", "left out with a file that has no times; subtitles (.srt, .vtt) have")
    return cues


def unfitting(fitted: Fitted) -> tuple[str, ...]:
    """What did not fit, in words."""
    said = []
    for cues, one, many in (
        (fitted.too_long, "cue takes longer than its time", "cues take longer than their times"),
        (fitted.late, "cue begins late", "cues begin late"),
    ):
        if cues:
            where = ", ".join(_time(cue.start_s) for cue in cues[:_MOST_NAMED])
            more = "" if len(cues) <= _MOST_NAMED else ", …"
            said.append(f"{len(cues)} {one if len(cues) == 1 else many}: at {where}{more}")
    return tuple(said)


def _time(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:04.1f}"


def _book(path: Path, keep: Sequence[str]) -> Book:
    unknown = set(keep) - ALL_SWITCHES
    if unknown:
        raise InvalidArgument("keep", f"one of {', '.join(sorted(ALL_SWITCHES))}", min(unknown))
    return book_of(read_source(path), ALL_SWITCHES.difference(keep))


def chapter_numbers(text: str, most: int) -> frozenset[int]:
    """The chapters that *text* names, counted from 0, of a book of *most* chapters.

    Raises:
        InvalidArgument: it names something else.
    """
    if not text:
        return frozenset(range(most))
    numbers: set[int] = set()
    for part in text.split(","):
        found = _CHAPTERS.fullmatch(part.strip())
        first = int(found[1]) if found else 0
        last = first if found is None or found[2] is None else int(found[2] or most)
        if not 1 <= first <= last <= most:
            raise InvalidArgument("chapters", f"numbers from 1 to {most}, such as 2-4,7", part.strip())
        numbers.update(range(first - 1, last))
    return frozenset(numbers)
