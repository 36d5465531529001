# SPDX-License-Identifier: GPL-3.0-or-later
"""The user's own voices, in an SQLite file that several processes may use at once."""

from __future__ import annotations

import json
import math
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from studio.core.errors import InvalidArgument, NotFound, SaveFailed
from studio.core.files import keep_private, private_folder
from studio.core.voices import EMBEDDING_LENGTH, MixPart, Voice

_SCHEMA = """
CREATE TABLE IF NOT EXISTS voices (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, language TEXT NOT NULL, sex TEXT NOT NULL,
    embedding BLOB NOT NULL, recipe TEXT NOT NULL, created_at TEXT NOT NULL, clip_sha256 TEXT NOT NULL DEFAULT '',
    imported INTEGER NOT NULL DEFAULT 0
)
"""
_COLUMNS = "id, name, description, language, sex, embedding, recipe, created_at, clip_sha256, imported"
_ADDED = {"clip_sha256": "TEXT NOT NULL DEFAULT ''", "imported": "INTEGER NOT NULL DEFAULT 0"}
"""Columns that databases of earlier versions do not have, in the order in which they came."""
_BUSY_S = 5.0


@dataclass(frozen=True, slots=True)
class StoredVoice:
    """An own voice with its time of creation (ISO 8601, UTC)."""

    voice: Voice
    created_at: str


