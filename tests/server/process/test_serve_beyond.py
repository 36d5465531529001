# SPDX-License-Identifier: GPL-3.0-or-later
"""Serving beyond the loopback addresses, and by TLS."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import websocket

from studio.core.errors import InvalidArgument
from studio.server.process.binding import bind_host
from tests.support.waiting import HANGS_S

KEY = "key-of-this-test"


@contextmanager
def process(data: Path, *arguments: str, key: str = "") -> Iterator[tuple[dict[str, Any], subprocess.Popen[str]]]:
    """The server and its first line."""
    environment = {**os.environ, "SPEECH_STUDIO_DATA_DIR": str(data)}
    environment.pop("SPEECH_STUDIO_KEY", None)
    if key:
        environment["SPEECH_STUDIO_KEY"] = key
    with subprocess.Popen(
        [sys.executable, "-m", "studio.server", "--engine", "tone", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as running:
        try:
            assert running.stdout is not None
            yield json.loads(running.stdout.readline()), running
        finally:
            running.kill()


def test_another_address_needs_a_key(tmp_path: Path) -> None:
    with process(tmp_path, "--host", "0.0.0.0") as (told, running):
        assert "--key-file" in told["error"]
        assert running.wait(HANGS_S) == 3


def test_an_address_of_another_machine_is_told(tmp_path: Path) -> None:
    with process(tmp_path, "--host", "192.0.2.1", key=KEY) as (told, running):
        assert "--host" in told["error"]
        assert running.wait(HANGS_S) == 3
    with pytest.raises(InvalidArgument, match="--host"):
        bind_host("no such name.invalid", 0)


def test_with_a_key_it_answers_under_its_own_names_only(tmp_path: Path) -> None:
    with process(tmp_path, "--host", "0.0.0.0", key=KEY) as (told, _):
        address = f"http://127.0.0.1:{told['port']}"
        headers = {"X-API-Key": KEY}
        for name in ("localhost", "127.0.0.1", socket.gethostname()):
            named = {**headers, "Host": f"{name}:{told['port']}"}
            assert httpx.get(f"{address}/status", headers=named, timeout=HANGS_S).status_code == 200, name
        evil = {**headers, "Host": "evil.example"}
        assert httpx.get(f"{address}/status", headers=evil, timeout=HANGS_S).status_code == 403
        assert httpx.get(f"{address}/status", timeout=HANGS_S).status_code == 401


def test_tls(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    arguments = ("--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1]))
    with process(tmp_path, *arguments, key=KEY) as (told, _):
        trusting = ssl.create_default_context(cafile=str(certificate[0]))
        with httpx.Client(base_url=f"https://localhost:{told['port']}", verify=trusting, timeout=HANGS_S) as client:
            assert client.get("/voices", headers={"X-API-Key": KEY}, timeout=HANGS_S).status_code == 200
        address = f"wss://localhost:{told['port']}/tts/websocket"
        headers, by_tls = {"X-API-Key": KEY}, {"context": trusting}
        websocket.create_connection(address, HANGS_S, header=headers, sslopt=by_tls).close()
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://localhost:{told['port']}/", timeout=HANGS_S)


def test_a_key_without_a_certificate_is_told(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    with process(tmp_path, "--tls-key", str(certificate[1])) as (told, running):
        assert "--tls-cert" in told["error"]
        assert running.wait(HANGS_S) == 3
