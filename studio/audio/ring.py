# SPDX-License-Identifier: GPL-3.0-or-later
"""A preallocated ring of samples between one writing thread and one reading callback."""

from __future__ import annotations

import numpy as np

from studio.core.pcm import Samples


class Ring:
    """Mono float32 frames, addressed by the number of frames written before them.

    There are no locks: only the writing thread stores *written*, after its samples are in place, and only the reading
    one stores *read*, after copying. The last *history* frames that were read stay readable for meters.

    Args:
        capacity: Frames in memory.
        history: Frames, fewer than the capacity, that are kept behind *read*.
    """

    def __init__(self, capacity: int, history: int = 0) -> None:
        if not 0 <= history < capacity:
            raise ValueError("history must be at least 0 and less than the capacity")
        self._buffer: Samples = np.zeros(capacity, np.float32)
        self._capacity = capacity
        self._history = history
        self.written = 0
        self.read = 0

    @property
    def available(self) -> int:
        """Frames written and not yet read."""
        return self.written - self.read

    @property
    def free(self) -> int:
        """Frames that can be written now."""
        return self._capacity - self._history - (self.written - self.read)

    def write(self, samples: Samples) -> int:
        """Writer: write as many of *samples* as there is room for; returns their number."""
        count = min(len(samples), self.free)
        start = self.written % self._capacity
        head = min(count, self._capacity - start)
        self._buffer[start : start + head] = samples[:head]
        self._buffer[: count - head] = samples[head:count]
        self.written += count
        return count

    def rewrite(self, start: int, samples: Samples, ramp: Samples) -> int:
        """Writer: put *samples* in place of all frames from *start* on; returns how many there was room for.

        The reader must be so far before *start* that it does not come there meanwhile.

        Args:
            ramp: Gains of the first of them, 0 to 1; what was there goes on with the rest of each. No longer than what
                was there, or the samples.
        """
        count = min(len(samples), self._capacity - self._history - (start - self.read))
        faded = np.empty(len(ramp), np.float32)
        self.copy(start, faded)
        faded += (samples[: len(ramp)] - faded) * ramp
        for first, part in ((start, faded), (start + len(ramp), samples[len(ramp) : count])):
            begin = first % self._capacity
            head = min(len(part), self._capacity - begin)
            self._buffer[begin : begin + head] = part[:head]
            self._buffer[: len(part) - head] = part[head:]
        self.written = start + count
        return count

    def copy(self, start: int, out: Samples) -> None:
        """Copy frames *start* to *start + len(out)*, which must be there, into *out*, without reading them."""
        count = len(out)
        begin = start % self._capacity
        head = min(count, self._capacity - begin)
        out[:head] = self._buffer[begin : begin + head]
        if head < count:
            out[head:] = self._buffer[: count - head]

    def skip(self, to: int) -> None:
        """Reader: count all frames before *to*, which are written already, as read."""
        self.read = to

    def recent(self, end: int, count: int) -> Samples:
        """A copy of the *count* frames before frame *end*; fewer if some are no longer kept."""
        first = max(end - count, self.written - self._capacity, 0)
        out = np.empty(max(min(end, self.written) - first, 0), np.float32)
        self.copy(first, out)
        return out
