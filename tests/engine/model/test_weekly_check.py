# SPDX-License-Identifier: GPL-3.0-or-later
"""The model's files are read again, also where neither size nor time of a file has changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from studio.engine.model.manifest import Manifest, ModelFile
from studio.engine.model.store import ModelStore
from studio.engine.model.weekly_check import CheckIntervals, WeeklyCheck
from tests.support.waiting import wait_until

DATA = bytes(range(256)) * 4000
AT_ONCE = CheckIntervals(first_s=0.0, look_again_s=0.01, pause_s=0.001)


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    file = ModelFile("voices/a.bin", False, len(DATA), hashlib.sha256(DATA).hexdigest(), "Apache-2.0", ())
    made = ModelStore(tmp_path, Manifest("tiny", "Tiny", (), (file,)))
    (made.folder / "voices").mkdir(parents=True)
    (made.folder / "voices" / "a.bin").write_bytes(DATA)
    assert made.state().damaged == ()
    return made


def flip(path: Path) -> None:
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(bytes(data))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_flipped_bit_is_found_and_told_once(store: ModelStore) -> None:
    flip(store.folder / "voices" / "a.bin")
    assert store.state().damaged == ()
    told: SimpleQueue[str] = SimpleQueue()
    check = WeeklyCheck(store, told.put, CheckIntervals(every_s=0.0, first_s=0.0, look_again_s=0.0, pause_s=0.001))
    check.start()
    try:
        text = told.get(timeout=30.0)
        with pytest.raises(Empty):
            told.get(timeout=0.2)
    finally:
        check.close()
    assert "voices/a.bin" in text
    assert "models --fetch" in text
    assert store.state().damaged == ("voices/a.bin",)


def test_what_was_read_this_week_is_left_alone(store: ModelStore) -> None:
    store.verify()
    read_at_s = store.read_at_s()
    assert read_at_s > 0
    flip(store.folder / "voices" / "a.bin")
    told: SimpleQueue[str] = SimpleQueue()
    check = WeeklyCheck(store, told.put, AT_ONCE)
    check.start()
    with pytest.raises(Empty):
        told.get(timeout=0.3)
    check.close()
    assert store.read_at_s() == read_at_s
    overdue = WeeklyCheck(store, told.put, CheckIntervals(every_s=0.001, first_s=0.0, look_again_s=0.01, pause_s=0.0))
    overdue.start()
    assert "voices/a.bin" in told.get(timeout=30.0)
    overdue.close()


def test_an_error_does_not_end_it(store: ModelStore, tmp_path: Path) -> None:
    tries: list[int] = []

    class Failing(ModelStore):
        def read_at_s(self) -> float:
            tries.append(1)
            raise OSError("a disk that fails")

    check = WeeklyCheck(Failing(tmp_path, store.manifest), lambda _text: None, AT_ONCE)
    check.start()
    wait_until(lambda: len(tries) > 2, what="it looks again")
    check.close()
