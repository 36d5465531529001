# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices: list, get, create, change, delete, mix."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.server.limits import Limits
from studio.server.requests import mix_request, new_voice, read_body, voice_changes
from studio.server.voice_directory import VoiceDirectory
from studio.server.voice_store import StoredVoice


def voice_routes(directory: VoiceDirectory, limits: Limits) -> list[Route]:
    async def list_voices(_request: Request) -> Response:
        return JSONResponse([voice_json(stored) for stored in await directory.all()])

    async def get_voice(request: Request) -> Response:
        return JSONResponse(voice_json(await directory.get(request.path_params["id"])))

    async def create_voice(request: Request) -> Response:
        return JSONResponse(voice_json(await directory.create(new_voice(await read_body(request, limits)))))

    async def change_voice(request: Request) -> Response:
        name, description = voice_changes(await read_body(request, limits))
        return JSONResponse(voice_json(await directory.change(request.path_params["id"], name, description)))

    async def delete_voice(request: Request) -> Response:
        await directory.delete(request.path_params["id"])
        return JSONResponse({})

    async def mix_voices(request: Request) -> Response:
        parts = mix_request(await read_body(request, limits), limits)
        return JSONResponse({"embedding": await directory.mix(parts)})

    return [
        Route("/voices", list_voices, methods=["GET"]),
        Route("/voices", create_voice, methods=["POST"]),
        Route("/voices/mix", mix_voices, methods=["POST"]),
        Route("/voices/{id}", get_voice, methods=["GET"]),
        Route("/voices/{id}", change_voice, methods=["PATCH"]),
        Route("/voices/{id}", delete_voice, methods=["DELETE"]),
    ]


def voice_json(stored: StoredVoice) -> dict[str, Any]:
    """A voice as clients of 2024-06-10 expect it, with the local keys after theirs."""
    voice = stored.voice
    return {
        "id": voice.id,
        "name": voice.name,
        "description": voice.description,
        "embedding": voice.embedding,
        "is_public": not voice.own,
        "user_id": "local" if voice.own else "speech-studio",
        "created_at": stored.created_at,
        "language": voice.language.partition("-")[0],
        "locale": voice.language,
        "gender": voice.sex,
        "character": voice.character,
        "unavailable_reason": voice.unavailable_reason,
        "recipe": [{"id": part.voice_id, "weight": part.weight} for part in voice.recipe],
    }
