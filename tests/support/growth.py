# SPDX-License-Identifier: GPL-3.0-or-later
"""How the work of a function grows with the length of what it is given.

Measured in processor time of the thread that works, so that a busy machine does not count, and the least of a few
tries, so that what its caches do hardly counts. What grows like n log n at most has a quotient near that of its
lengths; what grows with the square is far beyond it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from itertools import pairwise

_TRIES = 4
# Of what is measured between two lengths: caches, memory and interrupts may double it, a square is tenfold.
_SLACK = 2.5
# Less work than this is too little to be measured.
_LEAST_S = 0.004


def work_s(work: Callable[[], object]) -> float:
    """Processor seconds that this thread takes for *work*."""
    begun_s = time.thread_time()
    work()
    return time.thread_time() - begun_s


def beyond_n_log_n(work: Callable[[str], object], text_of: Callable[[int], str], lengths: tuple[int, ...]) -> str:
    """What grows faster than n log n between two of *lengths*, in words with figures; "" if nothing does.

    Args:
        work: What is measured, with a text made by *text_of*.
        lengths: Increasing, each several times the one before.
    """
    texts = {length: text_of(length) for length in lengths}
    best = dict.fromkeys(lengths, math.inf)
    found = ""
    for _ in range(_TRIES):
        for length, text in texts.items():
            best[length] = min(best[length], work_s(lambda text=text: work(text)))  # type: ignore[misc]
        found = next((told for pair in pairwise(lengths) if (told := _beyond(pair, best))), "")
        if not found:
            break
    return found


def _beyond(pair: tuple[int, int], best: dict[int, float]) -> str:
    short, long = pair
    permitted_s = _SLACK * max(best[short], _LEAST_S * short / long) * _n_log_n(long) / _n_log_n(short)
    if best[long] <= max(permitted_s, _LEAST_S):
        return ""
    return f"{short}: {best[short] * 1000:.1f} ms, {long}: {best[long] * 1000:.1f} ms"


def _n_log_n(length: int) -> float:
    return length * math.log2(length)
