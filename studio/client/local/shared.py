# SPDX-License-Identifier: Apache-2.0
"""The local engine that a program's clients share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from http.client import HTTPConnection, HTTPException
from threading import RLock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from studio.client.local.engine import server_command
from studio.client.local.process import EngineProcess

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint


class SharedEngine:
    """Starts the engine's process for the first client and ends it with the last. Any thread may call.

    Args:
        make: Builds one run of the process.
        answers_within_s: Seconds after which an engine that does not answer is taken for frozen; at work it answers at
            once.
    """

    def __init__(self, make: Callable[[], EngineProcess], answers_within_s: float = 5.0) -> None:
        self._make = make
        self._answers_within_s = answers_within_s
        self._lock = RLock()  # a dropped client may leave in the midst of another call of the same thread
        self._users = 0
        self._process: EngineProcess | None = None
        self._endpoint: Endpoint | None = None

    def join(self) -> None:
        """Count one more client; nothing is started yet."""
        with self._lock:
            self._users += 1

    def endpoint(self) -> Endpoint:
        """The endpoint of the running engine, which is started if it does not run or has died.

        Raises:
            EngineUnavailable: it cannot be started.
        """
        with self._lock:
            if self._endpoint is None or self._process is None or not self._process.running:
                self._end()
                self._process = self._make()
                self._endpoint = self._process.start()
            return self._endpoint

    def renew(self, endpoint: Endpoint) -> bool:
        """Whether the engine no longer listens at *endpoint*, where a request has failed; the next *endpoint* then
        starts another. A frozen engine is ended. Blocks while the engine is checked.
        """
        with self._lock:
            process = self._process
            if process is None or self._endpoint != endpoint:
                return True
        if process.running and _answers(endpoint, self._answers_within_s):
            return False
        with self._lock:
            if self._process is process:
                self._end()
        return True

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


def _answers(endpoint: Endpoint, within_s: float) -> bool:
    """Whether a server listens at *endpoint* and answers at all."""
    address = urlsplit(endpoint.base_url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=within_s)
    try:
        connection.request("GET", "/", headers=endpoint.headers)
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


@cache
def engine_of_this_program() -> SharedEngine:
    """The engine of all clients without an address; it is shared, since each takes 300 MB."""
    return SharedEngine(lambda: EngineProcess(server_command()))
