# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.core.marks import Mark
from studio.core.project import Paragraph, VoiceDesign
from studio.core.timeline import WordRange
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.stock import stock_voices
from tests.bench.project.joints import MOST_DB, Jointed
from tests.support.desk import Desk
from tests.support.knowing_engine import KnowingEngine
from tests.support.noting_engine import NotingEngine
from tests.support.speech_server import running_server


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
            await renderer.render(client, take, Paragraph("", "Hi."), VoiceDesign((MixPart(NEWSMAN_ID, 1.0),)))
        finally:
            await client.aclose()
    assert take.duration_s < 1.25
    assert set(ready) == {(100.0, False), (100.49, False), (100.51, True)}


async def test_a_paragraph_of_which_nothing_sounds_is_a_whole_take_without_sound(desk: Desk) -> None:
    studio = desk.studio
    tag = Mark("unknown", 0, 0, '<emotion value="sad"/>')
    for text in (Paragraph("", "***"), Paragraph("", "— …"), Paragraph("", "", (tag,))):
        take = LiveTake("take", 24000)
        async with desk.client() as client:
            await Renderer(TakeCache()).render(client, take, text, studio.designing.spoken_design)
        assert (take.complete, take.frames, take.error) == (True, 0, None)


async def test_what_is_put_among_kept_words_is_asked_for_as_it_sounds_in_the_whole(tmp_path: Path) -> None:
    engine = NotingEngine()
    with running_server(tmp_path, engine) as server:
        client = AsyncSpeechClient(Endpoint(server.url, server.token))
        try:
            status = await client.status()
            jointed = Jointed(client, VoiceDesign((MixPart(NEWSMAN_ID, 1.0),)), status, "One two. Three four.")
            await jointed.render()
            await jointed.edited("One two. Three five.")
            await jointed.read_again(WordRange(0, 1))
            await jointed.close()
        finally:
            await client.aclose()
    asked = [(each.words, each.as_in_whole, each.variation) for each in engine.asked if not each.words.is_all]
    assert asked == [(WordRange(2), True, 0), (WordRange(0, 1), True, 1)]


@pytest.mark.model
async def test_a_joint_sounds_as_what_was_rendered_whole_on_both_sides(
    tmp_path: Path, forgetful_kokoro: KokoroEngine
) -> None:
    voice = next(stock.voice.id for stock in stock_voices() if stock.key == "bm_george")
    text = "A warm wind came over the hills before noon. Nobody ever asked. He spoke slowly."
    with running_server(tmp_path, forgetful_kokoro) as server:
        client = AsyncSpeechClient(Endpoint(server.url, server.token))
        try:
            jointed = Jointed(client, VoiceDesign((MixPart(voice, 1.0),)), await client.status(), text)
            await jointed.render()
            joints = await jointed.edited(text.replace("ever", "has"))
            joints += await jointed.read_again(WordRange(3, 5))
            await jointed.close()
        finally:
            await client.aclose()
    assert len(joints) == 4
    assert max(max(joint.kept_db, joint.new_db) for joint in joints) < MOST_DB / 2
    assert max(joint.click for joint in joints) < 1.0
