# SPDX-License-Identifier: GPL-3.0-or-later
"""A player with a note of what it told."""

from __future__ import annotations

import time

from studio.audio.events import PlayerEvent
from studio.audio.levels import SILENCE
from studio.audio.player import Player
from tests.support.sound import RATE_HZ, Recording
from tests.support.waiting import HANGS_S, wait_until

_AT_ONCE_S = 0.001


class Listened:
    """A player and its events in order."""

    def __init__(self) -> None:
        self.events: list[PlayerEvent] = []
        self.player = Player(on_event=self.events.append)

    def begin_anew(self) -> None:
        """Have another player, which has told nothing."""
        self.player.close()
        self.events = []
        self.player = Player(on_event=self.events.append)

    def told(self, kind: type[PlayerEvent]) -> bool:
        return any(isinstance(event, kind) for event in self.events)

    def wait_for(self, kind: type[PlayerEvent], deadline_s: float = HANGS_S) -> None:
        wait_until(lambda: self.told(kind), deadline_s, f"{kind.__name__}, told so far {self.events}")

    def wait_at(self, position_s: float, deadline_s: float = HANGS_S) -> None:
        wait_until(lambda: self.player.position_s() >= position_s, deadline_s, f"position {position_s} s")

    def wait_still(self, recording: Recording) -> float:
        """Wait until silence is heard; the position, at which it stands still while *recording* hears more of it."""
        wait_until(lambda: self.player.level() == SILENCE, HANGS_S, "silence")
        still_s, frames = self.player.position_s(), recording.frames
        wait_until(lambda: recording.frames > frames + RATE_HZ // 10, HANGS_S, "more of the silence")
        assert self.player.position_s() == still_s
        return still_s

    def now(self) -> tuple[float, float]:
        """Monotonic seconds and the position at that time; asked again where the machine did other work in between."""
        while True:
            begun_s, position_s, ended_s = time.monotonic(), self.player.position_s(), time.monotonic()
            if ended_s - begun_s < _AT_ONCE_S:
                return (begun_s + ended_s) / 2, position_s
