# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from studio.core.locks import lock, try_lock
from tests.support.waiting import wait_until

HOLDING = """
import sys
from studio.core.locks import lock
with open(sys.argv[1], "r+b") as file:
    lock(file)
    print("locked", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock on *path* until its input ends."""
    path.touch()
    command = [sys.executable, "-c", HOLDING, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield process
        process.kill()


def test_a_lock_keeps_out_another_open_file_until_its_own_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    with path.open("r+b") as second:
        with path.open("r+b") as first:
            assert try_lock(first)
            assert not try_lock(second)
        assert try_lock(second)


def test_files_are_locked_one_by_one(tmp_path: Path) -> None:
    with (tmp_path / "a").open("w+b") as first, (tmp_path / "b").open("w+b") as second:
        assert try_lock(first)
        assert try_lock(second)


def test_the_lock_of_a_process_that_was_killed_is_free_again(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with holder(path) as process, path.open("r+b") as file:
        assert not try_lock(file)
        process.kill()
        process.wait()
        assert try_lock(file)


def test_who_waits_for_a_lock_has_it_once_its_holder_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with holder(path) as process, path.open("r+b") as file, path.open("r+b") as third:
        waiting = Thread(target=lock, args=(file,), name="waiting-for-the-lock")
        waiting.start()
        assert not try_lock(third)
        assert waiting.is_alive()
        process.kill()
        process.wait()
        wait_until(lambda: not waiting.is_alive(), what="the lock")
        waiting.join()
        assert not try_lock(third)
