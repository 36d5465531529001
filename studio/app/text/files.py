# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of text files: opening and saving, with notices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from studio.app.keeping.keeping import Keeping
from studio.app.text.editing import Editing
from studio.app.text.texts import Texts
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.files import name_without_ending
from studio.core.project import Project


class Files:
    """Opens text files as the transcript, and saves the transcript to text files.

    Args:
        texts: Reads and writes files.
        editing: Takes an opened text.
        keeping: Remembers the folder.
        work: Reports failures.
    """

    def __init__(self, texts: Texts, editing: Editing, keeping: Keeping, work: Work) -> None:
        self._texts = texts
        self._editing = editing
        self._keeping = keeping
        self._work = work

    def open_text(self, path: Path, encoding: str = "") -> None:
        """Open a text file as the transcript; its encoding is detected if none is given."""
        self._work.begin("open a text", self._open(path, encoding, self._texts.opened))

    def save_text(self, path: Path, saved: Callable[[], object] = lambda: None) -> None:
        """Write the transcript as UTF-8 text, then call *saved*."""
        self._keeping.remember(text_folder=str(path.parent))
        self._work.begin("save the text", self._save(path, self._editing.project, self._texts.opened, saved))

    def save_text_again(self, ask: Callable[[], object]) -> None:
        """Write the transcript to its file. If it has none, or another program has changed that, *ask* is called
        instead."""
        self._work.begin("save the text", self._save_again(self._editing.project, self._texts.opened, ask))

    async def _open(self, path: Path, encoding: str, opened: int) -> None:
        self._work.notices.withdraw("text file")
        read = await self._texts.read(path, encoding)
        if opened != self._texts.opened:
            said = f"{path.name} was not opened, since another project was opened before it was read."
            self._work.notices.emit(Notice("text file", said, "info"))
            return
        self._keeping.remember(text_folder=str(path.parent))
        self._editing.replace_text(read.text, name_without_ending(path), str(path), read.stamp)
        if read.said:
            other = read.others[0] if read.others else None
            self._work.notices.emit(
                Notice(
                    "text file",
                    f"{read.said} Saving it writes UTF-8.",
                    "info",
                    partial(self.open_text, path, other.codec) if other is not None else None,
                    f"Read it as {other.name}" if other is not None else "",
                    holds=lambda: self._editing.project.file == str(path),
                )
            )

    async def _save(self, path: Path, project: Project, opened: int, saved: Callable[[], object]) -> None:
        await self._texts.write(path, project, opened)
        self._work.notices.emit(Notice("text file", f"The text was saved to {path}.", "info"))
        saved()

    async def _save_again(self, project: Project, opened: int, ask: Callable[[], object]) -> None:
        if await self._texts.may_replace(project):
            await self._save(Path(project.file), project, opened, lambda: None)
        elif opened == self._texts.opened:
            ask()
