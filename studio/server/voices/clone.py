# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices from clips: a search for the closest blend of stock voices, whose renders take turns with others' speech."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, aclosing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from studio.core.engines import KOKORO, kind_of
from studio.core.errors import InvalidArgument, StudioError, Unsupported
from studio.core.voices import MAX_TAG_CHARS, MAX_TEXT_CHARS
from studio.engine.clip.closest import ClosestBlend, Search, Try
from studio.engine.clip.comparison_text import ComparisonText, text_of_clip
from studio.engine.clip.features import VoicePrint
from studio.engine.clip.matcher import ClipMatcher, Match
from studio.engine.stop import Stop
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost
from studio.server.voices.directory import VoiceDirectory
from studio.server.voices.routes import voice_json
from studio.server.wire.bodies import LONGEST_CLIP_TEXT
from studio.server.wire.dialects import dialect_of
from studio.server.wire.problems import TooBusy, problem
from studio.server.wire.requests import NewVoice
from studio.server.wire.uploads import Upload, uploaded

BEAT_S = 5.0
_COMMENT = b":\n\n"
_AT_ONCE = 4
_HUNG_UP = 499
_UNNAMED = "Voice from a clip"
_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off", "")

MatcherMaker = Callable[[], ClipMatcher]
"""Loads the matcher; called in a thread when it is needed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Share of a search that is *done*, 0 to 1, and the closest voice so far if that is another one."""

    done: float
    closer: Cloned | None = None


@dataclass(frozen=True, slots=True)
class Cloned:
    """The match for a clip. *clip_sha256* is its file's hex digest."""

    match: Match
    clip_sha256: str


Finish = Callable[[Upload, Cloned], Awaitable[dict[str, Any]]]
"""Makes the answer from a form and the match for its clip."""


def open_matcher() -> ClipMatcher:
    """The matcher of the model on this machine.

    Raises:
        ModelMissing: the files that clips need are not there.
    """
    from studio.engine.model.store import open_store

    return ClipMatcher(open_store().folder)


def clone_routes(host: EngineHost, directory: VoiceDirectory, limits: Limits, maker: MatcherMaker) -> list[Route]:
    cloning = Cloning(host, maker)

    async def clone_clip(request: Request) -> Response:
        async def finish(_: Upload, cloned: Cloned) -> dict[str, Any]:
            return _voice_found(cloned)

        return await answer(request, finish)

    async def clone_voice(request: Request) -> Response:
        async def finish(form: Upload, cloned: Cloned) -> dict[str, Any]:
            voice = await directory.create(_new_voice(form, cloned))
            return voice_json(voice, dialect_of(request.scope), "", directory.languages) | _extras(cloned)

        return await answer(request, finish)

    async def answer(request: Request, finish: Finish) -> Response:
        async with AsyncExitStack() as stack:
            await cloning.check()
            stack.enter_context(cloning.admitted())
            form = await stack.enter_async_context(uploaded(request, ("clip",), limits))
            clip, enhance = _clip(form), _flag(form, "enhance")
            _, _, language = _new_voice_texts(form)
            said = text_of_clip(_text(form, "transcript", LONGEST_CLIP_TEXT), language)
            if request.query_params.get("progress") == "true":
                return CloneEvents(stack.pop_all(), _events(cloning.steps(clip, enhance, said), form, finish))
            async with aclosing(cloning.steps(clip, enhance, said, brief=True)) as steps:
                async for step in steps:
                    if isinstance(step, Cloned):
                        return JSONResponse(await finish(form, step))
                    if await request.is_disconnected():
                        break
        return Response(status_code=_HUNG_UP)

    return [
        Route("/voices/clone/clip", clone_clip, methods=["POST"]),
        Route("/voices/clone", clone_voice, methods=["POST"]),
    ]


