# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.project.file.schema import VERSION, is_later, migrate, needs_migration, version_in
from tests.support.projects import created


def test_a_new_file_says_what_it_is_and_gives_room_back(tmp_path: Path) -> None:
    path = tmp_path / "story.speech"
    created(path).close()
    assert version_in(path) == VERSION
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA auto_vacuum").fetchone() == (2,)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"SQLite format 3\0" + b"\0" * 200, b"x" * 200])
def test_what_is_no_project_has_no_version(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    assert version_in(tmp_path / "other") is None


def test_hundreds_bar_earlier_programs() -> None:
    hundred = VERSION // 100 * 100
    assert [is_later(version) for version in (hundred - 1, hundred, hundred + 99, hundred + 100)] == [
        *(False, False, False, True)
    ]
    assert needs_migration(VERSION - 1)
    assert not needs_migration(VERSION + 1)


def test_a_migration_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "story.speech"
    created(path).close()

    def failing(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE meta ADD COLUMN more TEXT")
        raise sqlite3.OperationalError("no room")

    def done(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE meta ADD COLUMN more TEXT")

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION - 2}")
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, VERSION - 2, {VERSION - 2: lambda _connection: None, VERSION - 1: failing})
        columns = [row[1] for row in connection.execute("PRAGMA table_info(meta)")]
        assert columns == ["key", "value"]
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION - 2,)
        migrate(connection, VERSION - 2, {VERSION - 2: lambda _connection: None, VERSION - 1: done})
        assert [row[1] for row in connection.execute("PRAGMA table_info(meta)")][-1] == "more"
    assert version_in(path) == VERSION
