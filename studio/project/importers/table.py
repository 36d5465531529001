# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of the kinds of file that are read as books, and their reading within bounds of time and size."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from studio.core.errors import StudioError
from studio.project.importers.book import ImportFailed, Source, Step

_LONGEST_S = 30.0
_MOST_CHARS = 20_000_000
_MOST_PIECES = 500_000


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of file.

    Attributes:
        name: As a person calls it.
        suffixes: Ends of its files' names, in small letters with their dot.
        module: The module of `studio.project.importers` that reads it; imported when the first one is read.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str

    def read(self, path: Path, step: Step) -> Source:
        """What the file holds. Raises ImportFailed."""
        function: Callable[[Path, Step], Source] = import_module(f"studio.project.importers.{self.module}").read
        return function(path, step)


KINDS = (
    ImportKind("EPUB", (".epub",), "epub_file"),
    ImportKind("Word", (".docx",), "docx_file"),
    ImportKind("PDF", (".pdf",), "pdf_file"),
    ImportKind("Markdown", (".md", ".markdown"), "markdown_file"),
    ImportKind("HTML", (".html", ".htm", ".xhtml"), "html_file"),
    ImportKind("Subtitles", (".srt", ".vtt"), "subtitle_file"),
)


def kind_of(path: Path) -> ImportKind | None:
    """The kind of *path* by its name; None for one that is not in the table."""
    suffix = path.suffix.lower()
    return next((kind for kind in KINDS if suffix in kind.suffixes), None)


def read_source(path: Path, step: Step = lambda _share: None, longest_s: float = _LONGEST_S) -> Source:
    """What the file at *path* holds.

    Args:
        step: Called often with the share that is read; what it raises ends the reading.
        longest_s: Seconds after which the reading is given up.

    Raises:
        ImportFailed: it cannot be read, is of no kind of the table, or is larger than any book.
    """
    kind = kind_of(path)
    if kind is None:
        permitted = ", ".join(suffix for kind in KINDS for suffix in kind.suffixes)
        raise ImportFailed(f"{path.name} is of a kind that cannot be imported: choose one of {permitted}.")
    until_s = time.monotonic() + longest_s

    def bounded(share: float) -> None:
        if time.monotonic() > until_s:
            raise ImportFailed(f"{path.name} takes too long to read: it may be damaged.")
        step(share)

    try:
        source = kind.read(path, bounded)
    except StudioError:
        raise
    except (ValueError, LookupError, ArithmeticError, RecursionError, AssertionError, TypeError) as error:
        # A library's own trouble with a damaged file; its words may repeat the text.
        raise ImportFailed(f"{path.name} is damaged, and cannot be read.", type(error).__name__) from error
    if len(source.pieces) > _MOST_PIECES or sum(len(piece.text) for piece in source.pieces) > _MOST_CHARS:
        raise ImportFailed(f"{path.name} is longer than {_MOST_CHARS // 1_000_000} million characters.")
    return source
