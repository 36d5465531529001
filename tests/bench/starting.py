# SPDX-License-Identifier: GPL-3.0-or-later
"""From starting the program to its window on the screen."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tests.bench.figures import Figure, at_most

STARTS = 5
_DEADLINE_S = 30.0


def measure() -> list[Figure]:
    """Median of some starts from a warm disk, by asking the X server for the window."""
    waits_s = [_start() for _ in range(STARTS + 1)][1:]
    name = f"Window shown (median of {STARTS}, {min(waits_s):.2f} to {max(waits_s):.2f})"
    return [at_most(name, statistics.median(waits_s), 1.0, "s")]


def _start() -> float:
    began_s = time.monotonic()
    program = subprocess.Popen([sys.executable, "-m", "studio"], stdin=subprocess.DEVNULL)
    try:
        while not _visible():
            if time.monotonic() - began_s > _DEADLINE_S:
                raise AssertionError("the window did not appear")
        return time.monotonic() - began_s
    finally:
        program.terminate()
        program.wait()


def _visible() -> bool:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "^Speech Studio|Speech Studio$"], capture_output=True
    )
    return found.returncode == 0
