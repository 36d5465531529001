# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of the project that is open. All of it is called in the writer's thread, but for its attributes."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from studio.core.errors import SaveFailed
from studio.core.files import private_folder, safe_name
from studio.core.project import Project
from studio.core.takes import Clip, Take
from studio.project.file.backups import Backups
from studio.project.file.content import Content
from studio.project.file.copying import bytes_without_sound
from studio.project.file.opening import Opened, ProjectUnreadable, create_project, open_project
from studio.project.file.project_file import ProjectFile, beside
from studio.project.file.versions import Version

_log = logging.getLogger(__name__)
SUFFIX = ".speech"


class OpenFile:
    """Holds one file at a time.

    Args:
        path: Where the first one is, or will be made by the first save.
        backups: Kept of what is saved.
        clock: Seconds since 1970.

    Attributes:
        path: The open file.
        read_only: Why nothing is written to it; "" if it is.
        versions: The kept versions, the newest first.
    """

    def __init__(self, path: Path, backups: Backups, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self.read_only = ""
        self.versions: tuple[Version, ...] = ()
        self._backups = backups
        self._clock = clock
        self._file: ProjectFile | None = None
        self._waiting: list[tuple[Take, tuple[tuple[Clip, bytes], ...]]] = []

    @property
    def id(self) -> str:
        """The project's id; "" while there is no file for it."""
        return self._file.id if self._file is not None else ""

    def now_s(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    def opened(self, path: Path, known_id: str = "", take_over: bool = False, write: bool = True) -> Opened:
        """What is in another file, which is open from then on and adopted or closed later.

        Raises:
            ProjectUnreadable: it cannot be opened.
        """
        return open_project(path, self._backups, self._clock, known_id, take_over, write)

    def created(self, path: Path, content: Content) -> Opened:
        """A new file with *content*.

        Raises:
            SaveFailed: it cannot be made.
        """
        _make_folder(path)
        try:
            return create_project(path, content, self._backups, self._clock)
        except ProjectUnreadable as error:
            raise SaveFailed(error.user_text, error.detail) from error

    def become(self, path: Path, opened: Opened) -> None:
        """Note that *opened* is the open file from now on; `hold` follows in the writer's thread."""
        self.path, self.read_only = path, opened.read_only

    def hold(self, opened: Opened, same_project: bool = False) -> None:
        """Write to *opened* from now on, and give back the file before it.

        Args:
            same_project: Whether it is the same project, which goes on there with its takes.
        """
        self._keep_waiting()
        before, self._file = self._file, opened.file
        self.versions = self._file.versions() if self._file is not None else ()
        if same_project:
            if before is not None and self._file is not None:
                with suppress(SaveFailed, sqlite3.Error):
                    self._file.bring_takes(before.path)
            self._keep_waiting()
        elif self._waiting:
            _log.warning("%d takes could not be kept", len(self._waiting))
            self._waiting = []
        if before is not None:
            before.close()

    def discard(self, opened: Opened) -> None:
        """Give back a file that was opened in vain."""
        if opened.file is not None:
            opened.file.close()

    def write(self, content: Content) -> str:
        """Save *content*, in a new file if there is none yet; a notice for a person, "" for none.

        Raises:
            SaveFailed: it cannot be saved.
        """
        if self.read_only:
            raise SaveFailed(self.read_only)
        if self._file is None:
            if self.path.exists():
                self.path = free_path(self.path.parent, self.path.stem)
            opened = self.created(self.path, content)
            self.become(self.path, opened)
            self.hold(opened, same_project=True)
            if self._file is None:
                raise SaveFailed(self.read_only)
        _make_folder(self.path)
        self._file.save(content)
        self._keep_waiting()
        return self._backed_up(self._file)

    def rest(self) -> None:
        """Bring all that was saved into the file itself."""
        if self._file is not None:
            self._file.checkpoint()

    def beat(self) -> None:
        """Show other programs that this one lives.

        Raises:
            SaveFailed: the file was taken over, or cannot be written.
        """
        if self._file is not None:
            self._file.beat()
            self._keep_waiting()

    def keep_take(self, take: Take, clips: tuple[tuple[Clip, bytes], ...]) -> None:
        """Keep a take with its new clips; if it cannot be written now, as soon as it can."""
        self._waiting.append((take, clips))
        self._keep_waiting()

    def drop_takes(self, takes: tuple[str, ...]) -> None:
        """Drop takes, and clips that no other take has."""
        with suppress(SaveFailed):
            if self._file is not None:
                self._file.drop_takes(takes)

    def waiting_sound(self, clip: str) -> bytes | None:
        """The FLAC stream of a clip that could not be written yet."""
        return next((sound for _, clips in self._waiting for one, sound in clips if one.id == clip), None)

    def keep_version(self, project: Project, name: str) -> None:
        """Keep *project* as a version.

        Raises:
            SaveFailed: it cannot be saved.
        """
        if self._file is None:
            raise SaveFailed(self.read_only or f"{self.path.name} could not be saved yet.")
        self._file.keep_version(project, name)
        self.versions = self._file.versions()

    def version(self, number: int) -> Project:
        """The project as that version kept it; NotFound if that cannot be had."""
        if self._file is None:
            raise SaveFailed(self.read_only or f"{self.path.name} could not be saved yet.")
        return self._file.version(number)

    def move(self, to: Path) -> None:
        """Give the file another name.

        Raises:
            SaveFailed: the name is taken, or it cannot be given.
        """
        before = self._file
        if before is None:
            raise SaveFailed(self.read_only or f"{self.path.name} could not be saved yet.")
        before.close()
        self._file = None
        now = self.path
        try:
            renamed(self.path, to)
            now = to
        finally:
            opened = self.opened(now)
            self.become(now, opened)
            self.hold(opened, same_project=True)

    def close(self) -> None:
        """Give the file back."""
        self._keep_waiting()
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _keep_waiting(self) -> None:
        """Write takes as far as that works; the others wait for the next write."""
        while self._waiting and self._file is not None:
            take, clips = self._waiting[0]
            try:
                self._file.keep_take(take, clips)
            except SaveFailed as error:
                _log.warning("a take could not be kept yet: %s", error.detail)
                return
            self._waiting = self._waiting[1:]

    def _backed_up(self, file: ProjectFile) -> str:
        if not self._backups.due(file.id):
            return ""
        try:
            self._backups.add(file.id, bytes_without_sound(file.path))
        except SaveFailed as error:
            return error.user_text
        return ""


PROJECTS = "projects"
"""Name of the data folder's folder for projects that were saved nowhere else."""


def free_path(folder: Path, name: str) -> Path:
    """A path in *folder* for a project called *name*, at which there is no file."""
    safe = safe_name(name)
    path, number = folder / f"{safe}{SUFFIX}", 2
    while os.path.lexists(path):
        path, number = folder / f"{safe} {number}{SUFFIX}", number + 1
    return path


def renamed(path: Path, to: Path) -> None:
    """Give a project that is not open another file name.

    Raises:
        SaveFailed: the name is taken, or it cannot be given.
    """
    if os.path.lexists(to):
        raise SaveFailed(f"There is a file {to.name} in {to.parent} already: choose another name.")
    if any(each.exists() for each in beside(path)):
        raise SaveFailed(f"{path.name} is open, or was not closed: open it here first.")
    try:
        os.rename(path, to)
    except OSError as error:
        reason = error.strerror or error
        raise SaveFailed(f"{path.name} could not be renamed: {reason}.", repr(error)) from error


def _make_folder(path: Path) -> None:
    """Make the folder of the data folder's projects, which may have been removed meanwhile."""
    if path.parent.name == PROJECTS and not path.parent.is_dir():
        try:
            private_folder(path.parent)
        except OSError as error:
            reason = error.strerror or error
            raise SaveFailed(f"The folder {path.parent} cannot be made: {reason}.", repr(error)) from error
