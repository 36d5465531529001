# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays a source on a sound device and knows what is being heard."""

from __future__ import annotations

from collections.abc import Callable

from studio.audio.events import PlayerEvent, PlayerState
from studio.audio.levels import Level
from studio.audio.source import Source


class Player:
    """Plays one source at a time.

    Every method returns at once and may be called from any thread; opening the device, reading the source and
    resampling happen on the player's own feeder thread, which ends with close().

    Args:
        device: Id of an output device (see studio.audio.devices), None for the system's default.
        on_event: Called from the feeder thread with each event; cross to your own thread there, and do not block.
    """

    def __init__(self, device: str | None = None, on_event: Callable[[PlayerEvent], None] | None = None) -> None:
        raise NotImplementedError

    def start(self, source: Source, at_s: float = 0.0) -> None:
        """Play *source* from *at_s* seconds, instead of what is being played. No Ended comes for the old one.

        The state is "waiting" until there is something to hear. Errors come as a Failed event.
        """
        raise NotImplementedError

    def prepare(self) -> None:
        """Open the device now, so that the next start is heard sooner. Optional."""
        raise NotImplementedError

    def pause(self) -> None:
        """Fade out within 5 ms and keep the position. Does nothing when stopped."""
        raise NotImplementedError

    def resume(self) -> None:
        """Go on where pause() stopped; nothing is lost. Does nothing unless paused."""
        raise NotImplementedError

    def seek(self, at_s: float) -> None:
        """Go on at *at_s* seconds of the source (clamped to 0); stays paused if paused. Does nothing when stopped."""
        raise NotImplementedError

    def stop(self) -> None:
        """Fade out and drop the source. The position stays where it was. No Ended comes."""
        raise NotImplementedError

    def use_device(self, device: str | None) -> None:
        """Go on with another output device, at the same position. The devices are rescanned on the way."""
        raise NotImplementedError

    @property
    def device(self) -> str | None:
        """Id of the chosen output device, None for the system's default."""
        raise NotImplementedError

    @property
    def volume(self) -> float:
        """Linear gain 0 to 1; changes are smoothed over some 20 ms. ValueError if set to something else."""
        raise NotImplementedError

    @volume.setter
    def volume(self, value: float) -> None:
        raise NotImplementedError

    @property
    def state(self) -> PlayerState:
        """ "stopped", "playing", "paused", or "waiting" for data."""
        raise NotImplementedError

    def position_s(self) -> float:
        """What is being heard now, in seconds of the source; cheap enough for 60 calls a second.

        From the frames played and the device's own time for them, so its latency is taken out. Right after a seek
        while playing, the old place is still heard, and told, for the device's latency (some 40 ms). Stands still
        while paused or waiting. After stop, end or failure: the last position.
        """
        raise NotImplementedError

    def level(self) -> Level:
        """Peak and RMS of the last 50 ms heard, volume included; silence when nothing is heard."""
        raise NotImplementedError

    def close(self) -> None:
        """Fade out, end the feeder thread and give the device back. May be called again; nothing works after it."""
        raise NotImplementedError
