# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of storage: how much the program keeps, and dropping of takes that nothing needs any more."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.app.keeping.keeping import Keeping
from studio.app.keeping.preferences import Preferences
from studio.app.keeping.settings import UNLIMITED
from studio.app.takes.taking import Taking
from studio.app.work.work import Work
from studio.core.observe import Signal
from studio.project.file.old_takes import OldTake, old_takes
from studio.project.file.project_file import beside

GB = 10**9
_MODELS, _BACKUPS, _VOICES = "models", "backups", "voices.sqlite3"


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes on the disk.

    Attributes:
        projects: Files of the projects that were open lately, which hold the takes.
        models, backups, voices: Those in the data folder.
        old: What of the open project's takes can be freed.
    """

    projects: int = 0
    models: int = 0
    backups: int = 0
    voices: int = 0
    old: int = 0


class Storage:
    """Measures in threads, and keeps the sound that is not used within the limit of the settings.

    Args:
        folder: The data folder.
        keeping: Knows the projects.
        taking: Drops takes of the open one.
        preferences: Tell how much sound may be kept.
        work: Owner of the tasks.
        rest_s: Seconds between two looks at what may be dropped.
        unit: Bytes of the setting's unit.

    Attributes:
        changed: Emits when the usage was measured.
        usage: As it was measured last; None before.
    """

    def __init__(
        self,
        folder: Path,
        keeping: Keeping,
        taking: Taking,
        preferences: Preferences,
        work: Work,
        rest_s: float = 60.0,
        unit: int = GB,
    ) -> None:
        self.folder = folder
        self._keeping = keeping
        self._taking = taking
        self._preferences = preferences
        self._work = work
        self._rest_s = rest_s
        self._unit = unit
        self._grown = asyncio.Event()
        self.usage: Usage | None = None
        self.changed: Signal[None] = Signal()
        taking.changed.connect(self._note)
        preferences.changed.connect(self._note)

    def begin(self) -> None:
        """Keep within the limit until the studio is closed."""
        self._work.tasks.spawn("drop old takes", self._keep_within())

    def look(self) -> None:
        """Measure; `changed` follows."""
        self._work.tasks.spawn("measure the storage", self._look())

    def free_old(self) -> None:
        """Drop all takes of the open project that nothing needs any more."""
        self._keeping.changing(lambda: self._work.begin("drop old takes now", self._free()))

    def _note(self, _changed: object = None) -> None:
        self._grown.set()

    async def _free(self) -> None:
        await self._drop(0)
        await self._look()

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        recent = tuple(each.path for each in self._keeping.recent.projects)
        self.usage = await loop.run_in_executor(None, _measured, self.folder, recent, self._keeping.file.path)
        self.changed.emit(None)

    async def _keep_within(self) -> None:
        while True:
            await self._grown.wait()
            self._grown.clear()
            limit = self._preferences.now.takes_kept
            if limit != UNLIMITED and not self._keeping.read_only:
                await self._drop(int(limit) * self._unit)
            await asyncio.sleep(self._rest_s)

    async def _drop(self, most_bytes: int) -> None:
        """Drop the oldest takes until those left that may be dropped have at most so many bytes."""
        await self._keeping.save()
        path = self._keeping.file.path
        found = await asyncio.get_running_loop().run_in_executor(None, _old_in, path)
        if path == self._keeping.file.path and (dropped := _beyond(found, most_bytes)):
            self._taking.drop(dropped)
            await self._keeping.writer.run(int)  # until what was asked for before is done


def _beyond(found: tuple[OldTake, ...], most_bytes: int) -> tuple[str, ...]:
    left = sum(take.frees for take in found)
    dropped = []
    for take in found:
        if left <= most_bytes:
            break
        dropped.append(take.id)
        left -= take.frees
    return tuple(dropped)


def _old_in(path: Path) -> tuple[OldTake, ...]:
    with suppress(OSError):
        return old_takes(path)
    return ()


def _measured(folder: Path, recent: tuple[Path, ...], now_open: Path) -> Usage:
    projects = {file for path in (*recent, now_open) for file in (path, *beside(path))}
    return Usage(
        projects=sum(map(_size, projects)),
        models=_size(folder / _MODELS),
        backups=_size(folder / _BACKUPS),
        voices=_size(folder / _VOICES),
        old=sum(take.frees for take in _old_in(now_open)),
    )


def _size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; 0 if there is none."""
    try:
        if path.is_dir():
            return sum(_size(each) for each in path.iterdir())
        return path.stat().st_size
    except OSError:
        return 0
