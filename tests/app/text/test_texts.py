# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.app.text.texts import OPENING, Texts
from studio.core.errors import SaveFailed
from studio.core.project import Project
from studio.project.edits import with_text
from studio.project.history import History


@pytest.fixture
def kept() -> list[Project]:
    return []


@pytest.fixture
def history() -> History:
    return History(with_text(Project(), "One two three."))


@pytest.fixture
def texts(history: History, kept: list[Project]) -> Texts:
    return Texts(history, kept.append)


async def test_what_was_written_belongs_to_its_file_and_may_be_written_again(
    texts: Texts, history: History, kept: list[Project], tmp_path: Path
) -> None:
    path = tmp_path / "story.txt"
    assert not await texts.may_replace(history.project)
    await texts.write(path, history.project)
    project = history.project
    assert (project.title, project.file) == ("story", str(path))
    assert kept == [project]
    assert (await texts.read(path)).text == "One two three."
    assert await texts.may_replace(project)
    assert not history.undo_label, "it is no step"


async def test_a_file_that_another_program_changed_or_removed_is_not_replaced(
    texts: Texts, history: History, tmp_path: Path
) -> None:
    path = tmp_path / "story.txt"
    await texts.write(path, history.project)
    path.write_text("Another one's.")
    assert not await texts.may_replace(history.project)
    path.unlink()
    assert not await texts.may_replace(history.project)


async def test_what_was_edited_meanwhile_is_not_taken_for_kept(
    texts: Texts, history: History, kept: list[Project], tmp_path: Path
) -> None:
    written = history.project
    history.do("typing", with_text(written, "One two three four."))
    await texts.write(tmp_path / "story.txt", written)
    assert kept == [written]
    assert history.project.text == "One two three four."
    assert history.project.file == str(tmp_path / "story.txt")


async def test_an_opening_parts_the_steps_that_belong_to_the_file(
    texts: Texts, history: History, tmp_path: Path
) -> None:
    history.do(OPENING, replace(with_text(history.project, "Another."), file="another.txt"))
    history.do("typing", with_text(history.project, "Another one."))
    await texts.write(tmp_path / "story.txt", history.project)
    history.undo()
    assert history.project.file == str(tmp_path / "story.txt")
    history.undo()
    assert history.project.file == ""


async def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(
    texts: Texts, history: History, kept: list[Project], tmp_path: Path
) -> None:
    before = history.project
    with pytest.raises(SaveFailed):
        await texts.write(tmp_path / "missing" / "story.txt", before)
    assert history.project is before
    assert kept == []
