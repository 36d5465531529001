# SPDX-License-Identifier: GPL-3.0-or-later
"""A real X display with a window manager."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.programs import end, environment, require
from tests.support.waiting import wait_until

PACKAGES = "xvfb openbox xdotool imagemagick"


@dataclass(frozen=True, slots=True)
class Display:
    """A running display: *name* is the value of DISPLAY, *pids* its processes."""

    name: str
    pids: tuple[int, ...]


@contextmanager
def running_display(width: int = 1920, height: int = 1200) -> Iterator[Display]:
    """Xvfb on a free display number and openbox on it, in the environment of this process and its children."""
    require("Xvfb", "openbox", "xdotool", packages=PACKAGES)
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write_end],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with open(read_end) as numbers:
            number = numbers.readline().strip()
        assert number, "Xvfb did not start"
        with environment({"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}):
            yield from _with_window_manager(f":{number}", server.pid)
    finally:
        end(server)


def _with_window_manager(name: str, server_pid: int) -> Iterator[Display]:
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # Only a window manager tells the number of desktops.
        asks = ["xdotool", "get_num_desktops"]
        wait_until(
            lambda: subprocess.run(asks, capture_output=True, check=False).returncode == 0, what="the window manager"
        )
        yield Display(name, (server_pid, manager.pid))
    finally:
        end(manager)
