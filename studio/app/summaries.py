# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of summaries: recent projects in short, read from their files outside of the loop's thread."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.app.transcript import estimated_s
from studio.app.work import Work
from studio.core.observe import Signal
from studio.core.project import VoiceDesign
from studio.core.summary import ProjectSummary
from studio.project.file.summary import read_summary

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

    Attributes:
        changed: Emits when a summary was read.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._known: dict[Path, Looked] = {}
        self._task: asyncio.Task[None] | None = None
        self.changed: Signal[None] = Signal()

    def of(self, path: Path) -> Looked | None:
        """What was found there last; None before it was looked at."""
        return self._known.get(path)

    def look(self, paths: tuple[Path, ...]) -> None:
        """Look at *paths*, in this order, instead of what is being looked at."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._work.tasks.spawn("read the projects' summaries", self._look(paths))

    async def _look(self, paths: tuple[Path, ...]) -> None:
        loop = asyncio.get_running_loop()
        for path in paths:
            known = self._known.get(path)
            found = await loop.run_in_executor(None, _look_at, path, known)
            if found != known:
                self._known[path] = found
                self.changed.emit(None)


def _look_at(path: Path, known: Looked | None) -> Looked:
    stamp = _stamp(path)
    if known is not None and known.stamp == stamp:
        return known
    if not stamp:
        return Looked()
    with suppress(OSError):
        return Looked(stamp, read_summary(path, _estimate))
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
