# SPDX-License-Identifier: GPL-3.0-or-later
"""Both clients of the library, and every way to have them speak to the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from studio.client import AsyncCartesia, Cartesia
from tests.support.speech_server import RunningServer
from tests.support.waiting import HANGS_S

TEXT = "Hello,  world!\nIt costs $3.50 — “yes”…"


RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000}


NEWSMAN = "d46abd1d-2d02-43e8-819f-51fb652c1c61"


WAYS = ("bytes", "sse", "sse whole", "socket", "socket whole")


TWINS = ("sync", "async")


@asynccontextmanager
async def client_of(server: RunningServer, **options: Any) -> AsyncIterator[AsyncCartesia]:
    client = AsyncCartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S, **options)
    try:
        yield client
    finally:
        await client.close()


def speak(server: RunningServer, way: str, **arguments: Any) -> dict[str, Any]:
    """All of one speech by the client without an event loop."""
    with Cartesia(api_key=server.token, base_url=f"localhost:{server.port}", timeout=HANGS_S) as client:
        if way == "bytes":
            return {"audio": client.tts.bytes(**arguments)}
        if way.startswith("sse"):
            if "whole" in way:
                return dict(client.tts.sse(**arguments, stream=False))
            return {"audio": b"".join(output["audio"] for output in client.tts.sse(**arguments))}
        with client.tts.websocket() as ws:
            if "whole" in way:
                return dict(ws.send(**arguments, stream=False))
            return {"audio": b"".join(output["audio"] for output in ws.send(**arguments))}


async def aspeak(server: RunningServer, way: str, **arguments: Any) -> dict[str, Any]:
    """The same by the other client."""
    async with client_of(server) as client:
        if way == "bytes":
            return {"audio": await client.tts.bytes(**arguments)}
        if way.startswith("sse"):
            if "whole" in way:
                return dict(await client.tts.sse(**arguments, stream=False))
            return {"audio": b"".join([output["audio"] async for output in client.tts.sse(**arguments)])}
        async with await client.tts.websocket() as ws:
            if "whole" in way:
                return dict(await ws.send(**arguments, stream=False))
            return {"audio": b"".join([output["audio"] async for output in await ws.send(**arguments)])}


async def spoken(server: RunningServer, twin: str, way: str, **arguments: Any) -> dict[str, Any]:
    arguments = {
        "model_id": "sonic-english",
        "transcript": TEXT,
        "output_format": RAW,
        "voice_id": NEWSMAN,
        **arguments,
    }
    if twin == "async":
        return await aspeak(server, way, **arguments)
    return await asyncio.to_thread(speak, server, way, **arguments)


BAD: list[tuple[dict[str, Any], str]] = [
    ({"voice_id": None}, "voice_id"),
    ({"voice_id": " "}, "voice_id"),
    ({"voice_id": 7}, "voice_id"),
    ({"voice_embedding": [0.0] * 191}, "voice_embedding"),
    ({"voice_embedding": [float("nan")] * 192}, "voice_embedding"),
    ({"voice_embedding": 7}, "voice_embedding"),
    ({"model_id": ""}, "model_id"),
    ({"transcript": 7}, "transcript"),
    ({"transcript": " \n"}, "transcript"),
    ({"output_format": {**RAW, "sample_rate": 7999}}, "sample_rate"),
    ({"output_format": {**RAW, "sample_rate": 44100.0}}, "sample_rate"),
    ({"output_format": {"container": "raw"}}, "output_format.encoding"),
    ({"output_format": "raw_pcm_f32le_44100"}, "output_format"),
    ({"language": ""}, "language"),
    ({"duration": -1}, "duration"),
    ({"_experimental_voice_controls": {"speed": "quick"}}, "speed"),
    ({"_experimental_voice_controls": {"emotion": ["joy"]}}, "emotion"),
]
