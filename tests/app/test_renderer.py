# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import psutil

from studio.app.renderer import Renderer
from studio.app.takes import LiveTake, TakeCache
from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.core.project import VoiceDesign
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from tests.support.desk import Desk
from tests.support.knowing_engine import KnowingEngine
from tests.support.speech_server import running_server
from tests.support.waiting import HANGS_S, wait_until_async


async def test_a_take_knows_before_its_first_audio_when_it_may_be_heard(tmp_path: Path) -> None:
    now_s, ready = 100.0, list[tuple[float, bool]]()

    def grown(take: LiveTake) -> None:
        nonlocal now_s
        for now_s in (100.0, 100.49, 100.51) if take.frames and not take.complete else ():
            ready.append((now_s, take.ready))
        now_s = 100.0

    with running_server(tmp_path, KnowingEngine()) as server:
        client = AsyncSpeechClient(Endpoint(server.url, server.token))
        try:
            take = LiveTake("take", 24000, clock=lambda: now_s)
            renderer = Renderer(TakeCache())
            renderer.grown.connect(grown)
            await renderer.render(client, take, "Hi.", VoiceDesign((MixPart(NEWSMAN_ID, 1.0),)))
        finally:
            await client.aclose()
    assert take.duration_s < 1.25
    assert set(ready) == {(100.0, False), (100.49, False), (100.51, True)}


async def test_a_take_that_broke_off_goes_on_without_a_seam(desk: Desk) -> None:
    studio = desk.studio
    text = ". ".join(f"One{n} two{n} three{n}" for n in range(400)) + "."
    design = studio.designing.spoken_design
    broken, whole = LiveTake("broken", 24000), LiveTake("whole", 24000)

    async def kill_once(take: LiveTake) -> None:
        if take.frames > 24000 and len(desk.engines) == 1:
            psutil.Process(desk.engines[0].pid).kill()
            await wait_until_async(lambda: len(desk.engines) == 2, 20.0)

    async def again(_broken: AsyncSpeechClient) -> AsyncSpeechClient:
        await wait_until_async(lambda: not studio.engine.blocker(), HANGS_S, "the next engine")
        return await stack.enter_async_context(desk.client())

    renderer = Renderer(TakeCache())
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(desk.client())
        await renderer.render(client, broken, text, design, kill_once, again)
        assert len(desk.engines) == 2
        await renderer.render(await again(client), whole, text, design)
    assert broken.words == whole.words
    assert len(broken.words) == 1200
    assert broken.frames == whole.frames
    assert (broken.read(0, broken.frames) == whole.read(0, whole.frames)).all()


async def test_a_paragraph_of_which_nothing_sounds_is_a_whole_take_without_sound(desk: Desk) -> None:
    studio = desk.studio
    for text in ("***", "— …", '<emotion value="sad"/>'):
        take = LiveTake(text, 24000)
        async with desk.client() as client:
            await Renderer(TakeCache()).render(client, take, text, studio.designing.spoken_design)
        assert (take.complete, take.frames, take.error) == (True, 0, None)
