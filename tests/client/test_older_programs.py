# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs written for Cartesia's library 1.x check: built-in errors, kinds of results."""

from __future__ import annotations

import asyncio
import inspect
import json
import warnings
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.client.endpoint import Endpoint
from studio.core.errors import StudioError
from tests.client.library.speaking import BAD, NEWSMAN, RAW
from tests.support.speech_server import RunningServer, running_server
from tests.support.waiting import HANGS_S

if TYPE_CHECKING:
    from tests.client.conftest import Answer

    ServeHttp = Callable[[Answer], Endpoint]

ORDER: Any = {"model_id": "sonic-english", "transcript": "Hi there.", "output_format": RAW, "voice_id": NEWSMAN}
REFUSED = [*(arguments for arguments, _ in BAD), {"voice_id": "no-such-voice"}, {"voice_id": ""}]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        yield running


@pytest.fixture
def client(server: RunningServer) -> Iterator[Cartesia]:
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as made:
        yield made


@pytest.fixture
async def aclient(server: RunningServer) -> Any:
    async with AsyncCartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as made:
        yield made


def _socket(client: Cartesia, **order: Any) -> None:
    with client.tts.websocket() as ws:
        list(ws.send(**order))


def _context(client: Cartesia, **order: Any) -> None:
    with client.tts.websocket() as ws:
        list(ws.context().send(**order))


def _context_of_parts(client: Cartesia, **order: Any) -> None:
    with client.tts.websocket() as ws:
        list(ws.context().send(**{**order, "transcript": iter([order["transcript"]])}))


WAYS: dict[str, Callable[..., object]] = {
    "bytes": lambda client, **order: client.tts.bytes(**order),
    "sse": lambda client, **order: list(client.tts.sse(**order)),
    "sse whole": lambda client, **order: client.tts.sse(**order, stream=False),
    "socket": _socket,
    "context": _context,
    "context of parts": _context_of_parts,
}


async def _asse(client: AsyncCartesia, **order: Any) -> None:
    async for _ in await client.tts.sse(**order):
        pass


async def _asocket(client: AsyncCartesia, **order: Any) -> None:
    async with await client.tts.websocket() as ws:
        async for _ in await ws.send(**order):
            pass


async def _acontext(client: AsyncCartesia, **order: Any) -> None:
    async with await client.tts.websocket() as ws, ws.context() as context:
        await context.send(**order, continue_=True)
        await context.no_more_inputs()
        async for _ in context.receive():
            pass


async def _awhole(client: AsyncCartesia, **order: Any) -> None:
    await client.tts.sse(**order, stream=False)


AWAYS: dict[str, Callable[..., Awaitable[object]]] = {
    "bytes": lambda client, **order: client.tts.bytes(**order),
    "sse": _asse,
    "sse whole": _awhole,
    "socket": _asocket,
    "context": _acontext,
}


def check_kinds(error: BaseException, what: object) -> None:
    for kind in (ValueError, RuntimeError, StudioError):
        assert isinstance(error, kind), f"{what}: {error!r} is no {kind.__name__}"


@pytest.mark.parametrize("way", WAYS)
def test_bad_input_is_caught_by_either_built_in_error(client: Cartesia, way: str) -> None:
    for arguments in REFUSED:
        if way == "context of parts" and arguments.get("transcript", "").__class__ is str and "transcript" in arguments:
            continue  # a blank part is a part like any other
        with pytest.raises(Exception) as caught:
            WAYS[way](client, **{**ORDER, **arguments})
        check_kinds(caught.value, arguments)


@pytest.mark.parametrize("way", AWAYS)
async def test_so_it_is_for_programs_with_an_event_loop(aclient: AsyncCartesia, way: str) -> None:
    for arguments in REFUSED:
        if way == "context" and isinstance(arguments.get("transcript"), str):
            continue
        with pytest.raises(Exception) as caught:
            await AWAYS[way](aclient, **{**ORDER, **arguments})
        check_kinds(caught.value, arguments)


def test_voices_too(client: Cartesia, tmp_path: Path) -> None:
    calls: list[Callable[[], object]] = [
        lambda: client.voices.get("no-such-voice"),
        lambda: client.voices.get(""),
        lambda: client.voices.delete("no-such-voice"),
        lambda: client.voices.create("", "", [0.0] * 192),
        lambda: client.voices.create("Mine", "", [0.0] * 3),
        lambda: client.voices.mix([]),
        lambda: client.voices.mix([{"id": "no-such-voice", "weight": 1.0}]),
        lambda: client.voices.clone(),
        lambda: client.voices.clone(__file__),
        lambda: client.voices.clone(tmp_path / "missing"),
        lambda: client.tts.get_output_format("no-format"),
    ]
    for number, call in enumerate(calls):
        with pytest.raises(Exception) as caught:
            call()
        check_kinds(caught.value, f"call {number}")
    for left in (tmp_path / "missing", tmp_path):
        with pytest.raises(OSError) as unread:
            client.tts.infill(
                model_id="m", language="en", transcript="Hi.", voice_id=NEWSMAN, output_format=RAW, left_audio_path=left
            )
        check_kinds(unread.value, left)
    with pytest.raises(FileNotFoundError):
        client.voices.clone(tmp_path / "missing")


