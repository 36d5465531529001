# SPDX-License-Identifier: GPL-3.0-or-later
"""The chapters, how far each is rendered, and their order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from studio.app.overview.chapters import OutlineChapter
from studio.app.overview.outline import outline_of
from studio.app.takes.part import OverviewPart
from studio.app.takes.takes import LiveTake
from studio.client.speech.client import AsyncSpeechClient
from studio.core.dictionary import Entry
from studio.core.errors import SpeechFailed
from studio.core.project import Paragraph, Project
from tests.support.desk import Desk, step_until
from tests.support.stepped_output import Steps
from tests.support.waiting import wait_until_async

TOLD = ("# One", "A few words.", "# Two", "Some more words.", "# Three", "And the last ones.")


def book() -> Project:
    rows = []
    for number, each in enumerate(TOLD):
        heading = each.startswith("# ")
        rows.append(
            Paragraph(f"p{number}", each.removeprefix("# "), (), "heading" if heading else "text", int(heading))
        )
    return Project(tuple(rows), title="Ice")


def take(seconds: float, complete: bool = True) -> LiveTake:
    made = LiveTake("", 1000)
    made.append(np.zeros(round(seconds * 1000), np.float32))
    if complete:
        made.finish()
    return made


def part(number: int, sound: LiveTake | None, **told: object) -> OverviewPart:
    return replace(OverviewPart(f"p{number}", number * 10.0, 9.0, sound), **told)  # type: ignore[arg-type]


def one(*parts: OverviewPart, failed: tuple[str, ...] = ()) -> OutlineChapter:
    return outline_of(book(), parts, failed)[0]


def test_states_of_a_chapter() -> None:
    assert one(part(0, None), part(1, None)).state == "none"
    ready = one(part(0, take(9)), part(1, take(9)))
    assert (ready.state, ready.estimated, ready.fraction, ready.length_s) == ("ready", False, 1.0, 19.0)
    partly = one(part(0, take(9)), part(1, None))
    assert (partly.state, partly.estimated, partly.fraction) == ("part", True, 0.5)
    assert one(part(0, take(9)), part(1, take(3, False))).state == "rendering"
    assert one(part(0, take(9)), part(1, take(3, False), broken_off=True)).state == "part"
    assert one(part(0, take(9), stale="text"), part(1, None)).state == "none"
    wrong = one(part(0, take(9)), part(1, None), failed=(book().paragraphs[1].id,))
    assert (wrong.state, wrong.failed) == ("failed", 2)


def test_rows_and_titles() -> None:
    assert [(each.title, each.row, each.end) for each in outline_of(book(), ())] == [
        ("One", 0, 2),
        ("Two", 2, 4),
        ("Three", 4, 6),
    ]


async def open_book(desk: Desk) -> None:
    desk.studio.projects.begin_from(book())
    await wait_until_async(lambda: len(desk.studio.outline.chapters) == 3)


def titles(desk: Desk) -> list[str]:
    return [each.title for each in desk.studio.outline.chapters]


async def test_a_chapter_is_moved_by_one_step(desk: Desk) -> None:
    await open_book(desk)
    outline = desk.studio.outline
    outline.move(2, 0)
    assert titles(desk) == ["Three", "One", "Two"]
    assert desk.studio.editing.undo_label == "moving a chapter"
    desk.studio.editing.undo()
    assert titles(desk) == ["One", "Two", "Three"]
    outline.move(0, 3)
    outline.move(1, 1)
    assert desk.studio.editing.redo_label == "moving a chapter"


async def test_a_chapter_is_rendered_next_and_tells_its_length(desk: Desk) -> None:
    await open_book(desk)
    outline = desk.studio.outline
    assert {each.state for each in outline.chapters} == {"none"}
    assert outline.total_s == pytest.approx(sum(each.length_s for each in outline.chapters))
    outline.render_next(1)

    def refreshed() -> int:
        desk.studio.overview.refresh()
        return outline.ready

    await wait_until_async(lambda: refreshed() == 3)
    assert not any(each.estimated for each in outline.chapters)
    await wait_until_async(lambda: refreshed() and outline.rendered_s == pytest.approx(outline.total_s))


@pytest.mark.parametrize("edits", [False, True], ids=["the text that is read", "edited meanwhile"])
async def test_chapters_become_ready_while_the_text_is_read(stepped: tuple[Desk, Steps], edits: bool) -> None:
    desk, _ = stepped
    await open_book(desk)
    studio = desk.studio
    studio.hearing.play_all()
    await step_until(desk, lambda: studio.hearing.view().phase == "playing", "it plays")
    if edits:
        studio.editing.edit_text(len(studio.editing.project.text), 0, " Or so.")
        studio.rendering.render_changed()

    def states() -> list[str]:
        studio.overview.refresh()
        return [each.state for each in studio.outline.chapters]

    await wait_until_async(lambda: states() == ["ready"] * 3, what="all is ready")
    assert studio.overview.changed_count == 0
    await wait_until_async(lambda: states() and not studio.overview.text_estimated, what="the lengths are known")
    assert studio.hearing.reading


async def test_a_paragraph_of_which_some_words_are_rendered_is_not_ready(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    await open_book(desk)
    studio, outline = desk.studio, desk.studio.outline
    text = studio.editing.project.text
    studio.hearing.play_selection(text.index("few"), text.index("few") + 3)
    await step_until(desk, lambda: studio.hearing.view().phase == "playing", "it plays")

    def state() -> str:
        studio.overview.refresh()
        return outline.chapters[0].state

    await wait_until_async(lambda: state() == "part" and not studio.playback.rendering, what="the word is rendered")
    assert (state(), outline.ready, studio.overview.changed_count) == ("part", 0, studio.rendering.pending())
    await step_until(desk, lambda: not studio.hearing.active, "its end")
    assert (state(), outline.ready, studio.overview.changed_count) == ("part", 0, studio.rendering.pending())


@pytest.mark.parametrize("dictionary", [(), (Entry("words", "wurds"),)], ids=["", "with a dictionary"])
async def test_a_chapter_of_which_a_paragraph_failed_says_which_and_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, dictionary: tuple[Entry, ...]
) -> None:
    await open_book(desk)
    desk.studio.editing._history.do("words", replace(desk.studio.editing.project, dictionary=dictionary))
    outline, rendering = desk.studio.outline, desk.studio.rendering
    renderer, broken = rendering._renderer, True
    render = renderer.render_paragraph

    async def render_or_fail(
        client: AsyncSpeechClient, take: LiveTake, paragraph: Paragraph, *rest: Any, **told: Any
    ) -> None:
        if broken and paragraph.text == "Some more words.":
            raise SpeechFailed("It cannot be spoken.")
        await render(client, take, paragraph, *rest, **told)

    monkeypatch.setattr(renderer, "render_paragraph", render_or_fail)

    def states() -> list[str]:
        desk.studio.overview.refresh()
        return [each.state for each in outline.chapters]

    rendering.render_changed()
    await wait_until_async(lambda: states() == ["ready", "failed", "ready"])
    assert outline.chapters[1].failed == 2
    assert "It cannot be spoken." in desk.said("rendering")
    broken = False
    outline.render_next(1)
    await wait_until_async(lambda: states() == ["ready"] * 3)


async def test_a_book_of_ten_hours_is_outlined_quickly() -> None:
    rows = [
        Paragraph(str(n), "words " * 20, (), "heading" if n % 100 == 0 else "text", int(n % 100 == 0))
        for n in range(5000)
    ]
    parts = [OverviewPart(str(n), n * 8.0, 7.5, None) for n in range(5000)]
    assert len(outline_of(Project(tuple(rows)), parts)) == 50
