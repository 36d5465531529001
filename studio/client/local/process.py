# SPDX-License-Identifier: Apache-2.0
"""The local engine's process: started, watched and ended by blocking calls, without importing the server."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread
from typing import IO

from studio.client.endpoint import Endpoint
from studio.core.errors import EngineUnavailable, InvalidArgument
from studio.core.processes import child_environment

_TAIL_LINES = 20
_MAX_LINE = 2000


@dataclass(frozen=True, slots=True)
class Grace:
    """Time limits in seconds: until the first line, until it has ended by itself, and until it is gone when killed."""

    start_s: float = 30.0
    stop_s: float = 2.0
    kill_s: float = 2.0


class EngineProcess:
    """One run of the engine's process, from *start* to *stop*; a second run takes a new object.

    The child's standard input is its lifeline: when this program ends in whatever way, it closes and the child ends.

    Args:
        command: Program and arguments; its first line of output is a JSON object with "port" and "token".
        env: The child's whole environment; None for this program's own, without entries for the current folder.
        on_exit: Called once, in a thread of this object, when the child has ended. The error says how; it is None if
            the child was asked to end or *start* has raised.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str] | None = None,
        on_exit: Callable[[EngineUnavailable | None], None] | None = None,
        grace: Grace | None = None,
    ) -> None:
        self._command = list(command)
        self._env = env
        self._on_exit = on_exit
        self._grace = grace or Grace()
        self._lock = Lock()
        self._asked_to_end = False
        self._listening = False
        self._over = False
        self._child: subprocess.Popen[bytes] | None = None
        self._first_line: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._threads: list[Thread] = []

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    @property
    def pid(self) -> int | None:
        """The child's process id, None before start."""
        return self._child.pid if self._child is not None else None

    def start(self) -> Endpoint:
        """Start the child and wait until it listens; it may still be loading its model then.

        Raises:
            EngineUnavailable: it cannot be started, ended at once, or did not listen in time; nothing is left of it.
        """
        with self._lock:
            if self._asked_to_end:
                raise _failed("it was stopped while it started")
            self._child = self._spawn()
        self._watch(self._child)
        try:
            line = self._first_line.get(timeout=self._grace.start_s)
        except queue.Empty:
            self.stop()
            raise _failed(f"no answer within {self._grace.start_s:g} s", self._last_words()) from None
        try:
            endpoint = _endpoint(line)
        except EngineUnavailable:
            self.stop()
            raise
        except ValueError as error:
            self.stop()
            raise _failed(f"{error}, exit code {self._child.returncode}", self._last_words()) from None
        with self._lock:
            self._listening = not self._over
        if not self._listening:
            raise _failed(f"exit code {self._child.returncode}", self._last_words())
        return endpoint

    def stop(self) -> None:
        """End the child: politely first, then at once. Afterwards no process, thread or pipe of it is left."""
        self.abandon()
        child = self._child
        if child is None:
            return
        try:
            child.wait(self._grace.stop_s)
        except subprocess.TimeoutExpired:
            child.kill()
        deadline_s = time.monotonic() + self._grace.kill_s
        for thread in self._threads:
            thread.join(max(0.0, deadline_s - time.monotonic()))

    def abandon(self) -> None:
        """Close the lifeline and wait for nothing; the child ends soon by itself."""
        with self._lock:
            self._asked_to_end = True
            child = self._child
        if child is not None and child.stdin is not None:
            with suppress(OSError):  # a dead child's pipe may refuse its last flush
                child.stdin.close()

    def _spawn(self) -> subprocess.Popen[bytes]:
        # On other systems the child lowers its own priority, since a parent with threads must run nothing between fork
        # and exec.
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NEW_PROCESS_GROUP
        try:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=child_environment() if self._env is None else dict(self._env),
                creationflags=flags,
                # Ctrl+C is for this process, which may need the child to the end; a child left alone ends by its stdin.
                start_new_session=True,
            )
        except OSError as error:
            raise _failed(f"{type(error).__name__}: {error}") from None

    def _watch(self, child: subprocess.Popen[bytes]) -> None:
        if child.stdout is None or child.stderr is None:
            raise AssertionError("pipes were asked for")
        drains = [
            Thread(target=self._drain, args=(child.stdout, self._first_line), name="engine-output", daemon=True),
            Thread(target=self._drain, args=(child.stderr, None), name="engine-errors", daemon=True),
        ]
        watcher = Thread(target=self._await_end, args=(child, drains), name="engine-watcher", daemon=True)
        self._threads = [*drains, watcher]
        for thread in self._threads:
            thread.start()

    def _drain(self, pipe: IO[bytes], first_line: queue.SimpleQueue[bytes] | None) -> None:
        with pipe:
            while line := pipe.readline(_MAX_LINE):
                if first_line is not None:
                    first_line.put(line)
                    first_line = None  # it holds the token, so it must not get into an error's detail
                else:
                    self._tail.append(line.decode(errors="replace").rstrip())
        if first_line is not None:
            first_line.put(b"")

    def _await_end(self, child: subprocess.Popen[bytes], drains: Sequence[Thread]) -> None:
        code = child.wait()
        for drain in drains:
            drain.join(self._grace.kill_s)
        with self._lock:
            self._over = True
            told = self._asked_to_end or not self._listening
            if child.stdin is not None:
                with suppress(OSError):
                    child.stdin.close()
        if self._on_exit is not None:
            self._on_exit(None if told else _stopped(code, self._last_words()))

    def _last_words(self) -> str:
        return " | ".join(self._tail)


def _endpoint(line: bytes) -> Endpoint:
    """The endpoint in the child's first line.

    Raises:
        EngineUnavailable: the line holds an error.
        ValueError: the line cannot be understood.
    """
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("no port and token") from None
    if not isinstance(told, dict):
        raise ValueError("no port and token")
    if isinstance(told.get("error"), str):
        raise EngineUnavailable(told["error"], "told by the engine's process")
    port, token = told.get("port"), told.get("token")
    if not isinstance(port, int) or not 0 < port < 65536 or not isinstance(token, str):
        raise ValueError("no usable port and token")
    try:
        return Endpoint(f"http://127.0.0.1:{port}", token)
    except InvalidArgument:
        raise ValueError("no usable token") from None


def _failed(reason: str, last_words: str = "") -> EngineUnavailable:
    return EngineUnavailable(
        "The speech engine could not be started: run `speech-studio doctor` to see what is missing.",
        f"{reason}: {last_words}" if last_words else reason,
    )


def _stopped(code: int, last_words: str) -> EngineUnavailable:
    how = f"ended by signal {-code}" if code < 0 else f"exit code {code}"
    return EngineUnavailable(
        "The speech engine stopped by itself: it must be started again.",
        f"{how}: {last_words}" if last_words else how,
    )
