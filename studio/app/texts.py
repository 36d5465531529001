# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts from and to text files, and which file a transcript belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, TypeVarTuple

from studio.core.document import Document
from studio.project.history import History
from studio.project.text_file import TextRead, read_text, stamp_of, write_text

OPENING = "opening a text"
Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


class Texts:
    """Reads and writes text files off the GUI thread.

    Args:
        history: Holds the document; learns which file it belongs to.
        kept: Told of a document that is in a file now.
    """

    def __init__(self, history: History, kept: Callable[[Document], None]) -> None:
        self._history = history
        self._kept = kept

    async def read(self, path: Path, encoding: str = "") -> TextRead:
        """The text of *path*, in *encoding* where that is given.

        Raises:
            TextUnreadable: it is missing, may not be read, or is no text.
        """
        return await _off_thread(read_text, path, encoding)

    async def write(self, path: Path, document: Document) -> None:
        """Write *document* as UTF-8 to *path*, which it belongs to from then on.

        Raises:
            SaveFailed: the disk is full or read-only; an old file is untouched.
        """
        stamp = await _off_thread(write_text, path, document.text)
        newest = self._history.document is document
        self._history.amend(
            lambda one: replace(one, title=path.stem, file=str(path), file_stamp=stamp),
            lambda label: label != OPENING,
        )
        self._kept(self._history.document if newest else document)

    async def may_replace(self, document: Document) -> bool:
        """Whether the file that *document* belongs to is as this program read or wrote it last."""
        if not document.file:
            return False
        return await _off_thread(stamp_of, Path(document.file)) == document.file_stamp != ""


async def _off_thread(call: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
    return await asyncio.get_running_loop().run_in_executor(None, call, *arguments)
