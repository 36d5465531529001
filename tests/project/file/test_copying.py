# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import resource
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.errors import SaveFailed
from studio.core.project import VoiceDesign
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.project.file.content import Content
from studio.project.file.copying import copy_whole, copy_without_sound
from studio.project.file.project_file import ProjectFile
from tests.support.projects import a_project, created, reading, reopened

CLIP = Clip("c1", 24000, 4800, ())
TAKE = Take("t1", "p1", (ClipSpan("c1", 0, 4800, 0, 0),), Made("", "", ""), "One", VoiceDesign(), 1.0)


@pytest.fixture
def file(tmp_path: Path) -> ProjectFile:
    made = created(tmp_path / "story.speech")
    made.keep_take(TAKE, [(CLIP, b"fLaC" * 5000)])
    made.save(Content(replace(a_project(), title="In the log")))
    made.keep_version(a_project(), "First")
    return made


def counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("paragraphs", "takes", "clips", "sounds", "versions", "lock")
        }


@pytest.mark.parametrize(("copy", "sounds"), [(copy_whole, 1), (copy_without_sound, 0)])
def test_a_copy_of_an_open_project_is_a_project_of_its_own(file: ProjectFile, copy: object, sounds: int) -> None:
    assert callable(copy)
    to = file.path.with_name("copy.speech")
    to.write_bytes(b"what was there")
    copy(file.path, to)
    assert counts(to) == {"paragraphs": 4, "takes": 1, "clips": sounds, "sounds": sounds, "versions": 1, "lock": 0}
    file.save(Content(replace(a_project(), title="Later")))
    other, content = reopened(to)
    assert (content.project.title, other.id != file.id) == ("In the log", True)
    other.close()
    file.close()
    assert sorted(each.name for each in file.path.parent.iterdir()) == ["copy.speech", "story.speech"]


@pytest.mark.skipif(sys.platform != "linux", reason="names there are text")
@pytest.mark.parametrize("copy", [copy_whole, copy_without_sound])
def test_a_copy_goes_to_a_folder_whose_name_is_not_text(file: ProjectFile, copy: object) -> None:
    assert callable(copy)
    to = file.path.parent / "caf\udce9 %?#" / "copy\udce9.speech"
    to.parent.mkdir()
    copy(file.path, to)
    file.close()
    assert reading(to).title == "In the log"
    assert list(to.parent.iterdir()) == [to]


@pytest.mark.parametrize("copy", [copy_whole, copy_without_sound])
def test_a_copy_that_cannot_be_made_leaves_what_was_there(file: ProjectFile, copy: object) -> None:
    assert callable(copy)
    folder = file.path.with_name("a folder")
    folder.mkdir()
    (folder / "inside").touch()
    for to in (folder, file.path.with_name("missing") / "copy.speech"):
        with pytest.raises(SaveFailed):
            copy(file.path, to)
    with pytest.raises(SaveFailed):
        copy(file.path.with_name("gone.speech"), file.path.with_name("copy.speech"))
    file.close()
    assert sorted(each.name for each in file.path.parent.iterdir()) == ["a folder", "story.speech"]
    assert (folder / "inside").exists()


def left_by_a_killed_program(path: Path) -> None:
    """A project at *path* whose last title is in the log beside it alone."""
    held = created(path.with_name("held.speech"))
    held.save(Content(replace(a_project(), title="Of the old one")))
    for end in ("", "-wal"):
        path.with_name(path.name + end).write_bytes(held.path.with_name(held.path.name + end).read_bytes())
    held.close()
    held.path.unlink()


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("copy", [copy_whole, copy_without_sound])
def test_a_copy_has_nothing_of_what_was_left_beside_the_file_in_its_place(
    file: ProjectFile, copy: object, linked: bool
) -> None:
    assert callable(copy)
    old = to = file.path.with_name("old.speech")
    left_by_a_killed_program(old)
    if linked:
        to = file.path.with_name("link.speech")
        to.symlink_to(old)
    copy(file.path, to)
    other, content = reopened(to)
    assert content.project.title == "In the log"
    other.close()
    file.close()
    assert counts(to)["paragraphs"] == 4


def test_a_copy_without_room_leaves_all_of_what_was_there(file: ProjectFile) -> None:
    old = file.path.with_name("old.speech")
    left_by_a_killed_program(old)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(SaveFailed):
            copy_without_sound(file.path, old)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    file.close()
    assert reading(old).title == "Of the old one"


def test_columns_and_tables_of_a_later_version_are_copied_too(file: ProjectFile) -> None:
    file.close()
    with closing(sqlite3.connect(file.path)) as database:
        database.execute("ALTER TABLE paragraphs ADD COLUMN mood TEXT DEFAULT 'calm'")
        database.execute("CREATE TABLE dictionary (word TEXT)")
        database.execute("INSERT INTO dictionary VALUES ('Quay')")
        database.execute("PRAGMA user_version = 101")
        database.commit()
    to = file.path.with_name("copy.speech")
    copy_without_sound(file.path, to)
    with closing(sqlite3.connect(to)) as database:
        assert database.execute("SELECT mood FROM paragraphs").fetchone() == ("calm",)
        assert database.execute("SELECT * FROM dictionary").fetchall() == [("Quay",)]
        assert database.execute("PRAGMA user_version").fetchone() == (101,)
    assert reading(to).title == "In the log"
