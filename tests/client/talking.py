# SPDX-License-Identifier: GPL-3.0-or-later
"""Short words for tests that speak through the client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import Failed, SpeechEvent
from studio.client.speech.exchange import Patience
from studio.client.speech.request import SpeechRequest
from studio.client.wire.backoff import Backoff
from tests.support.waiting import HANGS_S

KEY = "key-for-tests"
REQUEST = SpeechRequest("Hello, world!", "a-voice")
ARGUMENTS: dict[str, Any] = {
    "model_id": "sonic-english",
    "transcript": "Hi.",
    "voice_id": "a-voice",
    "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000},
}
_SOON = Backoff(2, 0.01)
PATIENT = Patience(message_s=HANGS_S, backoff=_SOON)
IMPATIENT = Patience(message_s=0.3, backoff=_SOON)
"""Where a server that says nothing is what the test is about."""


@asynccontextmanager
async def client_of(
    endpoint: Endpoint, patience: Patience = PATIENT, **options: Any
) -> AsyncIterator[AsyncSpeechClient]:
    client = AsyncSpeechClient(endpoint, patience, **options)
    try:
        yield client
    finally:
        await client.aclose()


async def collect(client: AsyncSpeechClient, request: SpeechRequest = REQUEST) -> list[SpeechEvent]:
    return [event async for event in client.speak(request)]


def failure(events: list[SpeechEvent]) -> Exception:
    assert isinstance(events[-1], Failed), events
    return events[-1].error
