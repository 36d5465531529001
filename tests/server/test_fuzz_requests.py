# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever stands in a request's address, headers and form, the answer is no 5xx and the log stays empty."""

from __future__ import annotations

import json
import logging
import socket
from collections import Counter
from http.client import BadStatusLine, HTTPResponse
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from studio.server.limits import Limits
from tests.support.speech_server import TOKEN, RunningServer, running_server
from tests.support.waiting import HANGS_S

NINES = "9" * 5000
ODD_TEXTS = st.sampled_from(
    ["", "http://[", "http://[::1", "[", "]", "://", "http://localhost:x", "*", "null", NINES, "-" + NINES, "1e999"]
    + ["nan", "-1", "0x10", "\u0663", "1_0", "\x00", "a" * 300, "%", "true", "2024-06-10", "9999-99-99", "0000-00-00"]
    + ['multipart/form-data; boundary="', "multipart/form-data; boundary=a; charset=none", "text/html; =;;="]
    + ["application/json; charset=utf-16", "bytes=0-", "Bearer", "Bearer ", "gzip", "br, deflate", "chunked, chunked"]
    + ["websocket", "Upgrade", "close, keep-alive", "100-continue", 'W/"x"', "=?utf-8?q?x?="]
)
TEXTS = ODD_TEXTS | st.text(max_size=30)
HEADERS = st.sampled_from(
    ["Origin", "Referer", "Cartesia-Version", "X-API-Key", "Authorization", "Content-Type", "Accept", "Range"]
    + ["Accept-Encoding", "Content-Encoding", "Expect", "Cookie", "If-None-Match", "X-Forwarded-For", "X-Other"]
    + ["Host", "Connection", "Upgrade", "Transfer-Encoding", "Content-Length", "Sec-WebSocket-Key", "TE", "Trailer"]
)
PARAMETERS = st.sampled_from(
    ["limit", "starting_after", "ending_before", "is_owner", "is_starred", "gender", "q", "expand[]", "expand"]
    + ["api_key", "access_token", "cartesia_version", "progress", "x"]
)
FORM_LINES = st.sampled_from(
    ['Content-Disposition: form-data; name="transcript"', 'Content-Disposition: form-data; name="clip"; filename="a"']
    + ['Content-Disposition: form-data; name="left_audio"; filename="a"', "Content-Disposition: form-data"]
    + ["Content-Disposition: form-data; name*=none''%ff", "Content-Disposition: form-data; filename*=utf-9''x; name=a"]
    + ['Content-Disposition: form-data; name="voice[__experimental_controls][speed]"', "Content-Disposition:", ": x"]
    + ["Content-Transfer-Encoding: none", "Content-Type: text/plain; charset=none", "x" * 5000, "a: b\r\nc: d"]
)
PARTS = st.tuples(st.lists(FORM_LINES, max_size=3), TEXTS)
ANSWERS: Counter[int] = Counter()
FORMS = ["/infill/bytes", "/voices/clone", "/voices/clone/clip"]


def line(text: str) -> bytes:
    """*text* without what would end a line."""
    return text.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")


