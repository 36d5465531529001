# SPDX-License-Identifier: Apache-2.0
"""Voices in the API's JSON and as values of the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from studio.core.errors import InvalidArgument, ProtocolError
from studio.core.voices import MixPart, Voice, checked_embedding, normalised


def voice_from_json(value: object) -> Voice:
    """A voice as the server describes it; what it does not tell stays empty.

    Raises:
        ProtocolError: not an object with id and name, or a field of the wrong kind.
    """
    if not isinstance(value, Mapping):
        raise _broken("a voice is not an object")
    embedding = value.get("embedding")
    try:
        return Voice(
            id=_text(value, "id", needed=True),
            name=_text(value, "name", needed=True),
            language=_text(value, "locale") or _text(value, "language"),
            sex=_text(value, "gender"),
            character=_text(value, "character"),
            description=_text(value, "description"),
            own=value.get("is_public") is False,
            embedding=checked_embedding(embedding) if isinstance(embedding, list) and embedding else None,
            recipe=tuple(_part(part) for part in value.get("recipe") or ()),
            unavailable_reason=_text(value, "unavailable_reason"),
        )
    except (InvalidArgument, TypeError) as error:
        raise _broken(f"a voice: {error}") from None


def voices_from_json(value: object) -> tuple[Voice, ...]:
    """The voices of a list, or of one page's `data`, without those that are only other ids of a voice in it.

    Raises:
        ProtocolError: neither of them.
    """
    listed = value.get("data") if isinstance(value, Mapping) else value
    if not isinstance(listed, list):
        raise _broken("the voices are not a list")
    return tuple(voice_from_json(voice) for voice in listed if not _is_alias(voice))


def embedding_from_json(value: object) -> tuple[float, ...]:
    """The embedding of an answer `{"embedding": [...]}`.

    Raises:
        ProtocolError: not 192 finite numbers.
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
    """The body that creates a voice; *voice_id* brings a deleted one back as it was.

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


def mix_json(parts: Iterable[MixPart | tuple[Sequence[float], float]]) -> dict[str, Any]:
    """The body that asks for a mix: voices by id, or embeddings with weights.

    Raises:
        InvalidArgument: no part, more than 16, a weight not above 0, or a bad embedding.
    """
    listed = [part if isinstance(part, MixPart) else (checked_embedding(part[0]), part[1]) for part in parts]
    weighed = normalised(part if isinstance(part, MixPart) else MixPart("", part[1]) for part in listed)
    return {
        "voices": [
            {"id": part.voice_id, "weight": equal.weight}
            if isinstance(part, MixPart)
            else {"embedding": list(part[0]), "weight": equal.weight}
            for part, equal in zip(listed, weighed, strict=True)
        ]
    }


def recipe_json(recipe: Iterable[MixPart]) -> list[dict[str, Any]]:
    return [{"id": part.voice_id, "weight": part.weight} for part in recipe]


def checked_name(name: str) -> str:
    if not isinstance(name, str) or not name.strip():
        raise InvalidArgument("name", "text that is not blank")
    return name.strip()


def _is_alias(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value.get("alias_of"))


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


def _broken(detail: str) -> ProtocolError:
    return ProtocolError("The speech server's voices cannot be understood.", detail)
