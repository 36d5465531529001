# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import wave
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from studio.app.exporting.export import SpeechSource, export, word_times
from studio.app.exporting.export_formats import EXPORTERS
from studio.app.takes.filling import Client
from studio.app.takes.playlist import PARAGRAPH_PAUSE_S
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import TakeCache
from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import EngineUnavailable, InvalidArgument
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.timeline import WordTiming
from studio.core.voices import MixPart
from studio.engine.tone import ToneEngine
from studio.project.edits import with_text
from tests.support.speech_server import running_server

WAV = EXPORTERS[0].format(24000, 16)
TEXT = "One two three.\n\nFour five."


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[AsyncSpeechClient]:
    with running_server(tmp_path / "server", ToneEngine()) as server:
        made = AsyncSpeechClient(Endpoint(server.url, server.token))
        yield made
        await made.aclose()


async def design_of(client: AsyncSpeechClient) -> VoiceDesign:
    voices = await client.voices()
    return VoiceDesign((MixPart(next(voice.id for voice in voices if voice.available), 1.0),))


async def test_paragraphs_follow_each_other_with_a_pause_and_words_are_timed_in_the_file(
    client: AsyncSpeechClient, tmp_path: Path
) -> None:
    path, shares = tmp_path / "out.wav", list[float]()
    design, status = await design_of(client), await client.status()
    renderer = Renderer(TakeCache())
    project = with_text(Project(), TEXT)
    words = await export(path, project, design, SpeechSource(renderer, client, status), WAV, shares.append)
    assert [word.text for word in words] == TEXT.split()
    takes = [
        renderer.take_for(Paragraph("", text), design, status.engine, status.sample_rate_hz)
        for text in ("One two three.", "Four five.")
    ]
    first_s, second_s = (take.duration_s for take in takes)
    assert words[3].start_s == pytest.approx(first_s + PARAGRAPH_PAUSE_S + takes[1].words[0].start_s)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with wave.open(str(path)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(
            first_s + PARAGRAPH_PAUSE_S + second_s, abs=0.01
        )


async def test_a_text_without_a_word_makes_no_file(client: AsyncSpeechClient, tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    design, status = await design_of(client), await client.status()
    with pytest.raises(InvalidArgument):
        await export(
            path, with_text(Project(), " \n "), design, SpeechSource(Renderer(TakeCache()), client, status), WAV
        )
    assert not path.exists()


async def test_a_pause_alone_is_a_file_of_silence(client: AsyncSpeechClient, tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    speech = SpeechSource(Renderer(TakeCache()), client, await client.status())
    project = with_text(Project(), '<break time="1s"/>')
    assert await export(path, project, await design_of(client), speech, WAV) == ()
    with wave.open(str(path)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(1.0, abs=0.01)
        assert not any(file.readframes(file.getnframes()))


async def test_where_the_engine_breaks_off_the_rest_is_read_by_the_client_it_came_back_with(
    client: AsyncSpeechClient, tmp_path: Path
) -> None:
    design, status = await design_of(client), await client.status()
    broken = AsyncSpeechClient(Endpoint("http://127.0.0.1:9", "none"))
    asked: list[Client] = []

    async def again(known: Client) -> AsyncSpeechClient:
        asked.append(known)
        return client

    project, renderer = with_text(Project(), TEXT), Renderer(TakeCache())
    try:
        with pytest.raises(EngineUnavailable):
            await export(
                tmp_path / "none.wav", project, design, SpeechSource(Renderer(TakeCache()), broken, status), WAV
            )
        assert not (tmp_path / "none.wav").exists()
        words = await export(tmp_path / "out.wav", project, design, SpeechSource(renderer, broken, status, again), WAV)
    finally:
        await broken.aclose()
    assert asked == [broken], "the second paragraph is read by the new one at once"
    assert [word.text for word in words] == TEXT.split()


def test_word_times_are_in_the_form_of_the_api() -> None:
    words = (WordTiming("One", 0.0, 0.33333), WordTiming("two", 0.4, 0.5))
    assert word_times(words) == {"words": ["One", "two"], "start": [0.0, 0.4], "end": [0.3333, 0.5]}


@pytest.mark.parametrize("text", [" ", "... !!!\n\n—", "😀", "***\n\n😀"])
async def test_a_transcript_of_marks_alone_is_no_file(client: AsyncSpeechClient, tmp_path: Path, text: str) -> None:
    speech = SpeechSource(Renderer(TakeCache()), client, await client.status())
    with pytest.raises(InvalidArgument, match="at least one word"):
        await export(tmp_path / "out.wav", with_text(Project(), text), await design_of(client), speech, WAV)
    assert not (tmp_path / "out.wav").exists()
