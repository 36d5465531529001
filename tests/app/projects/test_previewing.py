# SPDX-License-Identifier: GPL-3.0-or-later
"""Recent projects of the real studio with the tone engine, heard before they are opened."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from studio.app.takes.part import OverviewPart
from studio.core.place import Place
from studio.core.project import Project, new_paragraph
from studio.project.file.content import Content
from tests.support.desk import Desk, standing
from tests.support.projects import created
from tests.support.waiting import HANGS_S, wait_until_async

WORDS = ("One two three four.", "Five six seven eight.")
# So long that a busy machine, which looks but every few seconds, finds it being heard.
LONG = (WORDS[0], WORDS[1] + " nine" * 90)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A project that was left at the word "Five"."""
    path = tmp_path / "other.speech"
    project = Project(tuple(new_paragraph(text) for text in LONG), title="Other")
    created(path, Content(project, place=Place(playhead=len(WORDS[0]) + 1))).close()
    return path


@pytest.fixture
def another(tmp_path: Path) -> Path:
    path = tmp_path / "another.speech"
    created(path, Content(Project((new_paragraph(LONG[1]),), title="Another"))).close()
    return path


async def shown(desk: Desk, path: Path, title: str = "Other") -> None:
    desk.studio.previewing.show(path)
    await wait_until_async(lambda: desk.studio.previewing.deck.project.title == title, HANGS_S)


def playing(desk: Desk) -> bool:
    return desk.studio.previewing.deck.hearing.view().phase == "playing"


def parts(desk: Desk) -> tuple[OverviewPart, ...]:
    overview = desk.studio.previewing.deck.overview
    overview.refresh()
    return overview.parts


async def test_another_project_is_heard_from_where_it_was_left_and_stays_as_it_is(desk: Desk, other: Path) -> None:
    studio, before = desk.studio, other.read_bytes()
    studio.editing.replace_text("The open one.")
    await shown(desk, other)
    deck = studio.previewing.deck
    assert [part.paragraph_id for part in parts(desk)] == [each.id for each in deck.project.paragraphs]
    assert deck.hearing.here == len(WORDS[0]) + 1
    studio.previewing.play_or_pause()
    await wait_until_async(lambda: deck.hearing.view().word is not None, HANGS_S)
    word = deck.hearing.view().word
    assert word is not None
    assert word.start > len(WORDS[0])
    assert not studio.hearing.active
    studio.previewing.leave()
    assert not deck.hearing.active
    assert studio.previewing.deck.project is studio.editing.project
    assert studio.editing.project.text == "The open one."
    assert other.read_bytes() == before


async def test_what_was_rendered_of_it_is_heard_from_its_file(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("\n".join(WORDS), title="Other")
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active, HANGS_S)
    other = studio.projects.path
    studio.projects.new()
    await wait_until_async(lambda: studio.projects.path != other, HANGS_S)
    studio.takes.clear()
    await shown(desk, other)
    deck = studio.previewing.deck
    await wait_until_async(lambda: all(part.take is not None for part in parts(desk)), HANGS_S)
    assert not deck.overview.estimated
    studio.previewing.play_or_pause()
    await wait_until_async(lambda: not deck.playback.active, HANGS_S)
    assert [len(deck.taking.takes_of(each)) for each in deck.project.paragraphs] == [1, 1]
    assert studio.takes.size_bytes > 0  # it was read from the file


async def test_space_right_after_the_focus_has_moved_plays_what_it_has_moved_to(desk: Desk, other: Path) -> None:
    desk.studio.editing.replace_text("The open one.")
    desk.studio.previewing.show(other)
    desk.studio.previewing.play_or_pause()
    await wait_until_async(lambda: playing(desk), HANGS_S)
    assert desk.studio.previewing.deck.project.title == "Other"
    assert not desk.studio.hearing.active


