# SPDX-License-Identifier: GPL-3.0-or-later
# mypy: ignore-errors
"""What the documents of the client library 2.x do, against a server on this machine: PORT KEY CLIP."""

import asyncio
import sys

from cartesia import AsyncCartesia, Cartesia
from cartesia.core.api_error import ApiError

PORT, KEY, CLIP = sys.argv[1:]
VOICE = "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"
BY_ID = {"mode": "id", "id": VOICE}
RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 22050}
TEXT = "Hello! Welcome to Cartesia"
PIECES = ["Sonic and Yoshi team up ", "in a dimension-hopping ", "adventure! ", "Get ready."]
TONE_WORD_BYTES = 22050 * 4 // 5


def voices(client):
    every = list(client.voices.list())
    paged = client.voices.list(limit=2)
    assert [voice.id for voice in paged] == [voice.id for voice in every]
    assert len({voice.id for voice in every}) == len(every)
    assert [voice.is_owner for voice in client.voices.list(is_owner=True)] == []
    assert 0 < len(list(client.voices.list(gender="masculine"))) < len(every)
    voice = client.voices.get(id=VOICE)
    assert len(voice.embedding) == 192
    with_embedding = list(client.voices.list(expand=["embedding"]))
    assert all(len(each.embedding) == 192 for each in with_embedding)
    mixed = client.voices.mix(
        voices=[{"id": VOICE, "weight": 0.25}, {"embedding": [0.1] * 192, "weight": 0.75}]
    ).embedding
    made = client.voices.create(name="Mine", description="a mix", embedding=mixed, language="en")
    assert made.is_owner
    assert [each.id for each in client.voices.list(is_owner=True)] == [made.id]
    changed = client.voices.update(id=made.id, name="Renamed", description="still a mix")
    assert (changed.name, changed.description) == ("Renamed", "still a mix")
    localized = client.voices.localize(
        voice_id=made.id,
        name="En français",
        description="",
        language="fr",
        original_speaker_gender="male",
        dialect=None,
    )
    assert localized.language == "fr"
    for each in (made, localized):
        client.voices.delete(id=each.id)
    try:
        client.voices.get(id=made.id)
    except ApiError as error:
        assert error.status_code == 404
    else:
        raise AssertionError("a deleted voice was found")
    return voice.embedding


def clone(client):
    try:
        with open(CLIP, "rb") as clip:
            voice = client.voices.clone(
                clip=clip, name="Cloned", description="", language="en", mode="similarity", enhance=False
            )
    except ApiError as error:
        # Only an engine with a model hears clips; the test's engine says so in words.
        assert 400 <= error.status_code < 500, error
        assert error.body["error"]
        return
    client.voices.delete(id=voice.id)


def speech(client, embedding):
    wav = b"".join(
        client.tts.bytes(
            model_id="sonic-3", transcript=TEXT, voice=BY_ID, language="en", output_format={**RAW, "container": "wav"}
        )
    )
    assert wav[:4] == b"RIFF"
    mp3 = b"".join(
        client.tts.bytes(
            model_id="sonic-3",
            transcript=TEXT,
            voice=BY_ID,
            language="en",
            duration=0.9,
            output_format={"container": "mp3", "sample_rate": 44100, "bit_rate": 128000},
        )
    )
    assert mp3[0] == 0xFF
    by_embedding = {"mode": "embedding", "embedding": embedding}
    heard = [
        part.data
        for part in client.tts.sse(
            model_id="sonic-3", transcript=TEXT, voice=by_embedding, language="en", output_format=RAW
        )
    ]
    assert len(heard) > 1
    middle = b"".join(
        client.infill.bytes(
            left_audio=open(CLIP, "rb"),
            right_audio=open(CLIP, "rb"),
            model_id="sonic-2",
            language="en",
            transcript=TEXT,
            voice_id=VOICE,
            output_format_container="mp3",
            output_format_sample_rate=44100,
            output_format_bit_rate=128000,
            voice_experimental_controls_speed="slowest",
            voice_experimental_controls_emotion=["surprise:high", "curiosity:high"],
        )
    )
    assert middle[0] == 0xFF
    try:
        list(client.tts.bytes(model_id="sonic-3", transcript="", voice=BY_ID, output_format=RAW))
    except ApiError as error:
        assert error.status_code == 400
    else:
        raise AssertionError("no text was spoken")


