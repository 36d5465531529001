# SPDX-License-Identifier: GPL-3.0-or-later
# mypy: ignore-errors
"""Calls of the library 4.x and those of `studio.client` that stand for them: MODULE PORT KEY CLIP.

Prints what each call gave as JSON: {call: what}.
"""

import asyncio
import hashlib
import json
import sys
from pathlib import Path

MODULE, PORT, KEY, CLIP = sys.argv[1:]
VOICE = "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"
RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 44100}
TEXT = "Hello! Welcome to “Cartesia”, it costs $3."
PARTS = ["The road ", "goes ever ", "on and ", "on."]
CALLS = {
    "the plain call": {},
    "a language": {"language": "es", "transcript": "Hola, ¿qué tal?"},
    "controls": {"controls": {"speed": 1.5, "emotion": "angry"}},
    "an unknown voice": {"voice": "nobody"},
}
given = {}


def sound(data):
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def heard(audio, words, start, end):
    return {"audio": sound(audio), "words": words, "start": start, "end": end}


def length(audio):
    """What is rendered in parts depends on when they came, but for its length, to a sample or two of each part."""
    return round(len(audio) / 100)


def fields(voice):
    return {key: voice.get(key) for key in ("id", "name", "description", "language", "is_public")}


class Theirs:
    """The official library."""

    def __init__(self):
        import cartesia

        addresses = {"base_url": f"http://localhost:{PORT}", "websocket_base_url": f"ws://localhost:{PORT}"}
        self.client = cartesia.Cartesia(api_key=KEY, **addresses)
        self.concurrent = cartesia.AsyncCartesia(api_key=KEY, **addresses)
        self.errors = (cartesia.APIError, RuntimeError)

    def close(self):
        self.client.close()

    def speech(self, controls=None, **more):
        speech = {
            "model_id": "sonic-latest",
            "transcript": TEXT,
            "voice": {"mode": "id", "id": more.pop("voice", VOICE)},
            "output_format": RAW,
            **more,
        }
        return speech | ({"generation_config": controls} if controls else {})

    def voices(self):
        return [voice.id for voice in self.client.voices.list()]

    def voice(self, id):
        return fields(self.client.voices.get(id).model_dump())

    def clone(self):
        return self.client.voices.clone(clip=Path(CLIP), name="Mine", description="Own", language="en").id

    def rename(self, id):
        return self.client.voices.update(id, name="Ours", description="Both").name

    def delete(self, id):
        return self.client.voices.delete(id)

    def bytes(self, **more):
        return sound(self.client.tts.generate(**self.speech(**more)).read())

    def infill(self):
        clip = Path(CLIP)
        between = {"model_id": "sonic", "language": "en", "transcript": TEXT, "voice_id": VOICE}
        wav = {**RAW, "container": "wav"}
        return sound(self.client.tts.infill(left_audio=clip, right_audio=clip, **between, output_format=wav).read())

    def sse(self, **more):
        events = self.client.tts.generate_sse(**self.speech(**more))
        return sound(b"".join(event.audio for event in events if event.type == "chunk"))

    def socket(self, **more):
        with self.client.tts.websocket_connect() as ws:
            context = ws.context("mine")
            context.send(**self.speech(**more), add_timestamps=True, continue_=False)
            return self._of(list(context.receive()))

    async def aparts(self):
        async with self.concurrent as client, client.tts.websocket_connect() as ws:
            context = ws.context("parts")
            for part in PARTS:
                await context.send(**self.speech(transcript=part), continue_=True)
            await context.no_more_inputs()
            return length(b"".join([each.audio async for each in context.receive() if each.type == "chunk"]))

    def _of(self, responses):
        for response in responses:
            if response.type == "error":
                raise RuntimeError(response.message)
        times = [each.word_timestamps for each in responses if each.type == "timestamps"]
        audio = b"".join(each.audio for each in responses if each.type == "chunk")
        return heard(audio, *([x for part in times for x in getattr(part, key)] for key in ("words", "start", "end")))


class Ours:
    """The same by studio.client."""

    def __init__(self):
        from studio import client

        options = {"api_key": KEY, "base_url": f"localhost:{PORT}", "version": "2026-08-14"}
        self.client = client.Cartesia(**options)
        self.concurrent = client.AsyncCartesia(**options)
        self.errors = (RuntimeError, ValueError)

    def close(self):
        self.client.close()

    def speech(self, controls=None, **more):
        speech = {
            "model_id": "sonic-latest",
            "transcript": TEXT,
            "voice_id": more.pop("voice", VOICE),
            "output_format": RAW,
            **more,
        }
        old = {"speed": "fastest", "emotion": ["anger:high", "sadness:low"]}
        return speech | ({"_experimental_voice_controls": old} if controls else {})

    def voices(self):
        return [voice["id"] for voice in self.client.voices.list()]

    def voice(self, id):
        return fields(self.client.voices.get(id))

    def clone(self):
        made = self.client.voices.clone(CLIP, mode="similarity", name="Mine", description="Own", language="en")
        return made["id"]

    def rename(self, id):
        return self.client.voices.update(id, name="Ours", description="Both")["name"]

    def delete(self, id):
        return self.client.voices.delete(id)

    def bytes(self, **more):
        return sound(self.client.tts.bytes(**self.speech(**more)))

    def infill(self):
        between = {"model_id": "sonic", "language": "en", "transcript": TEXT, "voice_id": VOICE}
        wav = {**RAW, "container": "wav"}
        middle, _ = self.client.tts.infill(left_audio_path=CLIP, right_audio_path=CLIP, **between, output_format=wav)
        return sound(middle)

    def sse(self, **more):
        return sound(b"".join(output["audio"] for output in self.client.tts.sse(**self.speech(**more))))

    def socket(self, **more):
        with self.client.tts.websocket() as ws:
            answer = ws.send(**self.speech(**more), context_id="mine", add_timestamps=True, stream=False)
            return heard(answer["audio"], *(answer["word_timestamps"][key] for key in ("words", "start", "end")))

    async def aparts(self):
        async with self.concurrent as client, await client.tts.websocket() as ws:
            context = ws.context("parts")
            for part in PARTS:
                await context.send(**self.speech(transcript=part), continue_=True)
            await context.no_more_inputs()
            return length(b"".join([output["audio"] async for output in context.receive()]))


library = Theirs() if MODULE == "cartesia" else Ours()


def tell(name, call, *arguments, **more):
    try:
        given[name] = call(*arguments, **more)
    except library.errors:
        given[name] = "refused"


tell("list", library.voices)
tell("get", library.voice, VOICE)
tell("get nobody", library.voice, "nobody")
tell("clone", library.clone)
tell("infill", library.infill)
tell("rename", library.rename, VOICE)
tell("delete", library.delete, "nobody")
for title, changed in CALLS.items():
    for way in ("bytes", "sse", "socket"):
        tell(f"{way}, {title}", getattr(library, way), **changed)
given["parts"] = asyncio.run(library.aparts())
library.close()
print(json.dumps(given))
