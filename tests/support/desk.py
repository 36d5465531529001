# SPDX-License-Identifier: GPL-3.0-or-later
"""A studio to try things at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studio.app.state import Activity, Notice
from studio.app.studio import Silence, Studio
from studio.audio.events import PlayerEvent
from studio.audio.output import Output
from studio.audio.player import Player
from studio.audio.silent import SilentOutput
from studio.client.local.engine import LocalEngine
from tests.support.waiting import wait_until_async


class Desk:
    """A studio with the tone engine in its own process and a player that nobody hears.

    Args:
        data_dir: Its data folder.
        output: Gives what the player plays on.
    """

    def __init__(self, data_dir: Path, output: Callable[[], Output] = SilentOutput) -> None:
        self.data_dir = data_dir
        self._output = output
        self.engines: list[LocalEngine] = []
        self.notices: list[Notice] = []
        self.activities: list[Activity] = []
        self.studio = Studio(data_dir, self._engine, self._player)
        self.studio.notices.connect(self.notices.append)
        self.studio.activities.connect(self.activities.append)

    async def open(self) -> None:
        self.studio.start()
        await wait_until_async(lambda: not self.studio.engine_blocker(), 20.0)

    def said(self, key: str) -> str:
        """The newest notice of that key."""
        return next((notice.text for notice in reversed(self.notices) if notice.key == key), "")

    def _engine(self) -> LocalEngine:
        self.engines.append(LocalEngine(engine="tone"))
        return self.engines[-1]

    def _player(self, on_event: Callable[[PlayerEvent], None], _silence: Silence, _device: str) -> Player:
        return Player(None, on_event, output=lambda _device_id: self._output())
