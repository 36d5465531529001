# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.app.keeping.open_file import PROJECTS, OpenFile, free_path
from studio.core.errors import SaveFailed
from studio.core.project import VoiceDesign
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.project.file.content import Content
from tests.support.projects import a_project, backups_of, created, reading, reopened

CLIP = Clip("c1", 24000, 4800, ())
TAKE = Take("t1", "p1", (ClipSpan("c1", 0, 4800, 0, 0),), Made("", "", ""), "One", VoiceDesign(), 1.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / PROJECTS / "story.speech"


def test_the_first_save_makes_the_file_and_never_over_another(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"another's")
    file = OpenFile(path, backups_of(path))
    file.write(Content(a_project()))
    file.write(Content(replace(a_project(), title="Again")))
    file.close()
    assert (path.read_bytes(), file.path.name) == (b"another's", "story 2.speech")
    assert reading(file.path).title == "Again"


def test_a_take_that_came_before_the_file_is_kept_with_it(path: Path) -> None:
    file = OpenFile(path, backups_of(path))
    file.keep_take(TAKE, ((CLIP, b"fLaC"),))
    assert (file.waiting_sound("c1"), file.waiting_sound("c2")) == (b"fLaC", None)
    file.write(Content(a_project()))
    assert file.waiting_sound("c1") is None
    file.drop_takes(("t1",))
    file.close()


def test_a_file_whose_lock_stayed_behind_is_written_to_when_it_is_opened_again(path: Path, tmp_path: Path) -> None:
    file = OpenFile(path, backups_of(path))
    file.write(Content(a_project()))
    away = path.parent.rename(tmp_path / "away")
    with pytest.raises(SaveFailed):
        file.beat()
    other = file.created(tmp_path / "other.speech", Content(a_project()))
    file.become(tmp_path / "other.speech", other)
    file.hold(other)
    away.rename(path.parent)
    assert "another window" in file.opened(file.path).read_only
    again = file.opened(path)
    file.become(path, again)
    file.hold(again)
    assert file.read_only == ""
    file.write(Content(replace(a_project(), title="Again")))
    file.close()
    assert reading(path).title == "Again"


def test_a_backup_is_made_with_the_first_save_and_a_folder_in_its_way_is_told(path: Path) -> None:
    path.parent.mkdir()
    file = OpenFile(path, backups_of(path))
    assert file.write(Content(a_project())) == ""
    assert len(backups_of(path).of(file.id)) == 1
    file.close()
    other = path.with_name("other.speech")
    blocked = path.parent / "blocked"
    blocked.write_text("in the way")
    file = OpenFile(other, backups_of(blocked / "x"))
    assert "Backups" in file.write(Content(a_project()))
    file.close()
    assert reading(other) == a_project()


def test_what_needs_a_file_is_refused_without_one(path: Path) -> None:
    file = OpenFile(path, backups_of(path))
    for act in (
        lambda: file.keep_version(a_project(), ""),
        lambda: file.version(1),
        lambda: file.move(path.with_name("b.speech")),
    ):
        with pytest.raises(SaveFailed, match=r"story\.speech"):
            act()


def test_a_read_only_file_is_not_written(path: Path) -> None:
    path.parent.mkdir()
    holder = created(path)
    file = OpenFile(path, backups_of(path))
    opened = file.opened(path)
    file.become(path, opened)
    file.hold(opened)
    with pytest.raises(SaveFailed, match="another window"):
        file.write(Content(replace(a_project(), title="No")))
    file.close()
    holder.close()
    holder, content = reopened(path)
    holder.close()
    assert content.project == a_project()


@pytest.mark.parametrize(("name", "safe"), [("a/b: c?", "a-b- c-"), ("कखग" * 100, "कखग" * 22)], ids=["signs", "long"])
def test_a_name_is_made_one_that_a_file_can_have(tmp_path: Path, name: str, safe: str) -> None:
    first = free_path(tmp_path, name)
    assert first.name == f"{safe}.speech"
    first.touch()
    assert free_path(tmp_path, name).name == f"{safe} 2.speech"
