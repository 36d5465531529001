# SPDX-License-Identifier: GPL-3.0-or-later
"""Where clients find their server, and the engine that they share."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.library.backend import endpoint_from, key_from_outside
from studio.client.local.process import EngineProcess
from studio.client.local.shared import SharedEngine
from studio.core.errors import AccessRefused, EngineUnavailable, InvalidArgument
from tests.support.forked_server import tone_command
from tests.support.waiting import wait_until

RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CARTESIA_API_KEY", "CARTESIA_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def processes() -> list[EngineProcess]:
    return []


@pytest.fixture
def engine(tmp_path: Path, processes: list[EngineProcess], seed_of_servers: None) -> Iterator[SharedEngine]:
    """The real server with the tone engine, started on demand."""
    env = {**os.environ, "SPEECH_STUDIO_DATA_DIR": str(tmp_path)}

    def make() -> EngineProcess:
        processes.append(EngineProcess(tone_command(), env))
        return processes[-1]

    yield SharedEngine(make)
    for process in processes:
        process.stop()


@pytest.mark.parametrize(
    ("base_url", "wanted"),
    [
        ("localhost:8080", "http://localhost:8080"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("https://10.0.0.7:80/", "https://10.0.0.7:80"),
        ("localhost.evil.example", "https://localhost.evil.example"),
        ("HTTP://LocalHost:1", "http://LocalHost:1"),
        ("WS://localhost:1", "http://localhost:1"),
        ("speech.example", "https://speech.example"),
        ("ws://localhost:1", "http://localhost:1"),
        ("wss://speech.example/v1", "https://speech.example/v1"),
    ],
)
def test_an_address_needs_no_scheme(base_url: str, wanted: str) -> None:
    endpoint = endpoint_from("key", base_url, None)
    assert endpoint is not None
    assert (endpoint.base_url, endpoint.token, endpoint.version) == (wanted, "key", "2024-06-10")


def test_the_environment_stands_in_for_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    assert endpoint_from("key", None, None) is None, "a key alone sends no text anywhere"
    monkeypatch.setenv("CARTESIA_BASE_URL", "speech.example")
    monkeypatch.setenv("CARTESIA_API_KEY", "from-outside")
    endpoint = endpoint_from(None, None, None)
    assert endpoint is not None
    assert (endpoint.base_url, endpoint.token) == ("https://speech.example", "from-outside")
    other = endpoint_from("mine", "localhost:1", "2026-08-14")
    assert other is not None
    assert (other.base_url, other.token, other.version) == ("http://localhost:1", "mine", "2026-08-14")


@pytest.mark.parametrize("base_url", ["http://speech.example", "ws://speech.example", "HTTP://127.0.0.1.example"])
@pytest.mark.parametrize("kind", [Cartesia, AsyncCartesia])
def test_a_key_for_another_machine_over_plain_http_has_to_be_permitted(
    monkeypatch: pytest.MonkeyPatch, kind: Any, base_url: str
) -> None:
    monkeypatch.setenv("CARTESIA_BASE_URL", base_url)
    for arguments in ({"api_key": "secret"}, {"api_key": "secret", "base_url": base_url}):
        with pytest.raises(InvalidArgument, match="send_key_over_plain_http"):
            kind(**arguments)
        assert kind(**arguments, send_key_over_plain_http=True).base_url.lower().startswith("http://")
    monkeypatch.setenv("CARTESIA_API_KEY", "secret")
    with pytest.raises(InvalidArgument, match="send_key_over_plain_http"):
        kind()


def test_a_file_of_the_current_folder_gives_the_key_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = tmp_path / "below"
    below.mkdir()
    settings = tmp_path / ".env"
    settings.write_text('CARTESIA_API_KEY="from-the-file"\nCARTESIA_BASE_URL=speech.example\nOTHER=x\n')
    monkeypatch.chdir(below)
    assert key_from_outside() is None, "a parent's file is somebody else's"
    monkeypatch.chdir(tmp_path)
    assert key_from_outside() == "from-the-file"
    assert endpoint_from(None, None, None) is None, "the address is never taken from a file"
    elsewhere = endpoint_from(None, "https://speech.example", None)
    assert elsewhere is not None
    assert elsewhere.token == "from-the-file"
    assert "OTHER" not in os.environ
    assert "CARTESIA_API_KEY" not in os.environ
    monkeypatch.setenv("CARTESIA_API_KEY", "from-outside")
    assert key_from_outside() == "from-outside"
    monkeypatch.delenv("CARTESIA_API_KEY")
    monkeypatch.setenv("SECRET_OF_ANOTHER", "not this one")
    settings.write_text("CARTESIA_API_KEY=${SECRET_OF_ANOTHER}\n")
    assert "not this one" not in str(key_from_outside())
    for broken in (b"\xff\xfe\x00", b"CARTESIA_API_KEY\n", b"\0" * 10, b"=" * 2_000_000):
        settings.write_bytes(broken)
        assert key_from_outside() is None
    settings.unlink()
    os.mkfifo(settings)
    assert key_from_outside() is None, "nobody writes to it: reading would never end"
    settings.unlink()
    settings.mkdir()
    assert key_from_outside() is None


def test_a_server_elsewhere_needs_a_key_and_the_error_says_how() -> None:
    with pytest.raises(AccessRefused, match="CARTESIA_API_KEY"):
        Cartesia.cloud()
    with pytest.raises(RuntimeError, match="CARTESIA_API_KEY"):
        AsyncCartesia(base_url="https://speech.example")


def test_the_cloud_is_spoken_to_only_when_asked() -> None:
    with Cartesia.cloud(api_key="key") as client:
        assert client.base_url == "https://api.cartesia.ai"


@pytest.mark.parametrize("timeout", [0, -1, True, "30"])
def test_a_time_limit_is_a_number_above_0(timeout: float) -> None:
    with pytest.raises(InvalidArgument, match="timeout"):
        Cartesia(base_url="localhost:1", timeout=timeout)


def is_running(process: EngineProcess) -> bool:
    """A call, since it changes between two looks."""
    return process.running


def test_clients_share_one_engine_that_ends_with_the_last(engine: SharedEngine, processes: list[EngineProcess]) -> None:
    first, second = Cartesia(engine=engine), Cartesia(engine=engine)
    assert processes == [], "nothing is started before the first request"
    voices = first.voices.list()
    assert second.voices.list() == voices
    (process,) = processes
    first.close()
    assert is_running(process)
    assert second.tts.bytes(model_id="m", transcript="Hi.", voice_id=voices[0]["id"], output_format=RAW)
    second.close()
    assert not is_running(process)
    with pytest.raises(RuntimeError, match="closed"):
        second.voices.list()


def test_an_engine_that_was_killed_is_started_again(engine: SharedEngine, processes: list[EngineProcess]) -> None:
    with Cartesia(engine=engine) as client:
        voice = client.voices.list()[0]["id"]
        ws = client.tts.websocket()
        outputs = ws.send("m", "word " * 5000, RAW, voice)
        next(outputs)
        pid = processes[0].pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(EngineUnavailable):
            list(outputs)
        wait_until(lambda: not processes[0].running)
        assert ws.send("m", "Here again.", RAW, voice, stream=False)["audio"]
        assert len(processes) == 2
        ws.close()


def test_a_client_that_is_dropped_gives_its_engine_back(engine: SharedEngine, processes: list[EngineProcess]) -> None:
    client = Cartesia(engine=engine)
    client.voices.list()
    ws = client.tts.websocket()
    assert processes[0].running
    del client, ws
    gc.collect()
    wait_until(lambda: not processes[0].running)


async def test_the_client_with_an_event_loop_starts_it_too(
    engine: SharedEngine, processes: list[EngineProcess]
) -> None:
    async with AsyncCartesia(engine=engine) as client:
        voice = (await client.voices.alist())[0]["id"]
        assert await client.tts.bytes(model_id="m", transcript="Hi.", voice_id=voice, output_format=RAW)
    assert not processes[0].running


PROGRAM = """
import sys
from studio.client import Cartesia
assert not {"numpy", "httpx", "websocket", "PySide6"} & set(sys.modules), "imported too early"
client = Cartesia()
ws = client.tts.websocket()
voice = client.voices.list()[0]["id"]
audio = ws.send("m", "Hi.", {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}, voice, stream=False)
print(len(audio["audio"]) > 0, client._backend._engine._process.pid)
"""


def test_a_program_that_closes_nothing_ends_and_its_engine_with_it(tmp_path: Path) -> None:
    env = {**os.environ, "SPEECH_STUDIO_DATA_DIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3])}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    spoke, pid = run.stdout.split()
    assert spoke == "True"
    wait_until(lambda: not psutil.pid_exists(int(pid)))
