# SPDX-License-Identifier: GPL-3.0-or-later
"""The chain from a source to an open device, at the device's rate: feed, ring, playout."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from studio.audio.feed import Feed
from studio.audio.output import Output
from studio.audio.playout import Playout
from studio.audio.ring import Ring

_RING_S = 2.0
_HISTORY_S = 0.6
_HUSH_POLL_S = 0.005
_HUSH_DEADLINE_S = 1.0
_STALL_S = 3.0


class Chain:
    """Ring, playout and feed at one device rate; they outlive the stream, so that a pause can close it."""

    def __init__(self, rate_hz: int, volume: float) -> None:
        self.rate_hz = rate_hz
        self.ring = Ring(int(_RING_S * rate_hz), int(_HISTORY_S * rate_hz))
        self.playout = Playout(self.ring, rate_hz)
        self.playout.volume = volume
        self.feed = Feed(self.ring, self.playout, rate_hz)
        self.floor_frame = 0
        self.floor_s = 0.0

    def position_s(self, now_s: float) -> float:
        """Position heard at *now_s* of the device's clock, in seconds of the source."""
        frame, _ = self.playout.heard_frame(now_s)
        return self.floor_s if frame < self.floor_frame else self.feed.source_s(frame)

    def hush(self, output: Output) -> None:
        """Fade out, and feed silence until the fade was heard, since closing a stream drops what it still holds. Waits
        a second at most."""
        self.playout.run = False
        deadline_s = time.monotonic() + _HUSH_DEADLINE_S
        silent_from: int | None = None
        while output.alive and time.monotonic() < deadline_s:
            if silent_from is None and not self.playout.sounding:
                silent_from = self.playout.sent + int(output.latency_s * self.rate_hz)
            if silent_from is not None and self.playout.sent > silent_from and self.playout.all_heard(clock_s(output)):
                break
            time.sleep(_HUSH_POLL_S)


class StallWatch:
    """A watch for devices that stop taking sound; some do only that when they are unplugged."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent = 0
        self._changed_at_s = 0.0

    def began(self) -> None:
        """Note that a device was opened."""
        self._changed_at_s = self._clock()

    def stalled(self, sent: int) -> bool:
        """Whether *sent*, the number of frames that the device has taken, has not grown for 3 s."""
        now_s = self._clock()
        if sent != self._sent:
            self._sent, self._changed_at_s = sent, now_s
        return now_s - self._changed_at_s > _STALL_S


def clock_s(output: Output | None) -> float:
    """The device's clock now; infinite without a clock."""
    now_s = output.time_s() if output is not None else None
    return math.inf if now_s is None else now_s
