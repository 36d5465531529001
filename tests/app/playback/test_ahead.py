# SPDX-License-Identifier: GPL-3.0-or-later
"""Which course is rendered, and what is told of its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from studio.app.playback.ahead import Ahead
from studio.app.playback.course import RENDER_AHEAD_S
from studio.app.playback.places import Trail
from studio.app.playback.session import Session
from studio.app.playback.tuner import Place, Tuner
from studio.app.takes.playlist import Playlist, PlaylistItem
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import TakeCache
from studio.app.takes.transcript import TranscriptClock
from studio.app.work.tasks import Supervisor
from studio.core.errors import EngineUnavailable, StudioError
from studio.core.project import Project, VoiceDesign
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from tests.app.playback.test_course import STATUS, items, paragraphs
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

DESIGN = VoiceDesign((MixPart(NEWSMAN_ID, 1.0),))


class NoEngine:
    """A link whose engine does not come back."""

    async def again(self, _broken: object) -> object:
        raise EngineUnavailable("It is away.")


class SlowEngine:
    """A link whose engine does not come back yet."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def again(self, _broken: object) -> object:
        self.asked.set()
        return await asyncio.get_running_loop().create_future()


class Player:
    """Plays something."""

    def __init__(self) -> None:
        self.stays = False
        self.at_s = 0.0

    def position_s(self) -> float:
        return self.at_s

    def stay(self) -> None:
        self.stays = True


def made(
    link: object,
    heard: Callable[[], Session | None] = lambda: None,
    player: Player | None = None,
    tuner: Tuner | None = None,
) -> tuple[Ahead, list[str], list[StudioError]]:
    """What renders, and what it tells: its ends, and its failures."""
    tasks = Supervisor(lambda _name, error: errors.append(cast("StudioError", error)))
    errors: list[StudioError] = []
    ends: list[str] = []
    speaking = cast("Any", SimpleNamespace(status=STATUS))
    playing, filling = cast("Any", player or Player()), Renderer(TakeCache())
    ahead = Ahead(playing, cast("Any", link), filling, tasks, speaking, tuner or Tuner(), heard)
    ahead.ended.connect(lambda _none: ends.append("ended"))
    ahead.failed.connect(errors.append)
    return ahead, ends, errors


async def test_of_two_courses_the_newer_one_is_rendered(desk: Desk) -> None:
    ahead, ends, errors = made(SimpleNamespace())
    first, second = items(3), items(2)
    async with desk.client() as client:
        ahead.render(client, ahead.course(Playlist(first, 24000), lambda _none: DESIGN))
        assert ahead.active
        ahead.render(client, ahead.course(Playlist(second, 24000), lambda _none: DESIGN, 1))
        assert ends == ["ended"]
        await wait_until_async(lambda: not ahead.active, what="the end")
    assert [each.take.complete for each in second] == [False, True]
    assert not any(each.take.complete for each in first)
    assert ends == ["ended"] * 2
    assert not errors


async def test_why_it_is_not_rendered_is_told(desk: Desk) -> None:
    ahead, ends, errors = made(NoEngine())
    coming = items(1)
    ahead.render(None, ahead.course(Playlist(coming, 24000), lambda _none: DESIGN))
    await wait_until_async(lambda: not ahead.active, what="the end")
    assert [str(each) for each in errors] == ["It is away."]
    assert coming[0].take.error is errors[0]
    assert ends == ["ended"]


def reading(playlist: Playlist) -> Session:
    """A session that reads *playlist*."""
    project = Project(tuple(paragraphs(3, 3)))
    clock = TranscriptClock(lambda *_none: None)
    return Session(playlist, DESIGN, lambda _none: DESIGN, "", project, Trail(project), clock, "tone")


def rendered(count: int) -> list[PlaylistItem]:
    """Items of half a second each."""
    made = items(count)
    for item in made:
        item.take.append(np.zeros(12000, np.float32))
        item.take.finish()
    return made


async def test_when_a_change_fails_the_player_stays_with_what_it_plays() -> None:
    player, tuner, session = Player(), Tuner(), reading(Playlist(rendered(3), 24000))
    ahead, ends, errors = made(NoEngine(), lambda: session, player, tuner)
    changed = ahead.course(Playlist(items(3), 24000), session.reader)
    tuner.ask(session, replace(session, playlist=changed.playlist), Place(0, 0), changed, 0.2)
    ahead.render_tuned(None, changed, session, 0.0, 0)
    await wait_until_async(lambda: not ahead.active, what="the end")
    assert [str(each) for each in errors] == ["It is away."]
    assert player.stays, "it would go over to what is there of the change"
    assert not tuner.on_its_way
    assert ends == ["ended"]


async def test_what_was_heard_before_a_change_is_come_to_no_more_once_that_is_heard() -> None:
    player, engine = Player(), SlowEngine()
    session = reading(Playlist.looping(cycle(rendered(3)), 24000))
    ahead, _ends, errors = made(engine, lambda: session, player)
    changed = ahead.course(Playlist(items(3), 24000), session.reader)
    changed.begins_s = 0.0
    ahead.render_tuned(None, changed, session, 0.0, 0)
    await engine.asked.wait()
    await wait_until_async(lambda: session.playlist.rendered_s() > RENDER_AHEAD_S, what="what is kept ahead")
    changed.go_over(Playlist(items(3), 24000))
    player.at_s = 60.0
    keeping_on = next(task for task in asyncio.all_tasks() if task.get_name() == "read what is kept")
    await wait_until_async(keeping_on.done, what="the end of what was heard before")
    assert ahead.active, "the change goes on"
    ahead.cancel()
    assert not errors
