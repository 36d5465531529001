# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import httpx
import pytest
import websocket
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Message, Receive, Scope, Send

from studio.server.wire.access import ADMITTED, OPEN_PATHS, Access, AccessCheck
from tests.support.speech_server import TOKEN, RunningServer, running_server
from tests.support.waiting import HANGS_S

SOCKET_CONNECT_FAILS = websocket.WebSocketBadStatusException

BAD_CALLS = {
    "no token": ({}, 401),
    "bad token": ({"X-API-Key": "wrong"}, 401),
    "empty token": ({"X-API-Key": ""}, 401),
    "beginning of the token": ({"X-API-Key": TOKEN[:-1]}, 401),
    "bad bearer": ({"Authorization": "Bearer wrong"}, 401),
    "token without bearer": ({"Authorization": TOKEN}, 401),
    "bad host": ({"X-API-Key": TOKEN, "Host": "evil.example"}, 403),
    "host that begins like ours": ({"X-API-Key": TOKEN, "Host": "localhost.evil.example"}, 403),
    "bad origin": ({"X-API-Key": TOKEN, "Origin": "https://evil.example"}, 403),
    "null origin": ({"X-API-Key": TOKEN, "Origin": "null"}, 403),
    "origin of another local port": ({"X-API-Key": TOKEN, "Origin": "http://localhost:1"}, 403),
}


def calls_of(routes: list[BaseRoute]) -> list[tuple[str, str]]:
    """Method ("SOCKET" for one) and path of everything the application answers."""
    calls = []
    for route in routes:
        if isinstance(route, WebSocketRoute):
            calls.append(("SOCKET", route.path))
        else:
            assert isinstance(route, Route), f"a kind of route that this test does not know: {route}"
            calls += [(method, route.path.replace("{id}", "x")) for method in sorted(route.methods or ())]
    return calls


def status_of(server: RunningServer, method: str, path: str, headers: dict[str, str]) -> int:
    """Status of a call, of its handshake for a socket; 101 where that is let in."""
    if method != "SOCKET":
        # The certificates that are not needed here take longer to read than all else.
        with httpx.Client(base_url=server.url, verify=False, timeout=HANGS_S) as client:
            return client.request(method, path, headers=headers).status_code
    more = {name: value for name, value in headers.items() if name not in ("Host", "Origin")}
    try:
        socket = websocket.create_connection(
            f"ws://localhost:{server.port}{path}",
            header=more,
            host=headers.get("Host"),
            origin=headers.get("Origin"),
            timeout=HANGS_S,
        )
    except SOCKET_CONNECT_FAILS as refused:
        return refused.status_code
    socket.close()
    return 101


@pytest.mark.parametrize("fault", BAD_CALLS)
def test_every_route_refuses(tone_server: RunningServer, fault: str) -> None:
    headers, status = BAD_CALLS[fault]
    calls = calls_of(tone_server.app.routes)
    assert ("SOCKET", "/tts/websocket") in calls
    assert len(calls) >= 10
    for method, path in calls:
        open_call = method == "GET" and path in OPEN_PATHS
        for spelled in {path, path.rstrip("/") + "/"}:
            got = status_of(tone_server, method, spelled, headers)
            assert got == (200 if open_call and status == 401 else status), f"{fault}: {method} {spelled} gave {got}"


def test_a_path_that_does_not_exist_is_refused_as_well(tone_server: RunningServer) -> None:
    assert status_of(tone_server, "GET", "/nothing", {}) == 401
    assert status_of(tone_server, "SOCKET", "/nothing", {}) == 401


def test_a_route_added_later_is_covered(tmp_path: Path) -> None:
    async def secret(_request: Request) -> Response:
        return PlainTextResponse("secret")

    with running_server(tmp_path) as server:
        server.app.routes.append(Route("/added", secret))
        assert ("GET", "/added") in calls_of(server.app.routes)
        assert status_of(server, "GET", "/added", {}) == 401
        assert status_of(server, "GET", "/added", {"X-API-Key": TOKEN}) == 200


async def test_the_enumeration_notices_a_route_without_the_check() -> None:
    async def secret(_request: Request) -> Response:
        return PlainTextResponse("secret")

    app = Starlette(routes=[Route("/unchecked", secret)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        statuses = [(await client.request(method, path)).status_code for method, path in calls_of(app.routes)]
    assert statuses
    assert 401 not in statuses


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({"X-API-Key": TOKEN}, ""),
        ({"Authorization": f"Bearer {TOKEN}"}, ""),
        ({"authorization": f"bearer {TOKEN}"}, ""),
        ({}, f"?api_key={TOKEN}"),
        ({}, f"?access_token={TOKEN}&cartesia_version=2024-06-10"),
    ],
)
@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/status", 200), ("SOCKET", "/tts/websocket", 101)])
def test_the_key_is_taken_from_each_place(
    tone_server: RunningServer, headers: dict[str, str], query: str, method: str, path: str, status: int
) -> None:
    assert status_of(tone_server, method, path + query, headers) == status


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_loopback_names_and_the_servers_own_origin_are_let_in(tone_server: RunningServer, name: str) -> None:
    host = f"{name}:{tone_server.port}"
    headers = {"X-API-Key": TOKEN, "Host": host, "Origin": f"http://{host.lower()}"}
    assert status_of(tone_server, "GET", "/status", headers) == 200
    assert status_of(tone_server, "SOCKET", "/tts/websocket", headers) == 101


def test_the_root_tells_nothing_but_that_it_is_there(tone_server: RunningServer) -> None:
    answer = httpx.get(f"{tone_server.url}/", timeout=HANGS_S).json()
    assert answer.keys() == {"ok", "version"}
    assert answer["ok"] is True


def test_an_empty_token_is_no_access() -> None:
    with pytest.raises(ValueError, match="empty"):
        Access("")


def test_a_token_is_not_shown() -> None:
    assert "hidden" not in repr(Access("hidden"))


@pytest.mark.parametrize(
    ("path", "key", "admitted"), [("/", False, False), ("/", True, False), ("/status", True, True)]
)
async def test_only_a_key_keeps_a_connections_place(path: str, key: bool, admitted: bool) -> None:
    seen: list[bool] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["state"][ADMITTED])

    async def nothing(*_: object) -> Message:
        raise AssertionError("nothing is received or sent")

    headers = [(b"host", b"localhost"), *([(b"x-api-key", b"secret")] if key else [])]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers, "state": {}}
    await AccessCheck(app, Access("secret"))(scope, nothing, nothing)  # type: ignore[arg-type]
    assert seen == [admitted]


async def test_two_hosts_are_refused_though_both_are_ours() -> None:
    """Which of them a proxy on the way goes by is its own affair."""
    answers: list[int] = []

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        answers.append(200)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answers.append(message["status"])

    async def nothing() -> Message:
        raise AssertionError("nothing is received")

    key = (b"x-api-key", b"secret")
    for hosts in ([b"localhost"], [b"localhost", b"localhost"], []):
        headers = [*((b"host", host) for host in hosts), key]
        scope = {"type": "http", "method": "GET", "path": "/status", "query_string": b"", "headers": headers}
        await AccessCheck(app, Access("secret"))(scope, nothing, send)
    assert answers == [200, 403, 403]
