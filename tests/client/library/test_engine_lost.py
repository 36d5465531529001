# SPDX-License-Identifier: GPL-3.0-or-later
"""After the engine on this machine was killed or has frozen, the next call is answered all the same."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.library.backend import Backend
from studio.client.local.engine import server_command
from studio.client.local.process import EngineProcess, Grace
from studio.client.local.shared import SharedEngine
from studio.core.errors import StudioError
from tests.support.waiting import HANGS_S, wait_until

RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000}
NEWSMAN = "d46abd1d-2d02-43e8-819f-51fb652c1c61"
ORDER: Any = {"model_id": "m", "transcript": "Here again.", "output_format": RAW, "voice_id": NEWSMAN}
AUDIO_BYTES = 2 * 1600 * 2


class Engine(SharedEngine):
    """The real server with the tone engine, begun by *command*, and what may befall it.

    Attributes:
        runs: All that were begun.
        impatient: Of the clients that find out a frozen run: they have all the time with the one that follows it.
    """

    def __init__(self, folder: Path, answers_within_s: float, command: Sequence[str]) -> None:
        self.runs: list[EngineProcess] = []
        self.impatient: list[Backend] = []
        env = {**os.environ, "SPEECH_STUDIO_DATA_DIR": str(folder)}

        def make() -> EngineProcess:
            if self.runs:
                self._answers_within_s = HANGS_S
                for backend in self.impatient:
                    backend.timeout_s = HANGS_S
            self.runs.append(EngineProcess(command, env, grace=Grace(HANGS_S, stop_s=0.2, kill_s=HANGS_S)))
            return self.runs[-1]

        super().__init__(make, answers_within_s)

    def befall(self, what: signal.Signals) -> None:
        """Waits for nothing: the next call comes while the process is still going down."""
        pid = self.runs[-1].pid
        assert pid is not None
        os.kill(pid, what)


@pytest.fixture
def answers_within_s() -> float:
    """Long enough for any engine that is not frozen, on a machine that has much else to do."""
    return HANGS_S


@pytest.fixture
def command() -> tuple[str, ...]:
    # The server itself: one forked by another process outlives for a moment what is killed in its place.
    return server_command("tone")


@pytest.fixture
def engine(tmp_path: Path, answers_within_s: float, command: tuple[str, ...]) -> Iterator[Engine]:
    made = Engine(tmp_path, answers_within_s, command)
    yield made
    for run in made.runs:
        run.stop()


def _parts(client: Cartesia, ws: Any) -> int:
    outputs = ws.context().send(**{**ORDER, "transcript": iter(["Here ", "", "again."])})
    return sum(len(output["audio"]) for output in outputs)


WAYS: dict[str, Callable[[Cartesia, Any], int]] = {
    "bytes": lambda client, ws: len(client.tts.bytes(**ORDER)),
    "events": lambda client, ws: sum(len(output["audio"]) for output in client.tts.sse(**ORDER)),
    "socket": lambda client, ws: sum(len(output["audio"]) for output in ws.send(**ORDER)),
    "another socket": lambda client, ws: len(client.tts.websocket().send(**ORDER, stream=False)["audio"]),
    "parts": _parts,
    "voices": lambda client, ws: len(client.voices.list()) and AUDIO_BYTES,
    "voice of one's own": lambda client, ws: len(client.voices.create("A", "", [0.1] * 192)["id"]) and AUDIO_BYTES,
}
SHORT = ("bytes", "socket", "parts", "voice of one's own")


async def _acontext(client: AsyncCartesia, ws: Any) -> int:
    context = ws.context()
    await context.send(**{**ORDER, "transcript": "Here "}, continue_=True)
    await context.send(**{**ORDER, "transcript": "again."}, continue_=True)
    await context.no_more_inputs()
    return sum([len(output["audio"]) async for output in context.receive()])


async def _aevents(client: AsyncCartesia, ws: Any) -> int:
    return sum([len(output["audio"]) async for output in await client.tts.sse(**ORDER)])


async def _asocket(client: AsyncCartesia, ws: Any) -> int:
    return len((await ws.send(**ORDER, stream=False))["audio"])


async def _abytes(client: AsyncCartesia, ws: Any) -> int:
    return len(await client.tts.bytes(**ORDER))


AWAYS: dict[str, Callable[[AsyncCartesia, Any], Awaitable[int]]] = {
    "bytes": _abytes,
    "events": _aevents,
    "socket": _asocket,
    "context": _acontext,
}


def test_the_call_after_a_kill_is_answered(engine: Engine, long_form: bool) -> None:
    with Cartesia(engine=engine, timeout=HANGS_S) as client, client.tts.websocket() as ws:
        for name in list(WAYS) * 3 if long_form else SHORT:
            speak = WAYS[name]
            assert speak(client, ws) == AUDIO_BYTES
            engine.befall(signal.SIGKILL)
            assert speak(client, ws) == AUDIO_BYTES, name


async def test_so_it_is_on_an_event_loop(engine: Engine, long_form: bool) -> None:
    async with AsyncCartesia(engine=engine, timeout=HANGS_S) as client, await client.tts.websocket() as ws:
        for name in list(AWAYS) * 3 if long_form else ("socket", "context"):
            speak = AWAYS[name]
            assert await speak(client, ws) == AUDIO_BYTES
            engine.befall(signal.SIGKILL)
            assert await speak(client, ws) == AUDIO_BYTES, name


def test_threads_share_the_engine_that_is_started_anew(engine: Engine, long_form: bool) -> None:
    rounds = 5 if long_form else 1
    names = ("bytes", "socket", "events", "parts", "socket")
    with Cartesia(engine=engine, timeout=HANGS_S) as client, client.tts.websocket() as ws:
        with ThreadPoolExecutor(len(names)) as threads:
            for _ in range(rounds):
                assert WAYS["socket"](client, ws) == AUDIO_BYTES
                engine.befall(signal.SIGKILL)
                heard = [threads.submit(WAYS[name], client, ws) for name in names]
                assert [each.result(2 * HANGS_S) for each in heard] == [AUDIO_BYTES] * len(names)
        assert len(engine.runs) == 1 + rounds, "one engine for all of them"


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
# Of a forked server its stand-in would be stopped, not itself.
@pytest.mark.parametrize(("answers_within_s", "command"), [(1.0, server_command("tone"))])
async def test_a_frozen_engine_is_found_out_and_started_anew(engine: Engine, long_form: bool) -> None:
    ways = tuple(AWAYS) if long_form else ("socket", "context", "events")
    async with AsyncCartesia(engine=engine, timeout=HANGS_S) as client, await client.tts.websocket() as ws:
        with Cartesia(engine=engine, timeout=HANGS_S) as blocking, blocking.tts.websocket() as line:
            assert await AWAYS["socket"](client, ws) == AUDIO_BYTES
            assert await asyncio.to_thread(WAYS["socket"], blocking, line) == AUDIO_BYTES
            engine.impatient = [client._backend, blocking._backend]
            for backend in engine.impatient:
                backend.timeout_s = 1.0
            engine.befall(signal.SIGSTOP)
            heard = await asyncio.gather(
                *(AWAYS[name](client, ws) for name in ways),
                *(asyncio.to_thread(WAYS[name], blocking, line) for name in (WAYS if long_form else ("socket",))),
            )
            assert set(heard) == {AUDIO_BYTES}
            assert [run.running for run in engine.runs] == [False, True], "the frozen one is gone"


def test_nothing_is_asked_again_once_audio_was_heard(engine: Engine) -> None:
    with Cartesia(engine=engine, timeout=HANGS_S) as client, client.tts.websocket() as ws:
        for outputs in (
            ws.send(**{**ORDER, "transcript": "word " * 5000}),
            client.tts.sse(**{**ORDER, "transcript": "word " * 5000}),
        ):
            next(outputs)
            engine.befall(signal.SIGKILL)
            with pytest.raises(StudioError):
                list(outputs)
            wait_until(lambda: not engine.runs[-1].running)
            runs = len(engine.runs)
            assert WAYS["socket"](client, ws) == AUDIO_BYTES
            assert len(engine.runs) == runs + 1


def test_an_engine_that_answers_is_not_restarted_for_a_late_answer(engine: Engine) -> None:
    with Cartesia(engine=engine, timeout=HANGS_S) as client:
        assert WAYS["bytes"](client, None) == AUDIO_BYTES
        assert not engine.renew(engine.endpoint())
        assert len(engine.runs) == 1
