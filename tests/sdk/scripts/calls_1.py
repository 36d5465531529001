# SPDX-License-Identifier: GPL-3.0-or-later
# mypy: ignore-errors
# ruff: noqa: B023 - what is made in a loop is called at once
"""The calls of the library 1.x, by the module named, against a server on this machine: MODULE PORT KEY CLIP.

Prints what each call gave as JSON: {call: what}. Runs on the module `cartesia` 1.4.0 and on `studio.client` alike.
"""

import asyncio
import hashlib
import importlib
import io
import json
import sys
import wave

MODULE, PORT, KEY, CLIP = sys.argv[1:]
library = importlib.import_module(MODULE)
ADDRESS = {"api_key": KEY, "base_url": f"localhost:{PORT}"}
VOICE = "87748186-23bb-4158-a1eb-332911b0b708"
OTHER = "a0e99841-438c-4a64-b679-ae501e7d6091"
RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 44100}
TEXT = "Hello! Welcome to “Cartesia”, it costs $3."
PARTS = ["The road ", "goes ever ", "on and ", "on."]
SPEECH = {"model_id": "sonic-english", "transcript": TEXT, "voice_id": VOICE, "output_format": RAW}
# What arrives late is rendered apart, and a resampler would leave its mark between.
PART = {**SPEECH, "output_format": {**RAW, "sample_rate": 24000}}
CONTROLS = {"speed": "fast", "emotion": ["positivity:high", "sadness"]}
MANY = {
    "the plain call": {},
    "a language": {"model_id": "sonic-multilingual", "language": "es", "transcript": "Hola, ¿qué tal?"},
    "a duration": {"duration": 1.5},
    "controls by name": {"_experimental_voice_controls": CONTROLS},
    "controls by number": {"_experimental_voice_controls": {"speed": -0.5}},
    "an embedding": {"voice_id": None, "voice_embedding": "of the voice"},
    "an unknown voice": {"voice_id": "nobody"},
    "no voice": {"voice_id": None},
}
given = {}


def sound(data):
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def length(data):
    """What is rendered in parts depends on when they came, but for its length, to a sample or two of each part."""
    return round(len(data) / 100)


def of_outputs(outputs, of_audio=sound):
    """What a stream yielded, however it was cut into pieces."""
    words = [output["word_timestamps"] for output in outputs if "word_timestamps" in output]
    return {
        "audio": of_audio(b"".join(output.get("audio", b"") for output in outputs)),
        "keys": sorted({key for output in outputs for key in output}),
        "ids": len({output.get("context_id") for output in outputs}),
        "words": {key: [each for part in words for each in part[key]] for key in ("words", "start", "end")},
    }


def of_infill(middle, whole):
    with wave.open(io.BytesIO(whole)) as file:
        return {
            "middle": sound(middle),
            "whole": sound(file.readframes(file.getnframes())),
            "rate": file.getframerate(),
        }


def kinds(error):
    return sorted(kind.__name__ for kind in (ValueError, RuntimeError) if isinstance(error, kind))


def tell(name, call):
    try:
        given[name] = call() or "nothing"
    except (ValueError, RuntimeError) as error:
        given[name] = {"raises": kinds(error)}


async def atell(name, call):
    try:
        given[name] = await call()
    except (ValueError, RuntimeError) as error:
        given[name] = {"raises": kinds(error)}


def voices(client):
    every = client.voices.list()
    tell("list", lambda: sound(json.dumps(every, sort_keys=True).encode()))
    tell("get", lambda: client.voices.get(id=VOICE))
    tell("get nobody", lambda: client.voices.get(id="nobody"))
    embedding = client.voices.get(id=VOICE)["embedding"]
    parts = [{"id": VOICE, "weight": 0.25}, {"embedding": client.voices.get(id=OTHER)["embedding"], "weight": 0.75}]
    mixed = client.voices.mix(parts)
    tell("mix", lambda: mixed)
    made = client.voices.create(name="New", description="A mix", embedding=mixed)
    tell("made", lambda: made["id"])
    tell("create", lambda: {**made, "id": "new", "created_at": "now"})
    tell("create in a language", lambda: client.voices.create("N", "D", mixed, "es")["language"])
    tell("delete", lambda: client.voices.delete(id=made["id"]))
    tell("delete again", lambda: client.voices.delete(id=made["id"]))
    tell("clone a clip", lambda: client.voices.clone(filepath=CLIP, enhance=False))
    saved = {"mode": "similarity", "name": "N", "description": "D", "language": "es", "transcript": "T"}
    tell("clone a voice", lambda: client.voices.clone(filepath=CLIP, **saved))
    tell("clone nothing", client.voices.clone)
    return embedding


