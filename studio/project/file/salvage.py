# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading of a damaged project's file as far as it goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from studio.core.project import Project
from studio.project.file.connection import connect, transaction
from studio.project.file.content import Content
from studio.project.file.rows import CAST, META, PARAGRAPHS, Known, Read, cast_of, paragraphs_of, place_of, values_of

_MOST_MISSES = 2000
# Tables whose rows go to the new file as they are, and their keys.
_COPIED = {"versions": "number", "clips": "id", "sounds": "number", "takes": "number"}


def salvaged(path: Path) -> tuple[Read | None, str]:
    """What can be read of the damaged file at *path*, without its steps, and its project's id. None if there is no
    text in it."""
    known, faults = Known(), ["a part of the file"]
    with closing(_tolerant(path)) as connection:
        rows = [row[1:] for row in _rows(connection, f"SELECT number, {PARAGRAPHS} FROM paragraphs", "number")]
        ranked = sorted((row for row in rows if isinstance(row[1], bytes)), key=lambda row: row[1])
        # A page that was written over may hold rows of another one, too.
        paragraphs = paragraphs_of({row[0]: row for row in ranked}.values(), known, faults)
        meta: dict[str, Any] = {row[1]: row[2] for row in _rows(connection, f"SELECT key, {META} FROM meta", "key")}
        project_id = str(meta.get("id", ""))
        if not paragraphs:
            return None, project_id
        values = values_of(meta, faults)
        speakers = [row[1:] for row in _rows(connection, f"SELECT id, place, {CAST} FROM speakers", "id")]
        placed = sorted((row for row in speakers if isinstance(row[0], int)), key=lambda row: row[0])
        cast = cast_of([row[1:] for row in placed], known, faults)
    if cast:
        values["cast"] = cast
    content = Content(Project(**{**values, "paragraphs": paragraphs}), place=place_of(meta))
    return Read(content, known, tuple(dict.fromkeys(faults))), project_id


def copy_rest(damaged: Path, connection: sqlite3.Connection) -> None:
    """Copy versions, takes and their sounds to *connection*'s new file as far as they can be read."""
    with closing(_tolerant(damaged)) as source:
        for table, key in _COPIED.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            listed = ", ".join(columns)
            marks = ", ".join("?" * len(columns))
            for row in _rows(source, f"SELECT {key}, {listed} FROM {table}", key):
                with suppress(sqlite3.Error, UnicodeError), transaction(connection):
                    connection.execute(f"INSERT OR IGNORE INTO {table} ({listed}) VALUES ({marks})", row[1:])


def _tolerant(path: Path) -> sqlite3.Connection:
    connection = connect(path, "ro")
    # Otherwise nothing is read of a file that has fewer pages than it says.
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def _rows(connection: sqlite3.Connection, select: str, key: str) -> Iterator[Sequence[Any]]:
    """Rows of *select*, whose first column is *key*: from the start as far as they can be read, from the end, and
    numbered ones one by one between."""
    seen: set[Any] = set()
    for order in ("ASC", "DESC"):
        try:
            for row in connection.execute(f"{select} ORDER BY {key} {order}"):
                if row[0] in seen:
                    return
                seen.add(row[0])
                yield row
            return
        except sqlite3.Error:
            continue
    if key != "number":
        return
    number, misses = 1, 0
    while misses < _MOST_MISSES:
        if number not in seen:
            row = None
            with suppress(sqlite3.Error):
                row = connection.execute(f"{select} WHERE number = ?", (number,)).fetchone()
            misses = 0 if row is not None else misses + 1
            if row is not None:
                yield row
        number += 1
