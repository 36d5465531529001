# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of what is kept: project and settings, in files that may be missing, damaged or taken."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.app.keeping.data_folder import DataFolder
from studio.app.keeping.first_start import first_project
from studio.app.keeping.open_file import PROJECTS, OpenFile, free_path
from studio.app.keeping.recent import Recent, Recovered
from studio.app.keeping.saving import Autosave, SaveDelays
from studio.app.keeping.settings import Settings, SettingsFile
from studio.app.keeping.writer import Writer
from studio.app.work.state import Notice
from studio.core.errors import SaveFailed
from studio.core.files import clear_dead_parts
from studio.core.place import Place
from studio.core.project import Project
from studio.project.edits import text_with_tags
from studio.project.file.backups import Backups
from studio.project.file.content import Content
from studio.project.file.lock import BEAT_S, Held
from studio.project.file.opening import Opened, ProjectUnreadable, integrity_faults
from studio.project.older_document import older_document
from studio.project.splitting import split_giant_paragraphs
from studio.project.text_file import write_text

_RESCUED = "Speech Studio, unsaved text"
_OLDER = "My text"
_log = logging.getLogger(__name__)


class Keeping:
    """Loads project and settings, and saves both soon after each change.

    Args:
        folder: The data folder; it is taken here unless it was before.
        tell: Called with notices.
        delays: Delays of saving.

    Attributes:
        content: What was in the project's file when it was opened, or that of the first start.
        file: The project's file.
        recent: The projects that were open lately.
        writer: The thread of that file.
        held: Who held the first one on another machine when it was opened.
        where: Gives the place at which the person is.
    """

    def __init__(self, folder: DataFolder, tell: Callable[[Notice], None], delays: SaveDelays | None = None) -> None:
        self._delays = delays or SaveDelays()
        self._folder = folder
        self._tell = tell
        self._opening: list[Notice] = []
        self._is_saved = True
        self._elsewhere: Project | None = None
        self._given_up = False
        self._closing = False
        self._autosave: Autosave | None = None
        self._saved, self._unsure = asyncio.Event(), asyncio.Event()
        self._fault = self._take()
        self._settings = SettingsFile(folder.path / "settings.json", bool(folder.read_only))
        self.recent = Recent(folder.path / "recent.json", bool(folder.read_only))
        self.writer = Writer()
        self.file = OpenFile(self.free_path("Untitled"), Backups(folder.path / "backups"))
        self.held: Held | None = None
        self.content = self._load()
        self.where: Callable[[], Place] = lambda: self.content.place

    @property
    def read_only(self) -> bool:
        """Whether another window has the data folder or the project, so that nothing is saved here."""
        return bool(self._folder.read_only or self.file.read_only)

    @property
    def settings(self) -> Settings:
        return self._settings.now

    def remember(self, **changes: Any) -> None:
        """Change settings such as theme or window. They are saved soon, over those that other programs have saved."""
        self._settings.change(**changes)
        if self._autosave is not None and not self._folder.read_only:
            self._autosave.touch()

    def changing(self, act: Callable[[], object]) -> None:
        """Do *act*, which changes what is kept; if nothing may be changed, tell so instead."""
        if self.read_only:
            self._tell(self._read_only_notice(self._folder.read_only or self.file.read_only))
        else:
            act()

    @property
    def unsaved(self) -> bool:
        """Whether the present project would be lost if the program ended now."""
        autosave = self._autosave
        return autosave is not None and autosave.unsaved and not self._is_elsewhere(autosave.newest.project)

    def _is_elsewhere(self, project: Project) -> bool:
        """Whether *project* is that which nobody would miss, but for what is noted in it without being asked."""
        there = self._elsewhere
        if there is None or project is there:
            return there is not None
        return project.paragraphs is there.paragraphs and replace(project, voices=there.voices) == there

    @property
    def doubt(self) -> str:
        """A question to ask before the window closes; "" if the text is safe."""
        if not self.unsaved or self._autosave is None or self._autosave.fault is None:
            return ""
        return f"Your text is not saved: {self._autosave.fault.user_text}"

    def begin(self, current: Callable[[], Content]) -> None:
        """Keep the project that *current* gives from now on; the caller runs `save_changes`. Notices from opening
        follow."""
        self._loop = asyncio.get_running_loop()
        self._autosave = Autosave(
            self._write, current, self._save_failed, self._delays, self._is_saved, self.writer.executor
        )
        for notice in self._opening:
            self._tell(notice)
        if self._fault is not None:
            self._autosave.fail(self._fault)
        elif not self._is_saved:
            self.touch()

    async def save_changes(self) -> None:
        """Save soon after each change, until cancelled; run it once."""
        assert self._autosave is not None  # begun
        await asyncio.gather(self._autosave.run(), self._rest(), self._beat(), self._check(), self._follow_place())

    def touch(self, _changed: object = None) -> None:
        """Note that project or settings have changed."""
        if self._autosave is not None and not self.read_only:
            self._autosave.touch()

    def kept_elsewhere(self, project: Project) -> None:
        """Note that *project* was saved to a file."""
        self._elsewhere = project

    def give_up(self) -> None:
        """Note that the person closes all the same."""
        self._given_up = True

    async def save(self) -> bool:
        """Save changes now; whether nothing is left to save."""
        autosave = self._autosave
        if autosave is None or self._folder.read_only:
            return True
        if not (autosave.unsaved and not self.file.read_only) and not self._settings.changed and not self._moved:
            return True
        return await autosave.save()

    async def close(self) -> Path | None:
        """Save for the last time. If that fails and nobody was asked, the text is written to a file, which is
        returned."""
        self._closing = True
        try:
            if await self.save() or self._given_up or not self.unsaved or self._autosave is None:
                return None
            return _rescued(text_with_tags(self._autosave.newest.project))
        finally:
            await self.writer.run(self._give_back)
            self.writer.close()

    def free_path(self, name: str) -> Path:
        """Where a new project called *name* is kept, unless the person says otherwise."""
        return free_path(self._folder.path / PROJECTS, name)

    async def change_to(
        self, path: Path, opened: Opened, finish: Callable[[], object], show: Callable[[Content], object]
    ) -> bool:
        """Save the present project for the last time, and keep *opened* from now on, which *show* makes the present
        one. False if the present one cannot be saved: then it stays.

        Args:
            finish: Makes what is not made of the present one yet, also of what was asked for while it was saved.
        """
        autosave = self._begun
        await self.save()
        if self.file.id:
            await self.writer.run(self._note, autosave.newest)
        finish()
        while autosave.unsaved and not self.read_only:
            if not await autosave.save():
                await self.writer.run(self.file.discard, opened)
                return False
            finish()
        # Nothing is awaited from here on, so that no change is made between both.
        held = self._become(path, opened)
        self.content = opened.content
        show(opened.content)
        autosave.begin_anew(saved=True)
        await held
        return True

    async def go_on_in(self, path: Path, opened: Opened) -> bool:
        """Keep the present project in another file from now on, which holds an earlier state of it; whether it was
        saved there."""
        held = self._become(path, opened, same_project=True)
        self._begun.begin_anew(saved=False)
        await held
        return await self._begun.save()

    def say(self, opened: Opened) -> None:
        """Tell what a person must know of a project that was opened."""
        for notice in self._notices_of(opened):
            self._tell(notice)

    @property
    def _begun(self) -> Autosave:
        assert self._autosave is not None
        return self._autosave

    @property
    def _moved(self) -> bool:
        return self._autosave is not None and self._autosave.newest.place != self.content.place

    def _become(self, path: Path, opened: Opened, same_project: bool = False) -> Awaitable[None]:
        self._elsewhere = None
        self.file.become(path, opened)
        self._note_unclean(path, opened)
        return self.writer.run(self._hold, opened, same_project)

    def _note_unclean(self, path: Path, opened: Opened) -> None:
        if opened.unclean:
            self._unsure.set()
        if opened.unclean and not opened.said:
            self.recent.recovered = Recovered(path, opened.written_s)

    def _hold(self, opened: Opened, same_project: bool) -> None:
        self.file.hold(opened, same_project)
        self._note(opened.content)

    def _give_back(self) -> None:
        if self._autosave is not None and self.file.id and not self._folder.read_only:
            self._note(self._autosave.newest)
        self.file.close()

    def _note(self, content: Content) -> None:
        project = content.project
        words = sum(len(paragraph.text.split()) for paragraph in project.paragraphs)
        self.recent.note(self.file.path, self.file.id, project.title or self.file.path.stem, words)

    async def _follow_place(self) -> None:
        """Save the place from time to time, which playing and scrolling move without changing the project."""
        known = self._begun.newest.place
        while True:
            await asyncio.sleep(self._delays.place_s)
            now = self._begun.newest.place
            if now != known:
                known = now
                self.touch()

    async def _rest(self) -> None:
        """Bring what was saved into the file itself, so that a copy of it is whole."""
        while True:
            await self._saved.wait()
            await asyncio.sleep(self._delays.rest_s)
            self._saved.clear()
            await self.writer.run(self.file.rest)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            try:
                await self.writer.run(self.file.beat)
            except SaveFailed as error:
                self._begun.fail(error)

    async def _check(self) -> None:
        """Check all of a file that was not closed well."""
        while True:
            await self._unsure.wait()
            self._unsure.clear()
            path = self.file.path
            loop = asyncio.get_running_loop()
            if await loop.run_in_executor(None, integrity_faults, path, lambda: self._closing):
                self._tell(
                    Notice(
                        "integrity",
                        f"{path.name} is damaged in a part that is not shown: save the project elsewhere, "
                        "which writes all of it anew.",
                    )
                )

    def _take(self) -> SaveFailed | None:
        try:
            if not self._folder.take() and not self._folder.read_only:
                self._folder.read_only = "Read only: this data folder is open in another window. Nothing is saved here."
        except SaveFailed as error:
            return error
        if self._folder.read_only:
            self._opening.append(self._read_only_notice(self._folder.read_only))
        return None

    def _read_only_notice(self, reason: str) -> Notice:
        return Notice(
            "read-only",
            reason,
            "info",
            lasting=True,
            holds=lambda: reason in (self._folder.read_only, self.file.read_only),
        )

    def _notices_of(self, opened: Opened) -> list[Notice]:
        said = [Notice("project", text) for text in opened.said[:1]]
        said += [Notice(f"project {number}", text) for number, text in enumerate(opened.said[1:])]
        if opened.read_only:
            said.append(self._read_only_notice(opened.read_only))
        return said

    def _load(self) -> Content:
        if self._settings.notice:
            self._opening.append(Notice("settings", self._settings.notice))
        last = self.recent.projects[0].path if self.recent.projects else None
        if last is None:
            return self._first()
        try:
            opened = self.writer.wait(
                self.file.opened, last, self.recent.id_of(last), False, not self._folder.read_only
            )
        except ProjectUnreadable as error:
            self._opening.append(Notice("project", error.user_text))
            return self._not_to_be_lost(Content())
        self.held = opened.held
        self.file.become(last, opened)
        self.writer.wait(self.file.hold, opened)
        self._opening.extend(self._notices_of(opened))
        self._note_unclean(last, opened)
        return opened.content

    def _first(self) -> Content:
        """The document of an earlier version, or the project of the first start."""
        older = older_document(self._folder.path)
        if older.said:
            self._opening.append(Notice("document", older.said))
        if older.project is not None:
            self._is_saved = False
            self.file.path = self.free_path(older.project.title or _OLDER)
            return Content(split_giant_paragraphs(older.project))
        return self._not_to_be_lost(Content(first_project()))

    def _not_to_be_lost(self, content: Content) -> Content:
        """*content*, which a file is made for at once, but which nobody misses as long as it is not changed."""
        self._is_saved, self._elsewhere = False, content.project
        return content

    def _write(self, content: Content) -> None:
        within = self.file.path.is_relative_to(self._folder.path)
        if within:
            self._see_that_the_folder_is_ours()
        if not self.file.read_only:
            said = self.file.write(content)
            if not self.recent.is_first(self.file.path):
                self._note(content)
            self._loop.call_soon_threadsafe(self._was_saved, said)
        try:
            if not within:
                self._see_that_the_folder_is_ours()
            self._settings.save()
        except SaveFailed as error:
            if within:
                raise
            # The project is safe elsewhere; the settings are saved with its next change.
            _log.warning("the settings could not be saved: %s", error)

    def _see_that_the_folder_is_ours(self) -> None:
        if not self._folder.take():
            raise SaveFailed(
                f"Another window of Speech Studio writes to {self._folder.path} now: save your project elsewhere."
            )

    def _was_saved(self, said: str) -> None:
        self._saved.set()
        if said:
            self._tell(Notice("backup", said))
        else:
            self._tell(Notice("backup", ""))

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
