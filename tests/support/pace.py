# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's pace now: processor time too grows where two threads share a core or other programs its caches."""

from __future__ import annotations

import time
from statistics import median

# Of `_work_s`, at the least, where the machine is not slowed down.
_KNOWN_WORK_S, _ROUNDS = 0.00105, 12_000
# The same of a tenth of its rounds, as a share.
_BRIEF = 0.087


def slowed_down() -> float:
    """How many times as long as usual the machine takes for the same work now, 1 at the least."""
    # Not the least: another thread on the same core comes and goes within a call too.
    return max(1.0, median(_work_s() for _ in range(9)) / _KNOWN_WORK_S)


def slowed_down_briefly() -> float:
    """The same by a fiftieth of the work, for being asked again and again."""
    # The least, since the first one comes to cold caches.
    return max(1.0, min(_work_s(_ROUNDS // 10) for _ in range(3)) / (_KNOWN_WORK_S * _BRIEF))


def _work_s(rounds: int = _ROUNDS) -> float:
    begun_s = time.thread_time()
    words = {}
    for number in range(rounds):
        words[number % 977] = str(number)
    return time.thread_time() - begun_s
