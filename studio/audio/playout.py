# SPDX-License-Identifier: GPL-3.0-or-later
"""The audio callback's work: it copies from the ring, fades at every edge, and notes which frames went out when."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.audio.ring import Ring
from studio.core.pcm import Samples

NEVER = 1 << 62
FADE_S = 0.005
VOLUME_TRAVEL_S = 0.02
OPENS_WITH_S = 0.05
_KEPT_CHANGES = 1024
_KEPT_BLOCKS = 64
_CLOCK_BLOCKS = 9
_SCRATCH_FRAMES = 4096

_SHUT, _OPEN, _CLOSING = 0, 1, 2


class Playout:
    """Renders output frames from a ring.

    It fades out and in over raised-cosine ramps that add up to one. A fade-out plays frames without consuming them:
    after a pause or a wait for data the same frames fade in, so that nothing is lost.

    One thread (the callback) calls render(). Others may set *run*, *skip_to*, *end_at* and *volume*, each by a single
    store, and read the position heard; when skipping, *end_at* is set before *skip_to*.

    Attributes:
        run: Whether to play; False to pause.
        skip_to: Ring frame before which no more is played.
        end_at: Ring frame at which the source ends, NEVER while that is not known.
        volume: Linear gain, 0 to 1.
        sent: Output frames rendered since this object was made.
        longest_block: Frames of the longest block rendered.
    """

    def __init__(self, ring: Ring, rate_hz: int) -> None:
        self.run = False
        self.skip_to = 0
        self.end_at = NEVER
        self.volume = 1.0
        self.sent = 0
        self.longest_block = 0
        self._ring = ring
        self._rate_hz = rate_hz
        self._fade = max(int(rate_hz * FADE_S), 1)
        self._opens_with = int(rate_hz * OPENS_WITH_S)
        phase = (np.arange(self._fade) + 0.5) / self._fade
        self._ramp_in: Samples = np.square(np.sin(0.5 * np.pi * phase)).astype(np.float32)
        self._ramp_out: Samples = np.ascontiguousarray(self._ramp_in[::-1])
        self._state = _SHUT
        self._faded = 0
        self._peeked = 0
        self._gain = 1.0
        self._gain_step = 1.0 / (VOLUME_TRAVEL_S * rate_hz)
        self._counting: Samples = np.arange(1, _SCRATCH_FRAMES + 1, dtype=np.float32)
        self._gains: Samples = np.zeros(_SCRATCH_FRAMES, np.float32)
        self._change_sent: NDArray[np.int64] = np.zeros(_KEPT_CHANGES, np.int64)
        self._change_ring: NDArray[np.int64] = np.zeros(_KEPT_CHANGES, np.int64)
        self._change_moves: NDArray[np.int64] = np.zeros(_KEPT_CHANGES, np.int64)
        self._changes = 1
        self._block_sent: NDArray[np.int64] = np.zeros(_KEPT_BLOCKS, np.int64)
        self._block_time_s: NDArray[np.float64] = np.zeros(_KEPT_BLOCKS, np.float64)
        self._blocks = 0
        self._first_block = 0
        self._heard = 0.0

    def render(self, out: Samples, heard_at_s: float) -> None:
        """Fill *out*, whose first frame will be heard at *heard_at_s* on the device's clock."""
        slot = self._blocks % _KEPT_BLOCKS
        self._block_sent[slot] = self.sent
        self._block_time_s[slot] = heard_at_s
        self._blocks += 1
        done = 0
        while done < len(out):
            if self._state == _OPEN:
                done += self._play(out[done:], self.sent + done)
            elif self._state == _CLOSING:
                done += self._fade_out(out[done:])
            elif self._opens(self.sent + done):
                self._state = _OPEN
            else:
                out[done:] = 0.0
                done = len(out)
        self._apply_volume(out)
        self.sent += done
        self.longest_block = max(self.longest_block, done)

    def _opens(self, at: int) -> bool:
        ring = self._ring
        if ring.read < self.skip_to:
            ring.skip(self.skip_to)
            self._note(at, moves=0)
        if not self.run:
            return False
        known = self.end_at != NEVER
        ready = ring.read < self.end_at if known else ring.available >= self._opens_with
        if ready:
            self._note(at, moves=1)
        return ready

    def _play(self, out: Samples, at: int) -> int:
        ring = self._ring
        count = 0
        if self.run and ring.read >= self.skip_to:
            # While the source goes on, a fade's length is held back, for a fade-out if no more comes in time.
            last = self.end_at if self.end_at != NEVER else ring.written - self._fade
            count = min(len(out), last - ring.read)
        if count <= 0:
            self._note(at, moves=0)
            self._peeked = 0
            self._state = _CLOSING
            return 0
        ring.copy(ring.read, out[:count])
        ring.skip(ring.read + count)
        ramped = min(count, self._fade - self._faded)
        if ramped:
            out[:ramped] *= self._ramp_in[self._faded : self._faded + ramped]
            self._faded += ramped
        return count

    def _fade_out(self, out: Samples) -> int:
        ring = self._ring
        start = ring.read + self._peeked
        count = min(len(out), self._faded, ring.written - start)
        if count <= 0:
            self._faded = 0
            self._state = _SHUT
            return 0
        ring.copy(start, out[:count])
        begin = self._fade - self._faded
        out[:count] *= self._ramp_out[begin : begin + count]
        self._faded -= count
        self._peeked += count
        return count

    def _apply_volume(self, out: Samples) -> None:
        done = 0
        target = self.volume
        while self._gain != target and done < len(out):
            count = min(len(out) - done, _SCRATCH_FRAMES)
            step = self._gain_step if target > self._gain else -self._gain_step
            gains = self._gains[:count]
            np.multiply(self._counting[:count], step, out=gains)
            gains += self._gain
            (np.minimum if step > 0 else np.maximum)(gains, target, out=gains)
            out[done : done + count] *= gains
            travel = step * count
            self._gain = target if abs(travel) >= abs(target - self._gain) else self._gain + travel
            done += count
        if done < len(out) and self._gain != 1.0:
            out[done:] *= self._gain

    def _note(self, at: int, moves: int) -> None:
        slot = self._changes % _KEPT_CHANGES
        self._change_sent[slot] = at
        self._change_ring[slot] = self._ring.read
        self._change_moves[slot] = moves
        self._changes += 1

    @property
    def fade_frames(self) -> int:
        """Length of a fade."""
        return self._fade

    @property
    def ramp(self) -> Samples:
        """Gains of a fade-in, raised cosines, which add up to one with those of a fade-out."""
        return self._ramp_in

    @property
    def sounding(self) -> bool:
        """Whether the last block came from the ring, fades included."""
        return self._state != _SHUT

    @property
    def at_end(self) -> bool:
        """Whether the source's last frame was sent; it may not be heard yet."""
        return self._state == _SHUT and self.end_at <= self._ring.read

    def forget_clock(self) -> None:
        """Forget the times noted so far, since the device's clock was stopped."""
        self._first_block = self._blocks

    def heard(self, now_s: float) -> float:
        """Output frames heard up to *now_s* on the device's clock; all frames sent if it was not running.

        It is the median over the last blocks, since a device's times for them jitter on a busy machine. It never
        decreases.
        """
        newest = self._blocks
        kept = min(newest - self._first_block, _CLOCK_BLOCKS)
        if kept <= 0:
            return float(self.sent)
        slots = np.arange(newest - kept, newest) % _KEPT_BLOCKS
        begun_s = np.median(self._block_time_s[slots] - self._block_sent[slots] / self._rate_hz)
        heard = min((now_s - float(begun_s)) * self._rate_hz, float(self.sent))
        self._heard = max(self._heard, heard)
        return self._heard

    def heard_frame(self, now_s: float) -> tuple[float, bool]:
        """Ring frame heard at *now_s*, and whether playing advances there."""
        heard = self.heard(now_s)
        newest = self._changes
        for number in range(newest - 1, max(newest - _KEPT_CHANGES // 2, 0), -1):
            slot = number % _KEPT_CHANGES
            if self._change_sent[slot] <= heard:
                moves = int(self._change_moves[slot])
                return float(self._change_ring[slot] + moves * (heard - self._change_sent[slot])), bool(moves)
        return float(self._change_ring[0]), False

    def all_heard(self, now_s: float) -> bool:
        """Whether the latest change of the frames sent has been heard by *now_s*."""
        return bool(self._change_sent[(self._changes - 1) % _KEPT_CHANGES] <= self.heard(now_s))
