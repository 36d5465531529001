# SPDX-License-Identifier: GPL-3.0-or-later
"""One contract for Cartesia and AsyncCartesia, against the real server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studio.client import AsyncCartesia, Cartesia
from studio.core.errors import StudioError
from tests.support.speech_server import RunningServer, WatchedEngine, running_server
from tests.support.waiting import wait_until_async

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]

TEXT = "Hello,  world!\nIt costs $3.50 — “yes”…"
RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000}
NEWSMAN = "d46abd1d-2d02-43e8-819f-51fb652c1c61"
WAYS = ("bytes", "sse", "sse whole", "socket", "socket whole")
TWINS = ("sync", "async")


@pytest.fixture
def engine() -> WatchedEngine:
    return WatchedEngine(words_per_s=10.0)


@pytest.fixture
def server(tmp_path: Path, engine: WatchedEngine) -> Iterator[RunningServer]:
    with running_server(tmp_path, engine) as running:
        yield running


@asynccontextmanager
async def client_of(server: RunningServer, **options: Any) -> AsyncIterator[AsyncCartesia]:
    client = AsyncCartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=5, **options)
    try:
        yield client
    finally:
        await client.close()


def speak(server: RunningServer, way: str, **arguments: Any) -> dict[str, Any]:
    """All of one speech by the client without an event loop."""
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=5) as client:
        if way == "bytes":
            return {"audio": client.tts.bytes(**arguments)}
        if way.startswith("sse"):
            if "whole" in way:
                return dict(client.tts.sse(**arguments, stream=False))
            return {"audio": b"".join(output["audio"] for output in client.tts.sse(**arguments))}
        with client.tts.websocket() as ws:
            if "whole" in way:
                return dict(ws.send(**arguments, stream=False))
            return {"audio": b"".join(output["audio"] for output in ws.send(**arguments))}


async def aspeak(server: RunningServer, way: str, **arguments: Any) -> dict[str, Any]:
    """The same by the other client."""
    async with client_of(server) as client:
        if way == "bytes":
            return {"audio": await client.tts.bytes(**arguments)}
        if way.startswith("sse"):
            if "whole" in way:
                return dict(await client.tts.sse(**arguments, stream=False))
            return {"audio": b"".join([output["audio"] async for output in client.tts.sse(**arguments)])}
        async with await client.tts.websocket() as ws:
            if "whole" in way:
                return dict(await ws.send(**arguments, stream=False))
            return {"audio": b"".join([output["audio"] async for output in await ws.send(**arguments)])}


async def spoken(server: RunningServer, twin: str, way: str, **arguments: Any) -> dict[str, Any]:
    arguments = {
        "model_id": "sonic-english",
        "transcript": TEXT,
        "output_format": RAW,
        "voice_id": NEWSMAN,
        **arguments,
    }
    if twin == "async":
        return await aspeak(server, way, **arguments)
    return await asyncio.to_thread(speak, server, way, **arguments)


async def test_every_way_gives_the_same_sound(server: RunningServer) -> None:
    heard = [(await spoken(server, twin, way))["audio"] for twin in TWINS for way in WAYS]
    assert len(heard[0]) > 24000
    assert all(audio == heard[0] for audio in heard)


@pytest.mark.parametrize("twin", TWINS)
async def test_a_whole_answer_holds_audio_context_and_words(server: RunningServer, twin: str) -> None:
    answer = await spoken(server, twin, "socket whole", add_timestamps=True, context_id="mine")
    assert set(answer) == {"audio", "context_id", "word_timestamps"}
    assert answer["context_id"] == "mine"
    words = answer["word_timestamps"]
    assert words["words"] == TEXT.split()
    assert len(words["start"]) == len(words["end"]) == len(words["words"])
    assert set(await spoken(server, twin, "socket whole")) == {"audio", "context_id"}
    assert set(await spoken(server, twin, "sse whole")) == {"audio"}


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("way", WAYS)
async def test_an_embedding_speaks_as_its_voice_and_controls_act(server: RunningServer, twin: str, way: str) -> None:
    async with client_of(server) as client:
        embedding = client.voices.get(id=NEWSMAN)["embedding"]
    by_id = await spoken(server, twin, way)
    both = await spoken(server, twin, way, voice_embedding=embedding, voice_id=None)
    assert both["audio"] == by_id["audio"]
    fast = await spoken(server, twin, way, _experimental_voice_controls={"speed": "fastest", "emotion": ["anger:high"]})
    assert len(fast["audio"]) < len(by_id["audio"])


BAD: list[tuple[dict[str, Any], str]] = [
    ({"voice_id": None}, "voice_id"),
    ({"voice_id": " "}, "voice_id"),
    ({"voice_id": 7}, "voice_id"),
    ({"voice_embedding": [0.0] * 191}, "voice_embedding"),
    ({"voice_embedding": [float("nan")] * 192}, "voice_embedding"),
    ({"voice_embedding": 7}, "voice_embedding"),
    ({"model_id": ""}, "model_id"),
    ({"transcript": 7}, "transcript"),
    ({"transcript": " \n"}, "transcript"),
    ({"output_format": {**RAW, "sample_rate": 7999}}, "sample_rate"),
    ({"output_format": {**RAW, "sample_rate": 44100.0}}, "sample_rate"),
    ({"output_format": {"container": "raw"}}, "output_format.encoding"),
    ({"output_format": "raw_pcm_f32le_44100"}, "output_format"),
    ({"language": ""}, "language"),
    ({"duration": -1}, "duration"),
    ({"_experimental_voice_controls": {"speed": "quick"}}, "speed"),
    ({"_experimental_voice_controls": {"emotion": ["joy"]}}, "emotion"),
]


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("way", ["bytes", "sse", "socket"])
async def test_bad_arguments_are_value_errors_that_name_them(server: RunningServer, twin: str, way: str) -> None:
    for arguments, name in BAD:
        with pytest.raises(ValueError, match=name):
            await spoken(server, twin, way, **arguments)


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize(("way", "kind"), [("bytes", ValueError), ("sse", RuntimeError), ("socket", RuntimeError)])
async def test_what_the_server_refuses_is_of_the_older_librarys_kind(
    server: RunningServer, twin: str, way: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as caught:
        await spoken(server, twin, way, voice_id="no-such-voice")
    assert isinstance(caught.value, StudioError)


async def test_a_wrong_key_is_told_at_once(server: RunningServer) -> None:
    async with AsyncCartesia(api_key="wrong", base_url=f"localhost:{server.port}") as client:
        with pytest.raises(RuntimeError, match="key"):
            await client.tts.websocket()
        with pytest.raises(ValueError, match="key"):
            await client.voices.alist()
        with pytest.raises(ValueError, match="key"):
            client.voices.list()


async def test_voices_and_their_awaitable_twins_agree(server: RunningServer) -> None:
    async with client_of(server) as client:
        voices = client.voices.list()
        assert await client.voices.alist() == voices
        assert list(client.voices) == voices
        assert await client.voices.aget(NEWSMAN) == client.voices.get(NEWSMAN)
        first, second = voices[:2]
        parts = [{"id": first["id"], "weight": 0.5}, {"embedding": second["embedding"], "weight": 0.5}]
        mixed = client.voices.mix(parts)  # type: ignore[arg-type]
        assert await client.voices.amix(parts) == mixed  # type: ignore[arg-type]
        assert len(mixed) == 192
        made = await client.voices.acreate("Mine", "a blend", mixed)
        assert made in client.voices.list()
        assert made["embedding"] == mixed
        assert (await client.voices.aupdate(made["id"], name="Ours"))["name"] == "Ours"
        await client.voices.adelete(made["id"])
        with pytest.raises(ValueError):
            client.voices.get(made["id"])
        with pytest.raises(ValueError, match="id"):
            client.voices.get(" ")
        with pytest.raises(ValueError, match="filepath"):
            client.voices.clone()
        with pytest.raises(ValueError, match="filepath"):
            await client.voices.aclone("no/such/file")
        with pytest.raises(ValueError, match="mode"):
            client.voices.clone(__file__, mode="perfect")


async def test_contexts_at_once_over_one_socket_each_get_their_own(server: RunningServer) -> None:
    texts = [f"This is number {number}." for number in range(6)]
    alone = [(await spoken(server, "async", "socket", transcript=text))["audio"] for text in texts]
    async with client_of(server) as client, await client.tts.websocket() as ws:

        async def one(text: str) -> bytes:
            outputs = await ws.send("sonic-english", text, RAW, NEWSMAN)
            return b"".join([output["audio"] async for output in outputs])

        assert await asyncio.gather(*map(one, texts)) == alone


def test_threads_share_one_socket(server: RunningServer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=5) as client:
        ws = client.tts.websocket()
        with ThreadPoolExecutor(4) as threads:
            texts = ["One two three."] * 8
            answers = list(threads.map(lambda text: ws.send("m", text, RAW, NEWSMAN, stream=False), texts))
        ws.close()
    assert len({answer["audio"] for answer in answers}) == 1
    assert len({answer["context_id"] for answer in answers}) == 8


PARTS = ["Hello, wor", "ld! It co", "sts three ", "fifty."]


async def test_text_in_parts_is_spoken_as_one_and_no_timestamp_is_lost(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context()
        receiving = asyncio.create_task(collect_words(context.receive()))
        for part in PARTS:
            await context.send("m", part, RAW, NEWSMAN, continue_=True, add_timestamps=True)
        await context.no_more_inputs()
        assert await receiving == "".join(PARTS).split()
        assert context.is_closed()


async def collect_words(outputs: Any) -> list[str]:
    return [word async for output in outputs for word in output.get("word_timestamps", {"words": []})["words"]]


def test_a_text_generator_is_heard_while_it_still_produces(server: RunningServer) -> None:
    heard_before_the_end = []
    outputs: list[Any] = []

    def parts() -> Iterator[str]:
        yield from ("One sentence here. ", "", "Another one. ")
        deadline_s = time.monotonic() + 5
        while not any("audio" in output for output in outputs) and time.monotonic() < deadline_s:
            time.sleep(0.01)
        heard_before_the_end.append(any("audio" in output for output in outputs))
        yield "The end."

    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=5) as client:
        ws = client.tts.websocket()
        outputs.extend([])
        for output in ws.context().send("m", parts(), RAW, NEWSMAN, add_timestamps=True):
            outputs.append(output)  # noqa: PERF402 - the generator above looks at it
        ws.close()
    assert heard_before_the_end == [True]
    words = [word for output in outputs for word in output.get("word_timestamps", {"words": []})["words"]]
    assert words == ["One", "sentence", "here.", "Another", "one.", "The", "end."]


def test_a_text_generator_that_fails_ends_the_speech_with_its_error(server: RunningServer) -> None:
    def parts() -> Iterator[str]:
        yield "One sentence here. "
        raise KeyError("lost")

    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=5) as client:
        ws = client.tts.websocket()
        with pytest.raises(ValueError, match="KeyError") as caught:
            list(ws.context().send("m", parts(), RAW, NEWSMAN))
        assert isinstance(caught.value.__cause__, KeyError)
        assert ws.send("m", "Still there.", RAW, NEWSMAN, stream=False)["audio"]
        ws.close()


async def test_a_flush_parts_the_outputs(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context()
        await context.send("m", "One two. ", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        first = await context.flush()
        await context.send("m", "Three. ", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        second = await context.flush()
        await context.send("m", "Four five six.", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        await context.no_more_inputs()
        assert await collect_words(first()) == ["One", "two."]
        assert await collect_words(second()) == ["Three."]
        assert await collect_words(context.receive()) == ["Four", "five", "six."]


async def test_receive_goes_on_over_a_flush_that_comes_while_it_waits(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context()
        receiving = asyncio.create_task(collect_words(context.receive()))
        await asyncio.sleep(0)
        await context.send("m", "One two. ", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        before = await context.flush()
        await context.send("m", "Three.", RAW, NEWSMAN, continue_=True, add_timestamps=True)
        await context.no_more_inputs()
        words = await receiving
        assert words[-1] == "Three."
        assert sorted([*words, *(await collect_words(before()))]) == sorted(["One", "two.", "Three."])


async def test_cancel_returns_within_50_ms_and_the_socket_serves_on(
    server: RunningServer, engine: WatchedEngine
) -> None:
    long = "word " * 2000
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context("mine")
        await context.send("m", long, RAW, NEWSMAN)
        outputs = context.receive()
        assert (await anext(outputs))["context_id"] == "mine"
        started_s = time.perf_counter()
        await context.cancel()
        assert time.perf_counter() - started_s < 0.05
        assert [output async for output in outputs] == []
        again = ws.context("mine")
        await again.send("m", "Short.", RAW, NEWSMAN)
        assert b"".join([output["audio"] async for output in again.receive()])

        dropped = await ws.send("m", long, RAW, NEWSMAN)
        await anext(dropped)
        started_s = time.perf_counter()
        await dropped.aclose()
        assert time.perf_counter() - started_s < 0.05
        assert (await ws.send("m", "Short.", RAW, NEWSMAN, stream=False))["audio"]
        await wait_until_async(lambda: not engine.busy)
        assert len(engine.turns) < 1000, "the long texts were not spoken to their end"


def test_a_generator_left_early_cancels_and_the_socket_serves_on(server: RunningServer) -> None:
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=5) as client:
        ws = client.tts.websocket()
        for way in (ws.send, client.tts.sse):
            outputs = way("m", "word " * 2000, RAW, NEWSMAN)
            next(outputs)
            started_s = time.perf_counter()
            outputs.close()
            assert time.perf_counter() - started_s < 0.05
        assert ws.send("m", "Short.", RAW, NEWSMAN, stream=False)["audio"]
        ws.close()


async def test_a_context_id_in_use_is_refused_and_another_contexts_id_too(server: RunningServer) -> None:
    async with client_of(server) as client, await client.tts.websocket() as ws:
        context = ws.context("mine")
        with pytest.raises(ValueError, match="context_id"):
            ws.context("mine")
        with pytest.raises(ValueError, match="context_id"):
            await context.send("m", "Hi.", RAW, NEWSMAN, context_id="yours")
        with pytest.raises(ValueError, match="transcript"):
            await context.send("m", "", RAW, NEWSMAN, continue_=True)


async def test_a_closed_socket_can_be_connected_again(server: RunningServer) -> None:
    async with client_of(server) as client:
        ws = await client.tts.websocket()
        await ws.close()
        with pytest.raises(RuntimeError, match="closed"):
            await ws.send("m", "Hi.", RAW, NEWSMAN)
        await ws.connect()
        assert (await ws.send("m", "Hi.", RAW, NEWSMAN, stream=False))["audio"]
        await ws.close()


def test_the_twelve_names_of_formats() -> None:
    from studio.client.library.formats import NAMES

    assert len(NAMES) == 12
    with Cartesia(base_url="localhost:9") as client:
        for name in NAMES:
            made = client.tts.get_output_format(name)
            assert name == f"{made['container']}_{made['encoding']}_{made['sample_rate']}"
            assert client.tts.get_sample_rate(name) == made["sample_rate"]
        with pytest.raises(ValueError, match="raw_pcm_alaw_8000"):
            client.tts.get_output_format("mp3")


async def test_nothing_late_reaches_a_context_that_takes_a_cancelled_ones_id(serve: Serve) -> None:
    def script(caller: Caller) -> None:
        first = caller.receive()
        assert first is not None
        caller.say(first["context_id"], b"old!")
        while (message := caller.receive()) is not None:
            if not message.get("cancel"):
                for late in ("say", "finish"):
                    getattr(caller, late)(first["context_id"])
                caller.say(message["context_id"], b"new!")
                caller.finish(message["context_id"])

    endpoint = serve(script).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=5) as client:
        ws = await client.tts.websocket()
        context = ws.context("mine")
        await context.send("m", "Hi.", RAW, NEWSMAN)
        assert (await anext(context.receive()))["audio"] == b"old!"
        await context.cancel()
        answer = await ws.send("m", "Hi.", RAW, NEWSMAN, context_id="mine", stream=False)
        assert answer == {"audio": b"new!", "context_id": "mine"}
        await ws.close()


async def test_a_socket_closed_while_idle_is_connected_again(serve: Serve) -> None:
    def one_speech(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        caller.say(message["context_id"])
        caller.finish(message["context_id"])

    endpoint = serve(one_speech).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=5) as client:
        ws = await client.tts.websocket()
        for _ in range(5):
            assert (await ws.send("m", "Hi.", RAW, NEWSMAN, stream=False))["audio"]
        await ws.close()
    with Cartesia(api_key="k", base_url=endpoint.base_url, timeout=5) as blocking:
        socket = blocking.tts.websocket()
        for _ in range(5):
            assert await asyncio.to_thread(lambda: socket.send("m", "Hi.", RAW, NEWSMAN, stream=False)["audio"])
        socket.close()


async def test_a_server_that_says_nothing_more_is_a_runtime_error_in_time(serve: Serve) -> None:
    def mute(caller: Caller) -> None:
        message = caller.receive()
        assert message is not None
        caller.say(message["context_id"])
        caller.receive()

    endpoint = serve(mute).endpoint
    async with AsyncCartesia(api_key="k", base_url=endpoint.base_url, timeout=0.2) as client:
        ws = await client.tts.websocket()
        with pytest.raises(RuntimeError, match="nothing"):
            await ws.send("m", "Hi.", RAW, NEWSMAN, stream=False)
        await ws.close()
    with Cartesia(api_key="k", base_url=endpoint.base_url, timeout=0.2) as blocking:
        socket = blocking.tts.websocket()
        with pytest.raises(RuntimeError, match="nothing"):
            await asyncio.to_thread(lambda: socket.send("m", "Hi.", RAW, NEWSMAN, stream=False))
        socket.close()
