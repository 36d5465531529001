# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine that dies or cannot be started, what is there for the first speech, and the fetch of the model."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil

from studio.client.endpoint import Endpoint
from studio.client.local.engine import LocalEngine
from studio.core.errors import EngineUnavailable
from tests.support.desk import Desk, heard_from, standing
from tests.support.recorded_requests import RecordedRequests
from tests.support.speech_server import RunningServer, running_server
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async

LINES = [f"Line {number} with word{number} in it." for number in range(60)]
PAGE = "\n".join(LINES)


async def test_a_killed_engine_comes_back_and_play_goes_on_where_it_broke_off(desk: Desk) -> None:
    desk.studio.editing.replace_text("\n".join("word " * 400 for _ in range(30)))
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: desk.studio.hearing.view().phase == "playing")
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: "started again" in desk.said("engine") or len(desk.engines) > 1)
    await wait_until_async(lambda: not desk.studio.engine.blocker() and len(desk.engines) == 2)
    desk.studio.hearing.stop()
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: desk.studio.hearing.view().word is not None)
    desk.studio.hearing.stop()


async def test_a_killed_engine_is_told_once_and_what_is_played_goes_on_by_itself(
    stepped: tuple[Desk, Steps],
) -> None:
    desk, steps = stepped
    studio = desk.studio
    studio.editing.replace_text("\n".join(f"one{n} two{n} three{n} four{n}." for n in range(400)))
    studio.hearing.play_all()
    lit: list[str] = []
    text = studio.editing.project.text

    def look() -> None:
        if steps.fed:
            steps.step()
        word = studio.hearing.view().word
        said = text[word.start : word.end] if word is not None else ""
        if said and (not lit or lit[-1] != said):
            lit.append(said)

    async def meanwhile(condition: Callable[[], object], what: str) -> None:
        def looked() -> bool:
            look()
            return bool(condition())

        await wait_until_async(looked, 2 * HANGS_S, what)

    def rendered_s() -> float:
        return sum(part.rendered_s for part in studio.overview.parts)

    await meanwhile(lambda: "two1" in lit, "the sixth word")
    before = len(desk.notices)
    psutil.Process(desk.engines[0].pid).kill()
    await meanwhile(lambda: len(desk.engines) == 2 and not studio.engine.blocker(), "another engine")
    rendered_before_s = rendered_s()
    await meanwhile(lambda: rendered_s() > rendered_before_s + 2.0, "rendering goes on")
    await meanwhile(lambda: len(lit) > 24, "hearing goes on")
    assert studio.hearing.view().phase == "playing"
    assert lit == text.replace("\n", " ").split()[: len(lit)]
    assert [(notice.key, bool(notice.text)) for notice in desk.notices[before:]] == [
        ("engine", True),
        ("engine", False),
    ]
    assert desk.notices[before].kind == "info"
    studio.hearing.stop()


async def test_an_engine_that_cannot_be_started_is_told_until_it_can(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    desk.engine_fault = EngineUnavailable("No engine.")
    studio.editing.replace_text(PAGE)
    studio.hearing.play_all()
    await heard_from(desk, "Line 0")
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: studio.engine.state.phase == "failed")
    assert standing(desk) == {"engine": "No engine."}
    desk.engine_fault = None
    next(notice for notice in reversed(desk.notices) if notice.key == "engine" and notice.action).action()  # type: ignore[misc]
    await wait_until_async(lambda: not studio.engine.blocker())
    assert standing(desk) == {}


class Running(LocalEngine):
    """An engine that has been started already."""

    def __init__(self, server: RunningServer) -> None:
        super().__init__()
        self._server = server

    @property
    def running(self) -> bool:
        return True

    async def start(self) -> Endpoint:
        return Endpoint(self._server.url, self._server.token)


async def test_the_first_speech_finds_a_socket_that_is_open(data_dir: Path, tmp_path: Path) -> None:
    with running_server(tmp_path / "server") as server:
        asked = RecordedRequests(server.app)
        desk = Desk(data_dir, make_engine=partial(Running, server))
        await desk.open()
        try:
            await wait_until_async(lambda: asked.sockets, HANGS_S, "a socket before anybody asks for speech")
            ((_, messages),) = asked.sockets
            assert messages == []
            desk.studio.editing.replace_text("One two three.")
            desk.studio.hearing.play_all()
            await wait_until_async(lambda: messages, HANGS_S, "the request for speech on it")
            assert len(asked.sockets) == 1
            desk.studio.hearing.stop()
        finally:
            await desk.studio.close()


async def test_a_fetch_of_the_model_that_begins_again_takes_back_why_the_last_one_failed(
    desk: Desk, data_dir: Path
) -> None:
    (data_dir / "models").write_text("no folder")
    desk.studio.engine.fetch_model()
    await wait_until_async(lambda: not desk.studio.engine.fetching, HANGS_S, "the end of the fetch")
    (failed,) = [notice for notice in desk.notices if notice.key == "model"]
    assert failed.kind == "error"
    assert failed.action is not None
    failed.action()
    await wait_until_async(lambda: "model" not in standing(desk), HANGS_S, "nothing is told of the last fetch")
    assert desk.studio.engine.fetching
    await wait_until_async(lambda: "model" in standing(desk), HANGS_S, "why this one failed")
    assert not desk.studio.engine.fetching
