# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a server says in whatever order, both clients give what it said up to the first end, or a typed error."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.client import AsyncCartesia, Cartesia
from studio.client.wire.threads import in_thread
from studio.core.errors import ProtocolError, StudioError

if TYPE_CHECKING:
    from tests.client.conftest import Caller, ScriptedServer

    Serve = Callable[..., ScriptedServer]

SPEECH: dict[str, Any] = {
    "model_id": "sonic-english",
    "transcript": "Say something.",
    "voice_id": "a-voice",
    "output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 8000},
}
# Base64: "ab", "cd", "xx".
AUDIO = {"chunk": b"ab", "last chunk": b"cd"}
TIMES = {"words": ["Say"], "start": [0.0], "end": [0.1]}
SAID: dict[str, dict[str, Any]] = {
    "chunk": {"type": "chunk", "data": "YWI=", "done": False},
    "nameless chunk": {"data": "YWI=", "done": False},
    "empty chunk": {"type": "chunk", "data": "", "done": False, "flush_id": 3},
    "last chunk": {"type": "chunk", "data": "Y2Q=", "done": True},
    "times": {"type": "timestamps", "word_timestamps": TIMES, "done": False, "data": ""},
    "flush": {"type": "flush_done", "flush_id": 7, "flush_done": True, "done": False},
    "unknown": {"type": "news", "done": False},
    "notice": {"type": "notice", "skipped": ["x"], "buffer_s": 1.0, "done": False},
    "done": {"type": "done", "done": True},
    "error": {"type": "error", "error": "no", "status_code": 400, "done": True},
    "broken": {"type": "chunk", "data": 7, "done": False},
    "foreign": {
        "type": "chunk",
        "data": "eHg=",
        "done": False,
        "context_id": "another",
    },
    "foreign end": {"type": "done", "done": True, "context_id": "another"},
    "foreign error": {"type": "error", "error": "no", "done": True, "context_id": "another"},
}
ENDS = ("last chunk", "done", "error", "broken")
Outcome = tuple[bytes, int, type[Exception] | None]


def expected(kinds: list[str]) -> Outcome:
    """Audio, words and error of what is said up to the first end."""
    audio, words = b"", 0
    for kind in kinds:
        if kind in ("chunk", "nameless chunk"):
            audio += AUDIO["chunk"]
        elif kind == "times":
            words += 1
        elif kind in ("last chunk", "done"):
            return audio + AUDIO.get(kind, b""), words, None
        elif kind == "error":
            return audio, words, StudioError
        elif kind == "broken":
            return audio, words, ProtocolError
    raise AssertionError("no end")


class Answers:
    """Says to each request what is planned for it."""

    def __init__(self) -> None:
        self.kinds: list[str] = []

    def __call__(self, caller: Caller) -> None:
        while (message := caller.receive()) is not None:
            for kind in self.kinds if "cancel" not in message else ():
                caller.send({"context_id": message["context_id"], "status_code": 206, **SAID[kind]})


class Listened:
    """What came of one speech."""

    def __init__(self) -> None:
        self.audio, self.words = b"", 0
        self.error: StudioError | None = None

    def take(self, output: Any) -> None:
        self.audio += output.get("audio", b"")
        self.words += len(output["word_timestamps"]["words"]) if "word_timestamps" in output else 0

    def by_sync(self, ws: Any) -> None:
        try:
            for output in ws.send(**SPEECH, add_timestamps=True):
                self.take(output)
        except StudioError as error:
            self.error = error

    async def by_async(self, ws: Any) -> None:
        try:
            async for output in await ws.send(**SPEECH, add_timestamps=True):
                self.take(output)
        except StudioError as error:
            self.error = error


def plan(kinds: list[str]) -> list[str]:
    """With an end; and after it nothing that ends the whole connection, whose contexts all end with it."""
    end = next((at for at, kind in enumerate(kinds) if kind in ENDS), len(kinds))
    return [*kinds[: end + 1], *(kind for kind in kinds[end + 1 :] if kind != "broken"), "done", "chunk", "done"]


@pytest.mark.parametrize("twin", ["sync", "async"])
async def test_any_order_of_messages_gives_what_was_said_up_to_the_end(
    serve: Serve, twin: str, long_form: bool
) -> None:
    plans: list[list[str]] = []

    @settings(
        max_examples=2000 if long_form else 200, deadline=None, database=None, suppress_health_check=[*HealthCheck]
    )
    @given(st.lists(st.sampled_from(sorted(SAID)), max_size=12).map(plan))
    def draw(kinds: list[str]) -> None:
        plans.append(kinds)

    draw()
    answers = Answers()
    options: dict[str, Any] = {"api_key": "key", "base_url": serve(answers).endpoint.base_url, "timeout": 5}
    async with AsyncCartesia(**options) as concurrent:
        client = Cartesia(**options)
        ws: Any = await concurrent.tts.websocket() if twin == "async" else await in_thread("dial", client.tts.websocket)
        for kinds in plans:
            answers.kinds = kinds
            heard = Listened()
            if twin == "async":
                await heard.by_async(ws)
            else:
                await in_thread("hear", partial(heard.by_sync, ws))
            audio, words, error = expected(kinds)
            assert (heard.audio, heard.words) == (audio, words), kinds
            assert heard.error is None if error is None else isinstance(heard.error, error), kinds
        if twin == "async":
            await ws.close()
        else:
            await in_thread("hang-up", ws.close)
        client.close()
