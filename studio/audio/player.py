# SPDX-License-Identifier: GPL-3.0-or-later
"""The player of sources on a sound device, with the position heard now."""

from __future__ import annotations

from collections.abc import Callable

from studio.audio.events import PlayerEvent, PlayerState
from studio.audio.feeder import Feeder, Following, OpenOutput, Wanted
from studio.audio.levels import SILENCE, Level, measure
from studio.audio.output import open_output
from studio.audio.source import Source
from studio.audio.stretch import FASTEST, SLOWEST

METER_S = 0.05


class Player:
    """Plays one source at a time.

    Every method returns at once and may be called from any thread; opening the device, reading the source and
    resampling happen on the player's own feeder thread, which ends with close(). Only close() waits, for the fade
    out and the thread, about 0.1 s.

    Args:
        device: Id of an output device (see studio.audio.devices), None for the system's default.
        on_event: Called from the feeder thread with each event; cross to your own thread there, and do not block.
        output: Opens the device of that id.
        idle_close_s: Seconds without sound after which the device is given back; the next start opens it again.

    Attributes:
        feeder: The thread that does what is asked for.
    """

    def __init__(
        self,
        device: str | None = None,
        on_event: Callable[[PlayerEvent], None] | None = None,
        *,
        output: OpenOutput = open_output,
        idle_close_s: float = 10.0,
    ) -> None:
        self._on_event = on_event
        self._wanted = Wanted(device)
        self.feeder = Feeder(self._wanted, self._tell, output, idle_close_s)

    def start(self, source: Source, at_s: float = 0.0) -> None:
        """Play *source* from *at_s* seconds, instead of what is being played. No Ended comes for the old one.

        The state is "waiting" until there is something to hear. Errors come as a Failed event.
        """
        with self._wanted.lock:
            self._wanted.source = source
            self._wanted.following = None
            self._wanted.intent = "playing"
            self._wanted.jump_s = max(at_s, 0.0)
            self._wanted.fresh = True
        self.feeder.rouse()

    def prepare(self) -> None:
        """Open the device now, so that the next start is heard sooner. Optional; a failure shows at the start."""
        with self._wanted.lock:
            self._wanted.prepare = True
        self.feeder.rouse()

    def pause(self) -> None:
        """Fade out within 5 ms and keep the position. Does nothing when stopped."""
        with self._wanted.lock:
            if self._wanted.intent == "stopped":
                return
            self._wanted.intent = "paused"
            self.feeder.halt()
        self.feeder.rouse()

    def resume(self) -> None:
        """Go on where pause() stopped; nothing is lost. Does nothing unless paused."""
        with self._wanted.lock:
            if self._wanted.intent != "paused":
                return
            self._wanted.intent = "playing"
        self.feeder.rouse()

    def seek(self, at_s: float) -> None:
        """Go on at *at_s* seconds of the source (clamped to 0); stays paused if paused. Does nothing when stopped."""
        with self._wanted.lock:
            if self._wanted.intent == "stopped":
                return
            self._wanted.jump_s = max(at_s, 0.0)
            self._wanted.following = None
        self.feeder.rouse()

    def carry(self, move: Callable[[float], float], source: Source | None = None) -> bool:
        """Go on where *move* puts the place that is heard next, both in seconds of the source; in another *source*, if
        one is given, and then in seconds of that one.

        Unlike by `seek`, what the device holds already is not heard again. *move* is called in any thread, perhaps
        several times. Does nothing when stopped; returns whether it was not.
        """
        with self._wanted.lock:
            if self._wanted.intent == "stopped":
                return False
            if source is not None:
                self._wanted.source, self._wanted.following = source, None
            if self._wanted.jump_s is not None:
                self._wanted.jump_s = move(self._wanted.jump_s)
            else:
                self._wanted.move = move
        self.feeder.rouse()
        return True

    def go_over(self, following: Following) -> None:
        """Go over to another source, which is as the present one up to a place that is not heard yet.

        *following* is called in the feeder thread, some 200 times a second, until it gives one; a WentOver event tells
        then. A start, a stop, a seek, or another one take its place. Does nothing when stopped.
        """
        with self._wanted.lock:
            if self._wanted.intent == "stopped":
                return
            self._wanted.following = following
        self.feeder.rouse()

    def stay(self) -> None:
        """Go over to no other source any more, if that is not done yet."""
        with self._wanted.lock:
            self._wanted.following = None

    def stop(self) -> None:
        """Fade out and drop the source. The position stays where it was. No Ended comes."""
        with self._wanted.lock:
            if self._wanted.intent == "stopped":
                return
            self._wanted.last_s = self.feeder.position_s()
            self._wanted.end()
            self.feeder.halt()
        self.feeder.rouse()

    def use_device(self, device: str | None) -> None:
        """Go on with another output device, at the same position. The devices are rescanned on the way."""
        with self._wanted.lock:
            self._wanted.device = device
            self._wanted.change_device = True
        self.feeder.rouse()

    @property
    def speed(self) -> float:
        """How fast sources are played, 0.75 to 2, with their pitch kept; a change is heard at once, and positions stay
        those of the source. ValueError if set to something else."""
        return self._wanted.speed

    @speed.setter
    def speed(self, value: float) -> None:
        if not SLOWEST <= value <= FASTEST:
            raise ValueError(f"speed must be from {SLOWEST} to {FASTEST}")
        with self._wanted.lock:
            self._wanted.speed = value
        if self.feeder.chain is not None:
            self.feeder.rouse()

    @property
    def device(self) -> str | None:
        """Id of the chosen output device, None for the system's default."""
        return self._wanted.device

    @property
    def volume(self) -> float:
        """Linear gain 0 to 1; changes are smoothed over some 20 ms. ValueError if set to something else."""
        return self._wanted.volume

    @volume.setter
    def volume(self, value: float) -> None:
        if not 0.0 <= value <= 1.0:
            raise ValueError("volume must be from 0 to 1")
        with self._wanted.lock:
            self._wanted.volume = value
            if self.feeder.chain is not None:
                self.feeder.chain.playout.volume = value

    @property
    def state(self) -> PlayerState:
        """ "stopped", "playing", "paused", or "waiting" for data."""
        with self._wanted.lock:
            return self.feeder.state()

    def position_s(self) -> float:
        """Position heard now, in seconds of the source; cheap enough for 60 calls a second.

        It is computed from the frames played and the device's own time for them, so that latency is accounted for.
        Right after a seek while playing, the old position is still heard, and returned, for the device's latency (some
        40 ms). It stands still while paused or waiting. After stop, end or failure it is the last position.
        """
        with self._wanted.lock:
            return self.feeder.position_s()

    def level(self) -> Level:
        """Peak and RMS of the last 50 ms heard, volume included; silence when nothing is heard."""
        chain = self.feeder.chain
        if chain is None:
            return SILENCE
        frame, moves = chain.playout.heard_frame(self.feeder.now_s())
        if not moves:
            return SILENCE
        return measure(chain.ring.recent(int(frame), int(METER_S * chain.rate_hz)), self._wanted.volume)

    def close(self) -> None:
        """Fade out, end the feeder thread and give the device back. May be called again; nothing works after it."""
        self.feeder.end()

    def _tell(self, event: PlayerEvent) -> None:
        if self._on_event is not None:
            self._on_event(event)
