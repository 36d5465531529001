# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF files, by the optional package pypdfium2, which reads them in a program of its own that can be ended."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import Any

from studio.core.child_lines import NotBegun, ToldTooMuch, child_lines
from studio.core.processes import install_command, python_module
from studio.project.importers.book import ImportFailed, Source, Step
from studio.project.importers.pdf_layout import pieces_of
from studio.project.importers.pdf_lines import Entry, Line, Page

_PACKAGE = "pypdfium2"
_SIGN_WITHIN_BYTES = 1024
_LONGEST_NAME = 1000
_DAMAGED = "is damaged, and cannot be read"
_FAULTS = {
    "password": "is protected by a password, and cannot be read",
    "pages": "has more pages than any book, and is not read",
}


def read(path: Path, step: Step) -> Source:
    """The running text of a file, with the entries of its outline as headings."""
    _refuse_others(path)
    share = 0.0
    pages: list[Page] = []
    with closing(_told(path, lambda: step(share))) as told:
        about: dict[str, Any] = next(told, {"fault": "none told"})
        if "fault" in about:
            raise ImportFailed(f"{path.name} {_FAULTS.get(about['fault'], _DAMAGED)}.", str(about["fault"]))
        for lines in told:
            pages.append(Page(tuple(_line(*line) for line in lines)))
            share = min(len(pages) / about["pages"], 1.0)
            step(share)
    if len(pages) != about["pages"]:
        raise ImportFailed(f"{path.name} {_DAMAGED}.", "its reader ended early")
    if not any(page.lines for page in pages):
        raise ImportFailed(f"{path.name} holds pictures of text, and no text: have its letters recognised first.")
    title, author = (" ".join(str(about[name]).split())[:_LONGEST_NAME] for name in ("title", "author"))
    outline = tuple(Entry(level, " ".join(name.split()), page, top) for level, name, page, top in about["outline"])
    return Source(pieces_of(pages, outline, lambda: step(1.0)), title, author)


def _line(text: str, left: float, right: float, base: float, height: float, signs: list[int]) -> Line:
    return Line(text, left, right, base, height, tuple(signs))


def _refuse_others(path: Path) -> None:
    """Raise ImportFailed for a file that is no PDF file, and where those cannot be read."""
    try:
        with path.open("rb") as file:
            begins = file.read(_SIGN_WITHIN_BYTES)
    except OSError as error:
        raise ImportFailed(f"{path.name} could not be read: {error.strerror or error}.", repr(error)) from error
    if b"%PDF-" not in begins:
        raise ImportFailed(f"{path.name} is not a PDF file, whatever its name says.")
    if importlib.util.find_spec(_PACKAGE) is None:
        raise ImportFailed(
            f"PDF files need the extra “pdf”: install it by “{install_command(_PACKAGE)}”, then open {path.name} again."
        )


def _told(path: Path, wait: Callable[[], object]) -> Generator[Any]:
    """What the program that reads the file tells, see `child_lines`."""
    command = python_module("studio.project.importers.pdf_pages", str(path.absolute()))
    try:
        with closing(child_lines(command, wait)) as lines:
            for line in lines:
                yield json.loads(line)
    except NotBegun as error:
        raise ImportFailed(f"{path.name} could not be read: {error}.") from error
    except ToldTooMuch:
        raise ImportFailed(f"{path.name} holds more text than a book can, and is not read.") from None
