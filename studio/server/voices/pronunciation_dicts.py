# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes of pronunciation dictionaries: list, get, create, change, delete."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.core.dictionary import Entry
from studio.core.errors import InvalidArgument, NotFound
from studio.core.voices import MAX_TEXT_CHARS
from studio.server.limits import Limits
from studio.server.voices.pages import query_value
from studio.server.voices.pronunciation_store import PronunciationDict, PronunciationStore
from studio.server.wire.json_object import Body, read_body
from studio.server.wire.pronunciations import Entries
from studio.server.wire.schema import Number

_PAGE = 10
_PAGE_BYTES = 8 * 1024 * 1024
_LIMIT = Number(1, 100, whole=True)


def pronunciation_routes(store: PronunciationStore, limits: Limits) -> list[Route]:
    async def list_dicts(request: Request) -> Response:
        page, more = await asyncio.to_thread(_page, store, dict(request.query_params))
        next_page = page[-1].id if page and more else None
        return JSONResponse({"data": [dict_json(item) for item in page], "has_more": more, "next_page": next_page})

    async def get_dict(request: Request) -> Response:
        return JSONResponse(dict_json(await asyncio.to_thread(store.get, request.path_params["id"])))

    async def create_dict(request: Request) -> Response:
        body = await read_body(request, limits)
        name = _text(body, "name", MAX_TEXT_CHARS)
        return JSONResponse(dict_json(await asyncio.to_thread(store.add, name, entries_of(body) or ())))

    async def change_dict(request: Request) -> Response:
        body = await read_body(request, limits)
        name = None if body.get("name") is None else _text(body, "name", MAX_TEXT_CHARS)
        changed = await asyncio.to_thread(store.change, request.path_params["id"], name, entries_of(body))
        return JSONResponse(dict_json(changed))

    async def delete_dict(request: Request) -> Response:
        await asyncio.to_thread(store.delete, request.path_params["id"])
        return JSONResponse({})

    return [
        Route("/pronunciation-dicts", list_dicts, methods=["GET"]),
        Route("/pronunciation-dicts", create_dict, methods=["POST"]),
        Route("/pronunciation-dicts/{id}", get_dict, methods=["GET"]),
        Route("/pronunciation-dicts/{id}", change_dict, methods=["PATCH"]),
        Route("/pronunciation-dicts/{id}", delete_dict, methods=["DELETE"]),
    ]


def entries_of(body: Body) -> tuple[Entry, ...] | None:
    """The `items` of a request; None if it has none.

    Raises:
        InvalidArgument: names the item and what is permitted.
    """
    items = body.get("items")
    return None if items is None else Entries().check(items, "items")


def dict_json(item: PronunciationDict) -> dict[str, Any]:
    """A dictionary as clients expect it. An item's language, which is an extension, is there only if it has one."""
    return {
        "id": item.id,
        "name": item.name,
        "owner_id": "local",
        "pinned": False,
        "items": [_item_json(entry) for entry in item.entries],
        "created_at": item.created_at,
    }


def _item_json(entry: Entry) -> dict[str, Any]:
    named = {"text": entry.text, "alias": entry.alias, "case_sensitive": entry.case_sensitive}
    return {**named, "language": entry.language} if entry.language else named


def _text(body: Body, key: str, longest: int) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise InvalidArgument(key, f"a text of 1 to {longest} characters")
    return value


def _page(store: PronunciationStore, query: dict[str, str]) -> tuple[tuple[PronunciationDict, ...], bool]:
    """The page asked for, and whether more follows it (precedes it, with ending_before).

    Dictionaries are large, so a page ends at a certain size, however many were asked for.
    """
    limit = int(query_value(query.get("limit", str(_PAGE)), _LIMIT, "limit"))
    ids = store.ids()
    places = {dict_id.lower(): index for index, dict_id in enumerate(ids)}
    for key in ("starting_after", "ending_before"):
        if query.get(key) and query[key].lower() not in places:
            raise NotFound(f"{key}: there is no pronunciation dictionary with that id.")
    if query.get("ending_before"):
        before = ids[: places[query["ending_before"].lower()]][::-1]
        found, looked_at = store.some(before, limit, _PAGE_BYTES)
        return found[::-1], looked_at < len(before)
    after = ids[places[query["starting_after"].lower()] + 1 if query.get("starting_after") else 0 :]
    found, looked_at = store.some(after, limit, _PAGE_BYTES)
    return found, looked_at < len(after)
