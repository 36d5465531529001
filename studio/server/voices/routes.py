# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes of voices (list, get, create, change, delete, mix, localise) and of accents."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.core.errors import InvalidArgument, Unsupported
from studio.core.languages import primary, region
from studio.server.limits import Limits
from studio.server.voices.accents import Accent, accent_of, accents, locale_of, target_language
from studio.server.voices.directory import VoiceDirectory
from studio.server.voices.pages import VoiceQuery, filtered, page, voice_query
from studio.server.voices.store import StoredVoice
from studio.server.wire.bodies import LOCALIZATION, NEW_ACCENTS
from studio.server.wire.dialects import OLDEST, Dialect, dialect_of
from studio.server.wire.json_object import read_body
from studio.server.wire.requests import mix_request, new_voice, voice_changes

_GENDERS = {"female": "feminine", "male": "masculine"}


def voice_routes(directory: VoiceDirectory, limits: Limits) -> list[Route]:
    described = partial(_described, directory)

    async def list_voices(request: Request) -> Response:
        dialect, query = dialect_of(request.scope), voice_query(request.query_params)
        return JSONResponse(_listed(directory, await directory.all(), query, dialect))

    async def get_voice(request: Request) -> Response:
        return JSONResponse(described(await directory.get(request.path_params["id"]), dialect_of(request.scope)))

    async def create_voice(request: Request) -> Response:
        stored = await directory.create(new_voice(await read_body(request, limits)))
        return JSONResponse(described(stored, dialect_of(request.scope)))

    async def change_voice(request: Request) -> Response:
        changes = voice_changes(await read_body(request, limits))
        stored = await directory.change(request.path_params["id"], changes)
        return JSONResponse(described(stored, dialect_of(request.scope)))

    async def delete_voice(request: Request) -> Response:
        await directory.delete(request.path_params["id"])
        return JSONResponse({})

    async def mix_voices(request: Request) -> Response:
        parts = mix_request(await read_body(request, limits))
        return JSONResponse({"embedding": await directory.mix(parts)})

    return [
        Route("/voices", list_voices, methods=["GET"]),
        Route("/voices", create_voice, methods=["POST"]),
        Route("/voices/mix", mix_voices, methods=["POST"]),
        _localizing_route(directory, limits),
        *_accent_routes(directory, limits),
        Route("/voices/{id}", get_voice, methods=["GET"]),
        Route("/voices/{id}", change_voice, methods=["PATCH"]),
        Route("/voices/{id}", delete_voice, methods=["DELETE"]),
    ]


def _localizing_route(directory: VoiceDirectory, limits: Limits) -> Route:
    async def localize_voice(request: Request) -> Response:
        given = LOCALIZATION.check(await read_body(request, limits))
        await directory.all()
        language = target_language(
            given["language"] or "", given["dialect"] or "", given["accent"] or "", directory.languages
        )
        if given["embedding"] is not None:
            # All languages share the space of voices, so a voice keeps its embedding.
            return JSONResponse({"embedding": given["embedding"]})
        if given["voice_id"] is None or given["name"] is None:
            raise InvalidArgument("voice_id", "the id of a voice, with a name for the new one; or give an embedding")
        stored = await directory.localize(given["voice_id"], given["name"], given["description"] or "", language)
        return JSONResponse(_described(directory, stored, dialect_of(request.scope)))

    return Route("/voices/localize", localize_voice, methods=["POST"])