def answer_to(server: RunningServer, request: bytes) -> int:
    """The status of the answer, 0 where the connection is closed without one."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=HANGS_S) as opened:
        try:
            opened.sendall(request)
            answer = HTTPResponse(opened, method=request.partition(b" ")[0].decode())
            answer.begin()
        except (ConnectionError, BadStatusLine):
            return 0
        with answer:
            assert answer.status < 500 or answer.status == 503, (request[:2000], answer.read(2000))
            return answer.status


def check(status: int, request: bytes, caplog: pytest.LogCaptureFixture) -> None:
    ANSWERS[status] += 1
    faults = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert not faults, (request[:2000], faults)
    caplog.clear()


def test_no_address_or_header_breaks_the_server(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, long_form: bool
) -> None:
    limits = Limits(text_chars=2000, fitted_chars=200, body_s=0.5, unread_s=0.1, head_s=2.0, connections=150)
    with running_server(tmp_path, limits=limits) as server:
        routes = [
            (method, route.path)
            for route in server.app.routes
            if isinstance(route, Route)
            for method in sorted(route.methods or ())
        ]

        @settings(
            max_examples=10_000 if long_form else 200,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.sampled_from([*routes, ("GET", "/tts/websocket"), ("POST", "/nothing"), ("PUT", "/")]),
            TEXTS,
            st.lists(st.tuples(PARAMETERS, TEXTS), max_size=3),
            st.lists(st.tuples(HEADERS, TEXTS), max_size=3),
            st.sampled_from(["", "{}", "[]", '{"voices": 5}']),
        )
        @example(("GET", "/voices"), "", [], [("Origin", "http://[")], "")
        @example(("GET", "/pronunciation-dicts"), "", [("limit", NINES)], [], "")
        @example(("GET", "/voices"), "", [("limit", NINES)], [], "")
        def is_answered(
            route: tuple[str, str],
            name: str,
            query: list[tuple[str, str]],
            headers: list[tuple[str, str]],
            body: str,
        ) -> None:
            method, path = route
            path = path.replace("{id}", quote_from_bytes(name.encode("utf-8", "replace"), safe=""))
            asked = "&".join(f"{key}={quote_from_bytes(value.encode('utf-8', 'replace'))}" for key, value in query)
            lines = [f"{method} {path}?{asked} HTTP/1.1".encode()]
            given_names = {key for key, _ in headers}
            if "Host" not in given_names:
                lines.append(b"Host: localhost")
            if "X-API-Key" not in given_names:
                lines.append(f"X-API-Key: {TOKEN}".encode())
            lines += [key.encode() + b": " + line(value) for key, value in headers]
            if body and "Content-Length" not in given_names:
                lines.append(f"Content-Length: {len(body)}".encode())
            request = b"\r\n".join(lines) + b"\r\n\r\n" + body.encode()
            check(answer_to(server, request), request, caplog)

        ANSWERS.clear()
        is_answered()
        # It is the server that is tried, not only what stands before it.
        assert ANSWERS[200] + ANSWERS[404] + ANSWERS[400] > ANSWERS.total() / 4, ANSWERS
        with server.http() as http:
            assert http.get("/status").status_code == 200


def test_no_form_breaks_the_server(tmp_path: Path, caplog: pytest.LogCaptureFixture, long_form: bool) -> None:
    limits = Limits(fitted_chars=200, body_s=0.5, unread_s=0.1)
    with running_server(tmp_path, limits=limits) as server:

        @settings(
            max_examples=5_000 if long_form else 100,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.sampled_from(FORMS),
            st.lists(PARTS, max_size=4),
            st.sampled_from(["a", '"a"', "a; charset=none", "a; charset=utf-16", "b", "", "a" * 500, "a; boundary=b"]),
            st.booleans(),
        )
        @example("/infill/bytes", [(["Content-Disposition: form-data; name=transcript"], "x")], "a; charset=none", True)
        def is_answered(path: str, parts: list[tuple[list[str], str]], boundary: str, ends: bool) -> None:
            body = b"".join(
                b"--a\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + text.encode("utf-8", "replace") + b"\r\n"
                for lines, text in parts
            )
            body += b"--a--\r\n" if ends else b""
            head = (
                f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {TOKEN}\r\nConnection: close\r\n"
                f"Content-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            request = head.encode() + body
            check(answer_to(server, request), request, caplog)

        is_answered()


@pytest.mark.parametrize(
    "part",
    [
        b"--a\r\nContent-Disposition: form-data; name=x\r\n\r\nx\r\n",
        b"--a\r\nContent-Disposition: form-data; name=" + b"x" * 100_000 + b"\r\n\r\nx\r\n",
        b"--a\r\n" + b"a:b\r\n" * 100_000 + b"\r\nx\r\n",
        b"--a\r\nContent-Disposition: form-data; name=x; filename=y\r\n\r\nx\r\n",
    ],
    ids=["parts", "names", "headers", "files"],
)
def test_a_form_of_a_million_pieces_is_refused(tmp_path: Path, part: bytes) -> None:
    with running_server(tmp_path) as server, server.http() as http:
        body = part * max(1, 10_000_000 // len(part))
        answer = http.post("/infill/bytes", content=body, headers={"Content-Type": "multipart/form-data; boundary=a"})
        assert answer.status_code == 400
        assert "multipart" in answer.json()["error"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"[" * 1_000_000, "body: must be a JSON object"),
        (b'{"a":' * 1_000_000, "body: must be a JSON object"),
        (b'{"name": ' + b"9" * 5_000_000 + b"}", "name: must be "),
        (b'{"name": [' + b"[]," * 2_000_000 + b"[]]}", "body: must be a JSON object of at most 200000 values"),
        (b'{"name": [' + b"1," * 2_000_000 + b"1]}", "body: must be a JSON object of at most 200000 values"),
    ],
    ids=["depth", "objects", "digits", "lists", "numbers"],
)
def test_odd_json_is_refused_in_words(tmp_path: Path, body: bytes, told: str) -> None:
    with running_server(tmp_path) as server, server.http() as http:
        answer = http.post("/voices", content=body)
        assert answer.status_code == 400
        assert answer.json()["error"].startswith(told)


@pytest.mark.parametrize("mark", [",", "[", "{", '"', "\\", "\u3042"])
def test_a_long_text_of_one_mark_is_no_odd_json(tmp_path: Path, mark: str) -> None:
    body = json.dumps({"name": "x", "description": mark * 900_000}).encode()
    with running_server(tmp_path) as server, server.http() as http:
        answer = http.post("/voices", content=body)
        assert answer.json()["error"].startswith("description: must be ")
