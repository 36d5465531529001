# SPDX-License-Identifier: GPL-3.0-or-later
"""One contract for Cartesia and AsyncCartesia, against the real server."""

from __future__ import annotations

import pytest

from studio.client import AsyncCartesia
from studio.core.errors import StudioError
from studio.core.pcm import decode
from tests.client.library.speaking import BAD, NEWSMAN, TEXT, TWINS, WAYS, client_of, spoken
from tests.support.emotion_measures import differences, manner
from tests.support.speech_server import RunningServer


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
    neutral, fast, sad, angry = [
        manner(decode(each["audio"], "pcm_f32le"), 24000)
        for each in [
            await spoken(server, twin, way, _experimental_voice_controls=asked)
            for asked in ({}, {"speed": "fastest"}, {"emotion": ["sadness:highest"]}, {"emotion": ["anger:highest"]})
        ]
    ]
    assert differences([neutral], [fast])["rate"] > 40
    assert differences([neutral], [fast])["pitch"] == pytest.approx(0.0, abs=0.3)
    for name in ("pitch", "rate", "level"):
        assert differences([neutral], [sad])[name] < 0 < differences([neutral], [angry])[name], name


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
