# SPDX-License-Identifier: GPL-3.0-or-later
"""uvicorn as the server sets it up: certificates, and no word of itself."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx
import pytest
import websocket

from studio.core.errors import InvalidArgument
from studio.server.process.serving import Tls
from tests.support.speech_server import TOKEN, running_server
from tests.support.waiting import HANGS_S


def test_what_is_no_certificate_is_refused(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    for wrong in (Tls(certificate[1]), Tls(tmp_path / "nothing"), Tls(certificate[0])):
        with pytest.raises(InvalidArgument, match="--tls-cert"):
            wrong.check()
    Tls(*certificate).check()


def test_a_certificate_and_its_key_may_be_in_one_file(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    both = tmp_path / "both.pem"
    both.write_bytes(certificate[0].read_bytes() + certificate[1].read_bytes())
    Tls(both).check()


def test_with_a_certificate_it_speaks_tls_alone(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    with running_server(tmp_path, tls=Tls(*certificate)) as server:
        shown = {"X-API-Key": TOKEN}
        address = f"https://localhost:{server.port}"
        with httpx.Client(base_url=address, verify=trusting, headers=shown, timeout=HANGS_S) as client:
            assert client.get("/status").status_code == 200
        address = f"wss://localhost:{server.port}/tts/websocket"
        websocket.create_connection(address, header=shown, sslopt={"context": trusting}, timeout=HANGS_S).close()
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://localhost:{server.port}/", timeout=HANGS_S)


def test_no_answer_tells_what_serves(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, server.http() as http:
        assert "server" not in http.get("/").headers
