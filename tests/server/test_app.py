# SPDX-License-Identifier: GPL-3.0-or-later
"""The application as a whole: paths, and answers where nothing is."""

from __future__ import annotations

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from studio.server.app import PlainPaths


def test_unknown_paths_and_methods_answer_as_errors_do(http: httpx.Client) -> None:
    for method, path, status in (("GET", "/nothing", 404), ("GET", "/tts/bytes", 405), ("PUT", "/voices", 405)):
        answer = http.request(method, path)
        assert answer.status_code == status
        assert answer.json().keys() == {"error", "title", "message", "error_code", "request_id"}


def test_a_slash_at_the_end_makes_no_difference(http: httpx.Client) -> None:
    for path in ("/voices", "/status", "/accents"):
        plain, slashed = http.get(path), http.get(path + "/")
        assert (slashed.status_code, slashed.history) == (200, [])
        assert slashed.json() == plain.json()


@pytest.mark.parametrize(
    ("kind", "path", "seen"),
    [
        ("http", "/", "/"),
        ("http", "//", "/"),
        ("http", "/voices", "/voices"),
        ("http", "/voices/", "/voices"),
        ("http", "/voices///", "/voices"),
        ("websocket", "/tts/websocket/", "/tts/websocket"),
        ("lifespan", "/x/", "/x/"),
    ],
)
async def test_only_the_slashes_at_the_end_of_a_path_are_taken_off(kind: str, path: str, seen: str) -> None:
    paths: list[str] = []

    async def application(scope: Scope, _receive: Receive, _send: Send) -> None:
        paths.append(scope["path"])

    async def unused(*_: object) -> None:
        raise AssertionError("nobody asked")

    scope = {"type": kind, "path": path}
    await PlainPaths(application)(scope, unused, unused)  # type: ignore[arg-type]
    assert paths == [seen]
    assert scope["path"] == path, "the caller's scope is changed"
