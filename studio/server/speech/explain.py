# SPDX-License-Identifier: GPL-3.0-or-later
"""How a transcript is read, token by token, `POST /explain`."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.core.dictionary import Entry, sayings
from studio.core.languages import resolve_language
from studio.core.markup import parse_markup
from studio.engine.phonemes.alphabet import as_ipa
from studio.engine.phonemes.explain import ExplainedToken, explain
from studio.engine.phonemes.phonemize import LANGUAGES
from studio.engine.phonemes.suggestions import suggestions
from studio.engine.text.reading import Reading
from studio.server.limits import Limits
from studio.server.voices.pronunciation_store import PronunciationStore
from studio.server.wire.bodies import EXPLANATION
from studio.server.wire.json_object import read_body
from studio.server.wire.requests import transcript_of


def explain_routes(limits: Limits, pronunciations: PronunciationStore) -> list[Route]:
    async def explained(request: Request) -> Response:
        body = await read_body(request, limits)
        text = transcript_of(body, replace(limits, text_chars=limits.fitted_chars))
        given = EXPLANATION.check(body)
        tag = resolve_language(given["language"] or "", LANGUAGES, LANGUAGES[0])
        entries = given["pronunciations"] or ()
        if given["pronunciation_dict_id"]:
            entries += (await asyncio.to_thread(pronunciations.get, given["pronunciation_dict_id"])).entries
        tokens = await asyncio.to_thread(_explained, text, tag, entries, bool(given["unsure_only"]))
        answer: dict[str, Any] = {"language": tag, "tokens": [_json(token) for token in tokens]}
        if given["suggest"]:
            found = await asyncio.to_thread(suggestions, parse_markup(text).text, tag)
            answer["suggestions"] = [
                {"alias": each.alias, "ipa": as_ipa(each.phonemes), "meaning": each.meaning} for each in found
            ]
        return JSONResponse(answer)

    return [Route("/explain", explained, methods=["POST"])]


def _explained(text: str, tag: str, entries: tuple[Entry, ...], unsure_only: bool) -> tuple[ExplainedToken, ...]:
    marked = parse_markup(text)
    reading = Reading(marked.sayings).with_found(sayings(marked.text, entries, tag))
    return explain(marked.text, tag, reading, unsure_only)


def _json(token: ExplainedToken) -> dict[str, Any]:
    return {
        "start": token.start,
        "end": token.end,
        "text": token.text,
        "class": token.semiotic.value,
        "words": token.words,
        "phonemes": token.phonemes,
        "ipa": as_ipa(token.phonemes),
        "certainty": token.certainty,
        "why": token.why,
        "unknown": token.unknown,
        "unsure": "" if token.doubt is None else token.doubt.value,
        "alternatives": [
            {
                "words": other.words,
                "phonemes": other.phonemes,
                "ipa": as_ipa(other.phonemes),
                "meaning": other.meaning,
            }
            for other in token.alternatives
        ],
    }
