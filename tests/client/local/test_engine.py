# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio.client.local.engine import LocalEngine
from studio.client.local.process import Grace
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import Audio, Done, Failed
from studio.client.speech.request import SpeechRequest
from studio.core.errors import EngineUnavailable
from tests.support.waiting import HANGS_S, wait_until, wait_until_async

LISTENS = """
import json, sys
print(json.dumps({"port": 4242, "token": "secret-token", "pid": 1}), flush=True)
"""
UNTIL_TOLD = LISTENS + "sys.stdin.read()\n"
STUBBORN = LISTENS + "import time\nwhile True: time.sleep(1)\n"
QUICK = Grace(start_s=HANGS_S, stop_s=0.3, kill_s=HANGS_S)


def _with_studio() -> dict[str, str]:
    import studio

    return {**os.environ, "PYTHONPATH": str(Path(studio.__file__).parents[1])}


@asynccontextmanager
async def engine_of(program: str, **options: Any) -> AsyncIterator[LocalEngine]:
    engine = LocalEngine([sys.executable, "-c", program], **{"grace": QUICK, **options})
    try:
        yield engine
    finally:
        await engine.stop()


def is_running(engine: LocalEngine) -> bool:
    """A call, since it changes between two looks."""
    return engine.running


async def test_the_first_line_tells_the_endpoint_and_stop_ends_the_process() -> None:
    async with engine_of(UNTIL_TOLD) as engine:
        assert not is_running(engine)
        endpoint = await engine.start()
        assert endpoint.base_url == "http://127.0.0.1:4242"
        assert endpoint.token == "secret-token"
        assert is_running(engine)
        pid = engine.pid
        assert pid is not None
        assert await engine.start() == endpoint
        assert engine.pid == pid
        await engine.stop()
        assert not is_running(engine)
        assert not psutil.pid_exists(pid)
        await asyncio.wait_for(engine.exited.wait(), HANGS_S)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal between processes")
async def test_a_signal_to_the_whole_group_leaves_the_process_to_whoever_started_it(tmp_path: Path) -> None:
    # What Ctrl+C in a terminal does: who started the engine may still need it, and ends it.
    counted = tmp_path / "signals"
    counting = (
        "import signal, pathlib\nseen = []\nsignal.signal(signal.SIGINT, lambda *_: seen.append(1))\n"
        f"{UNTIL_TOLD}pathlib.Path({str(counted)!r}).write_text(str(len(seen)))\n"
    )
    program = tmp_path / "starts.py"
    program.write_text(
        "import sys, signal\n"
        "from studio.client.local.process import EngineProcess, Grace\n"
        f"grace = Grace({HANGS_S}, {HANGS_S})\n"
        f"process = EngineProcess([sys.executable, '-c', {counting!r}], grace=grace)\n"
        "process.start()\n"
        "signal.signal(signal.SIGINT, lambda *_: None)\n"
        "print('started', flush=True)\n"
        "sys.stdin.read()\n"
        "process.stop()\n"
    )
    child = await asyncio.create_subprocess_exec(
        sys.executable, str(program), stdin=PIPE, stdout=PIPE, env=_with_studio(), start_new_session=True
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"started\n"
    os.killpg(child.pid, signal.SIGINT)
    await child.communicate(b"")
    assert counted.read_text() == "0"


async def test_a_process_that_does_not_end_is_killed() -> None:
    async with engine_of(STUBBORN) as engine:
        await engine.start()
        pid = engine.pid
        async with asyncio.timeout(HANGS_S):
            await engine.stop()
        assert pid is not None
        assert not psutil.pid_exists(pid)


async def test_the_death_of_the_process_is_told_with_its_last_words() -> None:
    told: list[EngineUnavailable] = []
    program = LISTENS + "print('out of ideas', file=sys.stderr)\nsys.stdin.readline()\n"
    async with engine_of(program, on_exit=told.append) as engine:
        await engine.start()
        assert engine.pid is not None
        await asyncio.sleep(0)
        os.kill(engine.pid, signal.SIGKILL)
        await asyncio.wait_for(engine.exited.wait(), HANGS_S)
        assert not is_running(engine)
        (error,) = told
        assert "signal 9" in error.detail
        assert "secret-token" not in str(error)
        first_pid = engine.pid
        await engine.start()
        assert is_running(engine)
        assert engine.pid != first_pid
    assert len(told) == 1


async def test_a_restart_is_another_process() -> None:
    told: list[EngineUnavailable] = []
    async with engine_of(UNTIL_TOLD, on_exit=told.append) as engine:
        await engine.start()
        first_pid, first_exit = engine.pid, engine.exited
        await engine.restart()
        assert is_running(engine)
        assert engine.pid != first_pid
        assert first_exit.is_set()
        assert not engine.exited.is_set()
    assert told == []


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import sys; sys.exit('no espeak here')", "no espeak here"),
        ("print('hello')", "no port and token"),
        ('print(\'{"port": 0, "token": "x"}\')', "no usable port"),
        ("print('7')", "no port and token"),
    ],
)
async def test_a_process_that_ends_at_once_is_told_with_its_last_words(program: str, words: str) -> None:
    async with engine_of(program) as engine:
        with pytest.raises(EngineUnavailable) as caught:
            await engine.start()
        assert words in caught.value.detail
        assert "doctor" in caught.value.user_text
        assert not is_running(engine)


