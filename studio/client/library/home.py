# SPDX-License-Identifier: Apache-2.0
"""Where a client of the library sends its requests: a server it was told of, or the engine on this machine."""

from __future__ import annotations

import os
import weakref
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from studio.client.dialect import LOCAL_VERSION
from studio.client.endpoint import Endpoint
from studio.client.errors import KeyRefused, closed_here
from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from studio.client.local.shared import SharedEngine
    from studio.client.wire.backoff import Backoff
    from studio.client.wire.rest import Rest

CLOUD_URL = "https://api.cartesia.ai"


class Home:
    """The server of one client, found at the first request so that making a client costs nothing.

    Args:
        endpoint: The server; None for the engine on this machine.
        engine: Who starts that engine; None for the one this program shares.
        timeout_s: Seconds to wait for each step of a request, and for each message of a stream.
    """

    def __init__(
        self,
        endpoint: Endpoint | None,
        timeout_s: float,
        engine: SharedEngine | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        if isinstance(timeout_s, bool) or not isinstance(timeout_s, int | float) or timeout_s <= 0:
            raise InvalidArgument("timeout", "a number of seconds above 0", repr(timeout_s))
        self.timeout_s = float(timeout_s)
        self._fixed = endpoint
        self._backoff = backoff
        self._lock = Lock()
        self._rest: Rest | None = None
        self._rest_of: Endpoint | None = None
        self._closed = False
        self._engine: SharedEngine | None = None
        if endpoint is None:
            from studio.client.local.shared import engine_of_this_program

            self._engine = engine or engine_of_this_program()
            self._engine.join()
            # A client that is dropped without close gives the engine back all the same, as does the program's end.
            self._leave = weakref.finalize(self, self._engine.leave)

    def endpoint(self) -> Endpoint:
        """The server; blocks while the engine on this machine starts.

        Raises:
            EngineUnavailable: it cannot be started.
            ConnectionFailed: the client was closed.
        """
        if self._closed:
            raise closed_here()
        if self._fixed is not None:
            return self._fixed
        if self._engine is None:
            raise AssertionError("neither a server nor an engine")
        return self._engine.endpoint()

    @property
    def version(self) -> str:
        """The dialect that is spoken; known without waiting."""
        return LOCAL_VERSION if self._fixed is None else self._fixed.version

    def rest(self) -> Rest:
        """Requests to the server; blocks like *endpoint* and raises the same."""
        from studio.client.wire.rest import Rest

        endpoint = self.endpoint()
        with self._lock:
            if self._rest is None or self._rest_of != endpoint:
                if self._rest is not None:
                    self._rest.close()
                self._rest, self._rest_of = Rest(endpoint, self.timeout_s, self._backoff), endpoint
                weakref.finalize(self, self._rest.close)  # for a client that is dropped without close
            return self._rest

    def close(self) -> None:
        """Close connections and give the engine back; blocks until its process has ended if nobody else uses it."""
        with self._lock:
            self._closed = True
            rest, self._rest = self._rest, None
        if rest is not None:
            rest.close()
        if self._engine is not None:
            self._leave()


def endpoint_from(api_key: str | None, base_url: str | None, version: str | None) -> Endpoint | None:
    """The server that arguments and environment name, None for the engine on this machine.

    `CARTESIA_BASE_URL` and `CARTESIA_API_KEY` stand in for arguments that are not given, see *setting*. An address
    without a scheme means http on this machine and https elsewhere. The engine on this machine has a key of its own.

    Raises:
        InvalidArgument: no address.
        KeyRefused: a server elsewhere, and no key for it.
    """
    base_url = base_url or setting("CARTESIA_BASE_URL")
    if base_url is None:
        return None
    if not isinstance(base_url, str):
        raise InvalidArgument("base_url", "an address such as http://localhost:8080", type(base_url).__name__)
    if "://" not in base_url:
        base_url = f"http://{base_url}"
        if not Endpoint(base_url, "").on_this_machine:
            base_url = f"https://{base_url.removeprefix('http://')}"
    for secure, plain in (("wss://", "https://"), ("ws://", "http://")):
        if base_url.startswith(secure):
            base_url = plain + base_url.removeprefix(secure)
    key = api_key or setting("CARTESIA_API_KEY") or ""
    endpoint = Endpoint(base_url, key, version or LOCAL_VERSION)
    if not key and not endpoint.on_this_machine:
        raise KeyRefused(
            "A key is needed: get one at https://play.cartesia.ai/keys, then set CARTESIA_API_KEY or pass api_key. "
            "Without base_url the engine on this machine speaks, and needs none.",
            f"no key for {urlsplit(base_url).hostname}",
        )
    return endpoint


def setting(name: str) -> str | None:
    """The environment variable *name*, or else its line in the file `.env` of the current folder or one above it."""
    if value := os.environ.get(name):
        return value
    from dotenv import dotenv_values, find_dotenv

    path = find_dotenv(usecwd=True)
    return dotenv_values(path).get(name) or None if path else None
