# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of a project's file, and its version."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

APPLICATION_ID = 0x53504348
"""Bytes 68 to 71 of the file: "SPCH"."""
VERSION = 100
"""Hundreds: versions that earlier programs must not open. Below: those that they may, since they keep what they do not
know."""

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE paragraphs (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rank BLOB NOT NULL,
    kind TEXT NOT NULL, level INTEGER NOT NULL, speaker TEXT NOT NULL, left_out INTEGER NOT NULL,
    text TEXT NOT NULL, marks TEXT NOT NULL, takes TEXT NOT NULL, rest TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE speakers (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL, hue TEXT NOT NULL,
    design TEXT NOT NULL, alternate TEXT, rest TEXT NOT NULL DEFAULT '{}'
) WITHOUT ROWID;
CREATE TABLE steps (number INTEGER PRIMARY KEY, label TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE versions (number INTEGER PRIMARY KEY, made REAL NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE lock (
    one INTEGER PRIMARY KEY CHECK (one = 1), host TEXT NOT NULL, process INTEGER NOT NULL, started TEXT NOT NULL,
    beat REAL NOT NULL, file TEXT NOT NULL DEFAULT ''
);
CREATE TABLE clips (
    id TEXT PRIMARY KEY, rate_hz INTEGER NOT NULL, frames INTEGER NOT NULL, words TEXT NOT NULL, peaks BLOB NOT NULL,
    rest TEXT NOT NULL DEFAULT '{}'
) WITHOUT ROWID;
CREATE TABLE sounds (number INTEGER PRIMARY KEY, clip TEXT NOT NULL UNIQUE, audio BLOB NOT NULL);
CREATE TABLE takes (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, paragraph TEXT NOT NULL, time REAL NOT NULL,
    text_digest TEXT NOT NULL, design_digest TEXT NOT NULL, engine TEXT NOT NULL, variation INTEGER NOT NULL,
    script TEXT NOT NULL, design TEXT NOT NULL, spans TEXT NOT NULL, rest TEXT NOT NULL DEFAULT '{}'
);
"""

Migrations = Mapping[int, Callable[[sqlite3.Connection], object]]
MIGRATIONS: dict[int, Callable[[sqlite3.Connection], object]] = {}
"""What brings a file of an earlier version to the next, by that earlier version."""


def make_tables(connection: sqlite3.Connection) -> None:
    """Make an empty database a project's file."""
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.executescript(
        f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; COMMIT;"
    )


def version_in(path: Path) -> int | None:
    """The version in the file's first bytes; None if it is not a project's file. Opens no database.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    if len(head) < _HEADER_BYTES or not head.startswith(_MAGIC):
        return None
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        return None
    return int.from_bytes(head[60:64], "big")


def is_later(version: int) -> bool:
    """Whether a file of *version* must not be opened by this program."""
    return version // 100 > VERSION // 100


def needs_migration(version: int) -> bool:
    return version < VERSION


def migrate(connection: sqlite3.Connection, version: int, steps: Migrations = MIGRATIONS) -> None:
    """Bring a file of an earlier *version* to the present one, in one transaction, by *steps*."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        while version < VERSION:
            steps[version](connection)
            version += 1
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
