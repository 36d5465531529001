# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's description (OpenAPI 3.1), made from the schemas that requests are checked against."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from studio.core.voices import MAX_TAG_CHARS, MAX_TEXT_CHARS
from studio.server.limits import Limits
from studio.server.speech.infill import FORMAT_KEYS
from studio.server.status import program_version
from studio.server.voices.pages import LIST_PARAMETERS
from studio.server.wire import bodies
from studio.server.wire.dialects import DIALECTS
from studio.server.wire.formats.table import ALL_FORMATS, MEDIA_TYPES, STREAMED, format_schema
from studio.server.wire.pronunciations import Entries
from studio.server.wire.schema import Described, Field, Flag, JsonSchema, Kind, Object, Text

PATH = "/openapi.json"

_JSON = ("application/json",)
_FILE: JsonSchema = {"type": "string", "contentMediaType": "application/octet-stream"}


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path: its body and its answers.

    Attributes:
        body: A JSON object.
        form: Keys of a multipart form.
        answers: Content types of a success.
    """

    summary: str
    body: Object | None = None
    form: Mapping[str, Field] = field(default_factory=dict)
    query: Mapping[str, Kind] = field(default_factory=dict)
    answers: Sequence[str] = _JSON


def openapi_route(routes: Sequence[BaseRoute], limits: Limits) -> Route:
    """The route that publishes the description of *routes*, and of itself."""
    operations = _operations(limits)

    async def describe(_request: Request) -> Response:
        return JSONResponse(document([*routes, own], operations, limits))

    own = Route(PATH, describe, methods=["GET"])
    return own


def document(
    routes: Sequence[BaseRoute], operations: Mapping[tuple[str, str], Operation], limits: Limits
) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        if isinstance(route, Route):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                operation = operations.get((method, route.path), Operation(""))
                paths.setdefault(route.path, {})[method.lower()] = _described(route.path, operation)
    message = Object(bodies.speech_fields(limits.text_chars, STREAMED) | dict(bodies.CONTEXT_FIELDS))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Speech Studio",
            "version": program_version(),
            "description": "The Cartesia text-to-speech API on this machine. Null counts as absent, unknown keys are "
            f"ignored. A transcript has at most {limits.text_chars} characters, a JSON body {limits.body_bytes} bytes, "
            f"a form {limits.upload_bytes} bytes; infill and a given duration {limits.fitted_chars} characters.",
        },
        "security": [{"key": []}, {"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
            "schemas": {"Error": _ERROR},
        },
        "x-websockets": {"/tts/websocket": {"message": message.json_schema()}},
    }


_ERROR: JsonSchema = {
    "type": "object",
    "properties": {key: {"type": "string"} for key in ("error", "title", "message", "error_code", "request_id")},
    "required": ["error", "title", "message", "error_code", "request_id"],
}

_DICT = Object(
    {
        "name": Field(Text(1000, worded=True)),
        "items": Field(Entries()),
    },
    about="a new one needs a name",
)
_CLIP_FORM = {
    "clip": Field(Described(_FILE), required=True),
    "enhance": Field(Flag()),
    "language": Field(Text(MAX_TAG_CHARS), about="the one spoken in the clip; English where absent"),
    "transcript": Field(Text(bodies.LONGEST_CLIP_TEXT), about="what is said in the clip"),
}
_CLONE_FORM = {
    **_CLIP_FORM,
    "name": Field(Text(MAX_TEXT_CHARS)),
    "description": Field(Text(MAX_TEXT_CHARS)),
    "mode": Field(Text(MAX_TEXT_CHARS)),
    "base_voice_id": Field(Text(bodies.LONGEST_ID)),
}
_PAGE = {key: LIST_PARAMETERS[key] for key in ("limit", "starting_after", "ending_before")}
_PROGRESS = {"progress": Flag()}


def _infill_form(limits: Limits) -> dict[str, Field]:
    return {
        "left_audio": Field(Described(_FILE), about="one of the two at least"),
        "right_audio": Field(Described(_FILE)),
        "model_id": Field(Text(bodies.LONGEST_ID, worded=True), required=True),
        "language": Field(Text(MAX_TAG_CHARS)),
        "transcript": Field(Text(limits.fitted_chars, worded=True), required=True),
        "voice_id": Field(bodies.VOICE_ID, required=True),
        **{name: format_schema().fields[key] for key, name in FORMAT_KEYS.items()},
        "voice[__experimental_controls][speed]": Field(bodies.CONTROLS.fields["speed"].kind),
        "voice[__experimental_controls][emotion][]": Field(bodies.CONTROLS.fields["emotion"].kind),
    }


def _operations(limits: Limits) -> dict[tuple[str, str], Operation]:
    speech = partial(bodies.speech_fields, limits.text_chars)
    return {
        ("GET", "/"): Operation("Whether a server is here"),
        ("GET", PATH): Operation("This description"),
        ("GET", "/status"): Operation("What runs here, and how it is"),
        ("GET", "/voices"): Operation(
            "List voices; in pages from 2024-11-13", query={**LIST_PARAMETERS, "expand[]": Text(MAX_TEXT_CHARS)}
        ),
        ("POST", "/voices"): Operation("Create a voice from an embedding", bodies.NEW_VOICE),
        ("POST", "/voices/mix"): Operation("The embedding of a weighted mix of voices", bodies.MIX_REQUEST),
        ("POST", "/voices/localize"): Operation("A voice in another language or accent", bodies.LOCALIZATION),
        ("POST", "/voices/clone"): Operation(
            "The voice that comes closest to a clip, stored", form=_CLONE_FORM, query=_PROGRESS
        ),
        ("POST", "/voices/clone/clip"): Operation(
            "The embedding of the voice that comes closest to a clip", form=_CLIP_FORM, query=_PROGRESS
        ),
        ("GET", "/voices/{id}"): Operation("A voice"),
        ("PATCH", "/voices/{id}"): Operation("Change a voice of one's own", bodies.VOICE_CHANGES),
        ("DELETE", "/voices/{id}"): Operation("Delete a voice of one's own"),
        ("GET", "/accents"): Operation("Accents that every voice speaks"),
        ("GET", "/voices/{id}/accents"): Operation("Accents that a voice speaks"),
        ("PATCH", "/voices/{id}/accents"): Operation("Have a voice speak accents", bodies.NEW_ACCENTS),
        ("DELETE", "/voices/{id}/accents/{accent}"): Operation("Refused: every voice speaks every accent"),
        ("POST", "/tts/bytes"): Operation("Speech as audio", Object(speech(ALL_FORMATS)), answers=MEDIA_TYPES),
        ("POST", "/tts/sse"): Operation(
            "Speech as server-sent events",
            Object({**speech(STREAMED), "context_id": bodies.CONTEXT_FIELDS["context_id"]}),
            answers=("text/event-stream",),
        ),
        ("POST", "/infill/bytes"): Operation(
            "Speech that fits between two clips", form=_infill_form(limits), answers=MEDIA_TYPES
        ),
        ("POST", "/explain"): Operation("How a transcript is read, token by token, and why", bodies.EXPLANATION),
        ("GET", "/pronunciation-dicts"): Operation("List pronunciation dictionaries", query=_PAGE),
        ("POST", "/pronunciation-dicts"): Operation("Create a pronunciation dictionary", _DICT),
        ("GET", "/pronunciation-dicts/{id}"): Operation("A pronunciation dictionary"),
        ("PATCH", "/pronunciation-dicts/{id}"): Operation("Change a pronunciation dictionary", _DICT),
        ("DELETE", "/pronunciation-dicts/{id}"): Operation("Delete a pronunciation dictionary"),
    }


def _described(path: str, operation: Operation) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    described: dict[str, Any] = {
        "summary": operation.summary,
        "parameters": [
            *({"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in _names(path)),
            *({"name": name, "in": "query", "schema": kind.json_schema()} for name, kind in operation.query.items()),
            {"name": "Cartesia-Version", "in": "header", "schema": _VERSION},
        ],
        "responses": {
            "200": {"description": "Done", "content": {kind: {} for kind in operation.answers}},
            "default": {"description": "Refused, or failed", "content": error},
        },
    }
    if operation.body is not None:
        content = {"application/json": {"schema": operation.body.json_schema()}}
        described["requestBody"] = {"required": True, "content": content}
    elif operation.form:
        properties = {name: each.kind.json_schema() for name, each in operation.form.items()}
        required = [name for name, each in operation.form.items() if each.required]
        schema = {"type": "object", "properties": properties, "required": required}
        described["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    return described


_VERSION: JsonSchema = {"type": "string", "format": "date", "examples": [dialect.date for dialect in DIALECTS]}


def _names(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", path)
