# SPDX-License-Identifier: GPL-3.0-or-later
# mypy: ignore-errors
"""What the documents of the client library 1.x do, against a server on this machine: PORT KEY CLIP."""

import asyncio
import sys

from cartesia import AsyncCartesia, Cartesia
from cartesia.version import __version__

PORT, KEY, CLIP = sys.argv[1:]
BARBERSHOP_MAN = "a0e99841-438c-4a64-b679-ae501e7d6091"
YOSHI = "87748186-23bb-4158-a1eb-332911b0b708"
RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100}
TEXT = "Hello! Welcome to Cartesia"
PIECES = ["Sonic and Yoshi team up ", "in a dimension-hopping ", "adventure! ", "Get ready."]
TONE_WORD_BYTES = 44100 * 4 // 5
NEWEST_1_X = __version__ >= "1.4"


def voices(client):
    every = client.voices.list()
    voice = client.voices.get(id=BARBERSHOP_MAN)
    assert voice["name"] == "Barbershop Man"
    assert voice in every
    assert len(voice["embedding"]) == 192
    mixed = client.voices.mix(
        [{"id": BARBERSHOP_MAN, "weight": 0.5}, {"embedding": every[0]["embedding"], "weight": 0.5}]
    )
    assert len(mixed) == 192
    made = client.voices.create(name="New Voice", description="A mix", embedding=mixed)
    assert made in client.voices.list()
    assert made["embedding"] == mixed
    assert client.voices.get(id=made["id"]) == made
    if NEWEST_1_X:
        client.voices.delete(id=made["id"])
        assert made not in client.voices.list()
    try:
        client.voices.get(id="nobody")
    except ValueError as error:
        assert "no voice" in str(error)
    else:
        raise AssertionError("an unknown voice was found")
    return voice["embedding"], mixed


def clone(client):
    try:
        embedding = client.voices.clone(filepath=CLIP)
    except ValueError as error:
        # Only an engine with a model hears clips; the test's engine says so in words.
        assert '"error"' in str(error), error
        return
    assert len(embedding) == 192


def speech(client, embedding, mixed):
    wav = client.tts.bytes(
        model_id="sonic-english", transcript=TEXT, voice_id=BARBERSHOP_MAN, output_format={**RAW, "container": "wav"}
    )
    assert wav[:4] == b"RIFF"
    assert len(wav) > 44 + 3 * TONE_WORD_BYTES
    heard = [
        output["audio"]
        for output in client.tts.sse(
            model_id="sonic-english", transcript=TEXT, voice_embedding=embedding, stream=True, output_format=RAW
        )
    ]
    assert len(heard) > 1
    assert abs(len(b"".join(heard)) - 4 * TONE_WORD_BYTES) < 64
    whole = client.tts.sse(
        model_id="sonic-english", transcript=TEXT, voice_embedding=mixed, stream=False, output_format=RAW
    )
    assert abs(len(whole["audio"]) - 4 * TONE_WORD_BYTES) < 64
    controls = {"speed": "slow", "emotion": ["positivity:high", "curiosity"]}
    slow = client.tts.sse(
        model_id="sonic-english",
        transcript=TEXT,
        voice_id=BARBERSHOP_MAN,
        stream=False,
        output_format=RAW,
        _experimental_voice_controls=controls,
    )
    assert len(slow["audio"]) > len(whole["audio"])
    try:
        client.tts.sse(model_id="", transcript=TEXT, voice_id=BARBERSHOP_MAN, stream=False, output_format=RAW)
    except (RuntimeError, ValueError) as error:
        assert "model" in str(error)
    else:
        raise AssertionError("no model was accepted")


