# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of a pronunciation dictionary in requests: `{"text", "alias"}`, and optionally `case_sensitive` and, an
extension, `language`."""

from __future__ import annotations

from studio.core.dictionary import LONGEST_TEXT, MOST_ENTRIES, MOST_WORDS, Entry
from studio.core.errors import InvalidArgument
from studio.core.voices import MAX_TAG_CHARS
from studio.server.wire.schema import JsonSchema

_ITEM: JsonSchema = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": r"\S"},
        "alias": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": r"\S"},
        "case_sensitive": {"type": ["boolean", "null"]},
        "language": {"type": ["string", "null"], "maxLength": MAX_TAG_CHARS},
    },
    "required": ["text", "alias"],
}


class Entries:
    """A list of entries."""

    def check(self, value: object, name: str) -> tuple[Entry, ...]:
        if not isinstance(value, list) or len(value) > MOST_ENTRIES:
            raise InvalidArgument(name, f"a list of at most {MOST_ENTRIES} objects with text and alias")
        return tuple(_entry(item, f"{name}[{index}]") for index, item in enumerate(value))

    def json_schema(self) -> JsonSchema:
        return {"type": "array", "items": _ITEM, "maxItems": MOST_ENTRIES}


def _entry(item: object, name: str) -> Entry:
    if not isinstance(item, dict):
        raise InvalidArgument(name, "an object with text and alias")
    # Older clients still send the alias under its former name, pronunciation.
    alias = "alias" if item.get("alias") is not None else "pronunciation"
    case_sensitive = item.get("case_sensitive")
    language = item.get("language")
    if case_sensitive not in (None, True, False):
        raise InvalidArgument(f"{name}.case_sensitive", "true or false")
    if language is not None and (not isinstance(language, str) or len(language) > MAX_TAG_CHARS):
        raise InvalidArgument(f"{name}.language", "the tag of a language, such as en-US")
    text = _text(item.get("text"), f"{name}.text")
    if len(text.split()) > MOST_WORDS:
        raise InvalidArgument(f"{name}.text", f"a text of at most {MOST_WORDS} words")
    return Entry(text, _text(item.get(alias), f"{name}.alias"), language or "", bool(case_sensitive))


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        raise InvalidArgument(name, f"a text of 1 to {LONGEST_TEXT} characters")
    return value
