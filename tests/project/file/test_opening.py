# SPDX-License-Identifier: GPL-3.0-or-later
"""A file opens whatever happened to it, as far as it can, and what cannot be opened stays as it is."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.project import Project
from studio.project.file.content import Content
from studio.project.file.copying import bytes_without_sound
from studio.project.file.lock import this_process
from studio.project.file.opening import NoProject, ProjectUnreadable, holder_of, integrity_faults
from studio.project.file.schema import MIGRATIONS, VERSION
from tests.support.projects import (
    a_project,
    backups_of,
    created,
    left_by_a_dead_program,
    long_project,
    opening,
    reading,
    reopened,
)

LONG = long_project(1500, 40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "story.speech"


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def names(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.is_file())


@pytest.mark.parametrize("tenth", range(10))
def test_a_truncated_file_opens_as_far_as_it_reads_and_is_kept(path: Path, tenth: int) -> None:
    created(path, Content(LONG)).close()
    size = path.stat().st_size
    os.truncate(path, size * tenth // 10)
    cut = path.read_bytes()
    if tenth < 2:
        with pytest.raises(NoProject, match=path.name):
            opening(path)
        assert path.read_bytes() == cut
        return
    opened = opening(path)
    assert opened.file is not None
    opened.file.close()
    assert "damaged" in opened.said[0]
    assert (path.parent / "story.damaged-1.speech").read_bytes() == cut
    texts = {paragraph.text for paragraph in LONG.paragraphs}
    found = opened.content.project.paragraphs
    assert 0 < len(found) < len(texts)
    assert all(paragraph.text in texts for paragraph in found)
    assert integrity_faults(path) == ""
    file, again = reopened(path)
    file.close()
    assert again.project == opened.content.project


def test_of_a_damaged_page_only_its_rows_are_lost(path: Path) -> None:
    created(path, Content(LONG)).close()
    data = bytearray(path.read_bytes())
    at = data.index(b"200 word word") // 4096 * 4096
    data[at : at + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    opened = opening(path)
    assert opened.file is not None
    opened.file.close()
    found = opened.content.project.paragraphs
    assert len(LONG.paragraphs) - 30 < len(found) < len(LONG.paragraphs)
    order = {paragraph.id: number for number, paragraph in enumerate(LONG.paragraphs)}
    numbers = [order[paragraph.id] for paragraph in found]
    assert numbers == sorted(numbers)
    assert numbers[-1] == len(LONG.paragraphs) - 1


@pytest.mark.parametrize("content", [b"", b"Only a text.", b"SQLite format 3\0", os.urandom(5000)])
def test_what_cannot_be_read_at_all_is_kept_and_its_backup_opens_if_there_is_one(path: Path, content: bytes) -> None:
    file = created(path)
    backups_of(path).add(file.id, bytes_without_sound(path))
    file.close()
    path.write_bytes(content)
    with pytest.raises(NoProject, match="0 bytes" if not content else "not a project"):
        opening(path)
    assert path.read_bytes() == content
    opened = opening(path, known_id=file.id)
    assert opened.file is not None
    opened.file.close()
    assert opened.content.project == a_project()
    assert "backup" in opened.said[0]
    assert (path.parent / "story.damaged-1.speech").read_bytes() == content


def test_another_databases_file_is_no_project(path: Path) -> None:
    change(path, "CREATE TABLE paragraphs (id)", "CREATE TABLE meta (key, value)")
    before = path.read_bytes()
    with pytest.raises(NoProject):
        opening(path)
    assert path.read_bytes() == before


def test_a_later_versions_file_is_refused_untouched(path: Path) -> None:
    created(path).close()
    change(path, f"PRAGMA user_version = {VERSION // 100 * 100 + 100}")
    before = path.read_bytes()
    with pytest.raises(ProjectUnreadable, match="later version"):
        opening(path)
    assert path.read_bytes() == before
    assert names(path) == [path.name]


def test_a_file_that_is_gone_says_where_it_was(path: Path) -> None:
    with pytest.raises(ProjectUnreadable, match="drive"):
        opening(path)
    path.mkdir()
    with pytest.raises(ProjectUnreadable, match="directory"):
        opening(path)


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        ("UPDATE speakers SET design = '{' WHERE place = 0", "voice"),
        ("UPDATE paragraphs SET marks = '[1' WHERE id = 'p2'", "marks"),
        ("UPDATE meta SET value = '7' WHERE key = 'title'", "title"),
        ("UPDATE meta SET value = x'00ff' WHERE key = 'place'", ""),
        ("UPDATE steps SET content = 'no'", ""),
    ],
)
def test_a_damaged_value_is_said_and_the_rest_opens(path: Path, damage: str, lost: str) -> None:
    created(path).close()
    change(path, damage)
    opened = opening(path)
    assert opened.file is not None
    opened.file.close()
    assert opened.content.project.text == a_project().text
    assert [lost in text for text in opened.said] == ([True] if lost else [])


def test_a_file_that_a_dead_program_had_open_is_taken_over_at_once(path: Path) -> None:
    created(path).close()
    left_by_a_dead_program(path)
    os.utime(path, (1000.0, 1234.0))
    opened = opening(path)
    assert opened.file is not None
    assert opened.unclean
    assert opened.written_s == 1234.0
    held = holder_of(path)
    assert held is not None
    assert held.holder == this_process()
    opened.file.close()
    assert holder_of(path) is None


def test_a_file_that_is_open_here_is_read_only_a_second_time(path: Path) -> None:
    file = created(path)
    opened = opening(path)
    assert (opened.file, opened.content.project) == (None, a_project())
    assert "another window" in opened.read_only
    file.save(Content(replace(a_project(), title="Still ours")))
    file.close()


def test_a_file_that_is_open_on_another_machine_is_read_only_until_it_is_taken_over(path: Path) -> None:
    created(path).close()
    change(path, "INSERT INTO lock (one, host, process, started, beat) VALUES (1, 'desk abc', 1, 'then', 1e12)")
    opened = opening(path)
    assert opened.file is None
    assert "desk:" in opened.read_only
    assert opened.held is not None
    assert opened.held.beat_s == 1e12
    taken = opening(path, take_over=True)
    assert taken.file is not None
    taken.file.close()


READ_ONLY = """
set -e
mount -t tmpfs tmpfs "$1"
cp "$2" "$1/story.speech"
mount -o remount,ro "$1"
shift 2
exec "$@"
"""
OPENED = """
import sys
from pathlib import Path
from studio.core.errors import SaveFailed
from studio.project.file.content import Content
from studio.project.file.copying import copy_whole
from studio.project.file.project_file import write_new
from tests.support.projects import a_project, left_by_a_dead_program, opening, reading
path, elsewhere = Path(sys.argv[1]), Path(sys.argv[2])
opened = opening(path)
assert opened.file is None
assert opened.content.project == a_project()
print(opened.read_only)
copy_whole(path, elsewhere)
assert reading(elsewhere) == a_project()
try:
    write_new(path.with_name("other.speech"), Content())
