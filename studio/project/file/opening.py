# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening of a project's file, whatever state it is in."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from studio.core.errors import SaveFailed, StudioError
from studio.core.files import set_aside
from studio.project.file.backups import Backup, Backups
from studio.project.file.connection import connect, for_writing, is_damage, reason_of, transaction
from studio.project.file.content import Content
from studio.project.file.copying import bytes_without_sound
from studio.project.file.lock import Held, identity_of, may_live, read_lock, this_process, write_lock
from studio.project.file.project_file import ProjectFile, beside, id_in, is_open_here, write_new, write_whole
from studio.project.file.rows import Read, read_all, set_meta
from studio.project.file.salvage import copy_rest, salvaged
from studio.project.file.schema import is_later, migrate, needs_migration, version_in

_CHECKED = ("meta", "paragraphs", "speakers", "steps")
_BUSY_S = 2.0
_STEPS_BETWEEN = 10_000


class ProjectUnreadable(StudioError):
    """A file cannot be opened as a project. It is as it was."""


class NoProject(ProjectUnreadable):
    """The file is none of a project, such as a text."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A project that was opened.

    Attributes:
        file: None if nothing may be written to it; *read_only* says why then.
        said: Notices for a person.
        held: Who holds it on another machine.
        unclean: Whether the program that had it open before did not close it.
        written_s: When it was written last before it was opened, in seconds since 1970; 0 if that is not known.
    """

    content: Content
    file: ProjectFile | None
    read_only: str = ""
    said: tuple[str, ...] = ()
    held: Held | None = None
    unclean: bool = False
    written_s: float = 0.0


def create_project(path: Path, content: Content, backups: Backups, clock: Callable[[], float] = time.time) -> Opened:
    """Make *path* a new project's file, and open it.

    Raises:
        SaveFailed: the folder is missing, read-only or full.
        ProjectUnreadable: another program has taken it meanwhile.
    """
    write_new(path, content)
    return open_project(path, backups, clock)


def open_project(
    path: Path,
    backups: Backups,
    clock: Callable[[], float] = time.time,
    known_id: str = "",
    take_over: bool = False,
    write: bool = True,
) -> Opened:
    """Open the project at *path* for writing, or read-only if that is not possible. Call it in the file's thread.

    Args:
        known_id: The project's id as it was known before, by which a backup is found if nothing can be read.
        take_over: Whether to take it from another machine.
        write: Whether it may be changed.

    Raises:
        ProjectUnreadable: it is missing, of another kind or of a later version, or nothing of it can be read and there
            is no backup.
    """
    try:
        version = version_in(path)
    except FileNotFoundError as error:
        raise ProjectUnreadable(
            f"{path.name} is not in {path.parent} any more: if it is on another drive, connect that."
        ) from error
    except OSError as error:
        raise ProjectUnreadable(f"{path.name} could not be read: {error.strerror or error}.", repr(error)) from error
    if version is None and write:
        return _backup_instead(path, backups, clock, known_id)
    if version is None:
        raise NoProject(_kind_said(path))
    if is_later(version):
        raise _later(path)
    try:
        return _opened(path, backups, clock, take_over) if write else _read_only(path, "")
    except sqlite3.Error as error:
        if not (is_damage(error) and write):
            raise ProjectUnreadable(f"{path.name} could not be opened: {reason_of(error)}.", repr(error)) from error
    return _mended(path, backups, clock, known_id)


def integrity_faults(path: Path, stopped: Callable[[], bool] = lambda: False) -> str:
    """What a full check of the file finds; "" if it is sound, or once it is *stopped*. It reads all of the file, so it
    takes long."""
    try:
        with closing(connect(path, "ro")) as connection:
            connection.set_progress_handler(stopped, _STEPS_BETWEEN)
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    except sqlite3.Error as error:
        return str(error) if is_damage(error) else ""
    return "" if found == ["ok"] else "; ".join(found)


def holder_of(path: Path) -> Held | None:
    """Who may have the project at *path* open now; None for nobody, also if it was not closed or is a copy.

    Raises:
        ProjectUnreadable: it is not there, or cannot be read now.
    """
    try:
        with closing(connect(path, "ro", _BUSY_S)) as connection:
            held, _ = _holder_of(connection, path)
    except sqlite3.Error as error:
        raise ProjectUnreadable(f"{path.name} could not be read: {reason_of(error)}.", repr(error)) from error
    except OSError as error:
        raise ProjectUnreadable(f"{path.name} could not be read: {error.strerror or error}.", repr(error)) from error
    me = this_process()
    ended = held is not None and held.holder.host == me.host and not may_live(held.holder, me)
    return None if ended else held


