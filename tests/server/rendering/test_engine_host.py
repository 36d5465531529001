# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

import pytest

from studio.core.errors import EngineUnavailable, ModelDamaged, SpeechFailed
from studio.core.speech import Controls
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost, LoadedEngine
from studio.server.rendering.outs import AudioOut, CancelledOut, FailedOut, FinishedOut, Out
from studio.server.rendering.render import Render
from studio.server.rendering.speaker import Speaker
from studio.server.wire.formats.pcm import RawFormat
from studio.server.wire.problems import TooBusy
from tests.support.speech_server import HeldEngine, WatchedEngine
from tests.support.waiting import HANGS_S, wait_until_async

OUTPUT = RawFormat("pcm_f32le", 24000)
SPEAKER = Speaker(lambda _: (MixPart(NEWSMAN_ID, 1.0),), "", Controls())


@contextmanager
def started(load: Callable[[], LoadedEngine], limits: Limits | None = None) -> Iterator[EngineHost]:
    host = EngineHost(load, limits or Limits())
    host.start()
    try:
        yield host
    finally:
        assert host.close(HANGS_S)


async def all_of(render: Render) -> list[Out]:
    outs = [await render.next()]
    while not isinstance(outs[-1], FinishedOut | CancelledOut | FailedOut):
        outs.append(await render.next())
    return outs


