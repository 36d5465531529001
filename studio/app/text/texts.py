# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing of transcripts as text files, and the file that a transcript belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, TypeVarTuple

from studio.core.files import name_without_ending
from studio.core.project import Project
from studio.project.edits import text_with_tags
from studio.project.history import History
from studio.project.text_file import TextRead, read_text, stamp_of, write_text

OPENING = "opening a text"
Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


class Texts:
    """Reads and writes text files off the GUI thread.

    Args:
        history: Holds the document, and is told its file.
        kept: Called with a document that was written to a file.
    """

    def __init__(self, history: History, kept: Callable[[Project], None]) -> None:
        self._history = history
        self._kept = kept

    @property
    def opened(self) -> int:
        """A number of the project that is open, which no other has."""
        return self._history.begun

    async def read(self, path: Path, encoding: str = "") -> TextRead:
        """The text of *path*, in *encoding* if that is given.

        Raises:
            TextUnreadable: it is missing, must not be read, or is not text.
        """
        return await _off_thread(read_text, path, encoding)

    async def write(self, path: Path, project: Project, opened: int | None = None) -> None:
        """Write *document* as UTF-8 to *path*, which is its file from then on, unless another one was opened since.

        Args:
            opened: The number of the document; None for that it is open now.

        Raises:
            SaveFailed: the disk is full or read-only; an old file is untouched.
        """
        number = self.opened if opened is None else opened
        stamp = await _off_thread(write_text, path, text_with_tags(project))
        if number != self.opened:
            return
        newest = self._history.project is project
        self._history.amend(title=name_without_ending(path), file=str(path), file_stamp=stamp)
        self._kept(self._history.project if newest else project)

    async def may_replace(self, project: Project) -> bool:
        """Whether *document*'s file is unchanged since this program last read or wrote it."""
        if not project.file:
            return False
        return await _off_thread(stamp_of, Path(project.file)) == project.file_stamp != ""


async def _off_thread(call: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
    return await asyncio.get_running_loop().run_in_executor(None, call, *arguments)
