# SPDX-License-Identifier: GPL-3.0-or-later
"""What is rendered of a playlist, and how far ahead of what is heard."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from studio.app.design.casting import narrator_alone
from studio.app.playback.course import RENDER_AHEAD_S, Course
from studio.app.takes.playlist import Playlist, PlaylistItem, item_of
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.client.status import EngineStatus
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

STATUS = EngineStatus("tone", "ready", sample_rate_hz=24000)


@pytest.fixture
def renderer() -> Renderer:
    return Renderer(TakeCache())


def paragraphs(count: int, words: int) -> list[Paragraph]:
    return [Paragraph(str(number), " ".join(["word"] * words)) for number in range(count)]


def items(count: int, words: int = 3) -> list[PlaylistItem]:
    return [item_of(each, LiveTake(each.id, 24000)) for each in paragraphs(count, words)]


def course(renderer: Renderer, playlist: Playlist, heard: Any) -> Course:
    reader = narrator_alone(Project(), VoiceDesign((MixPart(NEWSMAN_ID, 1.0),)))
    link = cast("Any", SimpleNamespace())
    return Course(playlist, reader, renderer, link, STATUS, lambda: heard.s)


async def test_all_items_are_rendered_in_order_an_unfinished_one_first(desk: Desk, renderer: Renderer) -> None:
    done: list[str] = []
    renderer.grown.connect(lambda take: done.append(take.key) if take.complete and take.key not in done else None)
    made = items(4)
    rendering = course(renderer, Playlist(made[1:], 24000), SimpleNamespace(s=0.0))
    rendering.unfinished = made[0], VoiceDesign((MixPart(NEWSMAN_ID, 1.0),))
    async with desk.client() as client:
        await rendering.render(client)
    assert done == ["0", "1", "2", "3"]
    assert all(each.take.complete for each in made)


async def test_what_was_passed_while_the_engine_was_slow_is_not_rendered(desk: Desk, renderer: Renderer) -> None:
    made = items(5)
    rendering = course(renderer, Playlist(made, 24000), SimpleNamespace(s=0.0))
    rendering.begins_s = 0.0
    rendering.passed = lambda: 2 if made[0].take.complete else 0
    async with desk.client() as client:
        await rendering.render(client)
    assert [each.take.complete for each in made] == [True, False, False, True, True]


async def test_it_stays_a_while_ahead_of_what_is_heard(desk: Desk, renderer: Renderer) -> None:
    heard = SimpleNamespace(s=0.0)
    made = items(8, 200)  # 40 s each
    playlist = Playlist(made, 24000)
    async with desk.client() as client:
        task = asyncio.ensure_future(course(renderer, playlist, heard).render(client))
        await wait_until_async(lambda: playlist.rendered_s() > RENDER_AHEAD_S, what="what is ahead")
        assert playlist.rendered_s() < RENDER_AHEAD_S + 45.0
        heard.s = 60.0
        await wait_until_async(lambda: playlist.rendered_s() > 60.0 + RENDER_AHEAD_S, what="more")
        assert not made[-1].take.frames
        task.cancel()


async def test_gone_over_to_it_goes_on_with_the_items_that_follow(desk: Desk, renderer: Renderer) -> None:
    made = items(4)
    before = [item_of(each.paragraph, LiveTake(f"old {each.paragraph_id}", 24000)) for each in made[:2]]
    for item in before:
        item.take.append(np.zeros(24000, np.float32))
        item.take.finish()
    rest = Playlist.growing(iter(made[1:]), 24000)
    rendering = course(renderer, rest, SimpleNamespace(s=0.0))
    rendering.begins_s = 0.0
    whole = Playlist(before, 24000).gone_over(1, None, rest, 0, 1.45)
    rendering.go_over(whole)
    async with desk.client() as client:
        await rendering.render(client)
    assert rendering.playlist is whole
    assert [each.take.key for each in whole.items] == ["old 0", "1", "2", "3"]
    assert all(each.take.complete for each in whole.items)
