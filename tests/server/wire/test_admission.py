# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import select
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import pytest
import websocket

from studio.engine.aliases import NEWSMAN_ID
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.wire.json_object import parse_object
from tests.support.pace import slowed_down
from tests.support.speech_server import RAW_24K, HeldEngine, RunningServer, running_server
from tests.support.waiting import HANGS_S, wait_until

# Of processor time, the client's included.
REFUSED_WITHIN_S = 0.05


def order(**more: Any) -> dict[str, Any]:
    return {
        "model_id": "sonic-english",
        "transcript": "One.",
        "voice": {"id": NEWSMAN_ID},
        "output_format": dict(RAW_24K),
        **more,
    }


def connection(server: RunningServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=HANGS_S)


def post_head(server: RunningServer, length: int, path: str = "/tts/bytes") -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {server.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def test_requests_beyond_the_limit_may_be_tried_again(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(requests=2)) as server, server.http() as http:
        waiting = [connection(server) for _ in range(2)]
        for each in waiting:
            each.sendall(post_head(server, 100))
        wait_until(lambda: http.get("/status").status_code == 429)
        answer = http.get("/status")
        assert answer.headers["retry-after"]
        assert answer.json()["error_code"] == "concurrency_limited"
        for each in waiting:
            each.close()
        wait_until(lambda: http.get("/status").status_code == 200)


def test_sockets_beyond_the_limit_may_be_tried_again(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(sockets=1)) as server, server.talk() as talk:
        with pytest.raises(websocket.WebSocketBadStatusException) as refused, server.talk():
            raise AssertionError("let in")
        assert refused.value.status_code == 429
        talk.speak("a", "One.")
        assert talk.until_done("a")[-1]["type"] == "done"


def test_contexts_and_waiting_text_are_limited(tmp_path: Path) -> None:
    limits = Limits(contexts_per_socket=2, waiting_chars=3000)
    with running_server(tmp_path, HeldEngine(), limits) as server, server.talk() as talk:
        talk.speak("a", "First. " * 100, continues=True)
        talk.speak("b", "Second. " * 250, continues=True)
        talk.speak("c", "Third.")
        refused = talk.until_done("c")[0]
        assert refused["status_code"] == 429
        talk.speak("b", "Second. " * 250, continues=True)
        wait_until(lambda: talk.next()["type"] == "error")
        assert talk.heard[-1]["status_code"] == 429


def test_a_body_that_does_not_arrive_is_given_up(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(body_s=0.2)) as server, connection(server) as slow:
        slow.sendall(post_head(server, 100) + b"{")
        assert slow.recv(1000).startswith(b"HTTP/1.1 408")


def test_bodies_together_are_bounded_and_small_ones_always_have_room(tmp_path: Path) -> None:
    limits = Limits(bodies_bytes=300_000, small_body_bytes=1000, body_s=5.0)
    large = {**order(), "unknown": "x" * 100_000}
    with running_server(tmp_path, limits=limits) as server, server.http() as http, ExitStack() as stack:
        held: list[socket.socket | None] = [None, None]
        refused: list[httpx.Response] = []

        def filled() -> bool:
            # One that is still arriving may be refused for the large one beside it: it comes again.
            for place, each in enumerate(held):
                if each is None or select.select([each], [], [], 0)[0]:
                    held[place] = again = stack.enter_context(connection(server))
                    again.sendall(post_head(server, 1_000_000) + b" " * 140_000)
            refused.append(http.post("/tts/bytes", json=large))
            return refused[-1].status_code == 429

        wait_until(filled)
        assert refused[-1].json()["error_code"] == "concurrency_limited"
        assert refused[-1].headers["retry-after"]
        assert http.post("/tts/bytes", json=order()).status_code == 200
        stack.close()
        wait_until(lambda: http.post("/tts/bytes", json=large).status_code == 200)
        # What was answered holds nothing any more.
        assert [http.post("/tts/bytes", json=large).status_code for _ in range(5)] == [200] * 5


def test_lone_surrogates_by_the_hundred_thousand_cost_next_to_nothing() -> None:
    escapes = "\\ud800" * 1_000_000
    many = '"' + '","'.join(["\\ud800"] * 100_000) + '"'
    text = '{"transcript":"a\\ud83d\\ude00\\ude00b","x":"' + escapes + '","y":[' + many + '],"\\udfff":1}'

    def spent_s(each: str) -> float:
        before_s = time.thread_time()
        parse_object(each)
        return time.thread_time() - before_s

    body = parse_object(text)
    assert body["transcript"] == "a\U0001f600\ufffdb"
    assert set(body["x"]) == set(body["y"]) == {"\ufffd"}
    assert body["\ufffd"] == 1
    plain = text.replace("d800", "0800")
    assert min(spent_s(text) for _ in range(3)) < 8 * min(spent_s(plain) for _ in range(3))


def test_a_head_that_does_not_arrive_is_given_up(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(head_s=5.0)) as server, server.talk() as talk, server.http() as http:
        with connection(server) as slow:
            slow.sendall(b"GET /status HTTP/1.1\r\nHost: localhost\r\n")
            assert slow.recv(1000) == b""
        assert http.get("/status").status_code == 200
        talk.speak("a", "One.")
        assert talk.until_done("a")[-1]["type"] == "done"


def test_a_head_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(head_bytes=8000)) as server, connection(server) as large:
        large.sendall(b"GET /status HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 20_000)
        assert large.recv(1000).startswith(b"HTTP/1.1 400")


BAD_CALLS: dict[str, tuple[str, str, Any]] = {
    "no json": ("POST", "/tts/bytes", b"nonsense"),
    "no voice": ("POST", "/tts/bytes", order(voice=None)),
    "unknown voice": ("POST", "/tts/sse", order(voice={"id": "nobody"})),
    "bad embedding": ("POST", "/tts/bytes", order(voice={"embedding": [1.0] * 191})),
    "bad format": ("POST", "/tts/bytes", order(output_format={"container": "ogg"})),
    "unknown language": ("POST", "/tts/bytes", order(language="tlh")),
    "deep json": ("POST", "/voices", b"[" * 100_000),
    "no form": ("POST", "/infill/bytes", {}),
    "no such voice": ("GET", "/voices/nobody", None),
    "no such route": ("GET", "/nothing", None),
    "bad mix": ("POST", "/voices/mix", {"voices": []}),
    "bad query": ("GET", "/voices?limit=x", None),
}


@pytest.mark.parametrize("name", BAD_CALLS)
def test_a_bad_request_is_answered_at_once(tmp_path: Path, name: str) -> None:
    method, path, body = BAD_CALLS[name]
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    # Another client's long render is under way.
    engine = ToneEngine(render_delay_s=0.5)
    with running_server(tmp_path, engine) as server, server.http() as http, server.talk() as talk:
        talk.speak("a", "Long. " * 200)
        took_s = []
        for _ in range(5):
            began_s = time.process_time()
            answer = http.request(method, path, content=content if body is not None else None)
            took_s.append(time.process_time() - began_s)
            assert 400 <= answer.status_code < 500
        assert median(took_s) / slowed_down() < REFUSED_WITHIN_S
        talk.send(context_id="a", cancel=True)


def test_a_bad_message_is_answered_at_once(tmp_path: Path) -> None:
    with running_server(tmp_path, ToneEngine(render_delay_s=0.5)) as server, server.talk() as busy:
        busy.speak("a", "Long. " * 200)
        with server.talk() as talk:
            took_s = []
            for number in range(5):
                began_s = time.process_time()
                talk.speak(f"bad {number}", "One.", voice={"id": "nobody"})
                assert talk.next()["type"] == "error"
                took_s.append(time.process_time() - began_s)
            assert median(took_s) / slowed_down() < REFUSED_WITHIN_S
        busy.send(context_id="a", cancel=True)


def test_a_client_that_stops_reading_slows_only_itself(tmp_path: Path) -> None:
    limits = Limits(buffer_s=2.0)
    text = "Some more words to be spoken here. " * 2000
    with running_server(tmp_path, limits=limits) as server, connection(server) as stopped:
        body = json.dumps(order(transcript=text)).encode()
        stopped.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stopped.sendall(post_head(server, len(body)) + body)
        assert stopped.recv(100).startswith(b"HTTP/1.1 200")
        with server.http() as http:
            for _ in range(5):
                assert http.post("/tts/bytes", json=order()).status_code == 200
        # Its render waits for it instead of going on into memory.
        wait_until(lambda: server.host.waiting_chars == 0)


def test_httpx_is_told_when_to_try_again(tmp_path: Path) -> None:
    with running_server(tmp_path, ToneEngine(render_delay_s=0.3), Limits(renders=1)) as server, server.talk() as talk:
        talk.speak("a", "Long. " * 50)
        assert talk.next()["type"] == "chunk", "it renders"
        answer = httpx.post(
            f"{server.url}/tts/bytes", json=order(), headers={"X-API-Key": server.token}, timeout=HANGS_S
        )
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) >= 1
        talk.send(context_id="a", cancel=True)


def test_a_form_that_does_not_arrive_is_given_up(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(body_s=0.2)) as server, connection(server) as slow:
        head = post_head(server, 100, "/infill/bytes")
        slow.sendall(head.replace(b"application/json", b"multipart/form-data; boundary=a") + b"--a\r\n")
        assert slow.recv(1000).startswith(b"HTTP/1.1 408")
