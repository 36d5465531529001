# SPDX-License-Identifier: GPL-3.0-or-later
"""Access control: token, Host and Origin of every request and socket are checked here, before any route.

Host is checked because a web page can point a name of its own at the loopback address, Origin because a browser lets
any page open a socket.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from studio.server.wire.problems import Problem

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
OPEN_PATHS = frozenset({"/"})
"""Paths without a token, which only tell that a server is here. Host and Origin are checked there too."""

ADMITTED = "studio.admitted"
"""Key in a scope's state, true once the client has shown its key."""

_KEY_PARAMETERS = ("api_key", "access_token")


@dataclass(frozen=True, slots=True)
class Access:
    """Rules of access.

    Attributes:
        token: The clients' key; never empty.
        hosts: Host names, without port, that a request may name.
        origins: Origins ("https://example.org") allowed besides the server's own.
    """

    token: str = field(repr=False)
    hosts: frozenset[str] = LOOPBACK_HOSTS
    origins: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.token:
            raise ValueError("an empty token would let everyone in")


class AccessCheck:
    """ASGI middleware that answers 403 to a foreign Host or Origin and 401 without the token, in handshakes too."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            # A connection that has shown its key may keep its place; a request for an open path shows nothing.
            scope.setdefault("state", {})[ADMITTED] = not _is_open(scope)
            await self._app(scope, receive, send)
            return
        # For a socket uvicorn sends this as the handshake's answer, by an extension of ASGI.
        await _answer(refusal)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Problem | None:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        host = _single(headers, b"host")
        if host is None or _host_name(host) not in self._access.hosts:
            return Problem(403, "Refused", "Host: this server answers on its loopback address only.", "forbidden")
        origins = [value for name, value in headers if name == b"origin"]
        if any(not self._origin_allowed(value.decode("latin-1"), host) for value in origins):
            return Problem(403, "Refused", "Origin: this web page may not use the server.", "forbidden")
        if _is_open(scope):
            return None
        wanted = self._access.token.encode()
        shown = [hmac.compare_digest(key.encode(), wanted) for key in _keys(scope)]
        if not any(shown):
            return Problem(401, "No access", "X-API-Key: must be the key that this server was started with.", "no_key")
        return None

    def _origin_allowed(self, origin: str, host: str) -> bool:
        if origin in self._access.origins:
            return True
        # Compared, not parsed: browsers write it in one way, and a malformed origin is not this server's.
        return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")


def _is_open(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in OPEN_PATHS


def _answer(refusal: Problem) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if refusal.status == 401 else None
    return JSONResponse(refusal.fields(), refusal.status, headers)


def _single(headers: list[tuple[bytes, bytes]], name: bytes) -> str | None:
    found = [value for key, value in headers if key == name]
    return found[0].decode("latin-1") if len(found) == 1 else None


def _host_name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _keys(scope: Scope) -> Iterator[str]:
    for name, value in scope["headers"]:
        text = value.decode("latin-1").strip()
        if name == b"x-api-key":
            yield text
        elif name == b"authorization":
            scheme, _, key = text.partition(" ")
            if scheme.lower() == "bearer":
                yield key.strip()
    for name, value in parse_qsl(scope["query_string"].decode("latin-1")):
        if name in _KEY_PARAMETERS:
            yield value
