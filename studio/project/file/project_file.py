# SPDX-License-Identifier: GPL-3.0-or-later
"""An open project's file."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from uuid import uuid4
from weakref import WeakSet

from studio.core.errors import NotFound, SaveFailed
from studio.core.files import replacing
from studio.core.project import Project
from studio.core.takes import Clip, Take
from studio.project.file.connection import connect, for_writing, primary_code, reason_of, save_failed, transaction
from studio.project.file.content import Content
from studio.project.file.lock import identity_of, read_lock, release_lock, this_process, write_lock
from studio.project.file.rows import Known, rank_anew, read_all, set_meta, worn, write_changes
from studio.project.file.schema import make_tables
from studio.project.file.takes import drop_takes, keep_take, read_clips, read_takes, sound_of
from studio.project.file.versions import Version, keep_version, version, versions

_PASSING = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY)

_open: WeakSet[ProjectFile] = WeakSet()
"""The files that this program has open."""
_MISSING = "See whether its drive is connected, or save the project elsewhere."


class ProjectFile:
    """Writes a project to its file by the rows that changed. All of it is called in one thread.

    Args:
        path: The file, which this program holds by its lock row.
        connection: Made in that thread.
        content: What it holds.
        known: See rows.Known.
        clock: Seconds since 1970.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        content: Content,
        known: Known,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path = path
        self.id = id_in(connection)
        self._connection: sqlite3.Connection | None = connection
        self._file = os.stat(path)
        self._saved = content
        self._known = known
        self._clock = clock
        self._me = this_process()
        self._checkpointed = False
        _open.add(self)
        if worn(known):
            with self._writing() as database:
                rank_anew(database, content.project.paragraphs, known)

    def save(self, content: Content) -> None:
        """Write what differs from what was saved last.

        Raises:
            SaveFailed: the disk is full or read-only, the file is not there or another one by now, or another program
                has taken it. Nothing of *content* is written then.
        """
        with self._writing() as database:
            known = write_changes(database, self._saved, content, self._known)
        self._saved, self._known = content, known

    def keep_take(self, take: Take, clips: Iterable[tuple[Clip, bytes]]) -> None:
        """Keep *take* with the clips that are new with it, each with its FLAC stream.

        Raises:
            SaveFailed: see `save`.
        """
        with self._writing() as database:
            keep_take(database, take, clips)

    def drop_takes(self, takes: Iterable[str]) -> None:
        """Drop takes, and clips that no other take has.

        Raises:
            SaveFailed: see `save`.
        """
        with self._writing() as database:
            drop_takes(database, takes)
        with suppress(sqlite3.Error):
            _give_back_pages(self._reader())

    def bring_takes(self, path: Path) -> None:
        """Copy takes from another file of the same project that this one does not have.

        Raises:
            SaveFailed: see `save`.
        """
        with closing(connect(path, "ro")) as source, self._writing() as database:
            have, clips = {take.id for take in read_takes(database)}, read_clips(source)
            for take in read_takes(source):
                if take.id not in have:
                    wanted = [clips[span.clip] for span in take.spans if span.clip in clips]
                    keep_take(database, take, [(clip, sound_of(source, clip.id) or b"") for clip in wanted])

    def keep_version(self, project: Project, name: str) -> None:
        """Keep *project* as a version.

        Raises:
            SaveFailed: see `save`.
        """
        with self._writing() as database:
            keep_version(database, project, name, self._clock())

    def versions(self) -> tuple[Version, ...]:
        """The kept versions, the newest first.

        Raises:
            NotFound: the file cannot be read now.
        """
        with self._reading() as database:
            return versions(database)

    def version(self, number: int) -> Project:
        """The project as that version kept it.

        Raises:
            NotFound: there is none, it is damaged, or the file cannot be read now.
        """
        with self._reading() as database:
            return version(database, number)

    def beat(self) -> None:
        """Show other programs that this one lives.

        Raises:
            SaveFailed: see `save`.
        """
        with self._writing() as database:
            write_lock(database, self._me, self._clock(), identity_of(self.path))

    def checkpoint(self) -> None:
        """Bring all that was saved into the file itself. What fails here is done by the next one."""
        if self._connection is None or self._checkpointed:
            return
        with suppress(sqlite3.Error):
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._checkpointed = not busy

    def close(self) -> None:
        """Give the file back, whole without anything beside it."""
        _open.discard(self)
        connection = self._connection
        if connection is None:
            return
        with suppress(sqlite3.Error, SaveFailed):
            with self._writing() as database:
                release_lock(database)
            _give_back_pages(connection)
        self.checkpoint()
        self._drop()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, in a file that this program still holds."""
        try:
            self._see_that_it_is_there()
            connection = self._reader()
            with transaction(connection):
                self._see_that_it_is_ours(connection)
                self._checkpointed = False
                yield connection
        except sqlite3.Error as error:
            if primary_code(error) not in _PASSING:
                self._drop()
            raise save_failed(self.path, error) from error
        except SaveFailed:
            raise
        except OSError as error:
            # It went just now.
            self._drop()
            raise self._unreachable(error) from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for what is only read."""
        try:
            yield self._reader()
        except sqlite3.Error as error:
            if primary_code(error) not in _PASSING:
                self._drop()
            raise NotFound(f"{self.path.name} could not be read: {reason_of(error)}.", repr(error)) from error

    def _reader(self) -> sqlite3.Connection:
        """The connection, opened again if a fault has closed it; then what is saved is read again too."""
        if self._connection is None:
            connection = connect(self.path, "rw")
            try:
                for_writing(connection, self.path)
                read = read_all(connection)
            except sqlite3.Error:
                connection.close()
                raise
            self._connection, self._saved, self._known = connection, read.content, read.known
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _see_that_it_is_there(self) -> None:
        try:
            there = os.stat(self.path)
        except FileNotFoundError:
            self._make_anew()
            return
        except OSError as error:
            raise self._unreachable(error) from error
        if os.path.samestat(there, self._file):
            return
        if not self._is_this_project():
            raise SaveFailed(
                f"{self.path} was replaced by another program since it was opened here: save the project elsewhere."
            )
        # Its drive was taken out and put in again.
        self._drop()
        self._file = there

    def _unreachable(self, error: OSError) -> SaveFailed:
        return SaveFailed(f"{self.path} cannot be reached: {error.strerror or error}. {_MISSING}", repr(error))

    def _make_anew(self) -> None:
        """Write what was saved to where the file was, unless that is another drive by now."""
        self._drop()
        try:
            connected = os.stat(self.path.parent).st_dev == self._file.st_dev
        except OSError:
            connected = False
        if not connected:
            raise SaveFailed(f"{self.path} is not there any more. {_MISSING}")
        write_new(self.path, self._saved, self.id)
        self._file = os.stat(self.path)
        connection = self._reader()
        with transaction(connection):
            write_lock(connection, self._me, self._clock(), identity_of(self.path))

    def _is_this_project(self) -> bool:
        try:
            with closing(connect(self.path, "ro")) as connection:
                held = read_lock(connection)
                return id_in(connection) == self.id and held is not None and held.holder == self._me
        except sqlite3.Error:
            return False

    def _see_that_it_is_ours(self, connection: sqlite3.Connection) -> None:
        held = read_lock(connection)
        if held is None or held.holder != self._me:
            where = "another program" if held is None else f"another window on {held.holder.machine}"
            raise SaveFailed(f"{self.path.name} was taken over by {where}: save the project elsewhere.")


