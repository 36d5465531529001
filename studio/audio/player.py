# SPDX-License-Identifier: GPL-3.0-or-later
"""The player of sources on a sound device, with the position heard now."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Lock, Thread, current_thread

from studio.audio import devices
from studio.audio.chain import Chain, StallWatch, clock_s
from studio.audio.events import Ended, Failed, PlayerEvent, PlayerState, StateChanged, WentOver
from studio.audio.levels import SILENCE, Level, measure
from studio.audio.output import Output, open_output
from studio.audio.source import Source
from studio.audio.stretch import FASTEST, SLOWEST
from studio.core.errors import SoundDeviceFailed, StudioError

OpenOutput = Callable[[str | None], Output]
Following = Callable[[Source, float], tuple[Source, float] | None]
"""Gives a source to go over to and the second at which, for the source that is played and the earliest second at which
that may be; None for not yet."""

METER_S = 0.05
_HUNGRY_POLL_S = 0.005
_POLL_S = 0.02


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
        self._open_output = output
        self._idle_close_s = idle_close_s
        self._lock = Lock()
        self._wake = Event()
        self._thread: Thread | None = None
        # The wanted state, guarded by the lock.
        self._device = device
        self._volume = 1.0
        self._speed = 1.0
        self._intent: PlayerState = "stopped"
        self._source: Source | None = None
        self._jump_s: float | None = None
        self._move: Callable[[float], float] | None = None
        self._following: Following | None = None
        self._fresh = False
        self._change_device = False
        self._prepare = False
        self._closing = False
        self._last_s = 0.0
        # These belong to the feeder thread; others only read the references.
        self._chain: Chain | None = None
        self._output: Output | None = None
        self._told: PlayerState = "stopped"
        self._busy_until_s = 0.0
        self._stall_watch = StallWatch()

    def start(self, source: Source, at_s: float = 0.0) -> None:
        """Play *source* from *at_s* seconds, instead of what is being played. No Ended comes for the old one.

        The state is "waiting" until there is something to hear. Errors come as a Failed event.
        """
        with self._lock:
            self._source = source
            self._following = None
            self._intent = "playing"
            self._jump_s = max(at_s, 0.0)
            self._fresh = True
        self._rouse()

    def prepare(self) -> None:
        """Open the device now, so that the next start is heard sooner. Optional; a failure shows at the start."""
        with self._lock:
            self._prepare = True
        self._rouse()

    def pause(self) -> None:
        """Fade out within 5 ms and keep the position. Does nothing when stopped."""
        with self._lock:
            if self._intent == "stopped":
                return
            self._intent = "paused"
            self._halt()
        self._rouse()

    def resume(self) -> None:
        """Go on where pause() stopped; nothing is lost. Does nothing unless paused."""
        with self._lock:
            if self._intent != "paused":
                return
            self._intent = "playing"
        self._rouse()

    def seek(self, at_s: float) -> None:
        """Go on at *at_s* seconds of the source (clamped to 0); stays paused if paused. Does nothing when stopped."""
        with self._lock:
            if self._intent == "stopped":
                return
            self._jump_s = max(at_s, 0.0)
            self._following = None
        self._rouse()

    def carry(self, move: Callable[[float], float]) -> None:
        """Go on where *move* puts the place that is heard next, both in seconds of the source.

        Unlike by `seek`, what the device holds already is not heard again. *move* is called in any thread. Does nothing
        when stopped.
        """
        with self._lock:
            if self._intent == "stopped":
                return
            if self._jump_s is not None:
                self._jump_s = move(self._jump_s)
            else:
                self._move = move
        self._rouse()

    def go_over(self, following: Following) -> None:
        """Go over to another source, which is as the present one up to a place that is not heard yet.

        *following* is called in the feeder thread, some 200 times a second, until it gives one; a WentOver event tells
        then. A start, a stop, a seek, or another one take its place. Does nothing when stopped.
        """
        with self._lock:
            if self._intent == "stopped":
                return
            self._following = following
        self._rouse()

    def stop(self) -> None:
        """Fade out and drop the source. The position stays where it was. No Ended comes."""
        with self._lock:
            if self._intent == "stopped":
                return
            self._last_s = self._position_s()
            self._end_intent()
            self._halt()
        self._rouse()

    def use_device(self, device: str | None) -> None:
        """Go on with another output device, at the same position. The devices are rescanned on the way."""
        with self._lock:
            self._device = device
            self._change_device = True
        self._rouse()

    @property
    def speed(self) -> float:
        """How fast sources are played, 0.75 to 2, with their pitch kept; a change is heard at once, and positions stay
        those of the source. ValueError if set to something else."""
        return self._speed

    @speed.setter
    def speed(self, value: float) -> None:
        if not SLOWEST <= value <= FASTEST:
            raise ValueError(f"speed must be from {SLOWEST} to {FASTEST}")
        with self._lock:
            self._speed = value
        if self._chain is not None:
            self._rouse()

    @property
    def device(self) -> str | None:
        """Id of the chosen output device, None for the system's default."""
        return self._device

    @property
    def volume(self) -> float:
        """Linear gain 0 to 1; changes are smoothed over some 20 ms. ValueError if set to something else."""
        return self._volume

    @volume.setter
    def volume(self, value: float) -> None:
        if not 0.0 <= value <= 1.0:
            raise ValueError("volume must be from 0 to 1")
        with self._lock:
            self._volume = value
            if self._chain is not None:
                self._chain.playout.volume = value

    @property
    def state(self) -> PlayerState:
        """ "stopped", "playing", "paused", or "waiting" for data."""
        with self._lock:
            return self._state()

    def position_s(self) -> float:
        """Position heard now, in seconds of the source; cheap enough for 60 calls a second.

        It is computed from the frames played and the device's own time for them, so that latency is accounted for.
        Right after a seek while playing, the old position is still heard, and returned, for the device's latency (some
        40 ms). It stands still while paused or waiting. After stop, end or failure it is the last position.
        """
        with self._lock:
            return self._position_s()

    def level(self) -> Level:
        """Peak and RMS of the last 50 ms heard, volume included; silence when nothing is heard."""
        chain = self._chain
        if chain is None:
            return SILENCE
        frame, moves = chain.playout.heard_frame(self._now_s())
        if not moves:
            return SILENCE
        return measure(chain.ring.recent(int(frame), int(METER_S * chain.rate_hz)), self._volume)

    def close(self) -> None:
        """Fade out, end the feeder thread and give the device back. May be called again; nothing works after it."""
        with self._lock:
            self._closing = True
            thread = self._thread
        if thread is not None and thread is not current_thread():
            self._wake.set()
            thread.join()

    # The wanted state, under the lock.

    def _rouse(self) -> None:
        with self._lock:
            if self._thread is None and not self._closing:
                self._thread = Thread(target=self._run, name="player feeder", daemon=True)
                self._thread.start()
        self._wake.set()

    def _halt(self) -> None:
        if self._chain is not None:
            self._chain.playout.run = False

    def _end_intent(self) -> None:
        self._intent = "stopped"
        self._source = None
        self._following = None
        self._jump_s = None
        self._fresh = False

    def _state(self) -> PlayerState:
        if self._intent != "playing":
            return self._intent
        chain = self._chain
        if self._fresh or chain is None or self._output is None:
            return "waiting"
        playout = chain.playout
        ready = playout.sounding or playout.at_end or chain.ring.read < playout.skip_to < chain.ring.written
        return "playing" if ready else "waiting"

    def _position_s(self) -> float:
        if self._intent == "stopped":
            return self._last_s
        chain = self._chain
        if self._jump_s is not None and (self._fresh or chain is None or not chain.playout.sounding):
            return self._jump_s
        if chain is None:
            return self._last_s
        return chain.position_s(self._now_s())

    def _now_s(self) -> float:
        return clock_s(self._output)

    # The feeder thread.

    def _run(self) -> None:
        while not self._closing:
            self._wake.clear()
            try:
                wait_s = self._step()
            except StudioError as error:
                self._fail(error)
            except Exception as error:
                # Last resort: the owner is told, instead of a player that stays silent.
                self._fail(StudioError("Playing stopped: the sound could not be read.", repr(error)))
            else:
                self._wake.wait(wait_s)
        self._hush()
        self._close_output()

    def _step(self) -> float | None:
        """One round of work; seconds until the next, None to wait until something is wanted."""
        if self._change_device:
            self._reopen()
        if self._intent == "playing" or self._prepare:
            self._ensure_output()
        chain = self._chain
        if chain is None:
            return None
        self._apply_changes(chain)
        self._apply_jump(chain)
        chain.feed.fill()
        with self._lock:
            chain.playout.run = self._intent == "playing" and self._jump_s is None
        self._check_output(chain)
        self._check_end(chain)
        self._tell_state()
        return self._pace(chain)

    def _apply_changes(self, chain: Chain) -> None:
        with self._lock:
            speed, jumps = self._speed, self._jump_s is not None
            move, self._move = self._move, None
        if jumps:
            chain.feed.speed = speed
            return
        if speed != chain.feed.speed:
            chain.feed.change_speed(speed)
        if move is not None:
            chain.feed.carry(move)
        self._go_over(chain)

    def _go_over(self, chain: Chain) -> None:
        with self._lock:
            following, before = self._following, self._source
        if following is None or before is None:
            return
        found = following(before, chain.feed.earliest_s)
        if found is None or not chain.feed.go_over(*found):
            return
        source, at_s = found
        with self._lock:
            if self._source is not before:
                return  # something else was started, or it was stopped meanwhile
            self._source = source
            if self._following is following:
                self._following = None
        self._tell(WentOver(source, at_s))

    def _apply_jump(self, chain: Chain) -> None:
        with self._lock:
            jump_s, source = self._jump_s, self._source
        if jump_s is None or source is None:
            if source is None:
                chain.feed.drop()
            return
        heard_before = chain.playout.sounding and not self._fresh
        start = chain.feed.begin(source, jump_s)
        with self._lock:
            if not heard_before:
                chain.floor_frame, chain.floor_s = start, jump_s
            # Another jump may have been asked for meanwhile.
            if self._jump_s == jump_s and self._source is source:
                self._jump_s = None
                self._fresh = False

    def _ensure_output(self) -> None:
        with self._lock:
            device, self._prepare = self._device, False
        self._busy_until_s = time.monotonic() + self._idle_close_s
        if self._output is not None:
            return
        output = self._open_output(device)
        chain = self._chain
        if chain is None or chain.rate_hz != output.rate_hz:
            with self._lock:
                if self._intent != "stopped" and self._jump_s is None:
                    self._jump_s = self._position_s()
                self._fresh = self._jump_s is not None
                chain = self._chain = Chain(output.rate_hz, self._volume)
        self._stall_watch.began()
        output.start(chain.playout.render)
        self._output = output

    def _reopen(self) -> None:
        self._hush()
        with self._lock:
            self._change_device = False
            if self._intent != "stopped" and self._jump_s is None:
                self._jump_s = self._position_s()
            self._fresh = self._jump_s is not None
        self._close_output()
        devices.rescan()

    def _hush(self) -> None:
        if self._chain is not None and self._output is not None:
            self._chain.hush(self._output)

    def _close_output(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()
        if self._chain is not None:
            self._chain.playout.forget_clock()

    def _check_output(self, chain: Chain) -> None:
        output = self._output
        if output is None:
            return
        if self._stall_watch.stalled(chain.playout.sent) or not output.alive:
            raise SoundDeviceFailed("The sound device went away: connect it again, or choose another one.")

    def _check_end(self, chain: Chain) -> None:
        if not (chain.playout.at_end and chain.playout.all_heard(self._now_s())):
            return
        with self._lock:
            source = self._source
            if source is None or self._intent != "playing" or self._jump_s is not None:
                return
            self._last_s = self._position_s()
            self._end_intent()
            self._halt()
        chain.feed.drop()
        self._tell_state()
        self._tell(Ended(source))

    def _fail(self, error: StudioError) -> None:
        with self._lock:
            source = self._source
            self._last_s = self._position_s()
            self._end_intent()
            self._prepare = False
        self._close_output()
        self._chain = None
        self._tell_state()
        if source is not None:
            self._tell(Failed(error, source))

    def _pace(self, chain: Chain) -> float | None:
        if self._output is None:
            return None
        now_s = time.monotonic()
        if self._intent == "playing":
            self._busy_until_s = now_s + self._idle_close_s
            return _HUNGRY_POLL_S if chain.feed.hungry or self._following is not None else _POLL_S
        if now_s >= self._busy_until_s and not chain.playout.sounding:
            self._close_output()
            return None
        return self._idle_close_s / 10 if self._intent == "stopped" else _POLL_S

    def _tell_state(self) -> None:
        with self._lock:
            state = self._state()
        if state != self._told:
            self._told = state
            self._tell(StateChanged(state))

    def _tell(self, event: PlayerEvent) -> None:
        if self._on_event is not None:
            self._on_event(event)
