# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a project's file, made while it is open and written to."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

from studio.core.errors import SaveFailed
from studio.project.file.connection import connect, primary_code, reading_uri, save_failed, transaction
from studio.project.file.lock import read_lock
from studio.project.file.project_file import beside, write_whole
from studio.project.file.rows import set_meta
from studio.project.file.schema import is_later
from studio.project.file.values import field_to_json, to_text

# Times and waves of clips are of no use without their sound.
_NOT_COPIED = ("sounds", "clips", "lock")


class CopyFailed(SaveFailed):
    """The place that a copy goes to is full or fails; what is copied could be read."""


def copy_whole(path: Path, to: Path) -> None:
    """Copy the project at *path*, with its sound, to *to*, as a project of its own. An old file there stays until the
    copy is whole.

    Raises:
        CopyFailed: *to* cannot be written, or has not enough room.
        SaveFailed: *path* cannot be read.
    """
    part = to.with_name(f".speech-studio-{secrets.token_hex(6)}.part")
    try:
        with closing(connect(path, "ro")) as source:
            source.execute("VACUUM INTO ?", (part.absolute().as_uri(),))
        with closing(connect(part, "rw")) as copy:
            copy.execute("PRAGMA synchronous = FULL")
            with transaction(copy):
                copy.execute("DELETE FROM lock")
                set_meta(copy, "id", str(uuid4()))
        _put(part, to)
    except sqlite3.Error as error:
        failed = save_failed(to, error)
        written = primary_code(error) == sqlite3.SQLITE_FULL or "IOERR_WRITE" in getattr(error, "sqlite_errorname", "")
        raise (CopyFailed(failed.user_text, failed.detail) if written else failed) from error
    except OSError as error:
        reason = error.strerror or error
        raise CopyFailed(f"{to.name} could not be written to {to.parent}: {reason}.", repr(error)) from error
    finally:
        for left in (part, *beside(part)):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def copy_without_sound(path: Path, to: Path) -> None:
    """Like copy_whole, without the sound, which is rendered again."""
    write_whole(to, bytes_without_sound(path, str(uuid4())))


def bytes_without_sound(path: Path, new_id: str = "") -> bytes:
    """The bytes of a project's file with all that *path* has, also of a later version, but sounds and lock.

    Args:
        new_id: Its own id; "" for the same.

    Raises:
        SaveFailed: *path* cannot be read.
    """
    copy = sqlite3.connect(":memory:", uri=True, isolation_level=None)
    try:
        copy.execute("PRAGMA auto_vacuum = INCREMENTAL")
        copy.execute("ATTACH ? AS source", (reading_uri(path),))
        for name in ("application_id", "user_version"):
            copy.execute(f"PRAGMA main.{name} = {copy.execute(f'PRAGMA source.{name}').fetchone()[0]}")
        copy.execute("BEGIN")
        made = copy.execute(
            "SELECT type, name, sql FROM source.sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, rowid"
        ).fetchall()
        for kind, name, sql in made:
            copy.execute(sql)
            if kind == "table" and name not in _NOT_COPIED:
                copy.execute(f'INSERT INTO main."{name}" SELECT * FROM source."{name}"')
        if new_id:
            set_meta(copy, "id", new_id)
        copy.execute("COMMIT")
        copy.execute("DETACH source")
        return copy.serialize()
    except sqlite3.Error as error:
        raise save_failed(path, error) from error
    finally:
        copy.close()


def set_title(path: Path, title: str) -> None:
    """Give the project at *path*, which nobody has open, another title.

    Raises:
        SaveFailed: it is open, was not closed, is of a later version, or cannot be written.
    """
    try:
        with closing(connect(path, "rw")) as connection:
            if is_later(connection.execute("PRAGMA user_version").fetchone()[0]):
                raise SaveFailed(f"{path.name} was written by a later version of Speech Studio: rename it there.")
            connection.execute("PRAGMA synchronous = FULL")
            with transaction(connection):
                if read_lock(connection) is not None:
                    raise SaveFailed(f"{path.name} is open, or was not closed: open it here first.")
                set_meta(connection, "title", to_text(field_to_json("title", title)))
    except sqlite3.Error as error:
        raise save_failed(path, error) from error


def _put(part: Path, to: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    for old in beside(to):
        old.unlink(missing_ok=True)
    os.replace(part, to)
