# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from contextlib import AsyncExitStack
from itertools import pairwise

import numpy as np
import psutil
import pytest

from studio.app.studio import Studio
from studio.app.takes.filling import Client, Filling
from studio.app.takes.levels import part_gain
from studio.app.takes.plan import USUAL_PAUSE_S, Kept
from studio.app.takes.takes import LiveTake
from studio.client.errors import RequestRefused
from studio.client.speech.client import AsyncSpeechClient
from studio.core.pcm import FADE_S
from studio.core.project import Paragraph, Split, SplitDesign, VoiceDesign
from studio.core.timeline import WordRange, WordTiming
from studio.core.voices import MixPart
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
            await wait_until_async(lambda: len(desk.engines) == 2)

    async def again(_broken: Client) -> AsyncSpeechClient:
        await wait_until_async(lambda: not studio.engine.blocker(), HANGS_S, "the next engine")
        return await stack.enter_async_context(desk.client())

    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(desk.client())
        firsts: list[tuple[float, int]] = []
        filling = Filling(client, broken, lambda _take: None, kill_once, again)
        filling.began.connect(lambda seconds: firsts.append((seconds, broken.frames)))
        await filling.speak(Paragraph("", text), design)
        assert len(desk.engines) == 2
        assert len(firsts) == 2, "of each request"
        assert firsts[0][1] == 0, "it is told before the sound is there"
        assert all(seconds > 0 for seconds, _ in firsts)
        await Filling(await again(client), whole, lambda _take: None).speak(Paragraph("", text), design)
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
        begin = filling.pause(0.25, filling.keep(earlier, Kept(0.5, None, 1, 2), (0, 0)))
        assert begin == (take.frames, len(take.words))
        assert filling.pause(0.25, filling.keep(earlier, Kept(0.5, None, 1, 2), (0, 0))) == begin, "it is there already"
        await filling.speak(Paragraph("", "One two three four."), design, WordRange(2), begin)
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


def _split(studio: Studio, text: str, *cuts: int) -> SplitDesign:
    """*text* cut into stretches that two voices speak in turn."""
    able = [voice.id for voice in studio.voices.all if voice.available]
    one, two = (VoiceDesign((MixPart(each, 1.0),)) for each in able[:2])
    edges = pairwise((0, *cuts, len(text)))
    splits = tuple(Split(start, end, (one, two)[number % 2]) for number, (start, end) in enumerate(edges))
    return SplitDesign(one.mix, one.controls, one.language, splits=splits)


async def test_stretches_in_designs_of_their_own_are_requests_of_their_own_with_their_words_in_one_line(
    desk: Desk,
) -> None:
    text = "\u201cGo away.\u201d said the man. \u201cAt once!\u201d"
    design = _split(desk.studio, text, 10, 24)
    take, alone = LiveTake("take", RATE_HZ), LiveTake("alone", RATE_HZ)
    async with desk.client() as client:
        places = await Filling(client, take, lambda _take: None).speak(Paragraph("", text), design)
        await Filling(client, alone, lambda _take: None).speak(Paragraph("", text[24:]), design.splits[2].design)
    assert [word.text for word in take.words] == text.split()
    assert [word for _, word in places] == [0, 2, 5, 7]
    # As between two sentences there is a pause behind one that ends within the paragraph.
    frames, last = take.frames, alone.frames
    gain = np.float32(part_gain(design, design.splits[2].design))
    assert (take.read(frames - last, last) == alone.read(0, last) * gain).all()
    pause = round(USUAL_PAUSE_S * RATE_HZ)
    assert places[2][0] == frames - last
    assert not take.read(frames - last - pause, pause).any()
    assert list(take.words) == sorted(take.words, key=lambda word: word.start_s)


async def test_a_part_that_broke_off_goes_on_without_a_seam_and_others_are_not_spoken_again(desk: Desk) -> None:
    text = "One two three. " + "four five six seven eight nine " * 40 + "ten."
    design = _split(desk.studio, text, 15)
    broken, whole = LiveTake("broken", RATE_HZ), LiveTake("whole", RATE_HZ)

    async def stop(take: LiveTake) -> None:
        if len(take.words) > 30:
            raise RequestRefused("stopped", "by the test")

    async with desk.client() as client:
        with pytest.raises(RequestRefused):
            await Filling(client, broken, lambda _take: None, stop).speak(Paragraph("", text), design)
        failure = broken.error
        assert failure is not None
        assert 3 < len(broken.words) < len(text.split())
        await Filling(client, broken, lambda _take: None).speak(Paragraph("", text), design)
        places = await Filling(client, whole, lambda _take: None).speak(Paragraph("", text), design)
        middle = LiveTake("middle", RATE_HZ)
        some = await Filling(client, middle, lambda _take: None).speak(Paragraph("", text), design, WordRange(1, 5))
        later = LiveTake("later", RATE_HZ)
        await Filling(client, later, lambda _take: None).speak(Paragraph("", text), design, WordRange(3, 5))
    assert broken.error is None
    assert broken.words == whole.words
    assert (broken.read(0, broken.frames) == whole.read(0, whole.frames)).all()
    assert places[-1] == (whole.frames, len(whole.words))
    assert [word.text for word in middle.words] == ["two", "three.", "four", "five"]
    assert [word for _, word in some] == [0, 2, 4]
    assert [word.text for word in later.words] == ["four", "five"]
