# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects of the real studio: opened, left, copied, renamed, deleted, and their versions."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from studio.app.projects import projects as projects_room
from studio.core.errors import EngineUnavailable, SaveFailed
from studio.core.place import Place
from studio.core.word_diff import ComparedParagraph
from studio.project.file import connection, opening
from studio.project.file.content import Content
from studio.project.file.copying import copy_whole
from studio.project.file.lock import SILENT_S, Held
from studio.project.file.opening import ProjectUnreadable, holder_of
from studio.project.file.project_file import beside
from tests.support.desk import Desk
from tests.support.faulty_disk import Faults, faulty_disk, library
from tests.support.projects import a_project, created, long_project, open_in_another, reading
from tests.support.waiting import HANGS_S, wait_until_async


@pytest_asyncio.fixture
async def desk(data_dir: Path) -> AsyncIterator[Desk]:
    """A desk without an engine, as projects need none."""
    made = Desk(data_dir)
    made.engine_fault = EngineUnavailable("There is none.")
    made.studio.start()
    await until(made, lambda: made.studio.projects.recent)
    yield made
    await made.studio.close()


async def until(desk: Desk, condition: object) -> None:
    assert callable(condition)
    await wait_until_async(condition)


def text(desk: Desk) -> str:
    return desk.studio.editing.project.text


async def write(desk: Desk, words: str) -> None:
    desk.studio.editing.replace_text(words)
    await until(desk, lambda: not desk.studio.keeping.unsaved)


async def test_one_project_is_saved_before_another_takes_its_place(desk: Desk, tmp_path: Path) -> None:
    projects, other = desk.studio.projects, tmp_path / "other.speech"
    created(other, Content(a_project(), place=Place(2, 0.0, 4))).close()
    first = projects.path
    shown: list[Place] = []
    projects.opened.connect(shown.append)
    desk.studio.editing.replace_text("Typed a moment ago.")
    projects.open(other)
    await until(desk, lambda: projects.path == other)
    assert reading(first).text == "Typed a moment ago."
    await until(desk, lambda: desk.studio.editing.project == a_project())
    assert (projects.name, shown) == ("A title", [Place(2, 0.0, 4)])
    await until(desk, lambda: [each.path for each in projects.recent] == [other, first])
    projects.open(first)
    await until(desk, lambda: text(desk) == "Typed a moment ago.")
    assert desk.studio.editing.undo_label == "opening a text"


