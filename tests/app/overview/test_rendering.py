# SPDX-License-Identifier: GPL-3.0-or-later
"""Rendering of what has changed, by the real studio with the tone engine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from studio.app.work.state import Activity
from studio.core.project import Paragraph
from tests.support.desk import Desk, step_until
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async

TEXT = "\n\n".join(f"Paragraph {number} has some words. And some more of them." for number in "abcde")


def rendered(desk: Desk) -> list[Paragraph]:
    return [each for each in desk.studio.editing.project.paragraphs if desk.studio.taking.takes_of(each)]


def rendered_in_turn(desk: Desk) -> list[str]:
    """The texts of paragraphs in the order in which they come to have a take, from now on."""
    came: list[str] = []

    def look(_: None) -> None:
        came.extend(each.text for each in rendered(desk) if each.text not in came)

    desk.studio.taking.changed.connect(look)
    return came


def activities(desk: Desk) -> list[Activity]:
    return [each for each in desk.activities if each.key == "rendering"]


async def test_all_that_is_not_rendered_is_rendered_and_then_only_what_has_changed(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    rendering = desk.studio.rendering
    assert rendering.pending() == 5
    rendering.render_changed()
    assert rendering.active
    await wait_until_async(lambda: not rendering.active)
    assert rendering.pending() == 0
    takes = {each.id: desk.studio.taking.takes_of(each) for each in rendered(desk)}
    assert len(takes) == 5
    desk.studio.editing.edit_text(len("Paragraph a has "), 4, "many")
    assert rendering.pending() == 1
    rendering.render_changed()
    await wait_until_async(lambda: not rendering.active)
    assert rendering.pending() == 0
    now = {each.id: desk.studio.taking.takes_of(each) for each in rendered(desk)}
    assert sum(len(each) for each in now.values()) == 6


@pytest.mark.parametrize(
    "text", ["</speed> ", "</spell>", "<ding/>", '<emotion value="anger"/> ', "<speed ratio='1.2'> </speed>"]
)
async def test_a_paragraph_of_tags_alone_has_nothing_to_render(desk: Desk, text: str) -> None:
    desk.studio.editing.replace_text(f"One two three.\n{text}")
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active)
    assert not any("not rendered" in notice.text for notice in desk.notices)
    assert (len(rendered(desk)), desk.studio.rendering.pending()) == (1, 0)


async def test_a_design_that_is_set_back_has_nothing_to_render(desk: Desk) -> None:
    desk.studio.editing.replace_text("One two three.")
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active)
    desk.studio.designing.set_speed(0.5)
    assert desk.studio.rendering.pending() == 1
    desk.studio.designing.set_speed(0.0)
    assert desk.studio.rendering.pending() == 0


async def test_rendering_begins_at_the_place_that_is_heard_next(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    came = rendered_in_turn(desk)
    desk.studio.hearing.seek_to_char(TEXT.index("Paragraph d"))
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: came)
    assert came[0].startswith("Paragraph d")
    desk.studio.rendering.cancel()
    assert not desk.studio.rendering.active
    await wait_until_async(lambda: activities(desk)[-1].text == "")


async def test_playing_goes_first_and_rendering_goes_on_behind_it(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    came = rendered_in_turn(desk)
    desk.studio.rendering.render_changed()
    desk.studio.hearing.play_from(TEXT.index("Paragraph e"))
    assert desk.studio.rendering.active
    await wait_until_async(lambda: came)
    assert came[0].startswith("Paragraph e")
    desk.studio.hearing.stop()
    await wait_until_async(lambda: not desk.studio.rendering.active)
    assert desk.studio.rendering.pending() == 0


@pytest.mark.parametrize("end", ["paused", "cancelled"])
async def test_a_run_that_is_ended_while_it_makes_way_renders_nothing_more(desk: Desk, end: str) -> None:
    studio, rendering = desk.studio, desk.studio.rendering
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    rendering.render_changed()
    for _ in range(3):
        await asyncio.sleep(0)
    assert studio.playback.rendering
    assert rendering._loop is not None
    if end == "paused":
        rendering.pause_or_resume()
    else:
        rendering.cancel()
    told = activities(desk)[-1]
    studio.hearing.stop()
    before = rendering.pending()
    await wait_until_async(lambda: rendering._loop is None, what="it has looked")
    assert rendering.pending() == before
    assert activities(desk)[-1] == told


async def test_a_paused_run_goes_on_where_it_was(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    rendering = desk.studio.rendering
    rendering.render_changed()
    await wait_until_async(lambda: rendering.pending() < 5)
    rendering.pause_or_resume()
    assert rendering.paused
    before = rendering.pending()
    assert rendering.active
    assert activities(desk)[-1].text == "Rendering is paused"
    rendering.pause_or_resume()
    assert activities(desk)[-1].text.startswith("Rendering paragraph ")
    await wait_until_async(lambda: not rendering.active)
    assert before > 0
    assert rendering.pending() == 0


async def test_while_idle_what_follows_is_rendered_quietly_where_that_is_wished(desk: Desk) -> None:
    desk.studio.editing.replace_text("One two three.\nFour five six.")
    desk.studio.preferences.change(render_ahead=True)
    await wait_until_async(lambda: desk.studio.rendering.pending() == 0)
    assert not activities(desk)
    desk.studio.editing.edit_text(0, 3, "Zero")
    await wait_until_async(lambda: desk.studio.rendering.pending() == 0)


async def test_what_is_written_just_as_the_last_one_is_rendered_quietly_is_rendered_too(desk: Desk) -> None:
    rendering = desk.studio.rendering
    desk.studio.editing.replace_text("One two three.")
    desk.studio.preferences.change(render_ahead=True)
    task = rendering._loop
    assert task is not None
    async with asyncio.timeout(HANGS_S):
        while not task.done():  # noqa: ASYNC110 - an event would come a turn later
            await asyncio.sleep(0)
    assert rendering._loop is task, "it has ended, and is not forgotten yet"
    desk.studio.editing.edit_text(0, 3, "Zero")
    await wait_until_async(lambda: rendering.pending() == 0, what="it is rendered")


async def test_what_is_rendered_quietly_goes_on_once_playing_has_ended(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    studio.hearing.play_selection(0, 9)
    await step_until(desk, lambda: studio.hearing.view().phase == "playing", "the selection is heard")
    studio.preferences.change(render_ahead=True)
    assert studio.rendering.pending() == 5
    await step_until(desk, lambda: studio.rendering.pending() == 0, "all of it is rendered")
    assert not studio.hearing.active


async def test_another_reading_is_a_take_of_its_own_and_heard_from_then_on(desk: Desk) -> None:
    desk.studio.editing.replace_text("One two three.")
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active)
    paragraph = desk.studio.editing.project.paragraphs[0]
    desk.studio.rendering.another_reading(paragraph)
    await wait_until_async(lambda: len(desk.studio.taking.takes_of(paragraph)) == 2)
    status = desk.studio.engine.state.status
    assert status is not None
    found = desk.studio.taking.in_use(paragraph, desk.studio.designing.spoken_design, status.engine)
    assert found is not None
    assert (found.take.made.variation, found.stale) == (1, "")
    assert desk.studio.rendering.pending() == 0


async def test_nothing_more_is_rendered_once_another_project_is_opened(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    first = studio.projects.path
    studio.rendering.render_changed()
    await wait_until_async(lambda: bool(rendered(desk)))
    before = studio.editing.project
    studio.rendering.another_reading(before.paragraphs[4])
    studio.projects.new()
    await wait_until_async(lambda: studio.projects.path != first)
    assert not studio.rendering.active
    assert activities(desk)[-1].text == ""
    assert [each.get_name() for each in asyncio.all_tasks() if "reading" in each.get_name()] == []


async def test_what_is_in_memory_from_another_project_is_kept_in_this_one_too(desk: Desk) -> None:
    studio = desk.studio
    for number in range(2):
        studio.editing.replace_text("One two three.")
        assert studio.rendering.pending() == 1
        studio.rendering.render_changed()
        await wait_until_async(lambda: not studio.rendering.active)
        assert len(rendered(desk)) == 1
        if not number:
            studio.projects.new()
            await wait_until_async(lambda: studio.editing.project.blank)


async def test_words_are_read_anew_and_fitted_into_the_paragraph(desk: Desk) -> None:
    text = "One two three four. Five six seven."
    desk.studio.editing.replace_text(text)
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active)
    paragraph = desk.studio.editing.project.paragraphs[0]
    desk.studio.rendering.another_reading(paragraph, text.index("two"), text.index("four") - 1)
    await wait_until_async(lambda: len(desk.studio.taking.takes_of(paragraph)) == 2)
    first, second = desk.studio.taking.takes_of(paragraph)
    assert [(span.first_word, span.end_word) for span in second.spans] == [(0, 1), (0, 2), (3, 7)]
    assert {span.clip for span in first.spans} == {second.spans[0].clip, second.spans[2].clip}
    before, after = (desk.studio.taking.sounds.of(take) for take in (first, second))
    assert before is not None
    assert after is not None
    assert [word.text for word in after.words] == text.split()
    starts = [word.start_s for word in after.words]
    assert starts == sorted(starts)
    # What follows is as it was, but for its place.
    assert after.words[6].end_s - after.words[4].start_s == pytest.approx(
        before.words[6].end_s - before.words[4].start_s
    )


async def test_a_paused_run_is_still_paused_after_a_restart(data_dir: Path) -> None:
    desk = Desk(data_dir)
    await desk.open()
    desk.studio.editing.replace_text(TEXT)
    desk.studio.rendering.render_changed()
    desk.studio.rendering.pause_or_resume()
    await desk.studio.close()
    desk = Desk(data_dir)
    await desk.open()
    rendering = desk.studio.rendering
    assert (rendering.active, rendering.paused) == (True, True)
    assert activities(desk)[-1].text == "Rendering is paused"
    desk.studio.preferences.change(render_ahead=True)
    assert not rendered(desk)
    rendering.pause_or_resume()
    await wait_until_async(lambda: not rendering.active)
    assert len(rendered(desk)) == 5
    await desk.studio.close()


async def test_what_is_asked_for_as_a_run_ends_is_rendered_too(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("One.\nTwo.")
    asked: list[str] = []

    def ask_again(_none: None) -> None:
        if not studio.rendering.active and not asked:
            asked.append("again")
            studio.editing.replace_text("Three.\nFour.")
            studio.rendering.render_changed()

    studio.rendering.render_changed()
    studio.rendering.changed.connect(ask_again)
    await wait_until_async(lambda: asked and not studio.rendering.active, what="the end of both")
    assert studio.rendering.pending() == 0


async def test_readings_that_are_asked_for_in_a_row_are_each_another_one(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("One two three.")
    (paragraph,) = studio.editing.project.paragraphs
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active)
    for _ in range(2):
        studio.rendering.another_reading(paragraph)
    await wait_until_async(lambda: not studio.rendering._readings, what="both readings")
    assert [take.made.variation for take in studio.taking.takes_of(paragraph)] == [0, 1, 2]


async def test_a_reading_beside_the_first_rendering_is_another_one(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("One two three.")
    (paragraph,) = studio.editing.project.paragraphs
    studio.rendering.render_changed()
    await wait_until_async(lambda: studio._renderer._growing, what="the first rendering")
    studio.rendering.another_reading(paragraph)
    await wait_until_async(lambda: not (studio.rendering._readings or studio.rendering.active), what="both")
    assert sorted(take.made.variation for take in studio.taking.takes_of(paragraph)) == [0, 1]
