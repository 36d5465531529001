# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of all voices: the engine's, the user's own, and ids that clients have hard-coded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from uuid import uuid4

from studio.core.dictionary import Entry
from studio.core.errors import InvalidArgument, NotFound, SaveFailed, StudioError, Unsupported
from studio.core.languages import known_language, primary
from studio.core.resources import resource
from studio.core.voices import PERMITTED_EMBEDDING, MixPart, Voice
from studio.engine.aliases import DOCUMENTED_IDS
from studio.engine.base import Engine, VoiceSource
from studio.server.rendering.engine_host import EngineHost
from studio.server.rendering.fitting import fitted
from studio.server.rendering.speaker import Speaker
from studio.server.voices.pronunciation_store import PronunciationStore
from studio.server.voices.store import StoredVoice, VoiceStore
from studio.server.wire.bodies import VoiceChoice
from studio.server.wire.requests import NewVoice, SpeechOrder, VoiceChanges

STOCK_CREATED_AT = "2025-01-27T00:00:00.000Z"
"""Date of the stock voices. Their model was published then; any date would do, but it must never change."""

_DEFAULT_LANGUAGE = "en-US"


class VoiceDirectory:
    """Looks up voices, and gives the engine's voice for a request's choice."""

    def __init__(self, host: EngineHost, store: VoiceStore, pronunciations: PronunciationStore) -> None:
        self._host = host
        self._store = store
        self._pronunciations = pronunciations

    @property
    def languages(self) -> tuple[str, ...]:
        """Tags that can be spoken; known once the engine is loaded."""
        return self._host.capabilities.languages

    async def all(self) -> tuple[StoredVoice, ...]:
        """Stock voices, the default one first; then documented ids that are not theirs; then own voices, the oldest
        first. Waits for the engine."""
        await self._host.ready()
        stock = [*self._host.voices, *self._aliases()]
        listed = (StoredVoice(voice, STOCK_CREATED_AT) for voice in stock)
        try:
            own = self._store.all()
        except SaveFailed as error:
            # The other voices are listed all the same.
            self._host.tell(error.user_text)
            own = ()
        return (*listed, *(self._own(stored) for stored in own))

    def alias_of(self, voice_id: str) -> str:
        """The id of the stock voice behind a documented id; "" if that id is a voice of its own."""
        if self._own_voice(voice_id) is not None:
            return ""
        target = self._documented(voice_id)
        return "" if target is None or target.id == _plain(voice_id) else target.id

    async def get(self, voice_id: str) -> StoredVoice:
        """The voice of an id, which may be a documented one.

        Raises:
            NotFound: there is none.
        """
        await self._host.ready()
        return self._find(voice_id)

    async def create(self, wanted: NewVoice) -> StoredVoice:
        """Store a voice.

        Raises:
            InvalidArgument: neither an embedding nor a voice to take it from, or the id is taken.
        """
        await self._host.ready()
        base = self._find(wanted.base_voice_id).voice if wanted.base_voice_id else self._heaviest(wanted.recipe)
        embedding = wanted.embedding or (base.embedding if base is not None and wanted.base_voice_id else None)
        if embedding is None:
            raise InvalidArgument("embedding", PERMITTED_EMBEDDING)
        voice = Voice(
            id=wanted.id or str(uuid4()),
            name=wanted.name,
            language=wanted.language or (base.language if base is not None else _DEFAULT_LANGUAGE),
            sex=wanted.sex or (base.sex if base is not None else ""),
            description=wanted.description,
            own=True,
            embedding=embedding,
            recipe=wanted.recipe,
            clip_sha256=wanted.clip_sha256,
            imported=wanted.imported,
        )
        if self._stock(voice.id) is not None:
            raise InvalidArgument("id", "one that no other voice has")
        await asyncio.to_thread(self._store.add, voice)
        return self._find(voice.id)

    async def localize(self, voice_id: str, name: str, description: str, language: str) -> StoredVoice:
        """A new voice that sounds like another one, and speaks *language* unless a request says otherwise.

        Raises:
            NotFound: there is no such voice.
            Unsupported: the engine has no voice space.
        """
        base = (await self.get(voice_id)).voice
        if base.embedding is None:
            raise Unsupported(self._host.capabilities.mixing_unavailable_reason or "This voice has no embedding.")
        recipe = base.recipe if base.own else (MixPart(base.id, 1.0),)
        stored = await self.create(NewVoice(name, description, base.embedding, language, recipe, "", ""))
        if stored.voice.sex == base.sex:
            return stored
        return await self.change(stored.voice.id, VoiceChanges(sex=base.sex))

    async def change(self, voice_id: str, changes: VoiceChanges) -> StoredVoice:
        """Change an own voice.

        Raises:
            NotFound: there is no such voice.
            Unsupported: it is a stock voice.
        """
        await self._refuse_stock(voice_id, "changed")
        return self._own(
            await asyncio.to_thread(
                self._store.change, _plain(voice_id), changes.name, changes.description, changes.sex
            )
        )

    async def delete(self, voice_id: str) -> None:
        """Delete an own voice.

        Raises:
            NotFound: there is no such voice.
            Unsupported: it is a stock voice.
        """
        await self._refuse_stock(voice_id, "deleted")
        await asyncio.to_thread(self._store.delete, _plain(voice_id))

    async def mix(self, parts: Sequence[tuple[VoiceChoice, float]]) -> tuple[float, ...]:
        """Embedding of the weighted mix.

        Raises:
            NotFound: a voice is unknown.
            Unsupported: the engine has no voice space.
        """
        await self._host.ready()
        sources = [(self._source(choice), weight) for choice, weight in parts]
        return await self._host.call(
            lambda engine: engine.mix([(source(engine), weight) for source, weight in sources])
        )

    async def _entries(self, dict_id: str) -> tuple[Entry, ...]:
        if not dict_id:
            return ()
        return (await asyncio.to_thread(self._pronunciations.get, dict_id)).entries

    async def speaker(self, order: SpeechOrder) -> Speaker:
        """The speaker for *order*.

        Raises:
            NotFound: a voice or the pronunciation dictionary is unknown.
            InvalidArgument: the engine does not speak the language.
            Unsupported: the voice cannot speak, with the reason.
        """
        await self._host.ready()
        self._check_language(order.language)
        voice = self._find(order.voice).voice if isinstance(order.voice, str) else None
        if voice is not None:
            _check_available(voice, order.language)
        return Speaker(
            self._source(order.voice) if voice is None else _always(self._spoken(voice)),
            _language(order.language, self._heaviest(order.voice) if voice is None else voice),
            order.controls,
            pronunciations=(*order.pronunciations, *await self._entries(order.pronunciation_dict_id)),
            name_emoji=order.name_emoji,
            shape=None if order.duration_s is None else partial(fitted, duration_s=order.duration_s),
            words=order.words,
            variation=order.variation,
            as_in_whole=order.as_in_whole,
            word_times=order.add_timestamps,
            phoneme_times=order.add_phoneme_timestamps,
        )

    def _source(self, choice: VoiceChoice) -> Callable[[Engine], VoiceSource]:
        if isinstance(choice, str):
            return _always(self._spoken(self._find(choice).voice))
        parts = [part for part in choice if isinstance(part, MixPart)]
        if not parts:
            return _always(tuple(value for value in choice if not isinstance(value, MixPart)))
        if not any(part.embedding or self._own_voice(part.voice_id) for part in parts):
            return _always(tuple(MixPart(self._target(part.voice_id).id, part.weight) for part in parts))
        sources: list[tuple[VoiceSource, float]] = [
            (part.embedding or self._spoken(self._find(part.voice_id).voice), part.weight) for part in parts
        ]
        return lambda engine: engine.mix(sources)

    def _spoken(self, voice: Voice) -> VoiceSource:
        """The engine's source for *voice*."""
        if voice.own and voice.embedding is not None:
            return voice.embedding
        return (MixPart(self._target(voice.id).id, 1.0),)

    def _check_language(self, language: str) -> None:
        spoken = self._host.capabilities.languages
        if language and known_language(language, spoken) is None:
            raise InvalidArgument("language", "one of " + ", ".join(spoken))

    def _heaviest(self, choice: VoiceChoice) -> Voice | None:
        parts = [part for part in choice if isinstance(part, MixPart)]
        if not parts:
            return None
        try:
            return self._find(max(parts, key=lambda part: part.weight).voice_id).voice
        except StudioError:
            # A recipe may name a voice that is gone; the embedding mixed from it is still valid.
            return None

    def _find(self, voice_id: str) -> StoredVoice:
        stored = self._own_voice(voice_id)
        if stored is not None:
            return self._own(stored)
        stock = self._stock(voice_id)
        if stock is None:
            raise _no_such_voice()
        return StoredVoice(stock, STOCK_CREATED_AT)

    def _own_voice(self, voice_id: str) -> StoredVoice | None:
        try:
            return self._store.find(_plain(voice_id))
        except SaveFailed as error:
            if self._documented(voice_id) is None:
                raise
            # Stock voices are found all the same.
            self._host.tell(error.user_text)
            return None

    def _own(self, stored: StoredVoice) -> StoredVoice:
        reason = self._host.capabilities.mixing_unavailable_reason
        return replace(stored, voice=replace(stored.voice, unavailable_reason=reason))

    def _aliases(self) -> Iterator[Voice]:
        known = {voice.id for voice in self._host.voices}
        for alias in dict.fromkeys((*DOCUMENTED_IDS, *_hard_coded())):
            voice = self._stock(alias) if alias not in known and self._own_voice(alias) is None else None
            if voice is not None:
                yield voice

    def _stock(self, voice_id: str) -> Voice | None:
        """The stock voice of an id; for a documented id it has that id, and the name that it is known by."""
        target = self._documented(voice_id)
        if target is None:
            return None
        plain = _plain(voice_id)
        if plain == target.id:
            return target
        return replace(target, id=plain, name=_hard_coded().get(plain, ("", ""))[1] or target.name)

    def _target(self, voice_id: str) -> Voice:
        target = self._documented(voice_id)
        if target is None:
            raise _no_such_voice()
        return target

    def _documented(self, voice_id: str) -> Voice | None:
        """The engine's voice behind a documented id."""
        voices = {voice.id: voice for voice in self._host.voices}
        plain = _plain(voice_id)
        found = voices.get(plain) or voices.get(_hard_coded().get(plain, ("", ""))[0])
        if found is None and plain in DOCUMENTED_IDS:
            return next(iter(voices.values()), None)
        return found

    async def _refuse_stock(self, voice_id: str, what: str) -> None:
        await self._host.ready()
        if self._own_voice(voice_id) is None and self._stock(voice_id) is not None:
            raise Unsupported(f"Stock voices cannot be {what}; only voices of your own can.")


def _always(source: VoiceSource) -> Callable[[Engine], VoiceSource]:
    return lambda _: source


def _check_available(voice: Voice, language: str) -> None:
    # A stock voice whose own language is not spoken here may still speak another one.
    if voice.unavailable_reason and (voice.own or not language):
        raise Unsupported(voice.unavailable_reason)


def _language(asked: str, voice: Voice | None) -> str:
    """The language *asked* for; a plain "en" means the voice's own English."""
    if voice is None or (asked and asked.lower() != primary(voice.language)):
        return asked
    return voice.language


def _no_such_voice() -> NotFound:
    return NotFound("There is no voice with that id. List the voices and choose one.")


def _plain(voice_id: str) -> str:
    return voice_id.strip().lower()


@cache
def _hard_coded() -> dict[str, tuple[str, str]]:
    """The stock voice behind each documented id, and the name that the id is known by."""
    rows = json.loads(resource("voices.json").read_text(encoding="utf-8"))
    return {
        alias: (row["id"], row.get("alias_names", {}).get(alias, ""))
        for row in rows
        for alias in row.get("aliases", ())
    }