async def test_a_text_is_opened_within_the_project(desk: Desk, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("A text.", "utf-8")
    path = desk.studio.projects.path
    desk.studio.projects.open(story)
    await until(desk, lambda: text(desk) == "A text.")
    assert desk.studio.projects.path == path


@pytest.mark.parametrize("content", [b"", b"no project"])
async def test_what_cannot_be_opened_is_told_and_the_present_project_stays(
    desk: Desk, tmp_path: Path, content: bytes
) -> None:
    broken = tmp_path / "broken.speech"
    broken.write_bytes(content)
    path = desk.studio.projects.path
    await write(desk, "Stays.")
    desk.studio.projects.open(broken)
    await until(desk, lambda: "broken.speech" in desk.said("open a project"))
    assert (desk.studio.projects.path, text(desk), broken.read_bytes()) == (path, "Stays.", content)


async def test_work_goes_on_in_a_file_saved_as_another(desk: Desk, tmp_path: Path) -> None:
    projects, other = desk.studio.projects, tmp_path / "other.speech"
    await write(desk, "Before.")
    first = projects.path
    projects.save_as(tmp_path / "other")
    await until(desk, lambda: projects.path == other)
    await write(desk, "After.")
    assert (reading(first).text, reading(other).text) == ("Before.", "After.")
    desk.studio.editing.undo()
    desk.studio.editing.undo()
    assert text(desk).startswith("Hello."), "its steps are those from before"


@contextmanager
def held_copy(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The copy of a project is made at the block's end alone; tells that it has been begun."""
    begun, go_on = threading.Event(), threading.Event()

    def held(path: Path, to: Path) -> None:
        begun.set()
        assert go_on.wait(HANGS_S)
        copy_whole(path, to)

    monkeypatch.setattr("studio.app.projects.projects.copy_whole", held)
    try:
        yield begun
    finally:
        go_on.set()


async def test_a_project_that_is_being_saved_elsewhere_goes_on_there_after_closing(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = Desk(data_dir), tmp_path / "other.speech"
    desk.engine_fault = EngineUnavailable("There is none.")
    desk.studio.start()
    await write(desk, "To be moved.")
    studio, settling = desk.studio, asyncio.Event()
    settle = studio.projects.settle

    async def told() -> None:
        settling.set()
        await settle()

    monkeypatch.setattr(studio.projects, "settle", told)
    with held_copy(monkeypatch) as begun:
        studio.projects.save_as(other)
        await until(desk, begun.is_set)
        assert any("other.speech" in doubt for doubt in studio.closing_doubts())
        assert desk.activities[-1].text == "Writing other.speech"
        ending = asyncio.ensure_future(studio.close())
        await until(desk, lambda: settling.is_set() or ending.done())
    await ending
    assert studio.closing_doubts() == ()
    assert reading(other).text == "To be moved."
    again = Desk(data_dir)
    assert again.studio.projects.path == other
    await again.studio.close()


async def test_what_is_to_be_saved_elsewhere_is_not_taken_from_a_project_opened_before_its_turn(
    desk: Desk, tmp_path: Path
) -> None:
    projects, other, target = desk.studio.projects, tmp_path / "other.speech", tmp_path / "target.speech"
    created(other, Content(a_project())).close()
    target.write_bytes(b"of the first one")
    projects.open(other)
    projects.save_as(target)
    await until(desk, lambda: "target.speech was not written" in desk.said("save the project"))
    projects.new()
    projects.save_copy(target)
    await until(desk, lambda: "target.speech was not written" in desk.said("copy the project"))
    assert target.read_bytes() == b"of the first one"


async def test_a_project_that_cannot_be_saved_can_be_saved_elsewhere(desk: Desk, tmp_path: Path) -> None:
    projects, other = desk.studio.projects, tmp_path / "other.speech"
    (tmp_path / "stranger").write_bytes(b"another program's")
    (tmp_path / "stranger").replace(projects.path)
    desk.studio.editing.replace_text("In memory.")
    await until(desk, lambda: "elsewhere" in desk.said("save"))
    projects.new()
    await until(desk, lambda: "stays open" in desk.said("make a project"))
    projects.save_as(other)
    await until(desk, lambda: projects.path == other and not desk.studio.keeping.unsaved)
    assert reading(other).text == "In memory."


@pytest.mark.skipif(library() is None, reason="SQLite is built into this Python")
async def test_a_project_that_finds_no_room_elsewhere_stays_where_it_is_whole(data_dir: Path, tmp_path: Path) -> None:
    with faulty_disk() as disk:
        desk = Desk(data_dir)
        desk.engine_fault = EngineUnavailable("There is none.")
        desk.studio.start()
        try:
            projects, other = desk.studio.projects, tmp_path / "other.speech"
            await write(desk, "With versions and sound.")
            first = projects.path
            projects.keep_version("First")
            await until(desk, lambda: len(projects.versions) == 1)
            disk.arm(0, "no space", lasting=False)
            projects.save_as(other)
            await until(desk, lambda: "disk is full" in desk.said("save the project"))
            assert disk.met
            assert (projects.path, len(projects.versions)) == (first, 1)
            assert not other.exists()
        finally:
            await desk.studio.close()


@contextmanager
def kept_from(path: Path, how: str, disk: Faults) -> Iterator[None]:
    """The project's file cannot be written within, and what is not in memory of it cannot be read."""
    if how == "its drive is pulled out":
        away = path.parent.rename(path.parent.with_name("away"))
        yield
        away.rename(path.parent)
    elif how == "another program locks it":
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        disk.arm(0, "I/O error", lasting=True)
        yield
        disk.disarm()


@pytest.mark.skipif(library() is None, reason="SQLite is built into this Python")
@pytest.mark.parametrize(
    ("how", "what_to_do"),
    [
        ("its drive is pulled out", "See whether its drive is connected, or save the project elsewhere."),
        ("another program locks it", "another program holds it: close that, or save the project elsewhere."),
        ("its drive fails", "its drive does not answer: see whether it is connected."),
    ],
)
async def test_while_the_file_is_out_of_reach_it_is_told_and_work_goes_on(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, what_to_do: str
) -> None:
    monkeypatch.setattr(connection, "BUSY_S", 0.1)
    monkeypatch.setattr(opening, "_BUSY_S", 0.1)
    path = tmp_path / "drive" / "story.speech"
    path.parent.mkdir()
    with faulty_disk() as disk:
        desk = Desk(data_dir)
        desk.engine_fault = EngineUnavailable("There is none.")
        desk.studio.start()
        try:
            await out_of_reach(desk, path, lambda: kept_from(path, how, disk), what_to_do)
            if how != "its drive fails":
                await saved_elsewhere(desk, path, lambda: kept_from(path, how, disk))
        finally:
            # Before the disk is another one again.
            await desk.studio.close()
    assert not [each for each in desk.notices if "Something went wrong" in each.text]


async def out_of_reach(
    desk: Desk, path: Path, out: Callable[[], AbstractContextManager[None]], what_to_do: str
) -> None:
    studio, projects = desk.studio, desk.studio.projects
    projects.save_as(path)
    await until(desk, lambda: projects.path == path)
    await write(desk, "Before.")
    projects.keep_version("First")
    await until(desk, lambda: len(projects.versions) == 1)
    with out():
        studio.editing.replace_text("Written meanwhile.")
        await until(desk, lambda: what_to_do in desk.said("save"))
        assert "your text is kept in this window" in desk.said("save")
        assert (text(desk), studio.keeping.unsaved) == ("Written meanwhile.", True)
        # What else asks for the file is told too, and nothing of it ends the work.
        projects.keep_version("Second")
        await until(desk, lambda: path.name in desk.said("keep a version"))
        projects.compare_version(1, lambda _compared: None)
        with suppress(SaveFailed):
            await studio.keeping.writer.run(studio.keeping.file.beat)
        await studio.keeping.writer.run(studio.keeping.file.rest)
        studio.editing.edit_text(0, 7, "Typed")
        assert text(desk) == "Typed meanwhile."
    await until(desk, lambda: not studio.keeping.unsaved)
    assert "saved again" in desk.said("save")
    assert reading(path).text == "Typed meanwhile."


async def saved_elsewhere(desk: Desk, path: Path, out: Callable[[], AbstractContextManager[None]]) -> None:
    projects, other = desk.studio.projects, path.parent.with_name("other.speech")
    with out():
        desk.studio.editing.replace_text("Saved elsewhere.")
        projects.save_as(other)
        await until(desk, lambda: projects.path == other and not desk.studio.keeping.unsaved)
    assert (reading(path).text, reading(other).text) == ("Typed meanwhile.", "Saved elsewhere.")


async def test_a_copy_without_sound_is_a_project_of_its_own(desk: Desk, tmp_path: Path) -> None:
    projects = desk.studio.projects
    await write(desk, "Copied.")
    projects.save_copy(tmp_path / "copy.speech")
    await until(desk, lambda: "copy.speech" in desk.said("project"))
    assert reading(tmp_path / "copy.speech").text == "Copied."
    ids = [
        sqlite3.connect(path).execute("SELECT value FROM meta WHERE key = 'id'").fetchone()
        for path in (projects.path, tmp_path / "copy.speech")
    ]
    assert ids[0] != ids[1]
    projects.save_copy(projects.path)
    await until(desk, lambda: "open project itself" in desk.said("copy the project"))


@pytest.mark.parametrize(("way", "told"), [("save_as", "save the project"), ("save_copy", "copy the project")])
async def test_nothing_is_written_over_a_project_that_is_open_elsewhere(
    desk: Desk, tmp_path: Path, way: str, told: str
) -> None:
    await write(desk, "Mine.")
    other = created(tmp_path / "other.speech")
    getattr(desk.studio.projects, way)(other.path)
    await desk.studio.projects.settle()
    assert "other.speech is open in another window" in desk.said(told)
    other.save(Content(replace(a_project(), title="Written there after")))
    other.close()
    assert reading(other.path).title == "Written there after"


@pytest.mark.parametrize(("way", "told"), [("save_as", "save the project"), ("save_copy", "copy the project")])
async def test_a_project_is_written_over_once_the_program_that_had_it_open_was_killed(
    desk: Desk, tmp_path: Path, way: str, told: str
) -> None:
    await write(desk, "Mine.")
    path = tmp_path / "other.speech"
    with open_in_another(path):
        getattr(desk.studio.projects, way)(path)
        await desk.studio.projects.settle()
        assert "other.speech is open in another window" in desk.said(told)
        assert reading(path) == a_project()
    getattr(desk.studio.projects, way)(path)
    await desk.studio.projects.settle()
    assert reading(path).text == "Mine."


@pytest.mark.parametrize("way", ["save_as", "save_copy"])
async def test_a_file_that_was_copied_while_its_project_was_open_is_written_over(
    desk: Desk, tmp_path: Path, way: str
) -> None:
    await write(desk, "Mine.")
    path, copy = tmp_path / "other.speech", tmp_path / "copy.speech"
    with open_in_another(path):
        for each, end in zip((path, *beside(path)), (copy, *beside(copy)), strict=True):
            if each.exists():
                shutil.copy(each, end)
        assert reading(copy) == a_project()
        getattr(desk.studio.projects, way)(copy)
        await desk.studio.projects.settle()
        assert reading(path) == a_project()
    assert reading(copy).text == "Mine."


async def test_a_version_is_brought_back_as_a_step(desk: Desk) -> None:
    projects = desk.studio.projects
    await write(desk, "As it was.")
    projects.keep_version("First")
    await until(desk, lambda: projects.versions)
    await write(desk, "As it is.")
    projects.keep_version()
    await until(desk, lambda: len(projects.versions) == 2)
    assert [version.name for version in projects.versions] == ["", "First"]
    seen: list[tuple[ComparedParagraph, ...]] = []
    projects.compare_version(projects.versions[1].number, seen.append)
    await until(desk, lambda: seen)
    runs = [(run.change, run.text) for each in seen[0] for run in each.runs if run.change != "same"]
    assert {("removed", "was."), ("added", "is.")} <= set(runs)
    projects.bring_back(projects.versions[1].number)
    await until(desk, lambda: text(desk) == "As it was.")
    desk.studio.editing.undo()
    assert text(desk) == "As it is."
    projects.bring_back(77)
    await until(desk, lambda: desk.said("bring a version back"))


async def test_projects_are_renamed_copied_and_deleted(desk: Desk, tmp_path: Path) -> None:
    projects, binned = desk.studio.projects, tmp_path / "bin"
    binned.mkdir()
    await write(desk, "Mine.")
    folder = projects.path.parent
    projects.rename(projects.path, "  My / book ")
    await until(desk, lambda: (projects.path, projects.name) == (folder / "My - book.speech", "My / book"))
    assert (projects.name, desk.studio.editing.project.title) == ("My / book", "My / book")
    await write(desk, "Written after.")
    projects.rename(projects.path, "My / book")
    await until(desk, lambda: desk.studio.editing.project.title)
    projects.duplicate(projects.path)
    copy = folder / "My - book copy.speech"
    await until(desk, lambda: [each.path for each in projects.recent] == [projects.path, copy])
    assert reading(copy).title == "My - book copy"
    projects.rename(copy, "My / book")
    await until(desk, lambda: "already" in desk.said("rename the project"))
    projects.rename(copy, "Other")
    await until(desk, lambda: "Other" in [each.name for each in projects.recent])
    assert reading(folder / "Other.speech").title == "Other"
    projects.delete(projects.path, lambda path: path.rename(binned / path.name))
    await until(desk, lambda: (binned / "My - book.speech").exists())
    await until(desk, lambda: [each.path for each in projects.recent] == [folder / "Other.speech"])
    assert (projects.path, text(desk)) == (folder / "Other.speech", "Written after.")
    assert [each.name for each in projects.recent] == [projects.name] == ["Other"]
    projects.delete(projects.path, lambda path: path.unlink())
    await until(desk, lambda: not (folder / "Other.speech").exists())
    await until(desk, lambda: len(projects.recent) == 1)
    assert text(desk) == ""


async def test_a_long_title_of_any_script_is_a_projects_name(desk: Desk) -> None:
    projects, title = desk.studio.projects, "कखग" * 100
    first = projects.path
    await projects.begin_from(replace(a_project(), title=title))
    await until(desk, lambda: projects.path != first and projects.name == title)
    await write(desk, "Mine.")
    begun = projects.path
    projects.duplicate(begun)
    projects.rename(begun, title[1:])
    await projects.settle()
    await until(desk, lambda: reading(projects.path).title == title[1:])
    assert (reading(projects.path).text, projects.path == begun) == ("Mine.", False)
    assert len([each for each in projects.recent if each.path.exists()]) == 3
    assert [desk.said(what) for what in ("make a project", "duplicate the project", "rename the project")] == [""] * 3


async def test_a_copy_under_a_name_that_is_too_long_is_told_in_plain_words(desk: Desk, tmp_path: Path) -> None:
    await write(desk, "Mine.")
    desk.studio.projects.save_copy(tmp_path / ("क" * 100))
    await until(desk, lambda: "name too long" in desk.said("copy the project"))
    assert list(tmp_path.glob("*क*")) == []


@pytest.mark.parametrize("readable", [True, False])
async def test_the_open_project_is_deleted_though_the_one_before_cannot_be_opened(
    desk: Desk, tmp_path: Path, readable: bool
) -> None:
    projects = desk.studio.projects
    first = projects.path
    await write(desk, "First.")
    broken, mine = tmp_path / "broken.speech", tmp_path / "mine.speech"
    for each in (broken, mine):
        created(each, Content(a_project())).close()
        projects.open(each)
        await until(desk, lambda each=each: projects.recent[0].path == each)
    await write(desk, "Mine.")
    for each in (broken,) if readable else (broken, first):
        with closing(sqlite3.connect(each)) as database:
            database.execute("PRAGMA user_version = 9900")
    projects.delete(mine, lambda path: path.unlink())
    await projects.settle()
    assert (mine.exists(), text(desk)) == (False, "First." if readable else "")
    assert (projects.path == first, broken.exists()) == (readable, True)
    assert mine not in [each.path for each in projects.recent]
    assert desk.said("delete the project") == ""


async def test_a_text_in_a_recent_projects_place_is_not_taken_for_one(desk: Desk, tmp_path: Path) -> None:
    projects, bare, mine = desk.studio.projects, tmp_path / "Story", tmp_path / "mine.speech"
    for each in (bare, mine):
        created(each, Content(a_project())).close()
        projects.open(each)
        await until(desk, lambda each=each: projects.recent[0].path == each)
    bare.write_text("A text.", "utf-8")
    kept: list[str] = []
    projects.delete(mine, lambda path: kept.append(reading(path).text))
    await projects.settle()
    assert kept == [a_project().text]
    assert (projects.path == mine, bare.read_text("utf-8")) == (False, "A text.")


async def test_a_project_that_is_gone_already_is_taken_off_the_list(desk: Desk) -> None:
    projects = desk.studio.projects
    await write(desk, "Mine.")
    first = projects.path
    projects.new()
    await until(desk, lambda: projects.path != first)
    for _ in range(2):
        projects.delete(first, lambda path: path.unlink())
    await until(desk, lambda: not first.exists() and first not in [each.path for each in projects.recent])
    projects.new()
    await until(desk, lambda: desk.studio.editing.project.blank)
    assert desk.said("delete the project") == ""


@pytest.mark.parametrize("way", ["save_as", "save_copy"])
async def test_no_project_is_written_over_that_was_not_named(desk: Desk, tmp_path: Path, way: str) -> None:
    projects, other = desk.studio.projects, tmp_path / "Dr. Jekyll.speech"
    await write(desk, "Mine.")
    created(other, Content(a_project())).close()
    before = other.read_bytes()
    getattr(projects, way)(tmp_path / "Dr. Jekyll")
    made = tmp_path / "Dr. Jekyll 2.speech"
    await until(desk, lambda: made.exists() and str(made) in desk.said("project"))
    assert other.read_bytes() == before
    assert reading(made).text == "Mine."


@pytest.mark.parametrize("way", ["a link", "a folder up and down"])
async def test_the_open_project_is_known_whichever_way_leads_to_it(desk: Desk, tmp_path: Path, way: str) -> None:
    projects, keeping = desk.studio.projects, desk.studio.keeping
    await write(desk, "Mine.")
    first = projects.path
    path = first.parent / ".." / first.parent.name / first.name
    if way == "a link":
        path = tmp_path / "link.speech"
        path.symlink_to(first)
    projects.open(path)
    projects.keep_version("After")
    await until(desk, lambda: len(projects.versions) == 1)
    assert (projects.path, keeping.read_only) == (first, False)
    projects.save_as(path)
    projects.keep_version("Later")
    await until(desk, lambda: len(projects.versions) == 2)
    assert desk.said("save the project") == ""
    binned: list[tuple[Path, bool]] = []
    projects.delete(path, lambda gone: binned.append((gone, projects.path == first)))
    await until(desk, lambda: binned)
    assert binned == [(path, False)], "another one is open before it goes"


def held_elsewhere(path: Path, beat_s: float) -> None:
    """A project at *path* that another machine has open."""
    created(path, Content(replace(a_project(), title="Shared"))).close()
    hold_elsewhere(path, beat_s)


def hold_elsewhere(path: Path, beat_s: float) -> None:
    """Have another machine open the closed project at *path*."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "INSERT INTO lock (one, host, process, started, beat) VALUES (1, 'desk abc', 1, 'then', ?)", (beat_s,)
        )
        database.commit()


@pytest.mark.parametrize("seen", ["it beats by a clock that is behind", "it cannot be read for a while"])
async def test_a_holder_that_lives_is_not_told_to_be_gone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: str
) -> None:
    path, looks = tmp_path / "shared.speech", 0

    def look(path: Path) -> Held | None:
        nonlocal looks
        looks += 1
        if seen.startswith("it cannot"):
            raise ProjectUnreadable("Its share is away.")
        held = holder_of(path)
        assert held is not None
        return replace(held, beat_s=held.beat_s + looks - 1)

    monkeypatch.setattr(projects_room, "_LOOK_S", 0.01)
    monkeypatch.setattr(projects_room, "holder_of", look)
    late_s = 2 * SILENT_S if seen.startswith("it beats") else 0.0
    held_elsewhere(path, desk.studio.keeping.file.now_s() - late_s)
    desk.studio.projects.open(path)
    await until(desk, lambda: looks > 10)
    assert desk.studio.keeping.read_only
    assert desk.said("project holder") == ""


async def test_a_project_held_by_a_silent_machine_is_taken_over_once_asked(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projects_room, "_LOOK_S", 0.01)
    path = tmp_path / "shared.speech"
    held_elsewhere(path, desk.studio.keeping.file.now_s() - SILENT_S - 1)
    desk.studio.projects.open(path)
    await until(desk, lambda: "no sign of life" in desk.said("project holder"))
    assert desk.studio.keeping.read_only
    desk.studio.editing.edit_text(0, 0, "No")
    assert text(desk) == a_project().text
    notice = next(each for each in reversed(desk.notices) if each.key == "project holder")
    assert notice.action is not None
    notice.action()
    await until(desk, lambda: not desk.studio.keeping.read_only)
    desk.studio.editing.edit_text(0, 0, "Ours: ")
    await until(desk, lambda: not desk.studio.keeping.unsaved)
    assert reading(path).text.startswith("Ours: ")


async def test_nothing_is_undone_or_redone_in_a_project_that_may_only_be_read(desk: Desk) -> None:
    studio, first = desk.studio, desk.studio.projects.path
    await write(desk, "One.")
    studio.editing.edit_text(0, 0, "Two. ")
    studio.editing.edit_text(0, 0, "Three. ")
    studio.editing.undo()
    studio.projects.new()
    await until(desk, lambda: studio.projects.path != first and studio.editing.project.text == "")
    hold_elsewhere(first, studio.keeping.file.now_s())
    studio.projects.open(first)
    await until(desk, lambda: studio.projects.path == first)
    assert studio.keeping.read_only
    done = studio.editing.undo_label, studio.editing.redo_label
    assert all(done)

    def close_notices() -> None:
        desk.notices.clear()
        studio.notices.closed("read-only")

    for act in (studio.editing.undo, studio.editing.redo):
        close_notices()
        act()
        assert (text(desk), studio.editing.undo_label, studio.editing.redo_label) == ("Two. One.", *done)
        assert "open on desk" in desk.said("read-only")
    assert studio.projects.path == first


async def test_a_start_asks_too_once_the_other_machine_has_closed_the_project(data_dir: Path) -> None:
    desk = Desk(data_dir)
    desk.engine_fault = EngineUnavailable("There is none.")
    desk.studio.start()
    await write(desk, "Shared.")
    path = desk.studio.projects.path
    await desk.studio.close()
    database = sqlite3.connect(path)
    columns = "one, host, process, started, beat"
    now_s = desk.studio.keeping.file.now_s()
    database.execute(f"INSERT INTO lock ({columns}) VALUES (1, 'desk abc', 1, 'then', ?)", (now_s,))
    database.commit()
    again = Desk(data_dir)
    again.engine_fault = EngineUnavailable("There is none.")
    assert again.studio.keeping.read_only
    database.execute("DELETE FROM lock")
    database.commit()
    database.close()
    again.studio.start()
    await until(again, lambda: "was closed on desk" in again.said("project holder"))
    assert "open on desk" in again.said("read-only")
    notice = next(each for each in reversed(again.notices) if each.key == "project holder")
    assert notice.action is not None
    notice.action()
    await until(again, lambda: not again.studio.keeping.read_only)
    await until(again, lambda: again.said("read-only") == "")
    await again.studio.close()


async def test_a_long_project_is_left_and_opened_without_its_steps_being_lost(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "long.speech"
    created(path, Content(long_project(2000))).close()
    desk.studio.projects.open(path)
    await until(desk, lambda: desk.studio.projects.path == path)
    desk.studio.editing.edit_text(0, 1, "Changed")
    desk.studio.projects.new()
    await until(desk, lambda: text(desk) == "")
    desk.studio.projects.open(path)
    await until(desk, lambda: text(desk).startswith("Changed"))
    desk.studio.editing.undo()
    assert desk.studio.editing.project == long_project(2000)


async def test_that_a_version_was_kept_is_told_until_the_next_change(desk: Desk) -> None:
    await write(desk, "As it was.")
    desk.studio.projects.keep_version()
    await until(desk, lambda: desk.said("project") == "A version was kept.")
    desk.studio.editing.edit_text(0, 2, "So")
    assert desk.said("project") == ""


async def test_what_is_asked_for_at_once_is_done_in_turn(desk: Desk, tmp_path: Path) -> None:
    projects, story, other = desk.studio.projects, tmp_path / "story.speech", tmp_path / "other.speech"
    created(other, Content(a_project())).close()
    await write(desk, "Mine.")
    projects.save_as(story)
    projects.new()
    projects.keep_version("Of the new one")
    projects.open(other)
    await until(desk, lambda: projects.path == other)
    await until(desk, lambda: desk.studio.editing.project == a_project())
    assert reading(story).text == "Mine."
    assert reading(other) == a_project()
    await until(desk, lambda: projects.versions == ())
