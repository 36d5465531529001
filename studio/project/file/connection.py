# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections to a project's file, and what their errors mean for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from studio.core.errors import SaveFailed
from studio.project.file.file_systems import is_own

Mode = Literal["ro", "rw"]
BUSY_S = 5.0
_HEADER_BYTES = 100
_JOURNAL_AT, _LOGGED = 18, b"\2"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space",
    sqlite3.SQLITE_READONLY: "it is read-only: change that, or save the project elsewhere",
    sqlite3.SQLITE_PERM: "access to it is not permitted",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: see whether its folder is there and may be written to",
    sqlite3.SQLITE_BUSY: "another program holds it: close that, or save the project elsewhere",
    sqlite3.SQLITE_LOCKED: "another program holds it: close that, or save the project elsewhere",
    sqlite3.SQLITE_IOERR: "its drive does not answer: see whether it is connected",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged",
    sqlite3.SQLITE_TOOBIG: "a part of it is too large",
}


def connect(path: Path, mode: Mode, busy_s: float | None = None) -> sqlite3.Connection:
    """A connection for one thread, without transactions of its own; it waits for other programs for *busy_s* seconds,
    by default BUSY_S.

    Raises:
        sqlite3.Error: the file is missing or cannot be opened.
    """
    uri = reading_uri(path) if mode == "ro" else f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_S if busy_s is None else busy_s)
    # A lone surrogate, which UTF-8 cannot hold, is kept like any other character.
    connection.text_factory = _text
    return connection


def reading_uri(path: Path) -> str:
    """SQLite's address of a file that is only read."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with path.open("rb") as file:
            logged = file.read(_HEADER_BYTES)[_JOURNAL_AT : _JOURNAL_AT + 1] == _LOGGED
        # Nobody has it open. Otherwise SQLite would make files beside it, which a reader leaves, or fail to.
        alone = logged and not path.with_name(f"{path.name}-wal").exists()
    except OSError:
        alone = False
    return f"{uri}&immutable=1" if alone else uri


def for_writing(connection: sqlite3.Connection, path: Path) -> None:
    """Set how the file is written: each transaction is on the disk when it ends."""
    connection.execute("PRAGMA synchronous = FULL")
    # Shared memory of a log reaches no other machine.
    connection.execute(f"PRAGMA journal_mode = {'WAL' if is_own(path.parent) else 'DELETE'}")
    # The checkpoint comes with the rest after an edit, not in the midst of it.
    connection.execute("PRAGMA wal_autocheckpoint = 16000")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block's changes, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def as_stored(text: str) -> str | bytes:
    """*text* for a parameter within CAST(? AS TEXT)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is damaged or no database; otherwise it only cannot be used now."""
    return primary_code(error) in _DAMAGED


def reason_of(error: sqlite3.Error) -> str:
    """What is wrong and what to do, to follow "because"."""
    return _REASONS.get(primary_code(error), f"SQLite said: {error}")


def save_failed(path: Path, error: sqlite3.Error) -> SaveFailed:
    return SaveFailed(f"{path.name} could not be saved in {path.parent}: {reason_of(error)}.", repr(error))


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's code of *error*; 0 if it is not SQLite's own."""
    # Extended codes hold the primary one in their lowest byte.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")  # a damaged row is better than none
