# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest

from studio.app.text import marking as marking_room
from studio.core.project import Project
from studio.project.marking import with_marks
from tests.support.desk import Desk
from tests.support.projects import reading
from tests.support.waiting import HANGS_S, wait_until_async

LONG = "\n".join(["Nova came in.", "Nobody spoke."] * 600)


async def test_a_mark_on_a_long_text_is_worked_out_in_a_thread_and_is_one_step(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("Short. " * 100)
    studio.marking.choose(0, 600, "speed", "1.2")
    assert studio.marking.value(0, 600, "speed") == "1.2"
    text = LONG * 3
    studio.editing.replace_text(text)
    before, done = studio.editing.project, list[None]()
    studio.editing.long.done.connect(done.append)
    studio.marking.choose(0, len(text), "speed", "1.2")
    studio.marking.choose(0, len(text), "volume", "2")
    assert studio.editing.project is before
    await wait_until_async(lambda: studio.marking.value(0, len(text), "volume") == "2", what="both marks")
    assert studio.marking.value(0, len(text), "speed") == "1.2"
    assert len(done) == 2
    for _ in range(2):
        studio.editing.undo()
    assert studio.editing.project == before


async def test_a_change_is_made_anew_of_what_was_written_meanwhile(desk: Desk) -> None:
    studio, may, seen = desk.studio, threading.Event(), list[Project]()
    in_threads: list[bool] = []
    studio.editing.replace_text(LONG)

    def titled(project: Project) -> Project:
        seen.append(project)
        in_threads.append(threading.current_thread() is not threading.main_thread())
        assert may.wait(20)
        return replace(project, title=f"{len(project.text)} letters")

    studio.editing.long.do("a title", titled)
    await wait_until_async(lambda: seen, what="it is worked out")
    studio.editing.edit_text(0, 0, "x")
    may.set()
    await wait_until_async(lambda: studio.editing.project.title, what="the title")
    assert studio.editing.project.title == f"{len(LONG) + 1} letters"
    assert studio.editing.project.text == "x" + LONG
    assert in_threads == [True, True]


async def test_a_change_comes_though_somebody_types_on(desk: Desk) -> None:
    studio, loop = desk.studio, asyncio.get_running_loop()
    in_threads: list[bool] = []
    studio.editing.replace_text(LONG)

    async def type_on() -> None:
        studio.editing.edit_text(0, 0, "x")

    def titled(project: Project) -> Project:
        in_threads.append(threading.current_thread() is not threading.main_thread())
        if in_threads[-1]:
            asyncio.run_coroutine_threadsafe(type_on(), loop).result(HANGS_S)
        return replace(project, title=f"{len(project.text)} letters")

    done = list[None]()
    studio.editing.long.done.connect(done.append)
    studio.editing.long.do("a title", titled)
    await wait_until_async(lambda: studio.editing.project.title, what="the title")
    assert studio.editing.project.title == f"{len(studio.editing.project.text)} letters"
    assert in_threads == [True, True, True, False]
    assert len(done) == 1


async def test_what_is_worked_out_yet_is_made_before_another_project_is_opened(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(LONG)
    studio.editing.long.do("a title", lambda project: replace(project, title="Mine"))
    studio.editing.long.do("an author", lambda project: replace(project, author="Me"))
    assert not studio.editing.project.title
    studio.editing.long.finish()
    assert (studio.editing.project.title, studio.editing.project.author) == ("Mine", "Me")
    steps = studio.editing.undo_label
    studio.editing.long.do("a title", lambda project: replace(project, title="Ours"))
    await wait_until_async(lambda: studio.editing.project.title == "Ours", what="the next one")
    studio.editing.undo()
    assert (studio.editing.project.title, studio.editing.undo_label) == ("Mine", steps)


async def test_an_undo_takes_back_what_is_worked_out_yet_and_closing_keeps_it(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(LONG)
    studio.editing.long.do("a title", lambda project: replace(project, title="Mine"))
    studio.editing.undo()
    assert (studio.editing.project.title, studio.editing.redo_label) == ("", "a title")
    studio.editing.redo()
    studio.editing.long.do("an author", lambda project: replace(project, author="Me"))
    told: list[object] = []
    studio.before_closing(told.append)
    assert (studio.editing.project.title, studio.editing.project.author) == ("Mine", "Me")
    await wait_until_async(lambda: told, what="it is saved")


async def test_a_mark_is_put_on_the_words_that_were_chosen_whatever_is_typed_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, may, begun = desk.studio, threading.Event(), threading.Event()
    text = f"Before.\n{LONG * 5}\nBehind."
    studio.editing.replace_text(text)
    start, end = len("Before.\n"), len(text) - len("\nBehind.")

    def held(*arguments: object) -> Project:
        begun.set()
        assert may.wait(HANGS_S)
        return with_marks(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(marking_room, "with_marks", held)
    studio.marking.choose(start, end, "speed", "1.2")
    studio.marking.choose(start, end, "volume", "2")
    await wait_until_async(begun.is_set, what="it is worked out")
    studio.editing.edit_text(len(text), 0, " The end.")
    studio.editing.edit_text(0, 0, "A title.\n")
    may.set()
    start, end = start + len("A title.\n"), end + len("A title.\n")
    await wait_until_async(lambda: studio.marking.value(start, end, "volume") == "2", what="both marks")
    assert studio.marking.value(start, end, "speed") == "1.2"
    paragraphs = studio.editing.project.paragraphs
    assert [each.text for each in paragraphs if not each.marks] == ["A title.", "Before.", "Behind. The end."]
    assert all(mark.end - mark.start == len(each.text) for each in paragraphs for mark in each.marks)


async def test_what_is_asked_for_while_a_project_is_left_is_made_in_it(desk: Desk) -> None:
    studio, may = desk.studio, threading.Event()
    studio.editing.replace_text(LONG)
    before = studio.projects.path

    def named(project: Project) -> Project:
        if threading.current_thread() is not threading.main_thread():
            assert may.wait(HANGS_S)
        return replace(project, author="Me")

    studio.projects.leaving.connect(lambda _none: studio.editing.long.do("an author", named))
    studio.projects.begin_with(f"Other.\n{LONG}")
    await wait_until_async(lambda: studio.projects.path != before, what="another project")
    may.set()
    done = list[None]()
    studio.editing.long.done.connect(done.append)
    studio.editing.long.do("a title", lambda project: replace(project, title="Ours"))
    await wait_until_async(lambda: done, what="the next one")
    assert (studio.editing.project.title, studio.editing.project.author) == ("Ours", "")
    assert reading(before).author == "Me"
