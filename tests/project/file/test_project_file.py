# SPDX-License-Identifier: GPL-3.0-or-later
"""What is saved is there again, by the rows that changed."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.errors import SaveFailed
from studio.core.place import Place
from studio.core.project import Paragraph, Project, Speaker
from studio.project.file.content import Content
from studio.project.file.project_file import beside
from studio.project.history import History
from tests.support.projects import a_project, created, long_project, opening, reading, reopened, with_words


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "story.speech"


def test_everything_is_there_again(path: Path) -> None:
    content = Content(a_project(), place=Place(7, 1.25, 3))
    created(path, content).close()
    file, again = reopened(path)
    file.close()
    assert again == content


def test_closed_a_project_is_one_file(path: Path) -> None:
    file = created(path)
    file.save(Content(replace(a_project(), title="Another")))
    file.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def edits(project: Project, chance: random.Random) -> Project:
    """Another project, by an edit of any kind."""
    listed = list(project.paragraphs)
    kind = chance.choice(["type", "add", "remove", "move", "many", "cast", "title"])
    at = chance.randrange(len(listed))
    if kind == "type":
        listed[at] = replace(listed[at], text=f"{listed[at].text}{chance.random()}")
    elif kind == "add":
        listed[at:at] = [Paragraph(f"n{chance.random()}", "New.") for _ in range(chance.choice([1, 1, 3, 40]))]
    elif kind == "remove":
        del listed[at : at + chance.choice([1, 2, 9])]
    elif kind == "move":
        moved = listed[at : at + chance.choice([1, 5])]
        del listed[at : at + len(moved)]
        to = chance.randint(0, len(listed))
        listed[to:to] = moved
    elif kind == "many":
        listed = [replace(each, left_out=not each.left_out) if chance.random() < 0.3 else each for each in listed]
    elif kind == "cast":
        return replace(project, cast=chance.choice([project.cast[::-1], (Speaker("x", str(chance.random())),)]))
    else:
        return replace(project, title=str(chance.random()))
    return replace(project, paragraphs=tuple(listed) or (Paragraph(f"n{chance.random()}", ""),))


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_undone_or_not_all_is_there_again_with_its_steps(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    history = History(long_project(30, 3))
    file = created(path, Content(history.project))
    for number in range(60):
        act = chance.random()
        if act < 0.2:
            history.undo()
        elif act < 0.3:
            history.redo()
        else:
            history.do(f"edit {number}", edits(history.project, chance))
        if chance.random() < 0.6:
            file.save(Content(history.project, history.steps))
        if chance.random() < 0.1:
            file.save(Content(history.project, history.steps))
            file.close()
            file, content = reopened(path)
            assert content.project == history.project
            history.begin(content.project, content.steps)
    file.save(Content(history.project, history.steps))
    file.close()
    file, content = reopened(path)
    file.close()
    again = History(Project())
    again.begin(content.project, content.steps)
    for one in (History.undo, History.redo):
        while True:
            assert again.project == history.project
            assert (again.undo_label, again.redo_label) == (history.undo_label, history.redo_label)
            if one(history) is None:
                assert one(again) is None
                break
            one(again)


def test_a_thousand_steps_survive(path: Path) -> None:
    history = History(Project())
    for number in range(1100):
        history.do("typing", with_words(history.project, 0, str(number)))
    created(path, Content(history.project, history.steps)).close()
    file, content = reopened(path)
    file.close()
    again = History(content.project)
    again.begin(content.project, content.steps)
    undone = sum(again.undo() is not None for _ in range(1000))
    assert (undone, again.project.text) == (1000, "99")


def written_bytes(path: Path, act: Callable[[], object]) -> int:
    """Bytes that *act* adds to what SQLite writes beside *path*."""
    before = sum(each.stat().st_size for each in beside(path)[::2] if each.exists())
    act()
    return sum(each.stat().st_size for each in beside(path)[::2] if each.exists()) - before


def test_an_edit_of_a_long_project_writes_little(path: Path) -> None:
    history = History(long_project(5000))
    file = created(path, Content(history.project))
    moved = (*history.project.paragraphs[1:], history.project.paragraphs[0])
    back = (history.project.paragraphs[-1], *history.project.paragraphs[:-1])
    acts: tuple[Callable[[], object], ...] = (
        lambda: history.do("typing", with_words(history.project, 2500, "Typed.")),
        lambda: history.do("moving", replace(history.project, paragraphs=moved)),
        lambda: history.undo(),
        lambda: history.do("moving", replace(history.project, paragraphs=back)),
        lambda: history.do("title", replace(history.project, title="Named")),
        lambda: history.undo(),
    )
    for act in acts:
        act()
        written = written_bytes(path, lambda: file.save(Content(history.project, history.steps)))
        assert 0 < written <= 65536 // 2, "and as much again when it goes into the file itself"
    file.close()


def test_the_file_alone_is_whole_once_it_rests(path: Path) -> None:
    file = created(path)
    content = Content(replace(a_project(), title="Saved a moment ago"))
    file.save(content)
    shutil.copy(path, path.with_name("too early.speech"))
    file.checkpoint()
    shutil.copy(path, path.with_name("at rest.speech"))
    file.close()
    assert opening(path.with_name("too early.speech")).content != content
    assert opening(path.with_name("at rest.speech")).content == content


def test_a_file_that_is_gone_is_written_anew(path: Path) -> None:
    file = created(path)
    for each in (path, *beside(path)):
        each.unlink(missing_ok=True)
    content = Content(replace(a_project(), title="Anew"))
    file.save(content)
    file.save(Content(replace(a_project(), title="And again")))
    file.close()
    file, again = reopened(path)
    file.close()
    assert again.project.title == "And again"


def test_a_file_that_another_program_put_in_its_place_is_left(path: Path) -> None:
    file = created(path)
    other = path.with_name("other")
    other.write_bytes(b"another one's")
    os.replace(other, path)
    with pytest.raises(SaveFailed, match="elsewhere"):
        file.save(Content(replace(a_project(), title="Ours")))
    file.close()
    assert path.read_bytes() == b"another one's"


PULLED_OUT = """
import subprocess, sys
from dataclasses import replace
from pathlib import Path
from studio.core.errors import SaveFailed
from studio.project.file.content import Content
from tests.support.projects import a_project, created, reading
drive, place = Path(sys.argv[1]), Path(sys.argv[2])
def run(*command):
    subprocess.run(command, check=True)
