# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of summaries: recent projects in short, read from their files outside of the loop's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.app.takes.transcript import estimated_s
from studio.app.work.work import Work
from studio.core.observe import Signal
from studio.core.project import Project, Speaker, VoiceDesign
from studio.core.summary import ProjectSummary
from studio.project.file.summary import Reads, read_summary

Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at a path.

    Attributes:
        stamp: Sizes and times of the files; empty if there is none.
        summary: None if it could not be read.
    """

    stamp: Stamp = ()
    summary: ProjectSummary | None = None

    @property
    def gone(self) -> bool:
        return not self.stamp


class Summaries:
    """Reads again only what has changed since.

    Args:
        spoken: Gives a design of a project as the engine can speak it; called in threads.
        work: Owner of the tasks.
        as_spoken: Gives a project with what the dictionaries tell; called in threads.

    Attributes:
        changed: Emits when a summary was read.
    """

    def __init__(
        self,
        spoken: Callable[[Project, VoiceDesign], VoiceDesign],
        work: Work,
        as_spoken: Callable[[Project], Project] = lambda project: project,
    ) -> None:
        self._spoken = spoken
        self._as_spoken = as_spoken
        self._work = work
        self._known: dict[Path, Looked] = {}
        self._old: set[Path] = set()
        self._paths: tuple[Path, ...] = ()
        self._task: asyncio.Task[None] | None = None
        self.changed: Signal[None] = Signal()

    def of(self, path: Path) -> Looked | None:
        """What was found there last; None before it was looked at."""
        return self._known.get(path)

    def look(self, paths: tuple[Path, ...]) -> None:
        """Look at *paths*, in this order, instead of what is being looked at."""
        self._paths = paths
        if self._task is not None:
            self._task.cancel()
        self._task = self._work.tasks.spawn("read the projects' summaries", self._look(paths))

    def forget(self, _changed: object = None) -> None:
        """Read all again at the next look, and those looked at last now, as the engine may speak otherwise by now."""
        self._old.update(self._known)
        if self._known:
            self.look(self._paths)

    async def _look(self, paths: tuple[Path, ...]) -> None:
        loop = asyncio.get_running_loop()
        for path in paths:
            known = self._known.get(path)
            newest = None if path in self._old else known
            found = await loop.run_in_executor(None, _look_at, path, newest, self._reads, self._as_spoken)
            self._old.discard(path)
            if found != known:
                self._known[path] = found
                self.changed.emit(None)

    def _reads(self, project: Project, speaker: Speaker) -> VoiceDesign:
        return self._spoken(project, speaker.design)


def _look_at(path: Path, known: Looked | None, reads: Reads, as_spoken: Callable[[Project], Project]) -> Looked:
    stamp = _stamp(path)
    if known is not None and known.stamp == stamp:
        return known
    if not stamp:
        return Looked()
    with suppress(OSError):
        return Looked(stamp, read_summary(path, _estimate, reads, as_spoken))
    return Looked(stamp)


def _stamp(path: Path) -> Stamp:
    """Of the file and its log; empty if there is none."""
    found: list[int] = []
    for each in (path, path.with_name(f"{path.name}-wal")):
        try:
            status = each.stat()
        except OSError:
            continue
        found += [status.st_mtime_ns, status.st_size]
    return tuple(found)


def _estimate(text: str, design: VoiceDesign) -> float:
    return estimated_s(text, design.controls.rate, design.language)
