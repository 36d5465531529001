# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.dictionary import Entry
from studio.core.errors import NotFound, SaveFailed
from studio.server.voices.pronunciation_store import PronunciationStore


def test_the_store_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "pronunciations.sqlite3"
    made = PronunciationStore(path).add("Names", (Entry("a", "b", "en", True),))
    assert PronunciationStore(path).get(made.id.upper()) == made
    with pytest.raises(NotFound):
        PronunciationStore(path).get("nothing")
    path.write_bytes(b"no database" * 100)
    with pytest.raises(SaveFailed):
        PronunciationStore(path).ids()


@pytest.fixture
def store(tmp_path: Path) -> PronunciationStore:
    return PronunciationStore(tmp_path / "folder" / "pronunciations.sqlite3")


ENTRIES = (Entry("SQL", "sequel", "", False), Entry("chat", "sha", "fr", True))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.text(min_size=1).filter(lambda name: "\0" not in name),
    st.lists(
        st.builds(Entry, st.text(min_size=1).filter(str.strip), st.text(), st.sampled_from(["", "en"]), st.booleans())
    ),
)
def test_what_was_added_is_found_as_it_was(store: PronunciationStore, name: str, entries: list[Entry]) -> None:
    made = store.add(name, tuple(entries))
    assert store.get(made.id) == made
    assert (made.name, made.entries) == (name, tuple(entries))


def test_a_change_leaves_what_it_does_not_name(store: PronunciationStore) -> None:
    made = store.add("A", ENTRIES)
    assert store.change(made.id, "B", None).entries == ENTRIES
    emptied = store.change(made.id.upper(), None, ())
    assert (emptied.name, emptied.entries, emptied.created_at) == ("B", (), made.created_at)


def test_what_is_gone_is_gone(store: PronunciationStore) -> None:
    made, kept = store.add("A", ENTRIES), store.add("B", ())
    store.delete(made.id)
    assert store.ids() == (kept.id,)
    for ask in (store.get, store.delete, lambda dict_id: store.change(dict_id, "C", None)):
        with pytest.raises(NotFound):
            ask(made.id)


def test_the_newest_comes_first_and_some_are_as_many_as_wanted(store: PronunciationStore) -> None:
    made = [store.add(str(number), ENTRIES) for number in range(5)]
    newest_first = [each.id for each in reversed(made)]
    assert list(store.ids()) == newest_first
    found, looked_at = store.some([newest_first[0], "nothing", *newest_first[1:]], 2, 10**6)
    assert ([each.id for each in found], looked_at) == (newest_first[:2], 3)
    assert store.some([], 2, 10**6) == ((), 0)


def test_some_are_no_more_than_so_many_bytes_but_for_one(store: PronunciationStore) -> None:
    ids = [store.add(str(number), ENTRIES).id for number in range(3)]
    found, looked_at = store.some(ids, 10, 1)
    assert ([each.id for each in found], looked_at) == (ids[:1], 1)


def test_nothing_is_made_to_count_what_is_damaged(store: PronunciationStore) -> None:
    assert store.damaged() == 0
    assert not store.path.exists()


@pytest.mark.skipif(os.name == "nt", reason="there a file's mode says nothing")
def test_the_file_is_its_owners_alone(store: PronunciationStore) -> None:
    store.add("A", ())
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert store.path.parent.stat().st_mode & 0o777 == 0o700
