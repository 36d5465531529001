# SPDX-License-Identifier: GPL-3.0-or-later
"""From starting the program to its window on the screen."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tests.bench import bare_window
from tests.bench.figures import Figure, at_most

STARTS = 5
MOST_BARE = 3.0
_DEADLINE_S = 30.0


def measure() -> list[Figure]:
    """Medians of some starts from a warm disk, in turns with a bare window, by asking the X server for the window."""
    bare_s, waits_s = [], []
    for _ in range(STARTS + 1):
        bare_s.append(_start("tests.bench.bare_window", f"^{bare_window.TITLE}$"))
        waits_s.append(_start("studio", "^Speech Studio|Speech Studio$"))
    bare, shown = (statistics.median(each[1:]) for each in (bare_s, waits_s))
    spread = f"median of {STARTS}, {min(waits_s[1:]):.2f} to {max(waits_s[1:]):.2f}"
    return [
        at_most(f"Window shown ({spread})", shown, 1.0, "s"),
        at_most(f"The same in times of a bare window ({bare:.2f} s)", shown / bare, MOST_BARE, "", 1),
    ]


def _start(module: str, title: str) -> float:
    began_s = time.monotonic()
    program = subprocess.Popen([sys.executable, "-m", module], stdin=subprocess.DEVNULL)
    try:
        while not _visible(title):
            if time.monotonic() - began_s > _DEADLINE_S:
                raise AssertionError("the window did not appear")
        return time.monotonic() - began_s
    finally:
        program.terminate()
        program.wait()


def _visible(title: str) -> bool:
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True)
    return found.returncode == 0
