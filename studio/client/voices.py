# SPDX-License-Identifier: Apache-2.0
"""Conversion of voices between the API's JSON and the core's values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from studio.client.errors import NotUnderstood
from studio.core.errors import InvalidArgument
from studio.core.voices import MixPart, Voice, checked_embedding, normalised

LIST_BYTES = 64 * 1024 * 1024
"""Limit of all pages of a list together: some ten thousand voices with their embeddings."""
_SEXES = {"female": "female", "male": "male", "feminine": "female", "masculine": "male"}


def voice_from_json(value: object) -> Voice:
    """The voice in the server's JSON; values that it does not tell stay empty.

    Raises:
        NotUnderstood: not an object with id and name, or a field of the wrong kind.
    """
    if not isinstance(value, Mapping):
        raise _broken("a voice is not an object")
    embedding = value.get("embedding")
    try:
        return Voice(
            id=_text(value, "id", needed=True),
            name=_text(value, "name", needed=True),
            language=_text(value, "locale") or _text(value, "language"),
            sex=_SEXES.get(_text(value, "gender"), ""),
            character=_text(value, "character"),
            description=_text(value, "description"),
            own=value.get("is_public") is False,
            embedding=checked_embedding(embedding) if isinstance(embedding, list) and embedding else None,
            recipe=tuple(_part(part) for part in value.get("recipe") or ()),
            unavailable_reason=_text(value, "unavailable_reason"),
            clip_sha256=_text(value, "clip_sha256"),
            alias_of=_text(value, "alias_of"),
            imported=value.get("imported") is True,
        )
    except (InvalidArgument, TypeError) as error:
        raise _broken(f"a voice: {error}") from None


def voice_pages(ask: Callable[[dict[str, str]], object]) -> Iterator[list[Any]]:
    """The voices of a server, page by page; a server without pages gives all at once.

    Args:
        ask: Sends `GET /voices` with the given query and returns the answer's JSON.

    Raises:
        NotUnderstood: an answer is neither a list nor a page.
    """
    query: dict[str, str] = {}
    while True:
        answer = ask(query)
        page = answer.get("data") if isinstance(answer, Mapping) else answer
        if not isinstance(page, list) or not all(isinstance(voice, dict) and voice.get("id") for voice in page):
            raise _broken("neither a list of voices nor a page")
        yield page
        if not isinstance(answer, Mapping) or not page or not answer.get("has_more"):
            return
        last = str(page[-1]["id"])
        if query.get("starting_after") == last:
            raise _broken("a page that repeats itself")
        query = {"starting_after": last}


def embedding_from_json(value: object) -> tuple[float, ...]:
    """The embedding of an answer `{"embedding": [...]}`.

    Raises:
        NotUnderstood: not 192 finite numbers.
    """
    embedding = value.get("embedding") if isinstance(value, Mapping) else None
    if not isinstance(embedding, list):
        raise _broken("no embedding in the answer")
    try:
        return checked_embedding(embedding)
    except InvalidArgument as error:
        raise _broken(str(error)) from None


def new_voice_json(
    name: str,
    description: str,
    embedding: Sequence[float],
    language: str,
    recipe: Iterable[MixPart] = (),
    voice_id: str | None = None,
) -> dict[str, Any]:
    """The body of a request that creates a voice; *voice_id* brings a deleted one back as it was.

    Raises:
        InvalidArgument: a blank name, or an embedding that is not 192 finite numbers.
    """
    body: dict[str, Any] = {
        "name": checked_name(name),
        "description": description,
        "embedding": list(checked_embedding(embedding)),
        "language": language,
    }
    if parts := recipe_json(recipe):
        body["recipe"] = parts
    if voice_id is not None:
        body["id"] = voice_id
    return body


def kept_voice_json(voice: Voice) -> dict[str, Any]:
    """The body of a request that creates *voice*, which has an embedding, with all that is known of it: under its id,
    or under a new one where that is ""."""
    body = new_voice_json(
        voice.name, voice.description, voice.embedding or (), voice.language, voice.recipe, voice.id or None
    )
    known = {"gender": voice.sex, "clip_sha256": voice.clip_sha256, "imported": voice.imported}
    return body | {key: value for key, value in known.items() if value}


def mix_json(parts: Iterable[MixPart | tuple[Sequence[float], float]]) -> dict[str, Any]:
    """The body of a request for a mix: voices by id, or embeddings with weights.

    Raises:
        InvalidArgument: no part, more than 16, a weight not above 0, or a bad embedding.
    """
    listed = (part if isinstance(part, MixPart) else MixPart("", part[1], checked_embedding(part[0])) for part in parts)
    return {"voices": [{**part_json(part), "weight": part.weight} for part in normalised(listed)]}


def part_json(part: MixPart) -> dict[str, Any]:
    """A voice of a mix by its id, or by its embedding where it has one."""
    return {"embedding": list(part.embedding)} if part.embedding else {"id": part.voice_id}


def recipe_json(recipe: Iterable[MixPart]) -> list[dict[str, Any]]:
    return [{"id": part.voice_id, "weight": part.weight} for part in recipe]


def checked_name(name: str) -> str:
    if not isinstance(name, str) or not name.strip():
        raise InvalidArgument("name", "text that is not blank")
    return name.strip()


def _part(value: object) -> MixPart:
    weight = value.get("weight") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or isinstance(weight, bool) or not isinstance(weight, int | float):
        raise _broken("a recipe's part is not an object with id and weight")
    return MixPart(_text(value, "id", needed=True), float(weight))


def _text(value: Mapping[str, Any], key: str, needed: bool = False) -> str:
    text = value.get(key)
    if text is None and not needed:
        return ""
    if not isinstance(text, str) or (needed and not text):
        raise _broken(f"a voice's {key} is not text")
    return text


def _broken(detail: str) -> NotUnderstood:
    return NotUnderstood("The speech server's voices cannot be understood.", detail)