def socket(client):
    ws = client.tts.websocket()
    heard = b"".join(
        out.audio for out in ws.send(model_id="sonic-3", transcript=TEXT, voice=BY_ID, output_format=RAW, stream=True)
    )
    assert abs(len(heard) - 4 * TONE_WORD_BYTES) < 64
    outs = list(
        ws.send(
            model_id="sonic-3",
            transcript=TEXT,
            voice=BY_ID,
            output_format=RAW,
            add_timestamps=True,
            add_phoneme_timestamps=True,
            generation_config={"speed": 1.2, "volume": 0.8, "emotion": "calm"},
        )
    )
    words = [word for out in outs if out.word_timestamps for word in out.word_timestamps.words]
    assert words == TEXT.split()
    assert any(out.phoneme_timestamps for out in outs)
    whole = ws.send(model_id="sonic-3", transcript=TEXT, voice=BY_ID, output_format=RAW, stream=False)
    assert abs(len(whole.audio) - 4 * TONE_WORD_BYTES) < 64
    outs = ws.context().send(model_id="sonic-3", transcript=iter(PIECES), voice=BY_ID, output_format=RAW)
    heard = b"".join(out.audio for out in outs)
    assert abs(len(heard) - len("".join(PIECES).split()) * TONE_WORD_BYTES) < 64
    try:
        list(ws.send(model_id="sonic-3", transcript=TEXT, voice={"mode": "id", "id": "nobody"}, output_format=RAW))
    except RuntimeError as error:
        assert "no voice" in str(error)
    else:
        raise AssertionError("an unknown voice spoke")
    ws.close()


async def concurrently():
    client = AsyncCartesia(api_key=KEY, base_url=f"http://localhost:{PORT}")
    assert [voice.id async for voice in await client.voices.list(limit=3)]
    ws = await client.tts.websocket()
    ctx = ws.context()

    async def send(ctx, flush):
        receivers = []
        for piece in PIECES:
            await ctx.send(model_id="sonic-3", transcript=piece, voice=BY_ID, continue_=True, output_format=RAW)
            if flush:
                receivers.append(await ctx.flush())
        await ctx.no_more_inputs()
        return receivers

    async def receive():
        return b"".join([out.audio async for out in ctx.receive() if out.audio])

    _, heard = await asyncio.gather(send(ctx, flush=False), receive())
    assert abs(len(heard) - len("".join(PIECES).split()) * TONE_WORD_BYTES) < 64
    for receiver in await send(ws.context(), flush=True):
        assert b"".join([out.audio async for out in receiver() if out.audio])
    cancelled = ws.context()
    await cancelled.send(
        model_id="sonic-3", transcript="A long one. " * 50, voice=BY_ID, continue_=True, output_format=RAW
    )
    await cancelled.cancel()
    again = await ws.send(model_id="sonic-3", transcript=TEXT, voice=BY_ID, output_format=RAW, stream=False)
    assert abs(len(again.audio) - 4 * TONE_WORD_BYTES) < 64
    await ws.close()


client = Cartesia(api_key=KEY, base_url=f"http://localhost:{PORT}")
embedding = voices(client)
clone(client)
speech(client, embedding)
socket(client)
asyncio.run(concurrently())
try:
    list(Cartesia(api_key="wrong", base_url=f"http://localhost:{PORT}").voices.list())
except ApiError as error:
    assert error.status_code == 401
else:
    raise AssertionError("a wrong key was accepted")
print("all done")
