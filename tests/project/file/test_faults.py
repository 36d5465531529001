# SPDX-License-Identifier: GPL-3.0-or-later
"""A fault at every write, sync, truncation and rename of a save, a take, a version, a checkpoint, a migration, a copy
and a backup: what was there before, or what should be, never half; it is told, and the next try works."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from studio.core.errors import SaveFailed
from studio.core.project import Project
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.project.file.backups import Backups
from studio.project.file.content import Content
from studio.project.file.copying import bytes_without_sound, copy_whole, copy_without_sound
from studio.project.file.opening import ProjectUnreadable, integrity_faults
from studio.project.file.project_file import ProjectFile, beside
from studio.project.file.schema import MIGRATIONS, VERSION
from studio.project.history import History
from tests.support.faulty_disk import KINDS, Faults, Kind, faulty_disk, library
from tests.support.projects import created, long_project, opening, reading, with_words

pytestmark = pytest.mark.skipif(library() is None, reason="this Python brings its own SQLite")

BEFORE = long_project(40)
AFTER = replace(with_words(BEFORE, 30, "Changed. " * 300), title="After")
CLIP = Clip("c1", 24000, 4800, ())
TAKE = Take("t1", "p1", (ClipSpan("c1", 0, 4800, 0, 0),), Made("", "", ""), "One", BEFORE.design, 1.0)


@dataclass(frozen=True)
class Act:
    """Something that writes, and what shows that it was done."""

    do: Callable[[ProjectFile], object]
    done: Callable[[Path], bool]


def saved(path: Path) -> bool:
    project = reading(path)
    assert project in (BEFORE, AFTER)
    return project == AFTER


def save(file: ProjectFile) -> None:
    history = History(BEFORE)
    history.do("a change", AFTER)
    file.save(Content(AFTER, history.steps))


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def save_and_rest(file: ProjectFile) -> None:
    save(file)
    file.checkpoint()


ACTS = {
    "save": Act(save, saved),
    "save and rest": Act(save_and_rest, saved),
    "take": Act(
        lambda file: file.keep_take(TAKE, [(CLIP, b"fLaC" * 3000)]),
        lambda path: rows(path, "takes") == rows(path, "sounds") == 1,
    ),
    # One whose sync failed may be there all the same, so that the next try keeps a second.
    "version": Act(lambda file: file.keep_version(BEFORE, "First"), lambda path: rows(path, "versions") >= 1),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("faults") / "story.speech"
    created(path, Content(BEFORE)).close()
    return path


@pytest.fixture
def disk() -> Iterator[Faults]:
    with faulty_disk() as faults:
        yield faults


def tries(every: bool) -> list[tuple[Kind, bool]]:
    """How the disk fails, and whether it goes on failing."""
    ways: list[tuple[Kind, bool]] = [(kind, lasting) for kind in KINDS for lasting in (False, True)]
    return ways if every else [("short write", False)]


@pytest.mark.parametrize("name", [pytest.param("save", marks=pytest.mark.long), *list(ACTS)[1:]])
def test_what_fails_is_told_and_leaves_old_or_new(
    project: Path, tmp_path: Path, disk: Faults, name: str, long_form: bool
) -> None:
    act = ACTS[name]
    path = tmp_path / "story.speech"
    for kind, lasting in tries(long_form or name == "save and rest")[:: 1 if long_form else 5]:
        at, met, failed = 0, True, 0
        while met:
            shutil.copy(project, path)
            opened = opening(path)
            file = opened.file
            assert file is not None
            disk.arm(at, kind, lasting)
            told = ""
            try:
                act.do(file)
            except SaveFailed as error:
                told = error.user_text
            met = disk.met
            # Killed while the disk fails: all that is there is what is in the files.
            copy = tmp_path / "killed.speech"
            for end in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copy(f"{path}{end}", f"{copy}{end}")
            disk.disarm()
            assert integrity_faults(copy) == ""
            done = act.done(copy)
            assert done or told, f"{name}: call {at} failed by {kind}, and nobody was told"
            for each in tmp_path.glob("killed.speech*"):
                each.unlink()
            if told:
                failed += 1
                assert "story.speech" in told
                act.do(file)
            file.close()
            assert integrity_faults(path) == ""
            assert act.done(path)
            at += 1
        assert failed > 1, "faults were told"


def texts_of(project: Project) -> set[str]:
    return {paragraph.text for paragraph in project.paragraphs}


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    project: Path, tmp_path: Path, disk: Faults, monkeypatch: pytest.MonkeyPatch, long_form: bool
) -> None:
    path = tmp_path / "story.speech"

    def migrated(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE paragraphs SET text = 'Migrated.'")

    monkeypatch.setitem(MIGRATIONS, VERSION - 1, migrated)
    for kind, lasting in tries(long_form):
        at, met, failed = 0, True, 0
        while met:
            shutil.copy(project, path)
            with closing(sqlite3.connect(path)) as database:
                database.execute(f"PRAGMA user_version = {VERSION - 1}")
            disk.arm(at, kind, lasting)
            opened, told = None, ""
            try:
                opened = opening(path)
            except ProjectUnreadable as error:
                told = error.user_text
            met = disk.met
            disk.disarm()
            if opened is None:
                failed += 1
                assert path.name in told
                assert integrity_faults(path) == ""
                assert texts_of(reading(path)) in ({"Migrated."}, texts_of(BEFORE))
                opened = opening(path)
            if opened.file is not None:
                opened.file.close()
            assert texts_of(opened.content.project) == {"Migrated."}
            at += 1
        assert failed > 1


def test_a_copy_that_fails_leaves_what_was_there(project: Path, tmp_path: Path, disk: Faults, long_form: bool) -> None:
    to = tmp_path / "copy.speech"
    for kind, lasting in tries(long_form):
        at, met, failed = 0, True, 0
        while met:
            to.write_bytes(b"what was there")
            disk.arm(at, kind, lasting)
            told = ""
            try:
                copy_whole(project, to)
            except SaveFailed as error:
                told = error.user_text
            met = disk.met
            disk.disarm()
            if told:
                failed += 1
                assert "copy.speech" in told
                assert to.read_bytes() == b"what was there"
            else:
                assert reading(to) == BEFORE
            assert [each.name for each in tmp_path.iterdir()] == ["copy.speech"]
            at += 1
        assert failed > 1


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_backup_or_copy_that_cannot_be_put_in_its_place_leaves_the_one_before(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    backups, to = Backups(tmp_path / "backups", lambda: 1e9), tmp_path / "copy.speech"
    first = backups.add("id", b"first")
    to.write_bytes(b"what was there")

    def failing(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, call, failing)
    with pytest.raises(SaveFailed, match="Input/output error"):
        backups.add("id", bytes_without_sound(project))
    with pytest.raises(SaveFailed, match="Input/output error"):
        copy_whole(project, to)
    assert (first.read_bytes(), to.read_bytes()) == (b"first", b"what was there")
    assert [each.name for each in first.parent.iterdir()] == [first.name]


def test_a_full_disk_that_tells_so_last_leaves_the_old_project_with_its_log(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, to = tmp_path / "open.speech", tmp_path / "killed.speech"
    shutil.copy(project, path)
    file = opening(path).file
    assert file is not None
    save(file)
    # As a killed program leaves it.
    for each, end in zip((path, *beside(path)[:1]), (to, *beside(to)[:1]), strict=True):
        shutil.copy(each, end)
    file.close()
    before = {each: each.read_bytes() for each in (to, *beside(to)[:1])}

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SaveFailed, match="No space left"):
            copy_without_sound(project, to)
    assert {each: each.read_bytes() for each in before if each.exists()} == before
    assert reading(to) == AFTER
    copy_without_sound(project, to)
    assert reading(to) == BEFORE


SMALL_FILES = """
import resource, signal, sys
from pathlib import Path
from studio.core.errors import SaveFailed
from tests.project.file.test_faults import AFTER
from studio.project.file.content import Content
from tests.support.projects import opening
path = Path(sys.argv[1])
file = opening(path).file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    file.save(Content(AFTER))
    print("saved")
except SaveFailed as error:
    print("told", error.user_text)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
file.save(Content(AFTER))
file.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="files of limited size")
def test_the_system_itself_refuses_to_write_more(project: Path, tmp_path: Path) -> None:
    import subprocess

    path = tmp_path / "story.speech"
    shutil.copy(project, path)
    limit = 6000
    command = [sys.executable, "-c", SMALL_FILES, str(path), str(limit)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.startswith("told story.speech could not be saved")
    assert reading(path) == AFTER
