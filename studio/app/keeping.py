# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of what is kept: document and settings, in a data folder that may be missing, damaged or taken."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.app.data_folder import DataFolder
from studio.app.saving import Autosave, SaveDelays
from studio.app.settings import Settings, SettingsFile
from studio.app.state import Notice
from studio.core.errors import SaveFailed
from studio.core.files import clear_dead_parts
from studio.core.project import Project
from studio.core.resources import resource
from studio.project.edits import with_text
from studio.project.splitting import split_giant_paragraphs
from studio.project.store import DocumentDamaged, DocumentStore
from studio.project.text_file import write_text

_RESCUED = "Speech Studio, unsaved text"
_log = logging.getLogger(__name__)


class Keeping:
    """Loads document and settings, and saves both soon after each change.

    Args:
        folder: The data folder; it is taken here unless it was before.
        tell: Called with notices.
        delays: Delays of saving.

    Attributes:
        document: The document saved last, or the welcome text.
    """

    def __init__(self, folder: DataFolder, tell: Callable[[Notice], None], delays: SaveDelays | None = None) -> None:
        self._delays = delays
        self._folder = folder
        self._tell = tell
        self._opening: list[Notice] = []
        self._fault = self._take()
        self._settings = SettingsFile(folder.path / "settings.json", self.read_only)
        self._store = DocumentStore(folder.path / "document.json", self.read_only)
        self._is_saved = True
        self.project = self._load()
        self._elsewhere: Project | None = None
        self._given_up = False
        self._autosave: Autosave | None = None

    @property
    def read_only(self) -> bool:
        """Whether another window has the folder, so that nothing is saved here."""
        return bool(self._folder.read_only)

    @property
    def settings(self) -> Settings:
        return self._settings.now

    def remember(self, **changes: Any) -> None:
        """Change settings such as theme or window. They are saved soon, over those that other programs have saved."""
        self._settings.change(**changes)
        self.touch()

    def changing(self, act: Callable[[], object]) -> None:
        """Do *act*, which changes what is kept; if nothing may be changed, tell so instead."""
        if self.read_only:
            self._tell(self._read_only_notice())
        else:
            act()

    @property
    def unsaved(self) -> bool:
        """Whether the present document would be lost if the program ended now."""
        autosave = self._autosave
        return autosave is not None and autosave.unsaved and autosave.newest is not self._elsewhere

    @property
    def doubt(self) -> str:
        """A question to ask before the window closes; "" if the text is safe."""
        if not self.unsaved or self._autosave is None or self._autosave.fault is None:
            return ""
        return f"Your text is not saved: {self._autosave.fault.user_text}"

    def begin(self, current: Callable[[], Project]) -> None:
        """Keep the document that *current* gives from now on; the caller runs `save_changes`. Notices from opening
        follow."""
        self._autosave = Autosave(self._write, current, self._save_failed, self._delays, saved=self._is_saved)
        for notice in self._opening:
            self._tell(notice)
        if self._fault is not None:
            self._autosave.fail(self._fault)
        elif not self._is_saved:
            self._autosave.touch()

    async def save_changes(self) -> None:
        """Save soon after each change, until cancelled; run it once."""
        assert self._autosave is not None  # begun
        await self._autosave.run()

    def touch(self, _changed: object = None) -> None:
        """Note that document or settings have changed."""
        if self._autosave is not None and not self.read_only:
            self._autosave.touch()

    def kept_elsewhere(self, project: Project) -> None:
        """Note that *document* was saved to a file."""
        self._elsewhere = project

    def give_up(self) -> None:
        """Note that the person closes all the same."""
        self._given_up = True

    async def save(self) -> bool:
        """Save changes now; whether nothing is left to save."""
        autosave = self._autosave
        if autosave is None or self.read_only:
            return True
        if not autosave.unsaved and not self._settings.changed:
            return True
        return await autosave.save()

    async def close(self) -> Path | None:
        """Save for the last time. If that fails and nobody was asked, the text is written to a file, which is
        returned."""
        if await self.save() or self._given_up or not self.unsaved or self._autosave is None:
            return None
        return _rescued(self._autosave.newest.text)

    def _take(self) -> SaveFailed | None:
        try:
            if not self._folder.take() and not self._folder.read_only:
                self._folder.read_only = "Read only: this data folder is open in another window. Nothing is saved here."
        except SaveFailed as error:
            return error
        if self._folder.read_only:
            self._opening.append(self._read_only_notice())
        return None

    def _read_only_notice(self) -> Notice:
        return Notice("read-only", self._folder.read_only, "info", lasting=True)

    def _load(self) -> Project:
        if self._settings.notice:
            self._opening.append(Notice("settings", self._settings.notice))
        project = None
        try:
            project = self._store.load()
        except DocumentDamaged as error:
            self._opening.append(Notice("document", error.user_text))
            project = error.project
            self._is_saved = project is None
        if project is None:
            project = with_text(Project(), resource("samples/welcome.txt").read_text("utf-8").strip())
        return split_giant_paragraphs(project)

    def _write(self, project: Project) -> None:
        if not self._folder.take():
            raise SaveFailed(
                f"Another window of Speech Studio writes to {self._folder.path} now: save your text as a file."
            )
        if self._autosave is not None and self._autosave.is_new(project):
            self._store.save(project)
        self._settings.save()

    def _save_failed(self, error: SaveFailed | None) -> None:
        if error is None:
            self._tell(Notice("save", "Your text is saved again.", "info"))
        else:
            more = "Until that is mended, your text is kept in this window; saving is tried again and again."
            self._tell(Notice("save", f"{error.user_text} {more}"))


def clear_parts(*folders: str) -> None:
    """Remove the parts that killed saves left in *folders*; "" is no folder."""
    for folder in dict.fromkeys(folders):
        if folder:
            clear_dead_parts(Path(folder))


def _rescued(text: str) -> Path | None:
    for folder in (Path.home(), Path(tempfile.gettempdir())):
        for number in range(1, 1000):
            path = folder / (f"{_RESCUED}.txt" if number == 1 else f"{_RESCUED} {number}.txt")
            if path.exists():
                continue
            try:
                write_text(path, text)
            except (SaveFailed, OSError):
                break
            _log.warning("the text could not be saved in the data folder; it is in %s", path)
            return path
    return None
