# SPDX-License-Identifier: GPL-3.0-or-later
"""The key reaches the server that was named, and nobody whom that server or the environment names instead."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.endpoint import Endpoint
from tests.support.waiting import HANGS_S

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}
KEY = "the-key-itself"


@pytest.fixture
def stranger() -> Iterator[tuple[int, list[bytes]]]:
    """A port that nobody should come to, and what is sent there."""
    came: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller:
                came.append(caller.recv(65536))

    thread = Thread(target=listen, name="stranger")
    thread.start()
    yield listener.getsockname()[1], came
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def _calls(client: Cartesia) -> tuple[Callable[[], object], ...]:
    return (
        client.voices.list,
        lambda: client.tts.bytes(model_id="m", transcript="Hi.", voice_id="v", output_format=RAW),
        lambda: list(client.tts.sse("m", "Hi.", RAW, "v")),
        client.tts.websocket,
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(
    serve_http: ServeHttp, stranger: tuple[int, list[bytes]], status: int
) -> None:
    port, came = stranger
    url = serve_http(lambda *_: (status, {"Location": f"http://127.0.0.1:{port}/"}, b"")).base_url
    with Cartesia(api_key=KEY, base_url=url, timeout=HANGS_S) as client:
        for call in _calls(client):
            with pytest.raises(RuntimeError, match="does not lead to a speech server"):
                call()
    async with AsyncCartesia(api_key=KEY, base_url=url, timeout=HANGS_S) as other:
        with pytest.raises(RuntimeError, match="does not lead to a speech server"):
            await other.tts.websocket()
        with pytest.raises(RuntimeError, match="does not lead to a speech server"):
            await other.tts.bytes(model_id="m", transcript="Hi.", voice_id="v", output_format=RAW)
    assert not came


def test_no_proxy_stands_before_this_machine(
    serve_http: ServeHttp, stranger: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, came = stranger
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    asked: list[str] = []

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        asked.append(path)
        return 404, {}, b""

    at = serve_http(answer).base_url
    for url in (at, at.replace("127.0.0.1", "localhost")):
        with Cartesia(api_key=KEY, base_url=url, timeout=HANGS_S) as client:
            for call in _calls(client):
                with pytest.raises(ValueError, match="does not know"):
                    call()
    assert len(asked) == 8
    assert not came
