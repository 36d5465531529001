# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups of projects, all but their sound: one each half hour of change; the older they are, the fewer are kept."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from studio.core.errors import SaveFailed
from studio.core.files import private_folder, replacing

EVERY_S = 1800.0
_NAME = "%Y-%m-%dT%H-%M-%SZ"
_SUFFIX = ".speech"
_HOURS_A_SLOT = 2
# How many of the newest slots keep their last backup, by the length of a slot: 12 of a day, 10 days, 9 months.
_KEPT: tuple[tuple[Callable[[datetime], object], int], ...] = (
    (lambda made: (made.date(), made.hour // _HOURS_A_SLOT), 12),
    (lambda made: made.date(), 10),
    (lambda made: (made.year, made.month), 9),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup, and when it was made (UTC)."""

    path: Path
    made: datetime


class Backups:
    """The backups below a folder, which has a folder for each project.

    Args:
        folder: It is made when the first one is.
        clock: Seconds since 1970.
        monotonic: Seconds that never go back, as the clock may.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._monotonic = monotonic
        self._last_s: dict[str, float] = {}

    def due(self, project_id: str) -> bool:
        """Whether a changed project should be backed up now."""
        last_s = self._last_s.get(project_id)
        if last_s is not None:
            return self._monotonic() - last_s >= EVERY_S
        newest = next(iter(self.of(project_id)), None)
        return newest is None or not 0 <= self._clock() - newest.made.timestamp() < EVERY_S

    def add(self, project_id: str, data: bytes) -> Path:
        """Keep *data*, the bytes of a project's file, and remove backups that are no longer kept.

        Raises:
            SaveFailed: the disk is full or read-only.
        """
        folder = self._folder / project_id
        try:
            private_folder(self._folder)
            private_folder(folder)
        except OSError as error:
            raise SaveFailed(f"Backups cannot be kept in {folder}: {error.strerror or error}.", repr(error)) from error
        path = folder / f"{datetime.fromtimestamp(self._clock(), UTC):{_NAME}}{_SUFFIX}"
        with replacing(path, private=True) as file:
            file.write(data)
        self._last_s[project_id] = self._monotonic()
        known = self.of(project_id)
        left = kept(known)
        for old in known:
            # The one just made stays, also when the clock was set back.
            if old not in left and old.path != path:
                with contextlib.suppress(OSError):
                    old.path.unlink()
        return path

    def of(self, project_id: str) -> tuple[Backup, ...]:
        """The project's backups, the newest first."""
        try:
            paths = list((self._folder / project_id).iterdir())
        except OSError:
            return ()
        found = [Backup(path, made) for path in paths if (made := _made(path)) is not None]
        return tuple(sorted(found, key=lambda backup: backup.made, reverse=True))


def kept(backups: Sequence[Backup]) -> tuple[Backup, ...]:
    """Those of *backups*, the newest first, that are kept. The present time does not matter, since it may be wrong."""
    chosen: dict[Backup, None] = {}
    for slot_of, most in _KEPT:
        slots: dict[object, Backup] = {}
        for backup in backups:
            slots.setdefault(slot_of(backup.made), backup)
        chosen.update(dict.fromkeys(list(slots.values())[:most]))
    return tuple(chosen)


def _made(path: Path) -> datetime | None:
    if path.suffix != _SUFFIX:
        return None
    try:
        return datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None