def with_embedding(more, embedding):
    return {**SPEECH, **more, **({"voice_embedding": embedding} if "voice_embedding" in more else {})}


def speech(client, embedding):
    for name, more in MANY.items():
        arguments = with_embedding(more, embedding)
        tell(f"bytes, {name}", lambda: sound(client.tts.bytes(**arguments)))
        tell(f"sse, {name}", lambda: of_outputs(list(client.tts.sse(**arguments))))
        tell(f"sse whole, {name}", lambda: of_outputs([client.tts.sse(**arguments, stream=False)]))
    for container in ("wav", "mp3"):
        made = {**SPEECH, "output_format": {**RAW, "container": container}}
        tell(f"bytes, {container}", lambda: sound(client.tts.bytes(**made)))
    between = {"model_id": "sonic", "language": "en", "transcript": TEXT, "voice_id": VOICE}
    for name, more in {
        "both": {"left_audio_path": CLIP, "right_audio_path": CLIP},
        "left": {"left_audio_path": CLIP, "experimental_voice_controls": CONTROLS},
        "right": {"right_audio_path": CLIP, "experimental_voice_controls": {"speed": 0.25}},
        "neither": {},
    }.items():
        wav = {**RAW, "container": "wav"}
        tell(f"infill, {name}", lambda: of_infill(*client.tts.infill(**between, **more, output_format=wav)))
    for name in ("raw_pcm_f32le_44100", "raw_pcm_alaw_8000", "mp3"):
        tell(f"format {name}", lambda: client.tts.get_output_format(name))
        tell(f"rate {name}", lambda: client.tts.get_sample_rate(name))


def socket(client, embedding):
    for name, more in MANY.items():
        arguments = with_embedding(more, embedding)
        # 1.x hangs up after an error, so each call has a socket of its own.
        ws = client.tts.websocket()
        tell(f"socket, {name}", lambda: of_outputs(list(ws.send(**arguments, add_timestamps=True))))
        ws.close()
        ws = client.tts.websocket()
        tell(f"socket whole, {name}", lambda: of_outputs([ws.send(**arguments, stream=False, context_id="mine")]))
        ws.close()
    ws = client.tts.websocket()
    outputs = ws.context("own").send(**{**PART, "transcript": iter(PARTS)}, _experimental_voice_controls=CONTROLS)
    tell("parts", lambda: of_outputs(list(outputs), length))
    ws.close()


async def concurrent(embedding):
    client = library.AsyncCartesia(**ADDRESS)

    async def streamed(call):
        return of_outputs([output async for output in await call])

    for name, more in MANY.items():
        arguments = with_embedding(more, embedding)
        await atell(f"async sse, {name}", lambda: streamed(client.tts.sse(**arguments)))
        ws = await client.tts.websocket()
        await atell(f"async socket, {name}", lambda: streamed(ws.send(**arguments, add_timestamps=True)))
        await ws.close()

    async def whole():
        return sound(await client.tts.bytes(**SPEECH))

    await atell("async bytes", whole)
    ws = await client.tts.websocket()
    await atell("async parts", lambda: parts(ws))
    await atell("async flushes", lambda: flushed(ws))
    await ws.close()
    await client.close()


async def parts(ws):
    context = ws.context()
    for part in PARTS:
        await context.send(**{**PART, "transcript": part}, continue_=True)
    await context.no_more_inputs()
    return of_outputs([output async for output in context.receive()], length)


async def flushed(ws):
    context = ws.context()
    receivers = []
    for part in PARTS[:2]:
        await context.send(**{**PART, "transcript": part}, continue_=True)
        receivers.append(await context.flush())
    await context.no_more_inputs()
    heard = [[output async for output in receive()] for receive in [*receivers, context.receive]]
    return [of_outputs(outputs, length) for outputs in heard]


with library.Cartesia(**ADDRESS) as blocking:
    of_the_voice = voices(blocking)
    speech(blocking, of_the_voice)
    socket(blocking, of_the_voice)
asyncio.run(concurrent(of_the_voice))
print(json.dumps(given))
