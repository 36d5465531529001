# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the machine keeps a process waiting that has nothing to do: so long it may keep the sound waiting too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_IDLE = """
import select, sys, time
latest_s = 0.0
while not select.select([sys.stdin], [], [], 0)[0]:
    begun_s = time.monotonic()
    time.sleep(0.002)
    latest_s = max(latest_s, time.monotonic() - begun_s - 0.002)
print(latest_s)
"""


@contextmanager
def idle_process() -> Iterator[Callable[[], float]]:
    """A process that has nothing to do. What is given ends it, and tells by how much its shortest sleep was too long at
    most, in seconds."""
    with subprocess.Popen(
        [sys.executable, "-c", _IDLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as idle:
        try:
            yield lambda: float(idle.communicate("\n")[0])
        finally:
            idle.kill()
