# SPDX-License-Identifier: Apache-2.0
"""The typed client that the studio uses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from studio.client.cloning import find_blend
from studio.client.explanation import ReadToken, Suggestion, explanation_from_json, suggestions_from_json
from studio.client.pronunciations import PronunciationDict, dict_from_json, entries_json, page_from_json
from studio.client.speech.exchange import Patience, speak
from studio.client.speech.request import tagged
from studio.client.status import EngineStatus, status_from_json
from studio.client.voices import (
    LIST_BYTES,
    checked_name,
    embedding_from_json,
    kept_voice_json,
    mix_json,
    new_voice_json,
    voice_from_json,
    voice_pages,
)
from studio.client.wire.bodies import Allowance
from studio.client.wire.channel import DEFAULT_LIMIT_BYTES
from studio.client.wire.hang_up import HangUp
from studio.client.wire.pool import SocketPool
from studio.client.wire.rest import Rest
from studio.client.wire.threads import call_on_loop, in_thread

if TYPE_CHECKING:
    from studio.client.cloning import FoundBlend, Recording
    from studio.client.endpoint import Endpoint
    from studio.client.speech.events import SpeechEvent
    from studio.client.speech.request import SpeechRequest
    from studio.core.dictionary import Entry
    from studio.core.voice_file import VoiceFile
    from studio.core.voices import MixPart, Voice


class AsyncSpeechClient:
    """Voices and speech of one endpoint, for one event loop (asyncio's or Qt's).

    Every method but *speak* raises StudioError: AccessRefused for a wrong key, NotFound, RequestRefused for a bad
    value, EngineUnavailable or ConnectionFailed if nobody answers, ProtocolError for a malformed answer.
    """

    def __init__(
        self,
        connection: Endpoint,
        patience: Patience | None = None,
        limit_bytes: int = DEFAULT_LIMIT_BYTES,
        pool: SocketPool | None = None,
        rest: Rest | None = None,
    ) -> None:
        self._endpoint = connection
        self._patience = patience or Patience()
        self._limit_bytes = limit_bytes
        self._pool = pool or SocketPool(connection)
        self._rest = rest or Rest(connection, backoff=self._patience.backoff)
        # Whether the server takes entries of a request, as far as it was asked.
        self._takes_entries = False

    @property
    def endpoint(self) -> Endpoint:
        return self._endpoint

    async def status(self) -> EngineStatus:
        """The local engine's status; Cartesia's cloud has none (NotFound). It tells which extensions are sent from then
        on."""
        status = status_from_json(await self._ask("GET", "/status"))
        self._takes_entries = "pronunciations" in status.extensions
        return status

    async def voices(self) -> tuple[Voice, ...]:
        """All voices, in the server's order; an id that stands for another voice says so by `alias_of`."""

        allowance = Allowance(LIST_BYTES)

        def ask(query: dict[str, str]) -> object:
            return self._rest.json("GET", "/voices", allowance=allowance, params=query)

        def voices() -> tuple[Voice, ...]:
            return tuple(voice_from_json(voice) for page in voice_pages(ask) for voice in page)

        return await in_thread("speech-client-request", voices)

    async def voice(self, id: str) -> Voice:
        return voice_from_json(await self._ask("GET", _voice_path(id)))

    async def create_voice(
        self,
        name: str,
        description: str,
        embedding: Sequence[float],
        language: str,
        recipe: Iterable[MixPart] = (),
        id: str | None = None,
    ) -> Voice:
        """Save an embedding of 192 floats as an own voice; *id* brings a deleted one back."""
        body = new_voice_json(name, description, embedding, language, recipe, id)
        return voice_from_json(await self._ask("POST", "/voices", json=body))

    async def import_voice(self, file: VoiceFile) -> Voice:
        """Save the voice of a file as an own voice, under a new id."""
        from studio.core.voice_file import voice_of_file

        return await self.keep_voice(voice_of_file(file))

    async def keep_voice(self, voice: Voice) -> Voice:
        """Save *voice*, which has an embedding, as an own voice with all that is known of it: under its id, as one that
        was deleted, or under a new one where that is "", as a copy."""
        return voice_from_json(await self._ask("POST", "/voices", json=kept_voice_json(voice)))

    async def change_voice(self, id: str, name: str | None = None, description: str | None = None) -> Voice:
        """Change what is given of an own voice; it as it is then."""
        changes = {} if name is None else {"name": checked_name(name)}
        if description is not None:
            changes["description"] = description
        return voice_from_json(await self._ask("PATCH", _voice_path(id), json=changes))

    async def delete_voice(self, id: str) -> None:
        await self._ask("DELETE", _voice_path(id))

    async def mix(self, parts: Iterable[MixPart]) -> tuple[float, ...]:
        """Embedding (192 floats) of a weighted mix; weights are relative."""
        return embedding_from_json(await self._ask("POST", "/voices/mix", json=mix_json(parts)))

    async def find_blend(
        self, recording: Recording, progress: Callable[[float], object], closer: Callable[[FoundBlend], object]
    ) -> FoundBlend:
        """The voice that comes closest to *recording*; *progress* is told the share that is done, *closer* the closest
        one so far."""
        hang_up, loop = HangUp(), asyncio.get_running_loop()

        def search() -> FoundBlend:
            done, found = partial(call_on_loop, loop, progress), partial(call_on_loop, loop, closer)
            return find_blend(self._rest, recording, done, found, hang_up)

        return await in_thread("speech-client-search", search, hang_up)

    async def explain(
        self, text: str, language: str = "", pronunciations: Iterable[Entry] = (), unsure_only: bool = False
    ) -> tuple[ReadToken, ...]:
        """How the local server reads *text*, token by token, and why; Cartesia's cloud does not tell (NotFound).

        Args:
            unsure_only: Whether only tokens are asked for whose reading is unsure, which is quicker.
        """
        entries = tuple(pronunciations)
        if entries and not self._takes_entries:
            text, entries = tagged(text, language, entries), ()
        body: dict[str, Any] = {"transcript": text, "language": language or None}
        body["pronunciations"] = entries_json(entries)
        if unsure_only:
            body["unsure_only"] = True
        return explanation_from_json(await self._ask("POST", "/explain", json=body))

    async def suggestions(self, word: str, language: str = "") -> tuple[Suggestion, ...]:
        """Ways to say *word*, which the local server suggests."""
        body = {"transcript": word, "language": language or None, "suggest": True}
        return suggestions_from_json(await self._ask("POST", "/explain", json=body))

    async def pronunciation_dicts(self) -> tuple[PronunciationDict, ...]:
        """All pronunciation dictionaries of the server, the newest first."""

        allowance = Allowance(LIST_BYTES)

        def ask() -> tuple[PronunciationDict, ...]:
            found: list[PronunciationDict] = []
            query = {"limit": "100"}
            while True:
                page, following = page_from_json(self._rest.json("GET", _DICTS, allowance=allowance, params=query))
                found += page
                if not following or not page:
                    return tuple(found)
                query["starting_after"] = following

        return await in_thread("speech-client-request", ask)

    async def create_pronunciation_dict(self, name: str, entries: Iterable[Entry]) -> PronunciationDict:
        body = {"name": name, "items": entries_json(entries)}
        return dict_from_json(await self._ask("POST", _DICTS, json=body))

    async def change_pronunciation_dict(self, id: str, entries: Iterable[Entry]) -> PronunciationDict:
        """Replace the entries of a dictionary."""
        path = f"{_DICTS}{quote(id, safe='')}"
        return dict_from_json(await self._ask("PATCH", path, json={"items": entries_json(entries)}))

    def speak(self, request: SpeechRequest) -> AsyncGenerator[SpeechEvent]:
        """The events of one speech as they come; the last is Done or Failed, and errors are told by Failed only.

        Leaving early (`aclose`, cancelling the task, dropping the generator) cancels the speech without waiting.
        A consumer that pauses holds the server back; bounded memory waits here.

        Entries of the request go to a server that has told by `status` that it takes them, and as tags to another one.
        """
        if request.pronunciations and not self._takes_entries and not self._endpoint.is_cloud:
            text = tagged(request.transcript, request.language, request.pronunciations)
            request = replace(request, transcript=text, pronunciations=())
        return speak(self._pool, self._endpoint, request, self._patience, self._limit_bytes)

    def warm(self) -> None:
        """Connect ahead of the first speech, in the background."""
        self._pool.warm()

    async def aclose(self) -> None:
        """Close all connections; running speeches end with Failed. No thread or socket is left."""
        await in_thread("speech-client-close", self._close)

    def _close(self) -> None:
        self._pool.close()
        self._rest.close()

    async def _ask(self, method: str, path: str, **body: Any) -> Any:
        return await in_thread("speech-client-request", partial(self._rest.json, method, path, **body))


_DICTS = "/pronunciation-dicts/"


def _voice_path(id: str) -> str:
    return f"/voices/{quote(id, safe='')}"