def _accent_routes(directory: VoiceDirectory, limits: Limits) -> list[Route]:
    """Routes of accents. Every voice speaks every accent here, so that none can be added or removed."""

    async def known() -> tuple[Accent, ...]:
        await directory.all()
        return accents(directory.languages)

    async def list_accents(_request: Request) -> Response:
        return JSONResponse({"accents": [accent_json(each) for each in await known()]})

    async def list_accents_of(request: Request) -> Response:
        await directory.get(request.path_params["id"])
        return await list_accents(request)

    async def add_accents(request: Request) -> Response:
        wanted = NEW_ACCENTS.check(await read_body(request, limits))["accents"]
        spoken = [each.id for each in await known()]
        if any(accent_id not in spoken for accent_id in wanted):
            raise InvalidArgument("accents", "some of " + ", ".join(spoken))
        stored = await directory.get(request.path_params["id"])
        return JSONResponse(_described(directory, stored, dialect_of(request.scope)))

    async def delete_accent(request: Request) -> Response:
        await directory.get(request.path_params["id"])
        raise Unsupported("Every voice speaks every accent here; none can be taken away.")

    return [
        Route("/accents", list_accents, methods=["GET"]),
        Route("/voices/{id}/accents", list_accents_of, methods=["GET"]),
        Route("/voices/{id}/accents", add_accents, methods=["PATCH"]),
        Route("/voices/{id}/accents/{accent}", delete_accent, methods=["DELETE"]),
    ]


def _listed(
    directory: VoiceDirectory, voices: tuple[StoredVoice, ...], query: VoiceQuery, dialect: Dialect
) -> list[dict[str, Any]] | dict[str, Any]:
    embedding = dialect.lists_embeddings or "embedding" in query.expand

    def described(stored: StoredVoice) -> dict[str, Any]:
        described = _described(directory, stored, dialect, embedding)
        extra = {"is_starred": False, "preview_file_url": None}
        return described | {key: value for key, value in extra.items() if key in query.expand}

    if not dialect.pages:
        return [described(stored) for stored in filtered(voices, query)]
    found = page(voices, query)
    return {
        "data": [described(stored) for stored in found.voices],
        "has_more": found.has_more,
        "next_page": found.next_after,
    }


def _described(
    directory: VoiceDirectory, stored: StoredVoice, dialect: Dialect, embedding: bool = True
) -> dict[str, Any]:
    alias_of = "" if stored.voice.own else directory.alias_of(stored.voice.id)
    return voice_json(stored, dialect, alias_of, directory.languages, embedding)


def voice_json(
    stored: StoredVoice,
    dialect: Dialect = OLDEST,
    alias_of: str = "",
    languages: tuple[str, ...] = (),
    embedding: bool = True,
) -> dict[str, Any]:
    """A voice with the keys of *dialect*, followed by the local keys.

    Args:
        alias_of: Id of the stock voice behind a documented id.
        languages: The languages that every voice can speak.
        embedding: Whether to include the embedding.
    """
    voice = stored.voice
    language = primary(voice.language)
    accent = accent_of(voice.language, languages)
    native = locale_of(voice.language)
    locales = dict.fromkeys((native, *(locale_of(tag) for tag in languages)))
    every = {
        "id": voice.id,
        "name": voice.name,
        "description": voice.description,
        "embedding": voice.embedding,
        "is_public": not voice.own,
        "is_owner": voice.own,
        "user_id": "local" if voice.own else "speech-studio",
        "created_at": stored.created_at,
        "language": language,
        "access": "private" if voice.own else "public",
        "visibility": "owner" if voice.own else "all",
        "tagline": voice.character[:32],
        "locales": [{"locale": locale, "is_native": locale == native} for locale in locales],
        "accent": None if accent is None else accent.id,
        "country": region(native) or None,
        "gender": _GENDERS.get(voice.sex),
    }
    told = {key: every[key] for key in dialect.voice_keys if embedding or key != "embedding"}
    local: dict[str, Any] = {
        "locale": voice.language,
        "gender": told["gender"] if dialect.presents_gender else voice.sex,
        "character": voice.character,
        "unavailable_reason": voice.unavailable_reason,
        "recipe": [{"id": part.voice_id, "weight": part.weight} for part in voice.recipe],
    }
    where_known = {"alias_of": alias_of, "clip_sha256": voice.clip_sha256, "imported": voice.imported}
    return told | local | {key: value for key, value in where_known.items() if value}


def accent_json(accent: Accent) -> dict[str, Any]:
    return {
        "id": accent.id,
        "name": accent.name,
        "language": accent.language,
        "locale": accent.locale,
        "is_locale_default": True,
        "is_localizable": True,
    }