async def test_a_death_right_after_the_first_line_is_told_by_start_or_by_the_callback() -> None:
    told: list[EngineUnavailable] = []
    async with engine_of(LISTENS + "sys.exit(3)", on_exit=told.append) as engine:
        (started,) = await asyncio.gather(engine.start(), return_exceptions=True)
        await asyncio.wait_for(engine.exited.wait(), HANGS_S)
        error = started if isinstance(started, EngineUnavailable) else told[0]
        assert "exit code 3" in error.detail
        assert not is_running(engine)


async def test_the_reason_that_the_process_gives_is_passed_on() -> None:
    async with engine_of('print(\'{"error": "Port 80 is taken: choose another."}\')') as engine:
        with pytest.raises(EngineUnavailable) as caught:
            await engine.start()
        assert caught.value.user_text == "Port 80 is taken: choose another."


async def test_a_process_that_says_nothing_is_given_up() -> None:
    async with engine_of("import sys; sys.stdin.read()", grace=Grace(0.2, 0.5, HANGS_S)) as engine:
        with pytest.raises(EngineUnavailable) as caught:
            await engine.start()
        assert "0.2 s" in caught.value.detail


async def test_a_program_that_is_not_there_is_an_error_in_plain_words() -> None:
    engine = LocalEngine(["/nowhere/python"], grace=QUICK)
    with pytest.raises(EngineUnavailable) as caught:
        await engine.start()
    assert "could not be started" in caught.value.user_text
    await engine.stop()


async def test_stop_ends_a_start_that_still_waits() -> None:
    async with engine_of("import sys; sys.stdin.read()") as engine:
        starting = asyncio.create_task(engine.start())
        await wait_until_async(lambda: engine.running)
        await engine.stop()
        with pytest.raises(EngineUnavailable):
            await starting


async def test_a_start_that_is_cancelled_leaves_nothing() -> None:
    async with engine_of("import sys; sys.stdin.read()") as engine:
        starting = asyncio.create_task(engine.start())
        await wait_until_async(lambda: engine.running)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        await asyncio.wait_for(engine.exited.wait(), HANGS_S)


async def test_a_chatty_process_never_blocks_on_its_output() -> None:
    program = LISTENS + "for _ in range(20000): print('chatter ' * 10); print('chatter', file=sys.stderr)\nsys.exit(5)"
    told: list[EngineUnavailable] = []
    async with engine_of(program, on_exit=told.append) as engine:
        await engine.start()
        await asyncio.wait_for(engine.exited.wait(), HANGS_S)
    assert "exit code 5" in told[0].detail
    assert len(told[0].detail) < 5000


def test_the_end_of_this_program_ends_the_child(tmp_path: Path) -> None:
    program = (
        "import os, sys\nfrom studio.client.local.process import EngineProcess\n"
        "child = EngineProcess([sys.executable, '-c', sys.argv[1]])\nchild.start()\nprint(child.pid, flush=True)\n"
        "os._exit(1)\n"
    )
    import subprocess

    run = subprocess.run([sys.executable, "-c", program, UNTIL_TOLD], capture_output=True, text=True, check=False)
    pid = int(run.stdout)
    wait_until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE, HANGS_S)


@pytest.fixture
def real_env(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "SPEECH_STUDIO_DATA_DIR": str(tmp_path)}


async def test_the_real_server_is_killed_in_mid_speech_and_speaks_again_after_a_restart(
    real_env: dict[str, str],
) -> None:
    told: list[EngineUnavailable] = []
    engine = LocalEngine(engine="tone", env=real_env, on_exit=told.append)
    client: AsyncSpeechClient | None = None
    try:
        client = AsyncSpeechClient(await engine.start())
        await wait_until_ready(client)
        assert engine.pid is not None
        assert psutil.Process(engine.pid).nice() > psutil.Process().nice()
        voice = (await client.voices())[0]
        kinds = []
        # Long enough that neither side's buffers take all of it.
        async for event in client.speak(SpeechRequest("word " * 5000, voice.id)):
            kinds.append(type(event))
            if len(kinds) == 3:
                os.kill(engine.pid, signal.SIGKILL)
            if isinstance(event, Failed):
                assert isinstance(event.error, EngineUnavailable)
        assert kinds[-1] is Failed
        await asyncio.wait_for(engine.exited.wait(), HANGS_S)
        assert len(told) == 1
        await client.aclose()

        client = AsyncSpeechClient(await engine.restart())
        await wait_until_ready(client)
        events = [event async for event in client.speak(SpeechRequest("Here again.", voice.id))]
        assert isinstance(events[-1], Done)
        assert any(isinstance(event, Audio) for event in events)
    finally:
        if client is not None:
            await client.aclose()
        await engine.stop()


async def wait_until_ready(client: AsyncSpeechClient) -> None:
    deadline_s = time.monotonic() + HANGS_S
    while not (await client.status()).ready:
        assert time.monotonic() < deadline_s
        await asyncio.sleep(0.02)