async def test_the_engine_loads_in_the_background_and_requests_wait_for_it() -> None:
    go = threading.Event()

    def load() -> LoadedEngine:
        go.wait(HANGS_S)
        return LoadedEngine(ToneEngine(), ("a notice",), fetchable_model=True)

    with started(load) as host:
        states = [host.state]
        assert host.voices == ()
        render = host.open(SPEAKER, OUTPUT)
        render.add("One.")
        render.finish()
        waiting = [asyncio.create_task(host.ready(), name=f"waiting {index}") for index in range(2)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        go.set()
        await waiting[1]
        assert [*states, host.state] == ["starting", "ready"]
        assert host.name == "tone"
        assert host.notices == ("a notice",)
        assert host.fetchable_model
        assert [type(out) for out in await all_of(render)] == [type(out) for out in await all_of(render_again(host))]


def render_again(host: EngineHost) -> Render:
    render = host.open(SPEAKER, OUTPUT)
    render.add("One.")
    render.finish()
    return render


async def test_an_engine_that_cannot_load_fails_everyone_in_words() -> None:
    go = threading.Event()

    def load() -> LoadedEngine:
        go.wait(HANGS_S)
        raise ModelDamaged("decoder.onnx is damaged: run speech-studio models --fetch.")

    with started(load) as host:
        render = host.open(SPEAKER, OUTPUT)
        go.set()
        with pytest.raises(EngineUnavailable, match=r"decoder\.onnx"):
            await host.ready()
        assert host.state == "failed"
        assert "decoder.onnx" in host.error_text
        (failed,) = await all_of(render)
        assert isinstance(failed, FailedOut)
        with pytest.raises(EngineUnavailable):
            host.open(SPEAKER, OUTPUT)


async def test_work_for_the_engine_runs_between_pieces() -> None:
    engine = HeldEngine()
    with started(lambda: LoadedEngine(engine)) as host:
        await host.ready()
        render = host.open(SPEAKER, OUTPUT)
        render.add("One. Two. Three. Four. Five. Six. Seven. Eight.")
        render.finish()
        await wait_until_async(lambda: engine.busy)
        works: list[Callable[[object], object]] = [lambda got: (got is engine, engine.busy), lambda _: 1 / 0]
        called = [asyncio.create_task(host.call(work), name="work") for work in works]
        await asyncio.sleep(0)  # in which they are handed in
        engine.let(1)
        async with asyncio.timeout(HANGS_S):
            assert await called[0] == (True, False)
            await wait_until_async(lambda: engine.busy)
            assert not called[1].done(), "speech has a turn between two of them"
            engine.let(1)
            with pytest.raises(SpeechFailed):
                await called[1]
        assert len(engine.turns) == 2
        render.cancel()


async def test_speech_has_a_turn_between_two_steps_of_other_work_and_one_without_a_caller_is_closed() -> None:
    engine = HeldEngine()
    order: list[str] = []

    def in_steps(_engine: Engine, steps: int = 3) -> Generator[None, None, str]:
        try:
            for number in range(steps):
                order.append(f"step {number} after {len(engine.turns)} pieces")
                yield
            return "done"
        finally:
            order.append("closed")

    with started(lambda: LoadedEngine(engine)) as host:
        await host.ready()
        render = host.open(SPEAKER, OUTPUT)
        render.add("One. Two. Three. Four. Five. Six. Seven. Eight.")
        render.finish()
        await wait_until_async(lambda: engine.busy)
        called = asyncio.create_task(host.call_in_steps(in_steps), name="work")
        await asyncio.sleep(0)  # in which it is handed in
        engine.let(4)
        async with asyncio.timeout(HANGS_S):
            assert await called == "done"
        assert order == ["step 0 after 1 pieces", "step 1 after 2 pieces", "step 2 after 3 pieces", "closed"]
        order.clear()
        await wait_until_async(lambda: engine.busy)
        left = asyncio.create_task(host.call_in_steps(lambda it: in_steps(it, sys.maxsize)), name="work")
        await asyncio.sleep(0)
        engine.let(1)
        await wait_until_async(lambda: order)
        left.cancel()
        engine.free()
        await wait_until_async(lambda: "closed" in order)
        assert left.cancelled()
        render.cancel()


async def test_a_render_pauses_at_its_bound_and_goes_on_as_it_is_taken() -> None:
    engine = WatchedEngine()
    with started(lambda: LoadedEngine(engine), Limits(buffer_s=2.0)) as host:
        render = host.open(SPEAKER, OUTPUT)
        render.add("These are five words here. " * 30)
        render.finish()
        await wait_until_async(lambda: len(engine.turns) >= 2)
        await asyncio.sleep(0.2)
        assert len(engine.turns) <= 3
        seconds = sum(out.duration_s for out in await all_of(render) if isinstance(out, AudioOut))
        assert seconds == pytest.approx(30.0)


async def test_nobody_renders_more_than_permitted_and_ended_renders_do_not_count() -> None:
    with started(lambda: LoadedEngine(ToneEngine()), Limits(renders=2)) as host:
        await host.ready()
        first, second = (
            host.open(SPEAKER, OUTPUT),
            host.open(SPEAKER, OUTPUT),
        )
        with pytest.raises(TooBusy):
            host.open(SPEAKER, OUTPUT)
        first.cancel()
        second.finish()
        assert isinstance(await second.next(), FinishedOut)
        host.open(SPEAKER, OUTPUT)
        host.open(SPEAKER, OUTPUT)


async def test_a_cancelled_render_counts_no_more_though_the_engine_is_on_its_way_out_of_it() -> None:
    inside, go = threading.Event(), threading.Event()

    class Deep(ToneEngine):
        def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
            inside.set()
            assert go.wait(HANGS_S)
            yield from super().speak(utterance, stop)

    with started(lambda: LoadedEngine(Deep()), Limits(renders=1)) as host:
        await host.ready()
        render = host.open(SPEAKER, OUTPUT)
        render.add("One.")
        render.finish()
        await wait_until_async(inside.is_set)
        with pytest.raises(TooBusy):
            host.open(SPEAKER, OUTPUT)
        render.cancel()
        assert isinstance(await render.next(), CancelledOut)
        following = host.open(SPEAKER, OUTPUT)
        following.add("Two.")
        following.finish()
        go.set()
        assert isinstance((await all_of(following))[-1], FinishedOut)


async def test_closing_cancels_what_runs_and_closes_the_engine() -> None:
    engine = WatchedEngine(render_delay_s=10 * HANGS_S)
    with started(lambda: LoadedEngine(engine)) as host:
        render = host.open(SPEAKER, OUTPUT)
        render.add("One. Two.")
        await wait_until_async(lambda: engine.busy)
        assert await asyncio.to_thread(host.close, HANGS_S)
        assert engine.closed
        assert isinstance(await render.next(), CancelledOut)
        with pytest.raises(EngineUnavailable):
            host.open(SPEAKER, OUTPUT)


async def test_texts_that_wait_are_spoken_as_one() -> None:
    engine = HeldEngine()
    with started(lambda: LoadedEngine(engine)) as host:
        render = host.open(SPEAKER, OUTPUT)
        for piece in ("One. ", "two ", "and ", "three."):
            render.add(piece)
            await wait_until_async(lambda: engine.busy)
        render.finish()
        engine.free()
        await all_of(render)
        assert list(dict.fromkeys(turn[0] for turn in engine.turns)) == ["One. ", "two and three."]


async def test_who_has_not_spoken_yet_goes_first() -> None:
    engine = HeldEngine()
    with started(lambda: LoadedEngine(engine)) as host:
        long = [host.open(SPEAKER, OUTPUT) for _ in range(8)]
        for render in long:
            render.add("Long one. " * 20)
        engine.let(10)
        await wait_until_async(lambda: len(engine.turns) == 10 and engine.busy)
        before = len(engine.turns)
        short = host.open(SPEAKER, OUTPUT)
        short.add("Short.")
        short.finish()
        engine.free()
        await all_of(short)
        assert [text for text, _, _ in engine.turns[before:]].index("Short.") <= 2
        for render in long:
            render.cancel()


async def test_a_short_text_goes_before_long_ones_that_came_with_it() -> None:
    engine = HeldEngine()
    with started(lambda: LoadedEngine(engine)) as host:
        await host.ready()
        busy, *later = [host.open(SPEAKER, OUTPUT) for _ in range(5)]
        busy.add("Busy. " * 3)
        busy.finish()
        await wait_until_async(lambda: engine.busy)
        for render, text in zip(later, ("Long one. " * 9, "Long two. " * 9, "Short.", "Long three. " * 9), strict=True):
            render.add(text)
            render.finish()
        engine.free()
        await asyncio.gather(*(all_of(render) for render in (busy, *later)))
    spoken = list(dict.fromkeys(text for text, _, _ in engine.turns))
    assert spoken[:2] == ["Busy. " * 3, "Short."]


async def test_a_long_text_is_not_passed_over_for_ever() -> None:
    engine = HeldEngine(render_delay_s=0.05)
    with started(lambda: LoadedEngine(engine)) as host:
        await host.ready()
        long = host.open(SPEAKER, OUTPUT)
        shorts: list[Render] = []

        def short() -> Render:
            render = host.open(SPEAKER, OUTPUT)
            render.add("Short.")
            render.finish()
            return render

        shorts += [short(), short()]
        await wait_until_async(lambda: engine.busy)
        long.add("Long, and it waits. " * 3)
        long.finish()
        engine.free()
        began_s = asyncio.get_running_loop().time()
        while not any(text.startswith("Long") for text, _, _ in engine.turns):
            assert asyncio.get_running_loop().time() - began_s < HANGS_S
            shorts.append(short())
            await all_of(shorts[-2])
        await asyncio.gather(all_of(long), all_of(shorts[-1]))