@pytest.mark.parametrize("body", [b"<html>", b"[", b'{"voices": 7}', b'[{"name": "no id"}]', b"7"])
def test_an_answer_that_makes_no_sense_is_a_value_error(serve_http: ServeHttp, body: bytes) -> None:
    with Cartesia(base_url=serve_http(lambda *_: (200, {}, body)).base_url) as client:
        for call in (
            client.voices.list,
            lambda: client.voices.get("a"),
            lambda: client.voices.mix([{"id": "a", "weight": 1}]),
        ):
            with pytest.raises(ValueError) as caught:
                call()
            check_kinds(caught.value, body)


async def test_the_events_are_an_async_generator_awaited_or_not(aclient: AsyncCartesia) -> None:
    outputs = await aclient.tts.sse(**ORDER, stream=True)
    assert isinstance(outputs, AsyncGenerator)
    assert inspect.isasyncgen(outputs)
    assert [output async for output in outputs]
    straight: Any = aclient.tts.sse(**ORDER)
    assert isinstance(straight, AsyncGenerator)
    first = await straight.asend(None)
    assert first["audio"]
    await straight.aclose()
    with pytest.raises(StopAsyncIteration):
        await anext(straight)


async def test_it_may_be_made_a_task_waited_for_and_gathered(aclient: AsyncCartesia) -> None:
    def begun() -> Any:
        return aclient.tts.sse(**ORDER)

    generators = [
        await asyncio.create_task(begun()),
        await asyncio.wait_for(begun(), 5),
        *await asyncio.gather(begun(), begun()),
    ]
    for outputs in generators:
        assert b"".join([output["audio"] async for output in outputs])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        thrown = begun()
        with pytest.raises(KeyError):
            thrown.throw(KeyError("mine"))
        thrown.close()
        begun()


async def test_results_are_of_the_older_kinds(client: Cartesia, aclient: AsyncCartesia, tmp_path: Path) -> None:
    assert isinstance(client.tts.sse(**ORDER), Generator)
    assert isinstance(client.tts.sse(**ORDER, stream=False), dict)
    with client.tts.websocket() as ws:
        assert isinstance(ws.send(**ORDER), Generator)
        assert isinstance(ws.context().send(**ORDER), Generator)
        assert isinstance(ws.send(**ORDER, stream=False), dict)
    async with await aclient.tts.websocket() as other:
        assert isinstance(await other.send(**ORDER), AsyncGenerator)
        context = other.context()
        await context.send(**ORDER, continue_=True)
        assert isinstance((await context.flush())(), AsyncGenerator)
        assert isinstance(context.receive(), AsyncGenerator)
        await context.cancel()
    assert isinstance(client.tts.bytes(**ORDER), bytes)
    voices = client.voices.list()
    assert type(voices) is list
    assert all(type(voice) is dict for voice in voices)
    json.dumps(voices)
    mixed = client.voices.mix([{"id": NEWSMAN, "weight": 1.0}])
    assert type(mixed) is list
    made = client.voices.create(name="Mine", description="", embedding=mixed, base_voice_id=NEWSMAN)
    assert made in client.voices.list()
    client.voices.delete(made["id"])
    assert made not in client.voices.list()
    assert type(client.tts.get_output_format("raw_pcm_mulaw_8000")) is dict


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fp32", "raw_pcm_f32le_44100"),
        ("pcm", "raw_pcm_s16le_44100"),
        ("fp32_24000", "raw_pcm_f32le_24000"),
        ("pcm_8000", "raw_pcm_s16le_8000"),
        ("mulaw_8000", "raw_pcm_mulaw_8000"),
        ("alaw_8000", "raw_pcm_alaw_8000"),
    ],
)
def test_format_names_before_1_1_are_known(client: Cartesia, old: str, new: str) -> None:
    assert client.tts.get_output_format(old) == client.tts.get_output_format(new)
    assert client.tts.get_sample_rate(old) == client.tts.get_sample_rate(new)
    for wrong in (f"{old}_1", "fp32_12345", "fp_8000"):
        with pytest.raises(ValueError, match="output_format_name"):
            client.tts.get_output_format(wrong)
