# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from contextlib import AsyncExitStack

import numpy as np
import psutil
import pytest

from studio.app.filling import Filling
from studio.app.plan import Kept
from studio.app.takes import LiveTake
from studio.client.speech.client import AsyncSpeechClient
from studio.core.pcm import FADE_S
from studio.core.timeline import ALL_WORDS, WordRange, WordTiming
from tests.support.desk import Desk
from tests.support.waiting import HANGS_S, wait_until_async

RATE_HZ = 24000


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

    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(desk.client())
        filling = Filling(client, broken, lambda _take: None, kill_once, again)
        await filling.speak(text, design, ALL_WORDS)
        assert len(desk.engines) == 2
        assert filling.first_sound_s is not None
        await Filling(await again(client), whole, lambda _take: None).speak(text, design, ALL_WORDS)
    assert broken.words == whole.words
    assert len(broken.words) == 1200
    assert broken.frames == whole.frames
    assert (broken.read(0, broken.frames) == whole.read(0, whole.frames)).all()


async def test_what_is_kept_and_what_is_spoken_follow_each_other(desk: Desk) -> None:
    design = desk.studio.designing.spoken_design
    earlier, take = LiveTake("earlier", RATE_HZ), LiveTake("take", RATE_HZ)
    earlier.append((np.arange(RATE_HZ) / RATE_HZ).astype(np.float32))
    earlier.add_words([WordTiming("Old", 0.0, 0.4), WordTiming("one.", 0.5, 0.9)])
    grown: list[int] = []
    async with desk.client() as client:
        filling = Filling(client, take, lambda it: grown.append(it.frames))
        filling.keep(earlier, Kept(0.5, None, 1, 2))
        filling.pause(0.25)
        begin = take.frames, len(take.words)
        await filling.speak("One two three four.", design, WordRange(2), begin)
        filling.finish()
    assert [word.text for word in take.words] == ["one.", "three", "four."]
    assert take.words[0].start_s == pytest.approx(0.0)
    assert take.words[1].start_s >= 0.75
    assert take.words[2].end_s <= take.duration_s
    fade = round(FADE_S * RATE_HZ)
    kept, was = take.read(0, RATE_HZ // 2), earlier.read(RATE_HZ // 2, RATE_HZ // 2)
    assert np.array_equal(kept[fade:], was[fade:])
    # Where it was cut it does not click.
    assert kept[0] == 0.0
    assert not take.read(RATE_HZ // 2, RATE_HZ // 4).any()
    assert take.complete
    assert grown == sorted(grown)
    assert grown[-1] == take.frames