class Cloning:
    """Searches for the blends closest to clips, one search at a time, four waiting at most.

    Every render is a turn of its own with the engine, so that speech waits for one sentence at most.
    """

    def __init__(self, host: EngineHost, maker: MatcherMaker) -> None:
        self._host = host
        self._maker = maker
        self._matcher: ClipMatcher | None = None
        self._one = asyncio.Lock()
        self._admitted = 0

    async def check(self) -> None:
        """Check that clips can be matched here.

        Raises:
            Unsupported: the engine that speaks has no voices to blend.
            ModelMissing: the files that clips need are not there.
            EngineUnavailable: the engine could not be loaded.
        """
        await self._host.ready()
        if kind_of(self._host.name) is not KOKORO:
            reason = self._host.capabilities.mixing_unavailable_reason
            raise Unsupported(reason or f"Voices are made from clips with the {KOKORO.title} engine only.")
        if self._matcher is None:
            self._matcher = await asyncio.to_thread(self._maker)

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Take one of the places of waiting searches.

        Raises:
            TooBusy: as many as permitted are waiting.
        """
        if self._admitted >= _AT_ONCE:
            raise TooBusy(f"At most {_AT_ONCE} clips can be worked on at once. Try again in a moment.")
        self._admitted += 1
        try:
            yield
        finally:
            self._admitted -= 1

    async def steps(
        self, clip: BinaryIO, enhance: bool, said: ComparisonText | None, *, brief: bool = False
    ) -> AsyncGenerator[Progress | Cloned]:
        """Progress of a search, and last its result. Closing the generator ends the search.

        Args:
            enhance: Whether to remove noise from the clip first.
            said: What is said in the clip, if known.
            brief: Whether the client is told nothing until the end, and so may give up.

        Raises:
            ClipRefused: it is no clip, too short, too long, or without speech.
            SpeechFailed: a render went wrong.
        """
        matcher, stop = self._matcher, Stop()
        assert matcher is not None
        try:
            yield Progress(0.0)
            async with self._one:
                # A client that hangs up has the form's file closed, and not while the clip is read.
                heard = await to_thread.run_sync(matcher.hear, clip, enhance)
                search = matcher.search(heard, said, brief=brief)
                step = await asyncio.to_thread(_advanced, search, None)
                while isinstance(step, Try):
                    closer = None if step.closer is None else Cloned(matcher.match(step.closer, heard), heard.sha256)
                    yield Progress(step.done, closer)
                    samples = await self._host.call_in_steps(partial(matcher.render, attempt=step, stop=stop))
                    print_ = await asyncio.to_thread(matcher.print, samples)
                    step = await asyncio.to_thread(_advanced, search, print_)
            yield Cloned(matcher.match(step, heard), heard.sha256)
        finally:
            stop.set()


class CloneEvents(StreamingResponse):
    """Server-sent events; *stack* is kept open until the last is sent or the client hangs up.

    While nothing is new a comment is sent now and then: a busy machine may take longer for one step of a search than a
    client waits for the next word.
    """

    def __init__(self, stack: AsyncExitStack, events: AsyncGenerator[bytes]) -> None:
        super().__init__(events, media_type="text/event-stream")
        self._stack = stack
        self._stack.push_async_callback(events.aclose)
        self._open = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            self._open = message.get("more_body", True)
            await send(message)

        async with self._stack:
            beats = asyncio.create_task(self._beat(send), name="what goes on")
            try:
                await super().__call__(scope, receive, noting)
            finally:
                beats.cancel()

    async def _beat(self, send: Send) -> None:
        with suppress(OSError):  # the client hung up
            while True:
                await asyncio.sleep(BEAT_S)
                if self._open:
                    await send({"type": "http.response.body", "body": _COMMENT, "more_body": True})


async def _events(steps: AsyncGenerator[Progress | Cloned], form: Upload, finish: Finish) -> AsyncGenerator[bytes]:
    async with aclosing(steps):
        try:
            async for step in steps:
                if isinstance(step, Progress):
                    so_far = {} if step.closer is None else {"so_far": _voice_found(step.closer)}
                    yield _event("progress", {"done": round(step.done, 3), **so_far})
                else:
                    yield _event("done", {"result": await finish(form, step)})
        except StudioError as error:
            found = problem(error)
            yield _event("error", {**found.fields(), "status_code": found.status})


def _event(kind: str, values: dict[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **values})}\n\n".encode()


def _advanced(search: Search, heard: VoicePrint | None) -> Try | ClosestBlend:
    # A future cannot carry a StopIteration out of a thread.
    try:
        return search.send(heard)
    except StopIteration as ended:
        found: ClosestBlend = ended.value
        return found


def _clip(form: Upload) -> BinaryIO:
    clip = form.files.get("clip")
    if clip is None:
        raise InvalidArgument("clip", "a sound file of the kind WAV, FLAC, OGG or MP3")
    return clip


def _new_voice(form: Upload, cloned: Cloned) -> NewVoice:
    name, description, language = _new_voice_texts(form)
    return NewVoice(
        name=name or _UNNAMED,
        description=description or cloned.match.note,
        embedding=cloned.match.embedding,
        language=language,
        recipe=() if cloned.match.beyond or cloned.match.moved else cloned.match.parts,
        id="",
        base_voice_id=cloned.match.parts[0].voice_id,
        clip_sha256=cloned.clip_sha256,
    )


def _new_voice_texts(form: Upload) -> tuple[str, str, str]:
    name, description = (_text(form, key, MAX_TEXT_CHARS) for key in ("name", "description"))
    return name, description, _text(form, "language", MAX_TAG_CHARS)


def _text(form: Upload, key: str, longest: int) -> str:
    value = form.text(key) or ""
    if len(value) > longest:
        raise InvalidArgument(key, f"a text of at most {longest} characters")
    return value.strip()


def _flag(form: Upload, key: str) -> bool:
    value = (form.text(key) or "").strip().lower()
    if value not in (*_TRUE, *_FALSE):
        raise InvalidArgument(key, "true or false")
    return value in _TRUE


def _extras(cloned: Cloned) -> dict[str, Any]:
    """Local keys, placed after those that clients know."""
    match = cloned.match
    return {
        "similarity": match.similarity,
        "semitones": match.semitones,
        "moved": match.moved,
        "recipe": [{"id": part.voice_id, "weight": part.weight} for part in match.parts],
        "beyond": match.beyond,
        "two_speak": match.two_speak,
        "note": match.note,
        "clip_sha256": cloned.clip_sha256,
    }


def _voice_found(cloned: Cloned) -> dict[str, Any]:
    return {"embedding": cloned.match.embedding, **_extras(cloned)}
