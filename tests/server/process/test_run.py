# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import websocket

from studio.engine.aliases import NEWSMAN_ID
from tests.support.speech_server import RAW_24K
from tests.support.waiting import HANGS_S, wait_until


@contextmanager
def process(data: Path, *arguments: str, module: str = "studio.server", **env: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "SPEECH_STUDIO_DATA_DIR": str(data), **env}
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def first_line(running: subprocess.Popen[str]) -> dict[str, Any]:
    assert running.stdout is not None
    line: dict[str, Any] = json.loads(running.stdout.readline())
    return line


def wait_for_engine(port: int, token: str) -> None:
    answer = httpx.get(f"http://127.0.0.1:{port}/voices", headers={"X-API-Key": token}, timeout=HANGS_S)
    assert answer.status_code == 200


def end_in_mid_speech(running: subprocess.Popen[str], end: str) -> None:
    """Ask the process to end in the middle of a render that nobody takes, and wait until it has."""
    told = first_line(running)
    wait_for_engine(told["port"], told["token"])
    talk = websocket.create_connection(f"ws://127.0.0.1:{told['port']}/tts/websocket?api_key={told['token']}")
    try:
        request = {"model_id": "m", "context_id": "a", "transcript": "One two three. " * 20000, "voice": NEWSMAN_ID}
        talk.send(json.dumps({**request, "output_format": dict(RAW_24K)}))
        assert json.loads(talk.recv())["type"] == "chunk"
        if end == "EOF":
            assert running.stdin is not None
            running.stdin.close()
        else:
            running.send_signal(getattr(signal, end))
        running.wait(HANGS_S)
    finally:
        talk.close()


def test_the_first_line_tells_port_token_and_pid(tmp_path: Path) -> None:
    with process(tmp_path, "--engine", "tone", "--parent-stdin") as running:
        told = first_line(running)
        assert told.keys() == {"port", "token", "pid"}
        assert told["pid"] == running.pid
        wait_for_engine(told["port"], told["token"])
        assert httpx.get(f"http://127.0.0.1:{told['port']}/voices", timeout=HANGS_S).status_code == 401
        if os.name == "posix":
            assert os.getpriority(os.PRIO_PROCESS, running.pid) >= 5
        running.stdin.close()  # type: ignore[union-attr]
        assert running.wait(HANGS_S) == 0
        assert running.stderr is not None
        assert running.stderr.read() == ""


def test_both_loopback_addresses_answer_on_the_same_port(tmp_path: Path) -> None:
    with process(tmp_path, "--engine", "tone") as running:
        port = first_line(running)["port"]
        assert httpx.get(f"http://127.0.0.1:{port}/", timeout=HANGS_S).json()["ok"] is True
        if _has_ipv6():
            assert httpx.get(f"http://[::1]:{port}/", timeout=HANGS_S).json()["ok"] is True


@pytest.mark.parametrize("end", ["EOF", "SIGTERM", "SIGINT"])
def test_it_ends_in_the_middle_of_a_render(tmp_path: Path, end: str) -> None:
    with process(tmp_path, "--engine", "tone", "--parent-stdin") as running:
        end_in_mid_speech(running, end)
        assert running.returncode == 0


def test_its_parents_death_ends_it(tmp_path: Path) -> None:
    program = "import subprocess,sys; p=subprocess.Popen([sys.executable,'-m','studio.server','--engine','tone',"
    program += "'--parent-stdin'],stdin=subprocess.PIPE,stdout=subprocess.PIPE); print(p.stdout.readline().decode())"
    program += "; sys.stdout.flush(); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "SPEECH_STUDIO_DATA_DIR": str(tmp_path)},
    ) as parent:
        told = first_line(parent)
        wait_for_engine(told["port"], told["token"])
        parent.kill()
        parent.wait(HANGS_S)
    wait_until(lambda: not _listens(told["port"]), HANGS_S, "the end of the server")


def test_a_taken_port_is_told_and_ends_with_code_3(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with process(tmp_path, "--engine", "tone", "--port", str(port)) as running:
            told = first_line(running)
            assert told.keys() == {"error"}
            assert str(port) in told["error"]
            assert "--port" in told["error"]
            assert running.wait(HANGS_S) == 3


def test_a_bad_key_file_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "key"
    empty.write_text("\n")
    for path in (empty, tmp_path / "missing"):
        with process(tmp_path, "--engine", "tone", "--key-file", str(path)) as running:
            assert "--key-file" in first_line(running)["error"]
            assert running.wait(HANGS_S) == 3


def test_the_key_comes_from_a_file_or_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("key-of-the-file\n")
    with process(tmp_path, "--engine", "tone", "--key-file", str(file), SPEECH_STUDIO_KEY="other") as running:
        wait_for_engine(first_line(running)["port"], "key-of-the-file")
    with process(tmp_path, "--engine", "tone", SPEECH_STUDIO_KEY="key-of-env") as running:
        wait_for_engine(first_line(running)["port"], "key-of-env")


def test_own_voices_that_cannot_be_opened_do_not_keep_it_from_speaking(tmp_path: Path) -> None:
    (tmp_path / "voices.sqlite3").write_bytes(b"not a database" * 100)
    with process(tmp_path, "--engine", "tone") as running:
        told = first_line(running)
        wait_for_engine(told["port"], told["token"])
        headers = {"X-API-Key": told["token"]}
        status = httpx.get(f"http://127.0.0.1:{told['port']}/status", headers=headers, timeout=HANGS_S).json()
        assert "voices.sqlite3" in status["notices"][0]
    assert (tmp_path / "voices.sqlite3").read_bytes().startswith(b"not a database")


def test_no_key_and_no_text_gets_into_the_output(tmp_path: Path) -> None:
    with process(tmp_path, "--engine", "tone", "--parent-stdin", SPEECH_STUDIO_KEY="secret-key") as running:
        port = first_line(running)["port"]
        wait_for_engine(port, "secret-key")
        url = f"ws://127.0.0.1:{port}/tts/websocket?api_key=secret-key"
        talk = websocket.create_connection(url)
        talk.send("secret-text")
        talk.recv()
        talk.close()
        with pytest.raises(websocket.WebSocketBadStatusException):
            websocket.create_connection(f"ws://127.0.0.1:{port}/tts/websocket?api_key=secret-other")
        httpx.post(f"http://127.0.0.1:{port}/tts/bytes?api_key=secret-key", content=b"secret-text", timeout=HANGS_S)
        running.stdin.close()  # type: ignore[union-attr]
        running.wait(HANGS_S)
        assert running.stdout is not None
        assert running.stderr is not None
        assert "secret" not in running.stdout.read() + running.stderr.read()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False
