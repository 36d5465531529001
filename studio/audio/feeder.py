# SPDX-License-Identifier: GPL-3.0-or-later
"""The player's own thread, which opens the device, reads the source into the ring and tells events."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread, current_thread

from studio.audio import devices
from studio.audio.chain import Chain, StallWatch, clock_s
from studio.audio.events import Ended, Failed, PlayerEvent, PlayerState, StateChanged, WentOver
from studio.audio.output import Output
from studio.audio.source import Source
from studio.core.errors import SoundDeviceFailed, StudioError

OpenOutput = Callable[[str | None], Output]
Following = Callable[[Source, float], tuple[Source, float] | None]
"""Gives a source to go over to and the second at which, for the source that is played and the earliest second at which
that may be; None for not yet."""

_HUNGRY_POLL_S = 0.005
_POLL_S = 0.02


@dataclass(slots=True)
class Wanted:
    """What is asked of the player, by any thread that holds the lock.

    Attributes:
        lock: Guards all of it, and what the device plays of it.
        device: Id of the output device; None for the system's default.
        volume, speed: See Player.
        intent: What is to be done with the source; it is never "waiting".
        source: What is played.
        jump_s: The second of it to go on at; None for where it is.
        move: Gives a place for the one that is heard next.
        following: Gives a source to go over to.
        fresh: Whether nothing was heard yet of what is played.
        change_device: Whether the device is to be opened anew.
        prepare: Whether it is to be opened though nothing is played.
        closing: Whether the player ends.
        last_s: The position of what was played last.
    """

    device: str | None
    lock: Lock = field(default_factory=Lock)
    volume: float = 1.0
    speed: float = 1.0
    intent: PlayerState = "stopped"
    source: Source | None = None
    jump_s: float | None = None
    move: Callable[[float], float] | None = None
    following: Following | None = None
    fresh: bool = False
    change_device: bool = False
    prepare: bool = False
    closing: bool = False
    last_s: float = 0.0

    def end(self) -> None:
        """Want nothing to be played any more. Called with the lock held."""
        self.intent = "stopped"
        self.source = None
        self.following = None
        self.jump_s = None
        self.fresh = False


class Feeder:
    """Does what is wanted, in a thread that begins with the first `rouse` and ends with `end`.

    Args:
        wanted: What is wanted.
        tell: Called from the thread with each event.
        open_output: Opens the device of an id.
        idle_close_s: Seconds without sound after which the device is given back.

    Attributes:
        chain: From the source to the device; None before it was opened. Others only read it.
        output: The open device; None while none is. Others only read it.
    """

    def __init__(
        self, wanted: Wanted, tell: Callable[[PlayerEvent], None], open_output: OpenOutput, idle_close_s: float
    ) -> None:
        self._wanted = wanted
        self._tell = tell
        self._open_output = open_output
        self._idle_close_s = idle_close_s
        self._wake = Event()
        self._thread: Thread | None = None
        # These belong to the thread; others only read the references.
        self.chain: Chain | None = None
        self.output: Output | None = None
        self._told: PlayerState = "stopped"
        self._busy_until_s = 0.0
        self._stall_watch = StallWatch()

    # --- for any thread

    def rouse(self) -> None:
        """Have the thread look at what is wanted."""
        with self._wanted.lock:
            if self._thread is None and not self._wanted.closing:
                self._thread = Thread(target=self._run, name="player feeder", daemon=True)
                self._thread.start()
        self._wake.set()

    def end(self) -> None:
        """Fade out, end the thread and give the device back; waits for that."""
        with self._wanted.lock:
            self._wanted.closing = True
            thread = self._thread
        if thread is not None and thread is not current_thread():
            self._wake.set()
            thread.join()

    def halt(self) -> None:
        """Fade out. Called with the lock held."""
        if self.chain is not None:
            self.chain.playout.run = False

    def state(self) -> PlayerState:
        """The state, "waiting" where nothing is to be heard yet. Called with the lock held."""
        wanted, chain = self._wanted, self.chain
        if wanted.intent != "playing":
            return wanted.intent
        if wanted.fresh or chain is None or self.output is None:
            return "waiting"
        playout = chain.playout
        ready = playout.sounding or playout.at_end or chain.ring.read < playout.skip_to < chain.ring.written
        return "playing" if ready else "waiting"

    def position_s(self) -> float:
        """The second of the source that is heard now. Called with the lock held."""
        wanted, chain = self._wanted, self.chain
        if wanted.intent == "stopped":
            return wanted.last_s
        if wanted.jump_s is not None and (wanted.fresh or chain is None or not chain.playout.sounding):
            return wanted.jump_s
        if chain is None:
            return wanted.last_s
        return chain.position_s(self.now_s())

    def now_s(self) -> float:
        """The device's clock now; infinite without a device."""
        return clock_s(self.output)

    # --- in its thread

    def _run(self) -> None:
        while True:
            # Before it is asked whether it ends, so that no wake in between is lost.
            self._wake.clear()
            if self._wanted.closing:
                break
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
        self._forget()

    def _forget(self) -> None:
        """Hold nothing of what was played: a resampler that outlives the interpreter is told as a leak."""
        with self._wanted.lock:
            self._wanted.end()
        if self.chain is not None:
            self.chain.feed.drop()

    def _step(self) -> float | None:
        """One round of work; seconds until the next, None to wait until something is wanted."""
        wanted = self._wanted
        if wanted.change_device:
            self._reopen()
        if wanted.intent == "playing" or wanted.prepare:
            self._ensure_output()
        chain = self.chain
        if chain is None:
            return None
        self._apply_changes(chain)
        self._apply_jump(chain)
        chain.feed.fill()
        with wanted.lock:
            chain.playout.run = wanted.intent == "playing" and wanted.jump_s is None
        self._check_output(chain)
        self._check_end(chain)
        self._tell_state()
        return self._pace(chain)

    def _apply_changes(self, chain: Chain) -> None:
        wanted = self._wanted
        with wanted.lock:
            speed, jumps, source = wanted.speed, wanted.jump_s is not None, wanted.source
            move, wanted.move = wanted.move, None
        if jumps:
            chain.feed.speed = speed
            return
        if speed != chain.feed.speed:
            chain.feed.change_speed(speed)
        if move is not None and (begun := chain.feed.carry(move, source)) is not None:
            with wanted.lock:
                if not chain.playout.sounding:
                    # A device that was given back does not come to it before it plays again.
                    chain.floor_frame, chain.floor_s = begun
        self._go_over(chain)

    def _go_over(self, chain: Chain) -> None:
        wanted = self._wanted
        with wanted.lock:
            following, before = wanted.following, wanted.source
        if following is None or before is None:
            return
        found = following(before, chain.feed.earliest_s)
        if found is None or not chain.feed.go_over(*found):
            return
        source, at_s = found
        with wanted.lock:
            if wanted.source is not before:
                return  # something else was started, or it was stopped meanwhile
            wanted.source = source
            if wanted.following is following:
                wanted.following = None
        self._tell(WentOver(source, at_s))

    def _apply_jump(self, chain: Chain) -> None:
        wanted = self._wanted
        with wanted.lock:
            jump_s, source = wanted.jump_s, wanted.source
        if jump_s is None or source is None:
            if source is None:
                chain.feed.drop()
            return
        heard_before = chain.playout.sounding and not wanted.fresh
        start = chain.feed.begin(source, jump_s)
        with wanted.lock:
            if not heard_before:
                chain.floor_frame, chain.floor_s = start, jump_s
            # Another jump may have been asked for meanwhile.
            if wanted.jump_s == jump_s and wanted.source is source:
                wanted.jump_s = None
                wanted.fresh = False

    def _ensure_output(self) -> None:
        wanted = self._wanted
        with wanted.lock:
            device, wanted.prepare = wanted.device, False
        self._busy_until_s = time.monotonic() + self._idle_close_s
        if self.output is not None:
            return
        output = self._open_output(device)
        chain = self.chain
        if chain is None or chain.rate_hz != output.rate_hz:
            with wanted.lock:
                self._keep_place()
                chain = self.chain = Chain(output.rate_hz, wanted.volume)
        self._stall_watch.began()
        output.start(chain.playout.render)
        self.output = output

    def _reopen(self) -> None:
        self._hush()
        with self._wanted.lock:
            self._wanted.change_device = False
            self._keep_place()
        self._close_output()
        devices.rescan()

    def _keep_place(self) -> None:
        """Go on where it is, in another chain or device. Called with the lock held."""
        wanted = self._wanted
        if wanted.intent != "stopped" and wanted.jump_s is None:
            wanted.jump_s = self.position_s()
        wanted.fresh = wanted.jump_s is not None

    def _hush(self) -> None:
        if self.chain is not None and self.output is not None:
            self.chain.hush(self.output)

    def _close_output(self) -> None:
        output, self.output = self.output, None
        if output is not None:
            output.close()
        if self.chain is not None:
            self.chain.playout.forget_clock()

    def _check_output(self, chain: Chain) -> None:
        output = self.output
        if output is None:
            return
        if self._stall_watch.stalled(chain.playout.sent) or not output.alive:
            raise SoundDeviceFailed("The sound device went away: connect it again, or choose another one.")

    def _check_end(self, chain: Chain) -> None:
        if not (chain.playout.at_end and chain.playout.all_heard(self.now_s())):
            return
        wanted = self._wanted
        with wanted.lock:
            source = wanted.source
            if source is None or wanted.intent != "playing" or wanted.jump_s is not None:
                return
            wanted.last_s = self.position_s()
            wanted.end()
            self.halt()
        chain.feed.drop()
        self._tell_state()
        self._tell(Ended(source))

    def _fail(self, error: StudioError) -> None:
        wanted = self._wanted
        with wanted.lock:
            source = wanted.source
            wanted.last_s = self.position_s()
            wanted.end()
            wanted.prepare = False
        self._close_output()
        self.chain = None
        self._tell_state()
        if source is not None:
            self._tell(Failed(error, source))

    def _pace(self, chain: Chain) -> float | None:
        wanted, now_s = self._wanted, time.monotonic()
        if self.output is None:
            return self._rest_s()
        if wanted.intent == "playing":
            self._busy_until_s = now_s + self._idle_close_s
            return _HUNGRY_POLL_S if chain.feed.hungry or wanted.following is not None else _POLL_S
        if now_s >= self._busy_until_s and not chain.playout.sounding:
            self._close_output()
            return self._rest_s()
        return self._idle_close_s / 10 if wanted.intent == "stopped" else _POLL_S

    def _rest_s(self) -> float | None:
        """Seconds until the next round without a device, in which another source may be gone over to all the same."""
        return _POLL_S if self._wanted.following is not None else None

    def _tell_state(self) -> None:
        with self._wanted.lock:
            state = self.state()
        if state != self._told:
            self._told = state
            self._tell(StateChanged(state))
