# SPDX-License-Identifier: GPL-3.0-or-later
# mypy: ignore-errors
"""Receives speech by the library named, and tells what that took: MODULE PORT, then a way to receive on each line.

Runs on the Python of each library's own environment. Answers each line with JSON: seconds of processor time, seconds in
all, seconds to the first audio, bytes of audio.
"""

import asyncio
import json
import sys
import time

MODULE, PORT = sys.argv[1:]
VOICE = "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"
RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100}


class Received:
    """What has come so far."""

    def __init__(self):
        self.began_cpu_s, self.began_s = time.process_time(), time.perf_counter()
        self.first_s = 0.0
        self.bytes = 0

    def audio(self, data):
        self.first_s = self.first_s or time.perf_counter() - self.began_s
        self.bytes += len(data)

    def told(self):
        return [time.process_time() - self.began_cpu_s, time.perf_counter() - self.began_s, self.first_s, self.bytes]


class Version1:
    """The library 1.x, and this one."""

    def __init__(self, library):
        options = {"api_key": "key", "base_url": f"localhost:{PORT}"}
        self.client, self.concurrent = library.Cartesia(**options), library.AsyncCartesia(**options)
        self.speech = {"model_id": "sonic", "transcript": "Spoken.", "voice_id": VOICE, "output_format": RAW}
        self.ws = self.client.tts.websocket()
        self.async_ws = None

    def sse(self, received):
        for output in self.client.tts.sse(**self.speech, stream=True):
            received.audio(output["audio"])

    def socket(self, received):
        for output in self.ws.send(**self.speech, context_id="c", stream=True):
            received.audio(output["audio"])

    async def async_sse(self, received):
        async for output in await self.concurrent.tts.sse(**self.speech, stream=True):
            received.audio(output["audio"])

    async def connect(self):
        self.async_ws = await self.concurrent.tts.websocket()

    async def async_socket(self, received):
        async for output in await self.async_ws.send(**self.speech, context_id="c", stream=True):
            received.audio(output["audio"])


class Version4:
    """The library 4.x."""

    def __init__(self, library):
        options = {"api_key": "key", "base_url": f"http://localhost:{PORT}"}
        options["websocket_base_url"] = f"ws://localhost:{PORT}"
        self.client, self.concurrent = library.Cartesia(**options), library.AsyncCartesia(**options)
        voice = {"mode": "id", "id": VOICE}
        self.speech = {"model_id": "sonic", "transcript": "Spoken.", "voice": voice, "output_format": RAW}
        self.ws = self.client.tts.websocket_connect().enter()
        self.async_ws = None

    def sse(self, received):
        for event in self.client.tts.generate_sse(**self.speech):
            if event.type == "chunk":
                received.audio(event.audio)

    def socket(self, received):
        context = self.ws.context("c")
        context.send(**self.speech, continue_=False)
        for response in context.receive():
            if response.type == "chunk":
                received.audio(response.audio)

    async def async_sse(self, received):
        async for event in await self.concurrent.tts.generate_sse(**self.speech):
            if event.type == "chunk":
                received.audio(event.audio)

    async def connect(self):
        self.async_ws = await self.concurrent.tts.websocket_connect().enter()

    async def async_socket(self, received):
        context = self.async_ws.context("c")
        await context.send(**self.speech, continue_=False)
        async for response in context.receive():
            if response.type == "chunk":
                received.audio(response.audio)


async def main():
    if MODULE == "studio.client":
        import studio.client as library

        receiver = Version1(library)
    else:
        import cartesia as library

        receiver = Version4(library) if hasattr(library, "APIError") else Version1(library)
    await receiver.connect()
    loop = asyncio.get_running_loop()
    while way := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        received = Received()
        if way.startswith("async"):
            await getattr(receiver, way)(received)
        else:
            getattr(receiver, way)(received)
        print(json.dumps(received.told()), flush=True)


asyncio.run(main())
