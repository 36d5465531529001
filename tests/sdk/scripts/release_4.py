# SPDX-License-Identifier: GPL-3.0-or-later
# mypy: ignore-errors
"""What the documents of the client library 4.x do, against a server on this machine: PORT KEY CLIP."""

import asyncio
import sys
from pathlib import Path

import cartesia
from cartesia import AsyncCartesia, Cartesia

PORT, KEY, CLIP = sys.argv[1:]
ADDRESSES = {"base_url": f"http://localhost:{PORT}", "websocket_base_url": f"ws://localhost:{PORT}"}
VOICE = "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"
RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100}
TEXT = "Hello! Welcome to Cartesia"
PARTS = ["The road ", "goes ever ", "on and ", "on."]
TONE_WORD_BYTES = 44100 * 4 // 5


def voices(client):
    every = list(client.voices.list())
    for limit in (1, 3):
        assert [voice.id for voice in client.voices.list(limit=limit)] == [voice.id for voice in every]
    first_page = client.voices.list(limit=2)
    assert first_page.has_next_page()
    assert len(first_page.data) == 2
    before = client.voices.list(limit=2, ending_before=every[4].id)
    assert [voice.id for voice in before.data] == [voice.id for voice in every[2:4]]
    assert 0 < len(list(client.voices.list(gender="feminine"))) < len(every)
    assert [voice.name for voice in client.voices.list(q="newsman")] == ["Newsman"]
    voice = client.voices.get(VOICE, expand=["preview_file_url"])
    assert voice.access == "public"
    assert voice.visibility == "all"
    assert voice.locales[0].is_native
    accents = client.voices.list_accents().accents
    assert "general-american" in [accent.id for accent in accents]
    made = client.voices.localize(voice_id=VOICE, name="British", accent="british", description="", language="en")
    assert made.accent == "british"
    assert made.is_owner
    changed = client.voices.update(made.id, name="Renamed", gender="masculine")
    assert (changed.name, changed.gender) == ("Renamed", "masculine")
    assert "fr-FR" in [locale.locale for locale in client.voices.add_accents(made.id, accents=["parisian"]).locales]
    assert [each.id for each in client.voices.list(is_owner=True)] == [made.id]
    client.voices.delete(made.id)
    assert not list(client.voices.list(is_owner=True))
    try:
        client.voices.get(made.id)
    except cartesia.NotFoundError as error:
        assert error.status_code == 404
    else:
        raise AssertionError("a deleted voice was found")


def clone(client):
    try:
        voice = client.voices.clone(clip=Path(CLIP), language="en", name="Cloned")
    except cartesia.APIStatusError as error:
        # Only an engine with a model hears clips; the test's engine says so in words.
        assert 400 <= error.status_code < 500, error
        return
    client.voices.delete(voice.id)


def speech(client):
    wav = client.tts.generate(
        model_id="sonic-latest", output_format={**RAW, "container": "wav"}, transcript=TEXT, voice=VOICE
    )
    assert wav.read()[:4] == b"RIFF"
    mp3 = client.tts.generate(
        model_id="sonic-latest",
        transcript=TEXT,
        voice={"mode": "id", "id": VOICE},
        language="en",
        speed="slow",
        output_format={"container": "mp3", "sample_rate": 44100, "bit_rate": 128000},
        generation_config={"speed": 1.1, "volume": 1.2, "emotion": "calm"},
    )
    assert mp3.read()[0] == 0xFF
    events = list(
        client.tts.generate_sse(
            model_id="sonic-latest",
            output_format=RAW,
            transcript=TEXT,
            voice=VOICE,
            add_timestamps=True,
            add_phoneme_timestamps=True,
            context_id="mine",
        )
    )
    assert {event.type for event in events} == {"chunk", "timestamps", "phoneme_timestamps", "done"}
    assert abs(len(b"".join(event.audio for event in events if event.type == "chunk")) - 4 * TONE_WORD_BYTES) < 64
    assert [
        word for event in events if event.type == "timestamps" for word in event.word_timestamps.words
    ] == TEXT.split()
    middle = client.tts.infill(
        language="en",
        left_audio=Path(CLIP),
        right_audio=Path(CLIP),
        model_id="sonic-2",
        transcript=TEXT,
        voice_id=VOICE,
        output_format={"container": "wav", "encoding": "pcm_s16le", "sample_rate": 44100},
    )
    assert middle.read()[:4] == b"RIFF"
    try:
        client.tts.generate(model_id="", output_format=RAW, transcript=TEXT, voice=VOICE)
    except cartesia.BadRequestError as error:
        assert "model" in str(error)
    else:
        raise AssertionError("no model was accepted")


def socket(client):
    with client.tts.websocket_connect() as ws:
        ctx = ws.context(model_id="sonic-latest", voice=VOICE, output_format=RAW, language="en", add_timestamps=True)
        for part in PARTS:
            ctx.push(part)
        ctx.no_more_inputs()
        responses = list(ctx.receive())
        heard = b"".join(response.audio for response in responses if response.type == "chunk")
        assert abs(len(heard) - len("".join(PARTS).split()) * TONE_WORD_BYTES) < 64
        words = [word for each in responses if each.type == "timestamps" for word in each.word_timestamps.words]
        assert words == "".join(PARTS).split()
        ctx = ws.context()
        ctx.send(model_id="sonic-latest", transcript="One. ", voice=VOICE, output_format=RAW, flush=True)
        ctx.send(model_id="sonic-latest", transcript="Two.", voice=VOICE, output_format=RAW)
        ctx.no_more_inputs()
        responses = list(ctx.receive())
        assert [each.flush_id for each in responses if each.type == "flush_done"] == [1]
        assert {each.flush_id for each in responses if each.type == "chunk"} == {1, 2}
        ctx = ws.context()
        ctx.send(model_id="sonic-latest", transcript="A long one. " * 50, voice=VOICE, output_format=RAW)
        ctx.cancel()
        ctx = ws.context()
        ctx.send(model_id="sonic-latest", transcript=TEXT, voice="nobody", output_format=RAW, continue_=False)
        try:
            kinds = [response.type for response in ctx.receive()]
        except Exception as error:
            assert "no voice" in str(error)
        else:
            assert kinds[-1] == "error", kinds


async def concurrently():
    async with AsyncCartesia(api_key=KEY, **ADDRESSES) as client:
        assert [voice.id async for voice in client.voices.list(limit=3)]
        wav = await client.tts.generate(
            model_id="sonic-latest", output_format={**RAW, "container": "wav"}, transcript=TEXT, voice=VOICE
        )
        assert (await wav.read())[:4] == b"RIFF"
        async with client.tts.websocket_connect() as ws:

            async def speak():
                ctx = ws.context(model_id="sonic-latest", voice=VOICE, output_format=RAW)
                for part in PARTS:
                    await ctx.push(part)
                await ctx.no_more_inputs()
                return b"".join([each.audio async for each in ctx.receive() if each.type == "chunk"])

            for heard in await asyncio.gather(*(speak() for _ in range(8))):
                assert abs(len(heard) - len("".join(PARTS).split()) * TONE_WORD_BYTES) < 64


client = Cartesia(api_key=KEY, **ADDRESSES)
voices(client)
clone(client)
speech(client)
socket(client)
asyncio.run(concurrently())
try:
    Cartesia(api_key="wrong", **ADDRESSES).voices.list()
except cartesia.AuthenticationError:
    print("all done")
else:
    raise AssertionError("a wrong key was accepted")
