# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that tests need beside the project."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

ENDS_WITHIN_S = 5.0


def require(*programs: str, packages: str) -> None:
    """Raises: AssertionError naming the command that installs what is missing."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        raise AssertionError(f"missing {', '.join(missing)}: sudo apt-get install -y {packages}")


def end(process: subprocess.Popen[bytes]) -> None:
    """Terminate *process*, kill it if it does not listen, and close its pipes."""
    process.terminate()
    try:
        process.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables for this process and its children, and put the old ones back."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