async def test_stop_takes_back_what_waits_to_be_played(desk: Desk, other: Path) -> None:
    previewing = desk.studio.previewing
    previewing.show(other)
    previewing.play_or_pause()
    previewing.stop()
    await wait_until_async(lambda: previewing.deck.project.title == "Other", HANGS_S)
    assert not previewing.deck.hearing.active


async def test_one_of_both_is_heard(desk: Desk, other: Path) -> None:
    studio = desk.studio
    studio.editing.replace_text("The open one has some words to say." + " And more." * 45)
    studio.hearing.play_all()
    await wait_until_async(lambda: studio.hearing.view().phase == "playing", HANGS_S)
    await shown(desk, other)
    assert not studio.hearing.active
    studio.previewing.play_or_pause()
    await wait_until_async(lambda: playing(desk), HANGS_S)
    deck = studio.previewing.deck
    studio.hearing.play_all()
    assert not deck.hearing.active
    assert studio.previewing.deck.project is studio.editing.project
    await wait_until_async(lambda: studio.hearing.view().phase == "playing", HANGS_S)


async def test_a_file_that_cannot_be_read_is_told_when_it_is_to_be_heard(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "none.speech"
    path.write_bytes(b"")
    previewing = desk.studio.previewing
    previewing.show(path)
    previewing.play_or_pause()
    await wait_until_async(lambda: "0 bytes" in standing(desk).get("play", ""), HANGS_S)
    assert previewing.deck.project is desk.studio.editing.project
    previewing.leave()
    previewing.play_or_pause()
    assert "0 bytes" not in desk.said("play")


async def test_what_waits_for_the_engine_is_forgotten_for_another_project(
    late: Desk, come: asyncio.Event, other: Path, another: Path
) -> None:
    previewing = late.studio.previewing
    await shown(late, other)
    previewing.play_or_pause()
    assert "as soon as it is ready" in standing(late)["play"]
    await shown(late, another, "Another")
    assert previewing.deck.hearing.view().phase == "stopped"
    assert standing(late) == {}
    come.set()
    await wait_until_async(lambda: not late.studio.engine.blocker(), HANGS_S)
    assert not previewing.deck.hearing.active
    previewing.play_or_pause()
    assert previewing.deck.hearing.active


async def test_what_waits_for_the_engine_is_forgotten_when_the_page_is_left(
    late: Desk, come: asyncio.Event, other: Path
) -> None:
    previewing = late.studio.previewing
    await shown(late, other)
    deck = previewing.deck
    previewing.play_or_pause()
    previewing.leave()
    come.set()
    await wait_until_async(lambda: not late.studio.engine.blocker(), HANGS_S)
    assert not deck.hearing.active
    assert standing(late) == {}


async def test_what_of_the_own_one_waits_for_the_engine_is_forgotten_for_another(
    late: Desk, come: asyncio.Event, other: Path
) -> None:
    studio = late.studio
    studio.editing.replace_text("The open one.")
    studio.previewing.play_or_pause()
    assert studio.hearing.view().phase == "waiting"
    told: list[str] = []
    studio.hearing.changed.connect(lambda view: told.append(view.phase))
    await shown(late, other)
    assert told[-1:] == ["stopped"]
    assert standing(late) == {}
    come.set()
    await wait_until_async(lambda: not late.studio.engine.blocker(), HANGS_S)
    assert not studio.hearing.active
    assert studio.previewing.deck.project.title == "Other"


@pytest.mark.parametrize(("text", "key"), [("Hello 🙂 there.", "skipped"), ("", "play")])
async def test_what_is_told_of_another_project_goes_with_it(desk: Desk, tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "third.speech"
    created(path, Content(Project((new_paragraph(text),), title="Third"))).close()
    previewing = desk.studio.previewing
    await shown(desk, path, "Third")
    previewing.play_or_pause()
    await wait_until_async(lambda: key in standing(desk), HANGS_S)
    previewing.leave()
    assert standing(desk) == {}
