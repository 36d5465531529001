# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions that a person has kept of a project, each whole but for its sound."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass
from typing import Any

from studio.core.errors import NotFound
from studio.core.project import Project
from studio.project.file.connection import as_stored
from studio.project.file.values import (
    field_from_json,
    field_to_json,
    from_text,
    paragraph_from_json,
    paragraph_to_json,
    to_text,
)
from studio.project.steps import FIELDS


@dataclass(frozen=True, slots=True)
class Version:
    """A kept version: when (seconds since 1970), and the name it was given, "" for none."""

    number: int
    made_s: float
    name: str


def keep_version(connection: sqlite3.Connection, project: Project, name: str, now_s: float) -> None:
    content: dict[str, Any] = {field: field_to_json(field, getattr(project, field)) for field in FIELDS}
    content["paragraphs"] = [paragraph_to_json(paragraph) for paragraph in project.paragraphs]
    connection.execute(
        "INSERT INTO versions (made, name, content) VALUES (?, CAST(? AS TEXT), ?)",
        (now_s, as_stored(name), zlib.compress(to_text(content).encode())),
    )


def versions(connection: sqlite3.Connection) -> tuple[Version, ...]:
    """All versions, the newest first."""
    rows = connection.execute("SELECT number, made, name FROM versions ORDER BY number DESC")
    return tuple(Version(*row) for row in rows)


def version(connection: sqlite3.Connection, number: int) -> Project:
    """The project as that version kept it.

    Raises:
        NotFound: there is none of that number, or it cannot be read.
    """
    row = connection.execute("SELECT content FROM versions WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise NotFound("That version is not there any more.")
    try:
        content = from_text(zlib.decompress(row[0]).decode())
        values = {field: field_from_json(field, content[field]) for field in FIELDS if field in content}
        values["paragraphs"] = tuple(map(paragraph_from_json, content["paragraphs"]))
        return Project(**values)
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise NotFound("That version is damaged and cannot be brought back.", repr(error)) from error
