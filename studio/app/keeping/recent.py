# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of projects that were open lately, the newest first."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from studio.core.checked_json import checked_json, is_number, is_text, to_json_bytes
from studio.core.errors import SaveFailed
from studio.core.files import read_file, replacing

MOST = 60
_MOST_BYTES = 2**20
_LONGEST = 4096
_MOST_WORDS = 10**9


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project that was open lately.

    Attributes:
        path: Its file, which may be gone by now.
        name: As a person knows it.
        opened_s: When it was open last, in seconds since 1970.
        words: Number of its words then.
        id: By which its backups are found.
    """

    path: Path
    name: str = ""
    opened_s: float = 0.0
    words: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A project that the program before did not close, such as because it was killed, and that was opened whole.

    Attributes:
        path: Its file.
        written_s: When it was saved last, in seconds since 1970.
    """

    path: Path
    written_s: float


class Recent:
    """The list, and its file in the data folder, which each change is written to as far as possible.

    Args:
        path: The file; one that cannot be read is a list of none.
        read_only: Whether the disk must not be changed.
        clock: Seconds since 1970.

    Attributes:
        projects: The projects, the newest first.
        recovered: The one that was recovered last since the start, until it is noted as seen.
    """

    def __init__(self, path: Path, read_only: bool = False, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._read_only = read_only
        self._clock = clock
        self.projects = _read(path)
        self.recovered: Recovered | None = None

    def is_first(self, path: Path) -> bool:
        """Whether a project is the newest of the list, and that is on the disk."""
        return bool(self.projects) and self.projects[0].path == path and self._path.exists()

    def note(self, path: Path, project_id: str, name: str, words: int) -> None:
        """Put a project at the head of the list."""
        others = [each for each in self.projects if each.path != path]
        now = RecentProject(path, name, self._clock(), words, project_id)
        self._become((now, *others)[:MOST])

    def note_copy(self, path: Path, copy: Path) -> None:
        """Put a copy of a project behind it."""
        projects = []
        for each in self.projects:
            projects.append(each)
            if each.path == path:
                projects.append(replace(each, path=copy, name=copy.stem, id=""))
        self._become(tuple(projects[:MOST]))

    def moved(self, before: Path, after: Path, name: str) -> None:
        """Note that a project has another file and name."""
        self._become(
            tuple(
                replace(each, path=after, name=name) if each.path == before else each
                for each in self.projects
                if each.path != after
            )
        )

    def forget(self, path: Path) -> None:
        """Take a project off the list."""
        self._become(tuple(each for each in self.projects if each.path != path))

    def id_of(self, path: Path) -> str:
        """Id of the project that was in that file; "" if it is not known."""
        return next((each.id for each in self.projects if each.path == path), "")

    def _become(self, projects: tuple[RecentProject, ...]) -> None:
        self.projects = projects
        if self._read_only:
            return
        with suppress(SaveFailed), replacing(self._path, private=True) as file:
            file.write(to_json_bytes([{**asdict(each), "path": str(each.path)} for each in projects]))


def _read(path: Path) -> tuple[RecentProject, ...]:
    try:
        listed = checked_json(read_file(path, _MOST_BYTES))
    except (OSError, ValueError):
        return ()
    items = listed if isinstance(listed, list) else []
    return tuple(project for item in items[:MOST] if (project := _project(item)) is not None)


def _project(item: Any) -> RecentProject | None:
    if not isinstance(item, dict):
        return None
    path, name, project_id = item.get("path"), item.get("name"), item.get("id")
    opened_s, words = item.get("opened_s"), item.get("words")
    if not (is_text(path, _LONGEST) and is_text(name, _LONGEST) and is_text(project_id, _LONGEST)):
        return None
    if not path or "\0" in path or "/" in project_id or "\\" in project_id:
        return None
    if not (is_number(opened_s, 0, 1e12) and is_number(words, 0, _MOST_WORDS)):
        return None
    return RecentProject(Path(path), name, float(opened_s), int(words), project_id)
