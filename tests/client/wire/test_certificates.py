# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection that cannot be made secure is told as such, not as a server that is not there."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.errors import CertificateRefused
from tests.support.waiting import HANGS_S

ORDER: Any = {
    "model_id": "m",
    "transcript": "Hi.",
    "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000},
    "voice_id": "v",
}


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Of a server with a certificate that nobody trusts."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "1", "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller, suppress(OSError), context.wrap_socket(caller, server_side=True) as secure:
                secure.recv(1)

    thread = threading.Thread(target=serve, name="tls-server")
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


async def test_a_certificate_that_is_not_trusted_is_named(port: int) -> None:
    with Cartesia(base_url=f"https://localhost:{port}", timeout=HANGS_S) as client:
        for call in (
            client.voices.list,
            lambda: client.tts.bytes(**ORDER),
            lambda: list(client.tts.sse(**ORDER)),
            client.tts.websocket,
        ):
            with pytest.raises(CertificateRefused, match="certificate") as caught:
                call()
            assert "not running" not in str(caught.value)
            assert "self-signed" in caught.value.detail
    async with AsyncCartesia(base_url=f"https://localhost:{port}", timeout=HANGS_S) as other:
        with pytest.raises(CertificateRefused):
            await other.tts.bytes(**ORDER)
        with pytest.raises(CertificateRefused):
            await other.tts.websocket()


def test_plain_http_where_a_secure_connection_was_wanted_is_named() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller, suppress(OSError):
                caller.recv(65536)
                caller.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    thread = threading.Thread(target=serve, name="plain-server")
    thread.start()
    try:
        with Cartesia(base_url=f"https://localhost:{listener.getsockname()[1]}", timeout=HANGS_S) as client:
            for call in (client.voices.list, client.tts.websocket):
                with pytest.raises(RuntimeError, match="https://"):
                    call()
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
