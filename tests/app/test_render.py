# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

from studio.app.render import Renderer
from studio.app.takes import LiveTake, TakeCache
from studio.client.api import AsyncSpeechClient
from studio.client.endpoint import Endpoint
from studio.core.document import VoiceDesign
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from tests.support.knowing_engine import KnowingEngine
from tests.support.speech_server import running_server


async def test_a_take_knows_how_much_to_gather_before_its_first_audio(tmp_path: Path) -> None:
    gathered: list[tuple[int, float]] = []
    with running_server(tmp_path, KnowingEngine()) as server:
        client = AsyncSpeechClient(Endpoint(server.url, server.token))
        try:
            take = LiveTake("take", 24000)
            renderer = Renderer(TakeCache(), lambda grown: gathered.append((grown.frames, grown.gather_s)))
            await renderer.render(client, take, "Hello there.", VoiceDesign((MixPart(NEWSMAN_ID, 1.0),)))
        finally:
            await client.aclose()
    assert {gather_s for frames, gather_s in gathered if frames} == {1.25}
