# SPDX-License-Identifier: GPL-3.0-or-later
"""Which course is rendered, and what is told of its end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from studio.app.playback.ahead import Ahead
from studio.app.playback.session import Session
from studio.app.playback.tuner import Tuner
from studio.app.takes.playlist import Playlist
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import TakeCache
from studio.app.work.tasks import Supervisor
from studio.core.errors import EngineUnavailable, StudioError
from studio.core.project import VoiceDesign
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from tests.app.playback.test_course import STATUS, items
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

DESIGN = VoiceDesign((MixPart(NEWSMAN_ID, 1.0),))


class NoEngine:
    """A link whose engine does not come back."""

    async def again(self, _broken: object) -> object:
        raise EngineUnavailable("It is away.")


def made(link: object) -> tuple[Ahead, list[str], list[StudioError]]:
    """What renders, and what it tells: its ends, and its failures."""
    nothing = cast("Any", SimpleNamespace(position_s=lambda: 0.0, status=STATUS))
    heard: Session | None = None
    tasks = Supervisor(lambda _name, error: errors.append(cast("StudioError", error)))
    errors: list[StudioError] = []
    ends: list[str] = []
    ahead = Ahead(nothing, cast("Any", link), Renderer(TakeCache()), tasks, nothing, Tuner(), lambda: heard)
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
