# SPDX-License-Identifier: Apache-2.0
"""What a program of its own tells, line by line, while it works: native code that can be ended at any time."""

from __future__ import annotations

import queue
import subprocess
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import IO

from studio.core.processes import child_environment

_MOST_LINE_BYTES = 16 * 2**20
_MOST_BYTES = 128 * 2**20
_LOOKS_EVERY_S = 0.05
_MORE = b"more"


class ToldTooMuch(Exception):
    """The program tells more than is read of it."""


class NotBegun(Exception):
    """The program could not be started; the text says why."""


def child_lines(command: Sequence[str], wait: Callable[[], object], given: bytes = b"") -> Generator[bytes]:
    """The lines that the program *command* writes to its standard output; what it is *given* comes to its input.

    *wait* is called while it tells nothing, 20 times a second. The program is ended with the iteration, however that
    ends.

    Raises:
        NotBegun: the system does not start the program.
        ToldTooMuch: a line is longer than 16 MiB, or all together are longer than 128 MiB.
    """
    with _output(command, given) as told:
        while True:
            try:
                line = told.get(timeout=_LOOKS_EVERY_S)
            except queue.Empty:
                wait()
                continue
            if not line:
                return
            if not line.endswith(b"\n"):
                raise ToldTooMuch
            yield line


def _pass_on(output: IO[bytes], told: queue.SimpleQueue[bytes]) -> None:
    left = _MOST_BYTES
    while line := output.readline(min(left, _MOST_LINE_BYTES)):
        told.put(line)
        left -= len(line)
    told.put(b"" if left else _MORE)


def _give(input_: IO[bytes], given: bytes) -> None:
    # It may end before it has read all.
    with suppress(OSError):
        input_.write(given)
    with suppress(OSError):
        input_.close()


@contextmanager
def _output(command: Sequence[str], given: bytes) -> Iterator[queue.SimpleQueue[bytes]]:
    """What the program tells, line by line; empty at its end. It has ended when the block has."""
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if given else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise NotBegun(error.strerror or str(error)) from error
    assert child.stdout is not None
    told: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threads = [Thread(target=_pass_on, args=(child.stdout, told), name="child output", daemon=True)]
    if child.stdin is not None:
        threads.append(Thread(target=_give, args=(child.stdin, given), name="child input", daemon=True))
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        child.kill()
        child.wait()
        for thread in threads:
            thread.join()
        child.stdout.close()
