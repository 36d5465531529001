# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: a text, the tone engine, and a command as a process of its own."""

from __future__ import annotations

import subprocess
import sys

TEXT = "One two three.\n\nFour, five six seven!\n"
TONE = ["--engine", "tone"]


def started(*arguments: str, ignoring_ctrl_c: bool = False) -> subprocess.Popen[str]:
    """The command as a process of its own, in a group of its own as a terminal would have it.

    A program started in the background of a script ignores Ctrl+C, and so do those that it starts, also these tests.
    """
    state = "SIG_IGN" if ignoring_ctrl_c else "SIG_DFL"
    begin = f"import os, signal, sys; signal.signal(signal.SIGINT, signal.{state}); os.execv(sys.argv[1], sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", begin, sys.executable, "-m", "studio", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
