# SPDX-License-Identifier: GPL-3.0-or-later
"""Pronunciation dictionaries, in an SQLite file that several processes may use at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from studio.core.dictionary import Entry
from studio.core.errors import NotFound, SaveFailed
from studio.core.files import keep_private, private_folder

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pronunciation_dicts (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, entries TEXT NOT NULL, created_at TEXT NOT NULL
)
"""
_COLUMNS = "id, name, entries, created_at"
_BUSY_S = 5.0


@dataclass(frozen=True, slots=True)
class PronunciationDict:
    """A named list of entries; *created_at* is ISO 8601, UTC."""

    id: str
    name: str
    entries: tuple[Entry, ...]
    created_at: str


class PronunciationStore:
    """Dictionaries by id. Each call opens the file; call outside an event loop.

    Args:
        path: The database; file and folder are made with the first dictionary.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._making = Lock()

    def ids(self) -> tuple[str, ...]:
        """Ids of all dictionaries, the newest first, damaged ones included."""
        with self._database() as database:
            query = "SELECT id FROM pronunciation_dicts ORDER BY created_at DESC, rowid DESC"
            return tuple(str(dict_id) for (dict_id,) in database.execute(query))

    def some(self, ids: Sequence[str], most: int, most_bytes: int) -> tuple[tuple[PronunciationDict, ...], int]:
        """The first undamaged dictionaries of *ids*, up to *most* of them, and no more once they have *most_bytes*.

        Returns:
            The dictionaries in the order of *ids*, and how many of *ids* were read.
        """
        found: list[PronunciationDict] = []
        looked_at = used = 0
        with self._database() as database:
            for dict_id in ids:
                row = database.execute(
                    f"SELECT {_COLUMNS} FROM pronunciation_dicts WHERE id = ?", (dict_id,)
                ).fetchone()
                size = 0 if row is None else len(str(row[2]))
                if found and used + size > most_bytes:
                    break
                looked_at += 1
                whole = None if row is None else _from_row(row)
                if whole is not None:
                    found.append(whole)
                    used += size
                if len(found) == most:
                    break
        return tuple(found), looked_at

    def damaged(self) -> int:
        """The number of dictionaries that cannot be read; they are left as they are."""
        if not self.path.exists():
            return 0
        with self._database() as database:
            rows = database.execute(f"SELECT {_COLUMNS} FROM pronunciation_dicts")
            return sum(_from_row(row) is None for row in rows)

    def get(self, dict_id: str) -> PronunciationDict:
        """The dictionary of an id.

        Raises:
            NotFound: there is none of that id.
        """
        with self._database() as database:
            row = database.execute(
                f"SELECT {_COLUMNS} FROM pronunciation_dicts WHERE id = ?", (dict_id.strip().lower(),)
            ).fetchone()
        if row is None:
            raise _no_such_dict()
        found = _from_row(row)
        if found is None:
            raise NotFound("That pronunciation dictionary is damaged. Delete it and make it anew.")
        return found

    def add(self, name: str, entries: tuple[Entry, ...]) -> PronunciationDict:
        """Store a new dictionary.

        Raises:
            SaveFailed: the disk is full or read-only.
        """
        created_at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        made = PronunciationDict(str(uuid4()), name, entries, created_at)
        with self._database() as database:
            database.execute(
                f"INSERT INTO pronunciation_dicts ({_COLUMNS}) VALUES (?, ?, ?, ?)",
                (made.id, name, _to_json(entries), created_at),
            )
        return made

    def change(self, dict_id: str, name: str | None, entries: tuple[Entry, ...] | None) -> PronunciationDict:
        """Change a dictionary's name or entries; None leaves them as they are.

        Raises:
            NotFound: there is none of that id.
            SaveFailed: the disk is full or read-only.
        """
        with self._database() as database:
            database.execute(
                "UPDATE pronunciation_dicts SET name = COALESCE(?, name), entries = COALESCE(?, entries) WHERE id = ?",
                (name, None if entries is None else _to_json(entries), dict_id.strip().lower()),
            )
        return self.get(dict_id)

    def delete(self, dict_id: str) -> None:
        """Delete a dictionary.

        Raises:
            NotFound: there is none of that id.
            SaveFailed: the disk is full or read-only.
        """
        with self._database() as database:
            deleted = database.execute(
                "DELETE FROM pronunciation_dicts WHERE id = ?", (dict_id.strip().lower(),)
            ).rowcount
        if not deleted:
            raise _no_such_dict()

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._making:
                private_folder(self.path.parent)
                keep_private(self.path)
            with closing(sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)) as database:
                # Damaged text in one row must not keep the others from being read.
                database.text_factory = partial(str, encoding="utf-8", errors="replace")
                database.execute(_SCHEMA)
                yield database
        except (OSError, sqlite3.Error) as error:
            raise SaveFailed(
                f"Your pronunciations in {self.path} cannot be read or written. Free space, or move that file away.",
                repr(error),
            ) from error


def _no_such_dict() -> NotFound:
    return NotFound("There is no pronunciation dictionary with that id. List them and choose one.")


def _to_json(entries: tuple[Entry, ...]) -> str:
    return json.dumps([[entry.text, entry.alias, entry.language, entry.case_sensitive] for entry in entries])


def _from_row(row: tuple[Any, ...]) -> PronunciationDict | None:
    """The dictionary of a row; None if the row is damaged."""
    dict_id, name, told, created_at = row
    if not all(isinstance(text, str) and text for text in (dict_id, name, created_at)):
        return None
    try:
        entries = tuple(_entry(*entry[:4]) for entry in json.loads(str(told)))
    except (ValueError, TypeError, RecursionError):
        return None
    return PronunciationDict(dict_id, name, entries, created_at)


def _entry(text: object, alias: object, language: object, case_sensitive: object) -> Entry:
    if not (isinstance(text, str) and isinstance(alias, str) and isinstance(language, str)) or not text.strip():
        raise TypeError("an entry is three texts and a flag")
    return Entry(text, alias, language, bool(case_sensitive))
