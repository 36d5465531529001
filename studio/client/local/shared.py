# SPDX-License-Identifier: Apache-2.0
"""One local engine for all clients of a program that ask for none in particular."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING

from studio.client.local.engine import server_command
from studio.client.local.process import EngineProcess

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint


class SharedEngine:
    """Starts the engine's process for the first client and ends it with the last. Any thread may call.

    Args:
        make: Builds one run of the process.
    """

    def __init__(self, make: Callable[[], EngineProcess]) -> None:
        self._make = make
        self._lock = RLock()  # a dropped client may leave in the midst of another call of the same thread
        self._users = 0
        self._process: EngineProcess | None = None
        self._endpoint: Endpoint | None = None

    def join(self) -> None:
        """Count one more client; nothing is started yet."""
        with self._lock:
            self._users += 1

    def endpoint(self) -> Endpoint:
        """Where the running engine listens; started when it does not run, and again when it has died.

        Raises:
            EngineUnavailable: it cannot be started.
        """
        with self._lock:
            if self._endpoint is None or self._process is None or not self._process.running:
                self._end()
                self._process = self._make()
                self._endpoint = self._process.start()
            return self._endpoint

    def leave(self) -> None:
        """Count one client less; the last one ends the process."""
        with self._lock:
            self._users -= 1
            if self._users == 0:
                self._end()

    def _end(self) -> None:
        process, self._process, self._endpoint = self._process, None, None
        if process is not None:
            process.stop()


@cache
def engine_of_this_program() -> SharedEngine:
    """The engine behind every client that was not told where to go; it is shared, since each takes 300 MB."""
    return SharedEngine(lambda: EngineProcess(server_command()))
