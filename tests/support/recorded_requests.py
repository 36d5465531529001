# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server was asked, written so that two clients' requests can be compared.

Two requests are equivalent if no server can tell them apart by what they mean:
- the method and the path without a slash at its end, and the query but for the login, are equal;
- the key and the version are equal, wherever they stand (X-API-Key, Authorization, query);
- JSON bodies are equal without keys of null; forms are equal as fields and files, whatever parts them, and an empty
  field is as good as none;
- on a socket, contexts' ids are equal or both made up, and `continue`, `flush` and `add_timestamps` of false are as
  good as absent; messages without text only end or flush, so that nothing else of them counts.
"""

from __future__ import annotations

import json
import re
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Asked = tuple[Any, ...]

_LOGIN = {"api_key", "access_token", "cartesia_version"}
_SWITCHES = ("continue", "flush", "add_timestamps")


class RecordedRequests:
    """Listens in on a server.

    Attributes:
        http: (method, path, query, login, body) of each request, in order.
        sockets: (login, messages) of each socket, in order.
    """

    def __init__(self, app: Starlette) -> None:
        self.http: list[Asked] = []
        self.sockets: list[tuple[Asked, list[dict[str, Any]]]] = []
        app.middleware_stack = self._around(app.middleware_stack or app.build_middleware_stack())

    def _around(self, app: ASGIApp) -> ASGIApp:
        async def listening(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                await self._http(app, scope, receive, send)
            elif scope["type"] == "websocket":
                await self._socket(app, scope, receive, send)
            else:
                await app(scope, receive, send)

        return listening

    async def _http(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body.extend(message.get("body", b""))
            more = message.get("more_body", False)
        query = [pair for pair in parse_qsl(scope["query_string"].decode()) if pair[0] not in _LOGIN]
        content = _content(_headers(scope).get("content-type", ""), bytes(body))
        self.http.append((scope["method"], scope["path"].rstrip("/"), query, _login(scope), content))
        whole: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def received() -> Message:
            return whole.pop() if whole else await receive()

        await app(scope, received, send)

    async def _socket(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[dict[str, Any]] = []
        self.sockets.append((_login(scope), messages))

        async def received() -> Message:
            message = await receive()
            if message.get("text") is not None:
                messages.append(_meaning(json.loads(message["text"])))
            return message

        await app(scope, received, send)


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode().lower(): value.decode() for name, value in scope["headers"]}


def _login(scope: Scope) -> Asked:
    headers, query = _headers(scope), dict(parse_qsl(scope["query_string"].decode()))
    bearer = headers.get("authorization", "").removeprefix("Bearer ")
    key = headers.get("x-api-key") or bearer or query.get("api_key")
    return key, headers.get("cartesia-version") or query.get("cartesia_version")


def _content(kind: str, body: bytes) -> Any:
    if not body:
        return None
    if kind.startswith("multipart/"):
        return _form(kind, body)
    return _without_null(json.loads(body))


def _form(kind: str, body: bytes) -> list[tuple[str, str]]:
    parsed = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    fields = []
    for part in parsed.iter_parts():
        (name,) = re.findall(r'name="([^"]*)"', str(part["content-disposition"]))[:1]
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if content:
            fields.append((name, content.hex()))
    return sorted(fields)


def _meaning(message: dict[str, Any]) -> dict[str, Any]:
    meant: dict[str, Any] = _without_null(message)
    for switch in _SWITCHES:
        if meant.get(switch) is False:
            del meant[switch]
    if meant.get("transcript") == "":
        meant = {key: meant[key] for key in ("transcript", "context_id", "continue", "flush") if key in meant}
    if "context_id" in meant and _made_up(meant["context_id"]):
        meant["context_id"] = "made up"
    return meant


def _made_up(context_id: str) -> bool:
    try:
        return bool(UUID(context_id))
    except ValueError:
        return False


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_null(each) for key, each in value.items() if each is not None}
    return [_without_null(each) for each in value] if isinstance(value, list) else value
