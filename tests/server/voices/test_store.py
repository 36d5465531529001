# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math
import os
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument, NotFound, SaveFailed
from studio.core.voices import MixPart, Voice
from studio.server.voices.store import VoiceStore

VOICE = Voice(
    "11111111-1111-4111-8111-111111111111",
    "Mine",
    "en-GB",
    sex="male",
    description="d",
    own=True,
    embedding=(0.1,) * 192,
    recipe=(MixPart("a", 0.3), MixPart("b", 0.7)),
    character="a blend of 2 voices",
    clip_sha256="ab" * 32,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VoiceStore]:
    opened = VoiceStore(tmp_path / "new folder" / "voices.sqlite3")
    yield opened
    opened.close()


def test_what_was_added_is_found_as_it_was(store: VoiceStore) -> None:
    added = store.add(VOICE)
    assert added.voice == VOICE
    assert store.find(VOICE.id) == added
    assert store.all() == (added,)
    assert added.created_at.endswith("Z")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=192, max_size=192))
def test_embeddings_come_back_to_the_last_bit(store: VoiceStore, values: list[float]) -> None:
    store.add(Voice(VOICE.id, "x", "en", own=True, embedding=tuple(values)))
    found = store.find(VOICE.id)
    store.delete(VOICE.id)
    assert found is not None
    assert found.voice.embedding is not None
    assert [math.copysign(1, value) for value in found.voice.embedding] == [math.copysign(1, v) for v in values]
    assert list(found.voice.embedding) == values


def test_another_process_sees_it_at_once(store: VoiceStore, tmp_path: Path) -> None:
    other = VoiceStore(tmp_path / "new folder" / "voices.sqlite3")
    try:
        added = store.add(VOICE)
        assert other.all() == (added,)
        other.change(VOICE.id, "Renamed", None)
        found = store.find(VOICE.id)
        assert found is not None
        assert found.voice.name == "Renamed"
        other.delete(VOICE.id)
        assert store.all() == ()
    finally:
        other.close()


def test_faults_are_told(store: VoiceStore) -> None:
    store.add(VOICE)
    with pytest.raises(InvalidArgument):
        store.add(VOICE)
    with pytest.raises(NotFound):
        store.delete("nobody")
    with pytest.raises(NotFound):
        store.change("nobody", "x", None)


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "voices.sqlite3"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(SaveFailed, match=r"voices\.sqlite3"):
        VoiceStore(path)
    assert path.read_bytes() == b"not a database" * 100


def test_a_database_from_before_clips_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "voices.sqlite3"
    with sqlite3.connect(path) as old:
        old.execute(
            "CREATE TABLE voices (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL,"
            " language TEXT NOT NULL, sex TEXT NOT NULL, embedding BLOB NOT NULL, recipe TEXT NOT NULL,"
            " created_at TEXT NOT NULL)"
        )
        row = ("old", "Old", "", "en", "", struct.pack("<192d", *[0.5] * 192), "[]", "2026-01-01T00:00:00.000Z")
        old.execute("INSERT INTO voices VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    old.close()
    for _ in range(2):
        store = VoiceStore(path)
        try:
            found = store.find("old")
            assert found is not None
            assert found.voice.name == "Old"
            assert found.voice.clip_sha256 == ""
            if store.find(VOICE.id) is None:
                store.add(VOICE)
        finally:
            store.close()


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_the_files_are_their_owners_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = VoiceStore(tmp_path / "data" / "voices.sqlite3")
        store.add(VOICE)
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert set(modes) == {"voices.sqlite3", "voices.sqlite3-wal", "voices.sqlite3-shm"}
    assert set(modes.values()) == {0o600}
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
