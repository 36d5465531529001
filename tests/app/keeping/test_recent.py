# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.app.keeping.recent import MOST, Recent


def listed(folder: Path) -> Recent:
    return Recent(folder / "recent.json", clock=lambda: 7.0)


def names(recent: Recent) -> list[str]:
    return [each.name for each in recent.projects]


def test_the_newest_is_first_also_at_the_next_start(tmp_path: Path) -> None:
    recent = listed(tmp_path)
    recent.note(Path("/a.speech"), "id a", "A", 10)
    recent.note(Path("/b.speech"), "id b", "B", 20)
    recent.note(Path("/a.speech"), "id a", "A", 11)
    again = listed(tmp_path)
    assert again.projects == recent.projects
    assert [(each.name, each.words, each.opened_s) for each in again.projects] == [("A", 11, 7.0), ("B", 20, 7.0)]
    assert (again.id_of(Path("/b.speech")), again.id_of(Path("/c.speech"))) == ("id b", "")
    assert again.is_first(Path("/a.speech"))
    (tmp_path / "recent.json").unlink()
    assert not again.is_first(Path("/a.speech")), "the list is gone from the disk"


def test_projects_move_are_copied_and_forgotten(tmp_path: Path) -> None:
    recent = listed(tmp_path)
    for name in "cba":
        recent.note(Path(f"/{name}.speech"), name, name, 1)
    recent.note_copy(Path("/a.speech"), Path("/a copy.speech"))
    assert names(recent) == ["a", "a copy", "b", "c"]
    recent.moved(Path("/b.speech"), Path("/c.speech"), "Bee")
    assert names(recent) == ["a", "a copy", "Bee"]
    recent.forget(Path("/a.speech"))
    assert names(listed(tmp_path)) == ["a copy", "Bee"]
    for number in range(2 * MOST):
        recent.note(Path(f"/{number}.speech"), "", str(number), 1)
    assert len(listed(tmp_path).projects) == MOST


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[",
        b"{}",
        b"[7]",
        b'[{"path": 7}]',
        b'[{"path": "/a", "name": "a", "id": "../..", "words": 1, "opened_s": 1}]',
    ],
)
def test_a_damaged_list_is_a_list_of_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "recent.json").write_bytes(content)
    recent = listed(tmp_path)
    assert recent.projects == ()
    recent.note(Path("/a.speech"), "id", "A", 1)
    assert names(listed(tmp_path)) == ["A"]


def test_a_read_only_window_and_a_folder_that_is_gone_change_nothing(tmp_path: Path) -> None:
    Recent(tmp_path / "recent.json", read_only=True).note(Path("/a"), "", "A", 1)
    assert not list(tmp_path.iterdir())
    gone = Recent(tmp_path / "gone" / "recent.json")
    gone.note(Path("/a"), "", "A", 1)
    assert names(gone) == ["A"]


def test_keys_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    item = {"path": "/a", "name": "A", "id": "x", "words": 1, "opened_s": 1, "colour": "red"}
    (tmp_path / "recent.json").write_text(json.dumps([item]))
    assert names(listed(tmp_path)) == ["A"]
