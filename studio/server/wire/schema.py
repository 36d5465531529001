# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of JSON values. Each checks a value and describes itself as JSON Schema, so that requests are checked against
the published schemas. Null counts as absent everywhere; unknown keys are ignored."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from studio.core.errors import InvalidArgument

JsonSchema = dict[str, Any]


class Kind(Protocol):
    """A kind of JSON value."""

    def check(self, value: object, name: str) -> Any:
        """*value*, checked and converted. Errors call it *name*.

        Raises:
            InvalidArgument: it is not of this kind.
        """
        ...

    def json_schema(self) -> JsonSchema: ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text of *least* to *longest* characters; with *worded* it must hold more than blanks."""

    longest: int
    least: int = 0
    worded: bool = False
    permitted: str = ""

    def check(self, value: object, name: str) -> str:
        if isinstance(value, str) and self.least <= len(value) <= self.longest and (value.strip() or not self.worded):
            return value
        raise InvalidArgument(name, self.permitted or self._in_words())

    def json_schema(self) -> JsonSchema:
        schema: JsonSchema = {"type": "string", "maxLength": self.longest}
        if self.least or self.worded:
            schema["minLength"] = max(self.least, 1)
        if self.worded:
            schema["pattern"] = r"\S"
        return schema

    def _in_words(self) -> str:
        if self.least or self.worded:
            return f"a text of {max(self.least, 1)} to {self.longest} characters"
        return f"a text of at most {self.longest} characters"


@dataclass(frozen=True, slots=True)
class Uuid:
    """A UUID as text, in any spelling; "" counts as absent."""

    def check(self, value: object, name: str) -> str:
        if value == "":
            return ""
        try:
            return str(UUID(value if isinstance(value, str) else ""))
        except ValueError:
            raise InvalidArgument(name, "a UUID") from None

    def json_schema(self) -> JsonSchema:
        return {"type": "string", "format": "uuid"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few texts."""

    texts: tuple[str, ...]
    permitted: str = ""

    def check(self, value: object, name: str) -> str:
        if isinstance(value, str) and value in self.texts:
            return value
        raise InvalidArgument(name, self.permitted or "one of " + ", ".join(self.texts))

    def json_schema(self) -> JsonSchema:
        return {"type": "string", "enum": list(self.texts)}


@dataclass(frozen=True, slots=True)
class Flag:
    def check(self, value: object, name: str) -> bool:
        if isinstance(value, bool):
            return value
        raise InvalidArgument(name, "true or false")

    def json_schema(self) -> JsonSchema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number within limits; *above* excludes the lower one. *whole* takes 8000.0 as 8000."""

    least: float = -math.inf
    most: float = math.inf
    above: bool = False
    whole: bool = False
    permitted: str = ""

    def check(self, value: object, name: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(name)
        if isinstance(value, float) and not math.isfinite(value):
            raise self._wrong(name)
        if not self.least <= value <= self.most or (self.above and value == self.least):
            raise self._wrong(name)
        if self.whole and value != int(value):
            raise self._wrong(name)
        return int(value) if self.whole else float(value)

    def json_schema(self) -> JsonSchema:
        schema: JsonSchema = {"type": "integer" if self.whole else "number"}
        if math.isfinite(self.least):
            schema["exclusiveMinimum" if self.above else "minimum"] = self.least
        if math.isfinite(self.most):
            schema["maximum"] = self.most
        return schema

    def _wrong(self, name: str) -> InvalidArgument:
        if self.permitted:
            return InvalidArgument(name, self.permitted)
        kind = "a whole number" if self.whole else "a number"
        if math.isfinite(self.most):
            return InvalidArgument(name, f"{kind} from {self.least:g} to {self.most:g}")
        return InvalidArgument(name, f"a finite number above {self.least:g}" if self.above else f"a finite {kind[2:]}")


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of *least* to *most* values of one kind. *permitted*, if given, describes its items too."""

    item: Kind
    least: int = 0
    most: int | None = None
    permitted: str = ""
    permitted_of_all: bool = False

    def check(self, value: object, name: str) -> list[Any]:
        if not isinstance(value, list) or len(value) < self.least or (self.most is not None and len(value) > self.most):
            raise InvalidArgument(name, self.permitted or "a list")
        if self.permitted_of_all:
            return [self.item.check(item, name) for item in value]
        return [self.item.check(item, f"{name}[{index}]") for index, item in enumerate(value)]

    def json_schema(self) -> JsonSchema:
        schema: JsonSchema = {"type": "array", "items": self.item.json_schema()}
        if self.least:
            schema["minItems"] = self.least
        if self.most is not None:
            schema["maxItems"] = self.most
        return schema


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an object."""

    kind: Kind
    required: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Object:
    """An object with the given fields."""

    fields: Mapping[str, Field]
    permitted: str = "an object"
    about: str = ""

    def check(self, value: object, name: str = "") -> dict[str, Any]:
        """All keys, None for absent ones. Without a *name*, errors call keys by their own names alone."""
        if not isinstance(value, Mapping):
            raise InvalidArgument(name or "body", self.permitted)
        checked: dict[str, Any] = {}
        for key, each in self.fields.items():
            given = value.get(key)
            called = f"{name}.{key}" if name else key
            if given is None and each.required:
                each.kind.check(None, called)
            checked[key] = None if given is None else each.kind.check(given, called)
        return checked

    def json_schema(self) -> JsonSchema:
        properties: JsonSchema = {}
        for key, each in self.fields.items():
            schema = each.kind.json_schema()
            if not each.required:
                schema = _or_null(schema)
            properties[key] = {**schema, "description": each.about} if each.about else schema
        schema = {"type": "object", "properties": properties}
        required = [key for key, each in self.fields.items() if each.required]
        if required:
            schema["required"] = required
        if self.about:
            schema["description"] = self.about
        return schema


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A value of one of several kinds; the first one that accepts it counts."""

    kinds: tuple[Kind, ...]
    permitted: str

    def check(self, value: object, name: str) -> Any:
        for kind in self.kinds:
            try:
                return kind.check(value, name)
            except InvalidArgument:
                continue
        raise InvalidArgument(name, self.permitted)

    def json_schema(self) -> JsonSchema:
        return {"anyOf": [kind.json_schema() for kind in self.kinds]}


@dataclass(frozen=True, slots=True)
class Described:
    """A description of a value that other code checks."""

    schema: Mapping[str, Any]

    def check(self, value: object, name: str) -> Any:  # noqa: ARG002
        return value

    def json_schema(self) -> JsonSchema:
        return dict(self.schema)


def _or_null(schema: JsonSchema) -> JsonSchema:
    kind = schema.get("type")
    if not isinstance(kind, str):
        return {"anyOf": [schema, {"type": "null"}]}
    changed: JsonSchema = {**schema, "type": [kind, "null"]}
    if "enum" in schema:
        changed["enum"] = [*schema["enum"], None]
    return changed
