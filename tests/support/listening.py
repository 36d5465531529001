# SPDX-License-Identifier: GPL-3.0-or-later
"""A player with a note of what it told."""

from __future__ import annotations

import time

from studio.audio.events import PlayerEvent
from studio.audio.player import Player
from tests.support.waiting import wait_until


class Listened:
    """A player and its events in order."""

    def __init__(self) -> None:
        self.events: list[PlayerEvent] = []
        self.player = Player(on_event=self.events.append)

    def told(self, kind: type[PlayerEvent]) -> bool:
        return any(isinstance(event, kind) for event in self.events)

    def wait_for(self, kind: type[PlayerEvent], deadline_s: float = 10.0) -> None:
        wait_until(lambda: self.told(kind), deadline_s, f"{kind.__name__}, told so far {self.events}")

    def wait_at(self, position_s: float, deadline_s: float = 10.0) -> None:
        wait_until(lambda: self.player.position_s() >= position_s, deadline_s, f"position {position_s} s")

    def wait_still(self) -> float:
        """Wait until the position stands still; the position."""
        last, since_s = self.player.position_s(), time.monotonic()

        def still() -> bool:
            nonlocal last, since_s
            if self.player.position_s() != last:
                last, since_s = self.player.position_s(), time.monotonic()
            return time.monotonic() - since_s > 0.15

        wait_until(still, 5.0, "a position that stands still")
        return last
