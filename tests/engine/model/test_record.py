# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from studio.engine.model.record import NAME, Record

SOUND: dict[str, Any] = {
    "files": {"model.onnx": [10, 20, "ab"]},
    "prepared": {"model": "ab", "version": 1, "sha256": {"a.onnx": "cd"}},
    "read_at": 5.0,
}


def read(folder: Path) -> dict[str, Any]:
    with Record(folder, ["a.onnx"]).opened() as record:
        return dict(record)


def test_what_was_noted_is_read_again(tmp_path: Path) -> None:
    with Record(tmp_path, ["a.onnx"]).opened() as record:
        assert record == {"files": {}}
        record |= SOUND
    assert read(tmp_path) == SOUND


def test_a_record_that_did_not_change_is_not_written(tmp_path: Path) -> None:
    assert read(tmp_path) == {"files": {}}
    assert not (tmp_path / NAME).exists()


def test_nothing_is_written_where_no_folder_is(tmp_path: Path) -> None:
    with Record(tmp_path / "none", []).opened() as record:
        record["read_at"] = 1.0
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("spoilt", "left_out"),
    [
        ({"files": {"model.onnx": [10, "20", "ab"]}}, "files"),
        ({"files": {"model.onnx": [10, 20, "ab", 1]}}, "files"),
        ({"prepared": {"model": "ab", "version": 1, "sha256": {"b.onnx": "cd"}}}, "prepared"),
        ({"prepared": {"model": "ab", "version": 1, "sha256": {"a.onnx": 7}}}, "prepared"),
        ({"read_at": "now"}, "read_at"),
    ],
)
def test_damaged_entries_are_left_out_and_no_others(tmp_path: Path, spoilt: dict[str, Any], left_out: str) -> None:
    (tmp_path / NAME).write_text(json.dumps(SOUND | spoilt))
    expected = {key: value for key, value in SOUND.items() if key != left_out}
    assert read(tmp_path) == {"files": {}} | expected


def test_changes_of_several_threads_do_not_lose_one_another(tmp_path: Path) -> None:
    record = Record(tmp_path, [])

    def note(name: str) -> None:
        with record.opened() as found:
            found["files"][name] = [1, 2, "ab"]

    threads = [threading.Thread(target=note, args=(f"{number}.bin",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(read(tmp_path)["files"]) == 20
