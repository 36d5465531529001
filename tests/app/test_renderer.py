# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

from studio.app.renderer import Renderer
from studio.app.takes import LiveTake, TakeCache
from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.core.marks import Mark
from studio.core.project import Paragraph, VoiceDesign
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from tests.support.desk import Desk
from tests.support.knowing_engine import KnowingEngine
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
