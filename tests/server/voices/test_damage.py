# SPDX-License-Identifier: GPL-3.0-or-later
"""What is damaged in the user's databases spoils nothing but itself, and is told."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.cli.doctor import _own_data
from studio.core.dictionary import Entry
from studio.core.errors import InvalidArgument, NotFound, SaveFailed
from studio.core.voices import EMBEDDING_LENGTH, MixPart, Voice
from studio.engine.aliases import NEWSMAN_ID
from studio.server.voices.damage import PRONUNCIATIONS, VOICES, damage, damage_in
from studio.server.voices.pronunciation_store import PronunciationStore
from studio.server.voices.store import VoiceStore
from tests.support.speech_server import RAW_24K, running_server

OWN = Voice(
    id="own",
    name="Mine",
    language="en-US",
    sex="female",
    own=True,
    embedding=(1.0,) * EMBEDDING_LENGTH,
    recipe=(MixPart("a", 0.5), MixPart("b", 0.5)),
)
OTHER = replace(OWN, id="other", name="Another")
COLUMNS = ("name", "description", "language", "sex", "embedding", "created_at", "clip_sha256")
NAN = struct.pack(f"<{EMBEDDING_LENGTH}d", *[float("nan")] * EMBEDDING_LENGTH)
VALUES = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.binary(max_size=20), st.text(max_size=8), st.just(NAN)
)


def execute(path: Path, statement: str, *values: Any) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute(statement, values)


def loosened(path: Path, table: str) -> None:
    """The same table without its conditions, as damage knows none."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(f"CREATE TABLE loose AS SELECT * FROM {table}")
        database.execute(f"DROP TABLE {table}")
        database.execute(f"ALTER TABLE loose RENAME TO {table}")


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    path = tmp_path / VOICES
    store = VoiceStore(path)
    store.add(OWN)
    store.add(OTHER)
    store.close()
    return path


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("embedding", b""),
        ("embedding", b"\0" * 7),
        ("embedding", NAN),
        ("embedding", "text"),
        ("embedding", 5),
        ("name", None),
        ("name", b"\xff\xfe"),
        ("language", b"7"),
        ("created_at", None),
        ("clip_sha256", None),
    ],
)
def test_a_damaged_voice_is_left_out_and_told(voices: Path, column: str, value: Any) -> None:
    loosened(voices, "voices")
    execute(voices, f"UPDATE voices SET {column} = ? WHERE id = 'own'", value)
    store = VoiceStore(voices)
    try:
        assert [stored.voice for stored in store.all()] == [replace(OTHER, character="a blend of 2 voices")]
        assert store.find("own") is None
        told = list(damage(store, PronunciationStore(voices.with_name(PRONUNCIATIONS))))
        assert told == [f"One own voice is damaged in {voices}. It is left out, the others are not touched."]
        store.delete("own")
        assert store.damaged() == 0
    finally:
        store.close()


@pytest.mark.parametrize("recipe", [None, 5, "nonsense", "[1]", '[["a"]]', '[["a", "b"]]', "[" * 100_000, "[[1, 0.5]]"])
def test_a_voice_with_a_damaged_recipe_speaks_as_before(voices: Path, recipe: object) -> None:
    loosened(voices, "voices")
    execute(voices, "UPDATE voices SET recipe = ? WHERE id = 'own'", recipe)
    store = VoiceStore(voices)
    try:
        found = store.find("own")
        assert found is not None
        assert (found.voice.embedding, found.voice.recipe) == (OWN.embedding, ())
        assert store.damaged() == 0
    finally:
        store.close()


def test_whatever_stands_in_a_row_the_others_are_read(voices: Path) -> None:
    loosened(voices, "voices")

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.sampled_from((*COLUMNS, "recipe", "id")), VALUES)
    def is_read(column: str, value: Any) -> None:
        execute(voices, "DELETE FROM voices WHERE rowid > 2")
        execute(voices, "INSERT INTO voices SELECT * FROM voices WHERE rowid = 1")
        execute(voices, f"UPDATE voices SET {column} = ? WHERE rowid > 2", value)
        store = VoiceStore(voices)
        try:
            assert {"own", "other"} <= {stored.voice.id for stored in store.all()}
            store.damaged()
        finally:
            store.close()

    is_read()


