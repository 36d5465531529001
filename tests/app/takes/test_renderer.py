# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest

from studio.app.exporting.export_formats import EXPORTERS
from studio.app.studio import Studio
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import SpeechEvent
from studio.client.speech.request import SpeechRequest
from studio.core.marks import Mark
from studio.core.project import Paragraph, VoiceDesign
from studio.core.timeline import WordRange
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.stock import stock_voices
from tests.bench.project.joints import MOST_DB, Jointed
from tests.support.desk import Desk, until_stopped
from tests.support.knowing_engine import KnowingEngine
from tests.support.noting_engine import NotingEngine
from tests.support.speech_server import running_server
from tests.support.waiting import wait_until_async


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


class Gate:
    """Lets no speech come before it is open, and counts what was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.open = asyncio.Event()
        speak = AsyncSpeechClient.speak

        async def late(client: AsyncSpeechClient, request: SpeechRequest) -> AsyncGenerator[SpeechEvent]:
            self.asked.append(request.transcript)
            await self.open.wait()
            async with aclosing(speak(client, request)) as events:
                async for event in events:
                    yield event

        monkeypatch.setattr(AsyncSpeechClient, "speak", late)


def takes(studio: Studio) -> list[int]:
    """How many each paragraph has."""
    return [len(studio.taking.takes_of(each)) for each in studio.editing.project.paragraphs]


async def test_a_paragraph_that_two_ask_for_at_once_is_rendered_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, path = desk.studio, tmp_path / "out.wav"
    gate = Gate(monkeypatch)
    studio.editing.replace_text("One two.\nThree four.\nFive six.")
    studio.rendering.render_changed()
    await wait_until_async(lambda: gate.asked)
    studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
    await wait_until_async(lambda: any(each.fraction == 0 for each in desk.activities if each.key == "export"))
    gate.open.set()
    await wait_until_async(lambda: path.exists() and not studio.rendering.active)
    assert sorted(gate.asked) == ["Five six.", "One two.", "Three four."]
    assert takes(studio) == [1, 1, 1]
    together = path.read_bytes()
    studio.exporting.export(tmp_path / "again.wav", EXPORTERS[0].format(24000, 16))
    await wait_until_async((tmp_path / "again.wav").exists)
    assert (tmp_path / "again.wav").read_bytes() == together


async def test_who_waits_for_a_rendering_that_is_given_up_renders_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, path = desk.studio, tmp_path / "out.wav"
    gate = Gate(monkeypatch)
    studio.editing.replace_text("One two.")
    studio.rendering.render_changed()
    await wait_until_async(lambda: gate.asked)
    studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
    await wait_until_async(lambda: any(each.fraction == 0 for each in desk.activities if each.key == "export"))
    assert len(gate.asked) == 1
    studio.rendering.cancel()
    await wait_until_async(lambda: len(gate.asked) == 2, what="the export asks itself")
    gate.open.set()
    await wait_until_async(path.exists)
    assert takes(studio) == [1]


async def test_what_was_rendered_for_playing_and_at_once_for_a_file_is_kept_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Playing holds its rendering back while it is ahead, and nothing waits for it."""
    studio, path = desk.studio, tmp_path / "out.wav"
    gate = Gate(monkeypatch)
    studio.editing.replace_text("One two.")
    studio.hearing.play_all()
    await wait_until_async(lambda: len(gate.asked) == 1)
    studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
    await wait_until_async(lambda: len(gate.asked) == 2)
    gate.open.set()
    await wait_until_async(path.exists)
    await until_stopped(desk)
    assert takes(studio) == [1]


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
