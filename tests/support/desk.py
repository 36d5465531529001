# SPDX-License-Identifier: GPL-3.0-or-later
"""A studio to try things at, and what is heard and told there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from studio.app.hearing.sound import Silence
from studio.app.playback.view import HeardWord
from studio.app.studio import Studio
from studio.app.work.state import Activity, Notice
from studio.audio.chain import StallWatch
from studio.audio.events import PlayerEvent
from studio.audio.output import Output, OutputWish
from studio.audio.player import Player
from studio.audio.silent import SilentOutput, or_silent
from studio.client.endpoint import Endpoint
from studio.client.local.engine import LocalEngine
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import SoundDeviceFailed, StudioError
from tests.support.forked_server import tone_engine
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async


def starting_once(
    come: asyncio.Event, make_engine: Callable[[], LocalEngine] = tone_engine
) -> Callable[[], LocalEngine]:
    """Makes engines that do not start until *come* is set."""

    def made() -> LocalEngine:
        engine = make_engine()
        start = engine.start

        async def when_let() -> Endpoint:
            await come.wait()
            return await start()

        engine.start = when_let  # type: ignore[method-assign]
        return engine

    return made


class Desk:
    """A studio with the tone engine in its own process and a player that nobody hears.

    Args:
        data_dir: Its data folder.
        steps: Of what the player plays on; None for an output whose time goes on by itself.
        make_engine: Makes what is started.

    Attributes:
        engines: All that were started, the newest last.
        wish: Tells how the studio wants its device opened.
        silence: Tells the studio why it plays silently, None for that it does not.
        device_fault: While there is one, no sound device opens, because of it, and silence is played.
        engine_fault: While there is one, no engine starts, because of it.
    """

    def __init__(
        self,
        data_dir: Path,
        steps: Steps | None = None,
        make_engine: Callable[[], LocalEngine] = tone_engine,
    ) -> None:
        self.data_dir = data_dir
        self.steps = steps
        self._make_engine = make_engine
        self.engines: list[LocalEngine] = []
        self.device_fault: SoundDeviceFailed | None = None
        self.engine_fault: StudioError | None = None
        self.notices: list[Notice] = []
        self.activities: list[Activity] = []
        self.studio = Studio(data_dir, self._engine, self._player)
        self.studio.notices.connect(self.notices.append)
        self.studio.activities.connect(self.activities.append)

    async def open(self, deadline_s: float = HANGS_S) -> None:
        self.studio.start()
        await wait_until_async(lambda: not self.studio.engine.blocker(), deadline_s, "the engine")

    def said(self, key: str) -> str:
        """The newest notice of that key."""
        return next((notice.text for notice in reversed(self.notices) if notice.key == key), "")

    def _output(self, _device_id: str | None) -> Output:
        if self.device_fault is not None:
            raise self.device_fault
        return SilentOutput() if self.steps is None else self.steps.open()

    @asynccontextmanager
    async def client(self) -> AsyncIterator[AsyncSpeechClient]:
        """Another client of the engine that runs."""
        client = AsyncSpeechClient(await self.engines[-1].start())
        try:
            yield client
        finally:
            await client.aclose()

    def _engine(self) -> LocalEngine:
        if self.engine_fault is not None:
            raise self.engine_fault
        self.engines.append(self._make_engine())
        return self.engines[-1]

    def _player(
        self, on_event: Callable[[PlayerEvent], None], silence: Silence, _device: str, wish: Callable[[], OutputWish]
    ) -> Player:
        self.wish = wish
        self.silence = silence
        player = Player(None, on_event, output=or_silent(silence, self._output))
        steps = self.steps
        if steps is not None:
            # By the wall's time a device whose steps nobody makes is gone after 3 s, which a busy machine takes for
            # anything that a test waits for between two steps.
            player.feeder._stall_watch = StallWatch(lambda: steps.now_s)
        return player


def standing(desk: Desk) -> dict[str, str]:
    """The notices that a person sees now."""
    shown: dict[str, str] = {}
    for notice in desk.notices:
        shown.pop(notice.key, None)
        if notice.text:
            shown[notice.key] = notice.text
    return shown


async def step_until(desk: Desk, condition: Callable[[], object], what: str, deadline_s: float = HANGS_S) -> None:
    """Let the sound go on step by step, each one once all that it plays is there."""
    steps = desk.steps
    assert steps is not None

    def stepped() -> bool:
        if not condition() and steps.fed:
            steps.step()
        return bool(condition())

    await wait_until_async(stepped, deadline_s, what)


async def heard_from(desk: Desk, first: str) -> None:
    """Let the sound go on until the word is heard with which *first* begins."""
    start = desk.studio.editing.project.text.index(first)
    await step_until(desk, lambda: (desk.studio.hearing.view().word or HeardWord(-1, 0)).start == start, first)


async def until_stopped(desk: Desk, deadline_s: float = HANGS_S) -> None:
    # The player is stopped some turns before that is told.
    hearing = desk.studio.hearing
    await wait_until_async(lambda: hearing.view().phase == "stopped" and not hearing.active, deadline_s)


async def heard_words(desk: Desk, steps: Steps) -> list[str]:
    """The words lit while it plays to its end, each once in a row; each step once all that it plays is there."""
    lit: list[str] = []
    text = desk.studio.editing.project.text

    def look() -> bool:
        if steps.fed:
            steps.step()
        view = desk.studio.hearing.view()
        if view.word is not None:
            word = text[view.word.start : view.word.end]
            if not lit or lit[-1] != word:
                lit.append(word)
        # The player is stopped some turns before that is told.
        return view.phase == "stopped" and not desk.studio.hearing.active

    await wait_until_async(look, HANGS_S)
    return lit
