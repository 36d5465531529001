# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.project.file import file_systems
from studio.project.file.connection import (
    as_stored,
    connect,
    for_writing,
    is_damage,
    reading_uri,
    reason_of,
    transaction,
)
from tests.support.projects import created


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a name with ? and # and %.speech"
    created(path).close()
    return path


def test_what_a_failed_transaction_wrote_is_not_there(path: Path) -> None:
    with closing(connect(path, "rw")) as connection:
        with pytest.raises(KeyError), transaction(connection):
            connection.execute("DELETE FROM paragraphs")
            raise KeyError
        assert connection.execute("SELECT count(*) FROM paragraphs").fetchone() == (4,)
        with transaction(connection):
            connection.execute("DELETE FROM paragraphs")
        assert connection.execute("SELECT count(*) FROM paragraphs").fetchone() == (0,)


@pytest.mark.parametrize("text", ["plain", "\ud800", "a\0b", "\U0001f600"])
def test_any_text_comes_back(path: Path, text: str) -> None:
    with closing(connect(path, "rw")) as connection:
        row = connection.execute("SELECT CAST(? AS TEXT)", (as_stored(text),)).fetchone()
        assert row == (text,)
        assert connection.execute("SELECT CAST(x'61ff' AS TEXT)").fetchone() == ("a\ufffd",)


def test_a_reader_of_a_closed_file_leaves_nothing_beside_it(path: Path) -> None:
    assert reading_uri(path).endswith("immutable=1")
    with closing(connect(path, "ro")) as connection:
        assert connection.execute("SELECT count(*) FROM paragraphs").fetchone() == (4,)
        with pytest.raises(sqlite3.OperationalError) as refused:
            connection.execute("DELETE FROM paragraphs")
    assert "read-only" in reason_of(refused.value)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_reader_of_an_open_file_sees_what_was_saved_last(path: Path) -> None:
    with closing(connect(path, "rw")) as writer:
        for_writing(writer, path)
        assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
        with transaction(writer):
            writer.execute("DELETE FROM paragraphs WHERE id = 'p1'")
        with closing(connect(path, "ro")) as reader:
            assert reader.execute("SELECT count(*) FROM paragraphs").fetchone() == (3,)


def test_on_a_network_a_rollback_journal_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.project.file.connection.is_own", lambda _folder: False)
    assert file_systems.is_own(path.parent)
    with closing(connect(path, "rw")) as writer:
        for_writing(writer, path)
        assert writer.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        with transaction(writer):
            writer.execute("DELETE FROM paragraphs WHERE id = 'p1'")
        assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_damage_is_told_from_what_passes(path: Path) -> None:
    path.write_bytes(b"no database" * 100)
    with closing(connect(path, "rw")) as connection, pytest.raises(sqlite3.DatabaseError) as damaged:
        connection.execute("SELECT * FROM meta")
    assert is_damage(damaged.value)
    with pytest.raises(sqlite3.OperationalError) as missing:
        connect(path.with_name("missing"), "rw")
    assert not is_damage(missing.value)
    assert "folder" in reason_of(missing.value)