def test_text_that_is_no_text_spoils_only_itself(voices: Path) -> None:
    execute(voices, "UPDATE voices SET name = CAST(x'fffe41' AS TEXT) WHERE id = 'own'")
    store = VoiceStore(voices)
    try:
        assert [stored.voice.name for stored in store.all()] == ["\ufffd\ufffdA", "Another"]
    finally:
        store.close()


def test_columns_of_a_later_version_are_left_alone(voices: Path) -> None:
    execute(voices, "ALTER TABLE voices ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")
    store = VoiceStore(voices)
    try:
        store.add(replace(OWN, id="third"))
        assert len(store.all()) == 3
    finally:
        store.close()
    path = voices.with_name(PRONUNCIATIONS)
    pronunciations = PronunciationStore(path)
    made = pronunciations.add("first", (Entry("a", "b"),))
    execute(path, "ALTER TABLE pronunciation_dicts ADD COLUMN pinned INTEGER NOT NULL DEFAULT 1")
    assert pronunciations.get(made.id) == made
    second = pronunciations.add("second", ())
    assert set(pronunciations.ids()) == {made.id, second.id}
    assert pronunciations.change(made.id, "renamed", None).name == "renamed"


def test_a_later_version_that_wants_more_is_no_id_that_is_taken(voices: Path) -> None:
    execute(voices, "CREATE UNIQUE INDEX own_names ON voices (name)")
    execute(voices, "CREATE TRIGGER stop BEFORE INSERT ON voices BEGIN SELECT RAISE(ABORT, 'no mood'); END")
    store = VoiceStore(voices)
    try:
        with pytest.raises(SaveFailed):
            store.add(replace(OWN, id="third", name="Third"))
        execute(voices, "DROP TRIGGER stop")
        with pytest.raises(InvalidArgument):
            store.add(OWN)
    finally:
        store.close()


@pytest.mark.parametrize(
    "entries", [None, 5, "nonsense", "5", "[5]", "[[]]", '[["a"]]', '[["a", 1, "", false]]', "[" * 100_000]
)
def test_a_damaged_dictionary_spoils_only_itself(tmp_path: Path, entries: object) -> None:
    path = tmp_path / PRONUNCIATIONS
    store = PronunciationStore(path)
    good, bad = store.add("good", (Entry("a", "b"),)), store.add("bad", (Entry("c", "d"),))
    loosened(path, "pronunciation_dicts")
    execute(path, "UPDATE pronunciation_dicts SET entries = ? WHERE id = ?", entries, bad.id)
    assert store.some(store.ids(), 100, 2**20)[0] == (good,)
    assert store.damaged() == 1
    with pytest.raises(NotFound, match="damaged"):
        store.get(bad.id)
    store.delete(bad.id)
    assert store.damaged() == 0


def test_entries_of_a_later_version_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    path = tmp_path / PRONUNCIATIONS
    store = PronunciationStore(path)
    made = store.add("one", (Entry("a", "b"),))
    execute(path, "UPDATE pronunciation_dicts SET entries = ?", '[["a", "b", "", false, "more"]]')
    assert store.get(made.id) == made


def test_the_doctor_tells_what_is_damaged(voices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(voices.parent))
    assert list(_own_data()) == []
    execute(voices, "UPDATE voices SET embedding = x'00'")
    findings = list(_own_data())
    assert len(findings) == 1
    assert findings[0].text.startswith("2 own voices are damaged")
    assert findings[0].mend


def test_nothing_is_made_where_nothing_is(tmp_path: Path) -> None:
    assert list(damage_in(tmp_path / "nothing")) == []
    assert not (tmp_path / "nothing").exists()


def damaged_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)


def table_gone(path: Path) -> None:
    execute(path, "DROP TABLE voices")


@pytest.mark.parametrize("spoil", [table_gone, damaged_page])
def test_stock_voices_are_listed_and_speak_without_the_own_ones(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    with running_server(tmp_path) as server, server.http() as http:
        whole = http.get("/voices").json()
        spoil(tmp_path / VOICES)
        listed = http.get("/voices")
        assert (listed.status_code, listed.json()) == (200, whole)
        order = {"model_id": "m", "transcript": "One.", "voice": NEWSMAN_ID, "output_format": dict(RAW_24K)}
        assert http.post("/tts/bytes", json=order).status_code == 200
        notices = [notice for notice in http.get("/status").json()["notices"] if "own voices" in notice]
        assert len(notices) == 1
        missing = http.get("/voices/11111111-1111-1111-1111-111111111111")
        assert missing.json()["error_code"] == "storage_failed"