run("mount", "-t", "tmpfs", "tmpfs", str(drive))
run("mount", "--bind", str(drive), str(place))
file = created(place / "story.speech")
run("umount", "--lazy", str(place))
try:
    file.save(Content(replace(a_project(), title="Pulled out")))
except SaveFailed as error:
    print(error.user_text)
assert not list(place.iterdir())
run("mount", "--bind", str(drive), str(place))
file.save(Content(replace(a_project(), title="Put in again")))
file.close()
print(reading(place / "story.speech").title)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_a_drive_that_was_pulled_out_is_told_and_written_to_once_it_is_there_again(tmp_path: Path) -> None:
    drive, place = tmp_path / "drive", tmp_path / "place"
    drive.mkdir()
    place.mkdir()
    alone = ["unshare", "--mount"]
    try:
        subprocess.run(
            [*alone, "mount", "-t", "tmpfs", "tmpfs", str(drive)], check=True, capture_output=True, timeout=60
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting is not permitted here")
    command = [*alone, sys.executable, "-c", PULLED_OUT, str(drive), str(place)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()
    assert "drive is connected" in said[0]
    assert said[1] == "Put in again"


def test_a_copy_made_while_the_file_is_open_is_another_project(path: Path) -> None:
    file = created(path)
    file.checkpoint()
    copy = path.with_name("copy.speech")
    shutil.copy(path, copy)
    opened = opening(copy)
    assert opened.file is not None, opened.read_only
    assert (opened.content.project, opened.file.id != file.id) == (a_project(), True)
    opened.file.save(Content(replace(a_project(), title="The copy's")))
    opened.file.close()
    file.save(Content(replace(a_project(), title="Ours")))
    file.close()
    assert reading(path).title == "Ours"


def test_a_take_goes_into_a_file_that_was_gone_too(path: Path) -> None:
    file = created(path)
    path.unlink()
    file.keep_version(a_project(), "Kept")
    file.close()
    file, content = reopened(path)
    assert (content.project, [version.name for version in file.versions()]) == (a_project(), ["Kept"])
    file.close()


def test_a_file_that_another_window_took_over_is_left_to_it(path: Path) -> None:
    file = created(path)
    taker = sqlite3.connect(path)
    taker.execute("UPDATE lock SET host = 'desk abc'")
    taker.commit()
    taker.close()
    with pytest.raises(SaveFailed, match="desk"):
        file.save(Content(replace(a_project(), title="Ours")))
    file.close()
    opened = opening(path)
    assert opened.content.project.title == a_project().title
    assert opened.held is not None, "the other's lock stays"


def test_a_file_that_another_program_locks_can_be_saved_once_it_does_not(path: Path) -> None:
    file = created(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    content = Content(replace(a_project(), title="Ours"))
    with pytest.raises(SaveFailed, match="another program holds it"):
        file.save(content)
    other.execute("ROLLBACK")
    other.close()
    file.save(content)
    file.close()
    file, again = reopened(path)
    file.close()
    assert again == content