class VoiceStore:
    """Own voices by id. Reads take microseconds; writes go to the disk, so call them outside an event loop.

    Args:
        path: The database; its folder is made if necessary.

    Raises:
        SaveFailed: the file cannot be opened or is not a database; it is left as it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reading, self._writing = Lock(), Lock()
        try:
            private_folder(path.parent)
            keep_private(path)  # SQLite gives its mode to the files it writes beside it
            self._writer = _connected(path)
        except (OSError, sqlite3.Error) as error:
            raise self._failed(error) from error
        try:
            self._writer.execute("PRAGMA journal_mode=WAL")
            self._writer.execute(_SCHEMA)
            _add_columns(self._writer)
            # A connection for reading, so that a read never waits for a write to reach the disk.
            self._reader = _connected(path)
        except sqlite3.Error as error:
            self._writer.close()
            raise self._failed(error) from error

    def all(self) -> tuple[StoredVoice, ...]:
        """All undamaged voices, the oldest first."""
        return tuple(stored for row in self._rows() if (stored := _from_row(row)) is not None)

    def damaged(self) -> int:
        """The number of voices that cannot be read; they are left as they are."""
        return sum(_from_row(row) is None for row in self._rows())

    def _rows(self) -> list[tuple[Any, ...]]:
        with self._reads() as database:
            return database.execute(f"SELECT {_COLUMNS} FROM voices ORDER BY created_at, rowid").fetchall()

    def find(self, voice_id: str) -> StoredVoice | None:
        with self._reads() as database:
            row = database.execute(f"SELECT {_COLUMNS} FROM voices WHERE id = ?", (voice_id,)).fetchone()
        return None if row is None else _from_row(row)

    def add(self, voice: Voice) -> StoredVoice:
        """Store *voice*, which has an embedding.

        Raises:
            InvalidArgument: its id is taken.
            SaveFailed: the disk is full or read-only.
        """
        stored = StoredVoice(voice, datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))
        try:
            with self._writes() as database:
                marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
                database.execute(f"INSERT INTO voices ({_COLUMNS}) VALUES ({marks})", _to_row(stored))
        except _Taken:
            raise InvalidArgument("id", "one that no other voice has") from None
        return stored

    def change(self, voice_id: str, name: str | None, description: str | None, sex: str | None = None) -> StoredVoice:
        """Change a voice's name, description or sex; None leaves them as they are.

        Raises:
            NotFound: no own voice has that id.
            SaveFailed: the disk is full or read-only.
        """
        with self._writes() as database:
            database.execute(
                "UPDATE voices SET name = COALESCE(?, name), description = COALESCE(?, description),"
                " sex = COALESCE(?, sex) WHERE id = ?",
                (name, description, sex, voice_id),
            )
        stored = self.find(voice_id)
        if stored is None:
            raise _no_such_voice()
        return stored

    def delete(self, voice_id: str) -> None:
        """Delete a voice.

        Raises:
            NotFound: no own voice has that id.
            SaveFailed: the disk is full or read-only.
        """
        with self._writes() as database:
            deleted = database.execute("DELETE FROM voices WHERE id = ?", (voice_id,)).rowcount
        if not deleted:
            raise _no_such_voice()

    def close(self) -> None:
        with self._reading, self._writing:
            self._reader.close()
            self._writer.close()

    @contextmanager
    def _reads(self) -> Iterator[sqlite3.Connection]:
        with self._reading:
            try:
                yield self._reader
            except sqlite3.Error as error:
                raise self._failed(error) from error

    @contextmanager
    def _writes(self) -> Iterator[sqlite3.Connection]:
        with self._writing:
            try:
                yield self._writer
            except sqlite3.Error as error:
                if error.sqlite_errorname in ("SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"):
                    raise _Taken from error
                raise self._failed(error) from error

    def _failed(self, error: Exception) -> SaveFailed:
        return SaveFailed(
            f"Your own voices in {self.path} cannot be read or written. Free some space, or move that file away.",
            repr(error),
        )


class _Taken(Exception):
    """The id is already in the table."""


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_S, check_same_thread=False, isolation_level=None)
    # Damaged text in one row must not keep the others from being read.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection


def _add_columns(database: sqlite3.Connection) -> None:
    """Bring a database of an earlier version up to this one."""
    database.execute("BEGIN IMMEDIATE")
    known = [row[1] for row in database.execute("PRAGMA table_info(voices)")]
    for name, kind in _ADDED.items():
        if name not in known:
            database.execute(f"ALTER TABLE voices ADD COLUMN {name} {kind}")
    database.execute("COMMIT")


def _no_such_voice() -> NotFound:
    return NotFound("There is no own voice with that id. List the voices and choose one.")


def _to_row(stored: StoredVoice) -> tuple[str | bytes | int, ...]:
    voice = stored.voice
    embedding = voice.embedding or ()
    return (
        voice.id,
        voice.name,
        voice.description,
        voice.language,
        voice.sex,
        struct.pack(f"<{len(embedding)}d", *embedding),
        json.dumps([[part.voice_id, part.weight] for part in voice.recipe]),
        stored.created_at,
        voice.clip_sha256,
        int(voice.imported),
    )


def _from_row(row: tuple[Any, ...]) -> StoredVoice | None:
    """The voice of a row; None if the row is damaged. A voice of which only the recipe is damaged speaks as before."""
    voice_id, name, description, language, sex, embedding, recipe, created_at, clip_sha256, imported = row
    if not all(isinstance(text, str) for text in (voice_id, name, description, language, sex, created_at, clip_sha256)):
        return None
    if not voice_id or not isinstance(embedding, bytes) or len(embedding) != 8 * EMBEDDING_LENGTH:
        return None
    numbers = struct.unpack(f"<{EMBEDDING_LENGTH}d", embedding)
    if not all(map(math.isfinite, numbers)):
        return None
    voice = Voice(
        id=voice_id,
        name=name,
        language=language,
        sex=sex,
        description=description,
        own=True,
        embedding=numbers,
        recipe=_recipe(recipe),
        clip_sha256=clip_sha256,
        imported=bool(imported),
    )
    return StoredVoice(replace(voice, character=_character(voice)), created_at)


def _recipe(told: object) -> tuple[MixPart, ...]:
    try:
        parts = tuple(MixPart(part_id, float(weight)) for part_id, weight in json.loads(str(told)))
    except (ValueError, TypeError, RecursionError):
        return ()
    whole = all(isinstance(part.voice_id, str) and math.isfinite(part.weight) and part.weight > 0 for part in parts)
    return parts if whole else ()


def _character(voice: Voice) -> str:
    return f"a blend of {len(voice.recipe)} voices" if len(voice.recipe) > 1 else ""
