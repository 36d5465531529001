# SPDX-License-Identifier: GPL-3.0-or-later
"""What the set-up shows: a line a step, and commands whose words go to its log."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOG = VENV / "speech-studio-setup.log"
STEPS = 6
LINE_EVERY_S = 5.0
"""Of how far a step is, where its line cannot be drawn again."""
AGAIN = "py packaging\\bootstrap.py" if os.name == "nt" else "bash packaging/run.sh"


class SetupFailed(Exception):
    """The set-up cannot go on; the text says why and what to do."""


class Step:
    """One line of output: what is done, how far it is, and at the end how it went and how long it took."""

    def __init__(self, number: int, title: str) -> None:
        self._head = f"[{number}/{STEPS}] {title}"
        self._began = time.monotonic()
        self._drawn = 0
        self._live = sys.stdout.isatty()
        self._outcome = ""
        self._next_s = self._began + LINE_EVERY_S
        self.note("")

    def note(self, text: str) -> None:
        """Show how far it is: in the line itself where it can be drawn again, else now and then in one of its own."""
        now_s = time.monotonic()
        if self._live:
            self._draw(f"{self._head} ... {text}"[: shutil.get_terminal_size().columns - 1])
        elif now_s >= self._next_s:
            self._next_s = now_s + LINE_EVERY_S
            print(f"{self._head} ... {text}", flush=True)

    def outcome(self, text: str) -> None:
        self._outcome = text

    def end(self, failed: bool) -> None:
        took_s = time.monotonic() - self._began
        outcome = "failed" if failed else self._outcome or f"{took_s:.0f} s"
        self._draw(f"{self._head} ... {outcome}" + (f", {took_s:.0f} s" if outcome != f"{took_s:.0f} s" else ""))
        print(flush=True)

    def _draw(self, line: str) -> None:
        print(("\r" if self._live else "") + line.ljust(self._drawn if self._live else 0), end="", flush=True)
        self._drawn = len(line)


@contextlib.contextmanager
def step(number: int, title: str) -> Iterator[Step]:
    line = Step(number, title)
    try:
        yield line
    except BaseException:
        line.end(failed=True)
        raise
    line.end(failed=False)


def run(command: list[str], on_line: Callable[[str], None] = lambda _: None) -> tuple[int, list[str]]:
    """Run *command*, keep what it says in the log; its exit code and its last lines."""
    last: deque[str] = deque(maxlen=40)
    log = LOG.open("a", encoding="utf-8") if VENV.is_dir() else None
    try:
        if log:
            log.write("$ " + " ".join(command) + "\n")
        with subprocess.Popen(
            command,
            stdin=None if command[0] == "sudo" else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                last.append(line.rstrip())
                if log:
                    log.write(line)
                on_line(line.rstrip())
        return process.returncode, list(last)
    except FileNotFoundError:
        return 127, [f"{command[0]}: not found"]
    finally:
        if log:
            log.close()
