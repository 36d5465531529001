# SPDX-License-Identifier: Apache-2.0
"""The server behind a client of the library: one it was told of, or the engine on this machine."""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from studio.client.dialect import LOCAL_VERSION
from studio.client.endpoint import Endpoint
from studio.client.errors import KeyRefused, NotListening, Silent, closed_here
from studio.core.errors import EngineUnavailable, InvalidArgument, StudioError

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.client.local.shared import SharedEngine
    from studio.client.wire.backoff import Backoff
    from studio.client.wire.rest import Rest

Answer = TypeVar("Answer")

CLOUD_URL = "https://api.cartesia.ai"
_KEY_NAME = "CARTESIA_API_KEY"
_MAX_SETTINGS_BYTES = 1024 * 1024


class Backend:
    """The server of one client, found at the first request so that making a client costs nothing.

    Args:
        endpoint: The server; None for the engine on this machine.
        engine: Starts that engine; None for the one that this program shares.
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
            # A client that is dropped without close, or the program's end, releases the engine all the same.
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
        """The server's dialect; known without waiting."""
        return LOCAL_VERSION if self._fixed is None else self._fixed.version

    def rest(self) -> Rest:
        """The server's HTTP client; blocks like *endpoint* and raises the same."""
        from studio.client.wire.rest import Rest

        endpoint = self.endpoint()
        with self._lock:
            if self._rest is None or self._rest_of != endpoint:
                if self._rest is not None:
                    self._rest.retire()  # requests of others that still run fail with the engine's end
                self._rest, self._rest_of = Rest(endpoint, self.timeout_s, self._backoff), endpoint
                weakref.finalize(self, self._rest.close)  # for a client that is dropped without close
            return self._rest

    def content(self, method: str, path: str, repeatable: bool | None = None, **options: Any) -> bytes:
        """See Rest.content; repeated once if the engine on this machine had to be started anew."""
        return self._asked(method, repeatable, lambda rest: rest.content(method, path, repeatable, **options))

    def json(self, method: str, path: str, **options: Any) -> Any:
        """See Rest.json, and *content*."""
        return self._asked(method, None, lambda rest: rest.json(method, path, **options))

    def _asked(self, method: str, repeatable: bool | None, ask: Callable[[Rest], Answer]) -> Answer:
        from studio.client.wire.rest import REPEATABLE

        rest = self.rest()
        harmless = repeatable or (method in REPEATABLE and method != "DELETE")
        if not harmless and self._engine is not None and self._engine.renew(rest.endpoint):
            rest = self.rest()  # a request that must not be repeated is not sent to an engine that is ending
        try:
            return ask(rest)
        except StudioError as error:
            if not (harmless or isinstance(error, NotListening)) or not self.renewed(rest.endpoint, error):
                raise
        return ask(self.rest())

    def renewed(self, endpoint: Endpoint, error: StudioError) -> bool:
        """Whether *error*, of a request to *endpoint*, came from an engine on this machine that has died or is frozen.
        The next request then starts another engine, and may repeat this one. Blocks while the engine is checked.
        """
        if self._engine is None or self._closed or not isinstance(error, EngineUnavailable | Silent):
            return False
        return self._engine.renew(endpoint)

    def close(self) -> None:
        """Close connections and release the engine; blocks until its process has ended if nobody else uses it."""
        with self._lock:
            self._closed = True
            rest, self._rest = self._rest, None
        if rest is not None:
            rest.close()
        if self._engine is not None:
            self._leave()


def endpoint_from(
    api_key: str | None, base_url: str | None, version: str | None, send_key_over_plain_http: bool = False
) -> Endpoint | None:
    """The server named by arguments and environment; None for the engine on this machine.

    `CARTESIA_BASE_URL` stands in for the address, see *key_from_outside* for the key. An address without a scheme
    means http on this machine and https elsewhere. The engine on this machine has a key of its own.

    Raises:
        InvalidArgument: it is not an address, or the key may not go to it.
        KeyRefused: the server is on another machine, and there is no key for it.
    """
    # Not from a file: one in the folder where a program is started must not decide where text and key go.
    base_url = base_url or os.environ.get("CARTESIA_BASE_URL") or None
    if base_url is None:
        return None
    if not isinstance(base_url, str):
        raise InvalidArgument("base_url", "an address such as http://localhost:8080", type(base_url).__name__)
    scheme, separator, rest = base_url.partition("://")
    if not separator:
        here = Endpoint(f"http://{base_url}", "").on_this_machine
        scheme, rest = "http" if here else "https", base_url
    scheme = {"ws": "http", "wss": "https"}.get(scheme.lower(), scheme)
    key = api_key or key_from_outside() or ""
    endpoint = Endpoint(f"{scheme}://{rest}", key, version or LOCAL_VERSION, send_key_over_plain_http)
    if not key and not endpoint.on_this_machine:
        raise KeyRefused(
            "A key is needed: get one at https://play.cartesia.ai/keys, then set CARTESIA_API_KEY or pass api_key. "
            "Without base_url the engine on this machine speaks, and needs none.",
            f"no key for {urlsplit(endpoint.base_url).hostname}",
        )
    return endpoint


def key_from_outside() -> str | None:
    """The key in the environment variable `CARTESIA_API_KEY`, or else in its line of the file `.env` of the current
    folder; a file that cannot be read is treated as absent."""
    if key := os.environ.get(_KEY_NAME):
        return key
    from dotenv import dotenv_values

    path = Path(".env")
    try:
        if not path.is_file() or path.stat().st_size > _MAX_SETTINGS_BYTES:
            return None
        # Without interpolation, which would put other variables of the environment into the key.
        return dotenv_values(path, interpolate=False).get(_KEY_NAME) or None
    except (OSError, ValueError):
        return None