def _opened(path: Path, backups: Backups, clock: Callable[[], float], take_over: bool) -> Opened:
    if not _writable(path):
        return _read_only(path, f"{path.name} or its folder is read-only: nothing is saved there. Save it elsewhere.")
    written_s = _written_s(path)
    connection = connect(path, "rw", _BUSY_S)
    try:
        # It may be newer in what a killed program has left beside the file.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if is_later(version):
            raise _later(path)
        _quick_check(connection)
        held, copied = _holder_of(connection, path)
        me = this_process()
        if held is not None and held.holder.host == me.host and may_live(held.holder, me):
            connection.close()
            return _read_only(path, f"{path.name} is open in another window: nothing of this one is saved in it.")
        if held is not None and held.holder.host != me.host and not take_over:
            connection.close()
            reason = f"{path.name} is open on {held.holder.machine}: nothing of this window is saved in it."
            return _read_only(path, reason, held)
        said: tuple[str, ...] = ()
        if needs_migration(version):
            said = _backed_up(path, connection, backups)
            migrate(connection, version)
        for_writing(connection, path)
        with transaction(connection):
            write_lock(connection, me, clock(), identity_of(path))
            if copied:
                set_meta(connection, "id", str(uuid4()))
        read = read_all(connection)
        file = ProjectFile(path, connection, read.content, read.known, clock)
        said = (*said, *_faults_said(path, read))
        return Opened(read.content, file, said=said, unclean=held is not None, written_s=written_s)
    except BaseException:
        connection.close()
        raise


def _holder_of(connection: sqlite3.Connection, path: Path) -> tuple[Held | None, bool]:
    """Who holds the file, and whether it is a copy of one that was held here when it was copied."""
    held, me = read_lock(connection), this_process()
    if held is not None and held.file and held.holder.host == me.host and held.file != identity_of(path):
        return None, True
    if held is not None and held.holder == me and not is_open_here(path):
        # It could not be taken away, as from a full disk.
        return None, False
    return held, False


def _later(path: Path) -> ProjectUnreadable:
    return ProjectUnreadable(
        f"{path.name} was written by a later version of Speech Studio, which is needed to open it."
    )


def _read_only(path: Path, reason: str, held: Held | None = None) -> Opened:
    with closing(connect(path, "ro", _BUSY_S)) as connection:
        read = read_all(connection)
    return Opened(read.content, None, reason, _faults_said(path, read), held)


def _written_s(path: Path) -> float:
    """When the file or its log was written last; 0 if that is not known."""
    times = [0.0]
    for each in (path, *beside(path)):
        with suppress(OSError):
            times.append(each.stat().st_mtime)
    return max(times)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _quick_check(connection: sqlite3.Connection) -> None:
    """Raise what SQLite raises if the text's tables are damaged."""
    for table in _CHECKED:
        for (found,) in connection.execute(f"PRAGMA quick_check({table})"):
            if found != "ok":
                error = sqlite3.DatabaseError(found)
                error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
                raise error


def _faults_said(path: Path, read: Read) -> tuple[str, ...]:
    if not read.faults:
        return ()
    return (f"Of {path.name} could not be read: {', '.join(read.faults)}. All else was.",)


def _backed_up(path: Path, connection: sqlite3.Connection, backups: Backups) -> tuple[str, ...]:
    """Keep the file as it was before a migration."""
    try:
        backups.add(id_in(connection), bytes_without_sound(path))
    except SaveFailed as error:
        return (error.user_text,)
    return ()


def _mended(path: Path, backups: Backups, clock: Callable[[], float], known_id: str) -> Opened:
    """What can be read of a damaged file, or else its newest backup, in a new file at *path*."""
    try:
        read, found_id = salvaged(path)
    except sqlite3.Error:
        read, found_id = None, ""
    project_id = found_id or known_id
    if read is None:
        return _backup_instead(path, backups, clock, project_id)
    try:
        aside = _aside(path)
        write_new(path, read.content, project_id)
    except (OSError, SaveFailed):
        reason = f"{path.name} is damaged, and its folder is read-only: save what could be read elsewhere."
        return Opened(read.content, None, reason)
    with suppress(sqlite3.Error), closing(connect(path, "rw")) as connection:
        copy_rest(aside, connection)
    opened = open_project(path, backups, clock)
    backup = next(iter(backups.of(project_id)), None)
    also = f" Its backup of {_when(backup)} is {backup.path}." if backup is not None else ""
    text = f"{path.name} is damaged: it was opened as far as it could be read. What was there is kept as {aside}.{also}"
    return _saying(opened, text)


def _backup_instead(path: Path, backups: Backups, clock: Callable[[], float], project_id: str) -> Opened:
    backup = next(iter(backups.of(project_id)), None) if project_id else None
    if backup is None:
        raise NoProject(_kind_said(path))
    try:
        data = backup.path.read_bytes()
        aside = _aside(path)
        write_whole(path, data)
    except (OSError, SaveFailed) as error:
        raise NoProject(f"{_kind_said(path)} Its backup of {_when(backup)} is {backup.path}.", repr(error)) from error
    return _saying(
        open_project(path, backups, clock),
        f"{path.name} could not be read: its backup of {_when(backup)} was opened. What was there is kept as {aside}; "
        "sound is rendered again.",
    )


def _aside(path: Path) -> Path:
    aside = set_aside(path)
    for end, there in zip(beside(aside), beside(path), strict=True):
        with suppress(OSError):
            os.rename(there, end)
    return aside


def _saying(opened: Opened, text: str) -> Opened:
    return replace(opened, said=(text, *opened.said))


def _when(backup: Backup) -> str:
    return f"{backup.made.astimezone():%d %B, %H:%M}"


def _kind_said(path: Path) -> str:
    try:
        empty = path.stat().st_size == 0
    except OSError:
        empty = False
    if empty:
        return f"{path.name} is empty (0 bytes): it holds no project. Open another one, or a backup of it."
    return f"{path.name} is not a project of Speech Studio, or is damaged from its start on."