except SaveFailed as error:
    print(error.user_text)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_in_a_read_only_folder_it_opens_and_can_be_saved_elsewhere(path: Path, tmp_path: Path) -> None:
    created(path).close()
    folder = tmp_path / "read-only"
    folder.mkdir()
    command = [*("unshare", "--mount", "bash", "-c", READ_ONLY, "bash", str(folder), str(path))]
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting is not permitted here")
    opened = [sys.executable, "-c", OPENED, str(folder / "story.speech"), str(tmp_path / "elsewhere.speech")]
    said = subprocess.run([*command, *opened], check=True, capture_output=True, text=True, timeout=60).stdout
    first, second = said.splitlines()
    assert "read-only" in first
    assert "Read-only file system" in second


FULL = """
import sys
from dataclasses import replace
from pathlib import Path
from studio.core.errors import SaveFailed
from studio.project.file.content import Content
from tests.support.projects import a_project, left_by_a_dead_program, opening, reading, reopened, with_words
path = Path(sys.argv[1])
file = opening(path).file
text = "Far too long. " * 40_000
try:
    file.save(Content(with_words(a_project(), 1, text)))
except SaveFailed as error:
    print(error.user_text)
file.save(Content(with_words(a_project(), 1, "Short.")))
file.close()
file, content = reopened(path)
assert content.project == with_words(a_project(), 1, "Short.")
file.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_on_a_full_disk_it_is_told_and_what_fits_is_saved_next(path: Path, tmp_path: Path) -> None:
    created(path).close()
    folder = tmp_path / "small"
    folder.mkdir()
    script = READ_ONLY.replace("-t tmpfs tmpfs", "-t tmpfs -o size=400k tmpfs").replace("mount -o remount,ro", ": ")
    command = ["unshare", "--mount", "bash", "-c", script, "bash", str(folder), str(path)]
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting is not permitted here")
    opened = [sys.executable, "-c", FULL, str(folder / "story.speech")]
    said = subprocess.run([*command, *opened], check=True, capture_output=True, text=True, timeout=60).stdout
    assert "the disk is full: free some space" in said


def test_a_file_that_another_program_locks_is_told(path: Path) -> None:
    created(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ProjectUnreadable, match="another program holds it"):
        opening(path)
    other.close()
    file, _ = reopened(path)
    file.close()


def test_a_migration_comes_after_a_backup_and_leaves_the_file_when_it_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = created(path)
    file.close()
    change(path, f"PRAGMA user_version = {VERSION - 1}")
    full = True

    def migrated(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE paragraphs SET kind = 'text'")
        if full:
            raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setitem(MIGRATIONS, VERSION - 1, migrated)
    with pytest.raises(ProjectUnreadable, match="could not be opened"):
        opening(path)
    assert len(backups_of(path).of(file.id)) == 1
    full = False
    opened = opening(path)
    assert opened.file is not None
    opened.file.close()
    assert {paragraph.kind for paragraph in opened.content.project.paragraphs} == {"text"}
    backup = backups_of(path).of(file.id)[0].path
    change(backup, f"PRAGMA user_version = {VERSION}")
    assert reading(backup) == a_project()


def test_a_project_without_a_paragraph_has_an_empty_one(path: Path) -> None:
    created(path).close()
    change(path, "DELETE FROM paragraphs", "DELETE FROM speakers")
    file, content = reopened(path)
    file.close()
    assert (content.project.text, len(content.project.cast)) == ("", len(Project().cast))