def socket(client, embedding):
    ws = client.tts.websocket()
    heard = b"".join(
        output["audio"]
        for output in ws.send(
            model_id="sonic-english", transcript=TEXT, voice_embedding=embedding, stream=True, output_format=RAW
        )
    )
    assert abs(len(heard) - 4 * TONE_WORD_BYTES) < 64
    timed = ws.send(
        model_id="sonic-english",
        transcript=TEXT,
        voice_id=BARBERSHOP_MAN,
        output_format=RAW,
        stream=False,
        add_timestamps=True,
    )["word_timestamps"]
    assert timed["words"] == TEXT.split()
    assert timed["start"] == sorted(timed["start"])
    french = ws.send(
        model_id="sonic-multilingual",
        transcript="Bonjour tout le monde",
        voice_id=YOSHI,
        language="fr",
        stream=False,
        output_format=RAW,
    )
    assert abs(len(french["audio"]) - 4 * TONE_WORD_BYTES) < 64
    ctx = ws.context()
    pieces = ctx.send(model_id="sonic-english", transcript=iter(PIECES), voice_id=YOSHI, output_format=RAW)
    words = len("".join(PIECES).split())
    assert abs(len(b"".join(output["audio"] for output in pieces)) - words * TONE_WORD_BYTES) < 64
    try:
        list(ws.send(model_id="sonic-english", transcript=TEXT, voice_id="nobody", stream=True, output_format=RAW))
    except RuntimeError as error:
        assert "no voice" in str(error)
    else:
        raise AssertionError("an unknown voice spoke")
    ws.close()


def infill(client):
    middle, whole = client.tts.infill(
        model_id="sonic-english",
        language="en",
        transcript=TEXT,
        voice_id=BARBERSHOP_MAN,
        left_audio_path=CLIP,
        right_audio_path=CLIP,
        output_format={"container": "wav", "encoding": "pcm_s16le", "sample_rate": 44100},
        experimental_voice_controls={"speed": "normal", "emotion": ["surprise:high", "curiosity:high"]},
    )
    assert middle[:4] == whole[:4] == b"RIFF"
    with open(CLIP, "rb") as file:
        assert len(whole) > len(middle) + 1.9 * len(file.read())


async def concurrently():
    client = AsyncCartesia(api_key=KEY, base_url=f"localhost:{PORT}")
    heard = b""
    async for output in await client.tts.sse(
        model_id="sonic-english", transcript=TEXT, voice_id=YOSHI, stream=True, output_format=RAW
    ):
        heard += output["audio"]
    assert abs(len(heard) - 4 * TONE_WORD_BYTES) < 64
    ws = await client.tts.websocket()
    ctx = ws.context()

    async def send():
        for piece in PIECES:
            await ctx.send(
                model_id="sonic-english", transcript=piece, voice_id=YOSHI, continue_=True, output_format=RAW
            )
        await ctx.no_more_inputs()

    async def receive():
        return b"".join([output["audio"] async for output in ctx.receive()])

    _, heard = await asyncio.gather(send(), receive())
    assert abs(len(heard) - len("".join(PIECES).split()) * TONE_WORD_BYTES) < 64
    if NEWEST_1_X:
        await flushed(ws)
    await ws.close()
    await client.close()


async def flushed(ws):
    ctx = ws.context()
    receivers = []
    for piece in PIECES[:2]:
        await ctx.send(model_id="sonic-english", transcript=piece, voice_id=YOSHI, continue_=True, output_format=RAW)
        receivers.append(await ctx.flush())
    await ctx.no_more_inputs()
    for piece, receive in zip(PIECES, receivers):
        heard = b"".join([output["audio"] async for output in receive() if "audio" in output])
        # The resampler holds a little back over a flush.
        assert abs(len(heard) - len(piece.split()) * TONE_WORD_BYTES) < 16000, (piece, len(heard))


client = Cartesia(api_key=KEY, base_url=f"localhost:{PORT}")
embeddings = voices(client)
clone(client)
speech(client, *embeddings)
socket(client, embeddings[0])
if NEWEST_1_X:
    infill(client)
asyncio.run(concurrently())
try:
    Cartesia(api_key="wrong", base_url=f"localhost:{PORT}").voices.list()
except ValueError as error:
    assert "key" in str(error)
else:
    raise AssertionError("a wrong key was accepted")
print("all done")