def is_open_here(path: Path) -> bool:
    """Whether this program has the file at *path* open."""
    for each in tuple(_open):
        with suppress(OSError):
            if each.path == path or path.samefile(each.path):
                return True
    return False


def write_new(path: Path, content: Content, project_id: str = "") -> None:
    """Make *path* a project's file with *content*: whole or not at all.

    Raises:
        SaveFailed: the folder is missing, read-only or full.
    """
    write_whole(path, bytes_of(content, project_id))


def write_whole(path: Path, data: bytes) -> None:
    """Make *path* a project's file of *data*. What was there before is as it was until *data* is written.

    Raises:
        SaveFailed: the folder is missing, read-only or full.
    """
    with replacing(path) as file:
        file.write(data)
        file.flush()
        # The old file is whole only with its log, which goes once nothing but the change of names is left to fail.
        os.fsync(file.fileno())
        # Of the file that was there before; SQLite would take them for this one's. It looks for them beside the file
        # that a link leads to.
        for left in beside(Path(os.path.realpath(path))):
            left.unlink(missing_ok=True)


def bytes_of(content: Content, project_id: str = "") -> bytes:
    """The bytes of a project's file with *content*."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        make_tables(connection)
        with transaction(connection):
            set_meta(connection, "id", project_id or str(uuid4()))
            write_changes(connection, None, content, Known())
        return connection.serialize()
    finally:
        connection.close()


def _give_back_pages(connection: sqlite3.Connection) -> None:
    """Make the file as small as its content is."""
    # SQLite gives back a page each time it is asked to go on; of a statement without columns, `execute` asks once.
    connection.executescript("PRAGMA incremental_vacuum")


def beside(path: Path) -> tuple[Path, ...]:
    """Names of the files that SQLite may write beside *path*."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


def id_in(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()
    return str(row[0]) if row is not None else ""
