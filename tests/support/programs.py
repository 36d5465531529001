# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that tests need beside the project."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.waiting import HANGS_S

ENDS_WITHIN_S = 5.0


def require(*programs: str, packages: str) -> None:
    """Raises: AssertionError naming the command that installs what is missing."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        raise AssertionError(f"missing {', '.join(missing)}: sudo apt-get install -y {packages}")


def finished(
    command: Sequence[str],
    within_s: float,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    together: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run *command* to its end, whatever its exit code; *together* puts stderr into stdout.

    Raises:
        AssertionError: it did not end within *within_s* seconds: with the stacks of a Python program.
    """
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
        text=True,
        errors="replace",
    ) as process:
        try:
            stdout, stderr = process.communicate(timeout=within_s)
        except subprocess.TimeoutExpired:
            # Python prints all stacks at an abort where PYTHONFAULTHANDLER is set, as it is in all tests.
            process.send_signal(signal.SIGABRT)
            try:
                stdout, stderr = process.communicate(timeout=HANGS_S)
            finally:
                process.kill()
            raise AssertionError(f"{command[0]} went on for {within_s:g} s:\n{stdout}\n{stderr}") from None
        except BaseException:
            process.kill()
            raise
        return subprocess.CompletedProcess(command, process.returncode, stdout, stderr or "")


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
