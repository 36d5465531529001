# SPDX-License-Identifier: GPL-3.0-or-later
"""The command `render` with a book: a file of another program, of which all chapters or some are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from studio.core.errors import InvalidArgument
from studio.core.project import Project
from studio.project.importers.book import Book
from studio.project.importers.chapters import book_of, project_of
from studio.project.importers.cleaning import ALL_SWITCHES
from studio.project.importers.table import kind_of, read_source

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
