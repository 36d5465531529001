# SPDX-License-Identifier: GPL-3.0-or-later
"""A project's rows: reading them all, and writing those that changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from studio.core.place import Place
from studio.core.project import Paragraph, Project, Speaker, VoiceDesign
from studio.project.file.connection import as_stored
from studio.project.file.content import Content
from studio.project.file.ranks import LONGEST, between
from studio.project.file.values import (
    change_from_json,
    change_to_json,
    cue_from_json,
    design_from_json,
    design_to_json,
    field_from_json,
    field_to_json,
    from_text,
    marks_to_json,
    notes_to_json,
    paragraph_from_json,
    to_text,
)
from studio.project.history import Steps
from studio.project.rising import longest_rising
from studio.project.steps import FIELDS, Step, same, unlike

IN_ROWS = frozenset(["cast"])
"""The project's values that have a table of their own; the others are rows of `meta`."""

# Columns, in the order in which they are read.
PARAGRAPHS = "id, rank, kind, level, speaker, left_out, text, marks, takes, rest"
CAST = "id, name, hue, design, alternate, rest"
META = "key, value"

T = TypeVar("T")

_FAULTS = (ValueError, KeyError, TypeError, AttributeError)


@dataclass(slots=True)
class Known:
    """What the rows hold beyond the values that were read from them.

    Attributes:
        ranks: Of each paragraph's id.
        rests: Keys of a later version by a paragraph's or speaker's id, as JSON.
        designs: Keys of a later version by a speaker's id and the column of the design.
    """

    ranks: dict[str, bytes] = field(default_factory=dict)
    rests: dict[str, str] = field(default_factory=dict)
    designs: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, and what of it was damaged, in words for a person."""

    content: Content
    known: Known
    faults: tuple[str, ...] = ()


def read_all(connection: sqlite3.Connection) -> Read:
    """The content of a file.

    Raises:
        sqlite3.Error: it is damaged, or cannot be read now.
    """
    known = Known()
    faults: list[str] = []
    paragraphs = paragraphs_of(
        connection.execute(f"SELECT {PARAGRAPHS} FROM paragraphs ORDER BY rank, number"), known, faults
    )
    cast = cast_of(connection.execute(f"SELECT {CAST} FROM speakers ORDER BY place"), known, faults)
    meta = dict(connection.execute(f"SELECT {META} FROM meta").fetchall())
    values = values_of(meta, faults)
    if cast:
        values["cast"] = cast
    if paragraphs:
        values["paragraphs"] = paragraphs
    steps = _read_steps(connection.execute("SELECT number, label, content FROM steps ORDER BY number"), meta)
    return Read(Content(Project(**values), steps, place_of(meta)), known, tuple(dict.fromkeys(faults)))


def write_changes(connection: sqlite3.Connection, before: Content | None, after: Content, known: Known) -> Known:
    """Write the rows in which *after* differs from *before*, None for an empty file, and return what is known then.
    *known* stays as it is, since the transaction may fail."""
    new = Known(dict(known.ranks), dict(known.rests), known.designs)
    _write_paragraphs(connection, before.project.paragraphs if before else (), after.project.paragraphs, new)
    _write_cast(connection, before.project.cast if before else (), after.project.cast, known)
    for name in FIELDS:
        if name in IN_ROWS:
            continue
        value = getattr(after.project, name)
        if before is None or not same(getattr(before.project, name), value):
            set_meta(connection, name, to_text(field_to_json(name, value)))
    _write_steps(connection, before.steps if before else Steps(), after.steps)
    if before is None or before.place != after.place:
        place = after.place
        set_meta(connection, "place", to_text([place.caret, place.scroll, place.playhead]))
    return new


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, CAST(? AS TEXT))", (key, as_stored(value)))


def worn(known: Known) -> bool:
    """Whether ranks have become so long that they should be made anew."""
    return any(len(rank) > LONGEST for rank in known.ranks.values())


def rank_anew(connection: sqlite3.Connection, paragraphs: Sequence[Paragraph], known: Known) -> None:
    """Give all paragraphs short ranks."""
    ranks = between(b"", None, len(paragraphs))
    for paragraph, rank in zip(paragraphs, ranks, strict=True):
        connection.execute("UPDATE paragraphs SET rank = ? WHERE id = ?", (rank, paragraph.id))
        known.ranks[paragraph.id] = rank


def paragraphs_of(rows: Iterable[Sequence[Any]], known: Known, faults: list[str]) -> tuple[Paragraph, ...]:
    """The paragraphs in rows of PARAGRAPHS, which are in order."""
    paragraphs = []
    for row in rows:
        paragraph = _paragraph_of(row, faults)
        if paragraph is None:
            continue
        known.ranks[paragraph.id] = bytes(row[1])
        cue_s, rest = _taken_out("cue", row[9], cue_from_json, None, "a paragraph", faults)
        if cue_s is not None:
            paragraph = replace(paragraph, cue_s=cue_s)
        if rest != "{}":
            known.rests[paragraph.id] = rest
        paragraphs.append(paragraph)
    return tuple(paragraphs)


def _paragraph_of(row: Sequence[Any], faults: list[str]) -> Paragraph | None:
    """The paragraph in a row of its table; None if there is no text in it."""
    data = dict(zip(PARAGRAPHS.split(", "), row, strict=True))
    try:
        data["marks"], data["takes"] = from_text(data["marks"]), from_text(data["takes"])
        return paragraph_from_json(data)
    except _FAULTS:
        faults.append("some marks in the text")
    try:
        return paragraph_from_json({"id": data["id"], "text": data["text"]})
    except _FAULTS:
        faults.append("a paragraph")
        return None


def cast_of(rows: Iterable[Sequence[Any]], known: Known, faults: list[str]) -> tuple[Speaker, ...]:
    """The speakers in rows of CAST, which are in order."""
    cast = []
    for speaker_id, name, hue, design, alternate, rest in rows:
        designs: dict[str, VoiceDesign | None] = {"design": VoiceDesign(), "alternate": None}
        for column, text in (("design", design), ("alternate", alternate)):
            if text is None:
                continue
            try:
                designs[column], unknown = design_from_json(from_text(text))
            except _FAULTS:
                faults.append("the voice and its expression")
                continue
            if unknown:
                known.designs[speaker_id, column] = unknown
        b, rest = _taken_out("b", rest, bool, False, "a speaker", faults)
        if rest != "{}":
            known.rests[speaker_id] = rest
        cast.append(Speaker(speaker_id, name, hue, designs["design"] or VoiceDesign(), designs["alternate"], b))
    return tuple(cast)


def _taken_out(
    key: str, rest: str, value_of: Callable[[Any], T], usual: T, of: str, faults: list[str]
) -> tuple[T, str]:
    """The value of a key in the column `rest`, *usual* where there is none, and the rest without it."""
    if rest == "{}":
        return usual, rest
    try:
        others = dict(from_text(rest))
        if key not in others:
            return usual, rest
        return value_of(others.pop(key)), to_text(others)
    except _FAULTS:
        faults.append(f"what a later version knows of {of}")
        return usual, rest


def _with(rest: str, key: str, value: object) -> str:
    """The column `rest` with a value that is not the usual one."""
    if not value:
        return rest
    try:
        others = dict(from_text(rest))
    except _FAULTS:
        others = {}
    return to_text({**others, key: value})


def values_of(meta: dict[str, Any], faults: list[str]) -> dict[str, Any]:
    """The project's values in the rows of `meta`, by their names."""
    values = {}
    for name in FIELDS:
        if name in IN_ROWS or name not in meta:
            continue
        words = f"the project's {name.replace('_', ' ')}"
        try:
            data = from_text(meta[name])
            values[name] = field_from_json(name, data)
        except _FAULTS:
            faults.append(words)
            continue
        if isinstance(data, list) and len(values[name]) < len(data):
            faults.append(f"some of {words}")
    return values


def place_of(meta: dict[str, Any]) -> Place:
    """The place in the rows of `meta`; the start if there is none."""
    try:
        caret, scroll, playhead = from_text(meta["place"])
        return Place(int(caret), float(scroll), int(playhead))
    except _FAULTS:
        return Place()


def _read_steps(rows: Iterable[Sequence[Any]], meta: dict[str, Any]) -> Steps:
    done_to = int(meta.get("done_to", 0))
    steps: list[Step] = []
    for number, label, content in rows:
        try:
            steps.append(Step(number, label, change_from_json(from_text(content))))
        except _FAULTS:
            # One that cannot be taken back bars the way to those before it, one that cannot be redone to those after.
            if number > done_to:
                break
            steps.clear()
    done = tuple(step for step in steps if step.number <= done_to)
    return Steps(done, tuple(step for step in reversed(steps) if step.number > done_to))


def _write_paragraphs(
    connection: sqlite3.Connection, before: tuple[Paragraph, ...], after: tuple[Paragraph, ...], known: Known
) -> None:
    if before is after:
        return
    start, end = unlike(before, after)
    removed = {paragraph.id: paragraph for paragraph in before[start : len(before) - end]}
    added = after[start : len(after) - end]
    low = known.ranks[before[start - 1].id] if start else b""
    high = known.ranks[before[len(before) - end].id] if end else None
    staying = [index for index, paragraph in enumerate(added) if paragraph.id in removed]
    rising = longest_rising([known.ranks[added[index].id] for index in staying])
    keeps = {staying[index] for index in rising}
    for paragraph_id in removed.keys() - {paragraph.id for paragraph in added}:
        connection.execute("DELETE FROM paragraphs WHERE id = ?", (paragraph_id,))
        known.ranks.pop(paragraph_id)
    at = 0
    while at < len(added):
        if at in keeps:
            low = known.ranks[added[at].id]
            _write_paragraph(connection, removed.get(added[at].id), added[at], known)
            at += 1
            continue
        to = at
        while to < len(added) and to not in keeps:
            to += 1
        limit = known.ranks[added[to].id] if to < len(added) else high
        for paragraph, rank in zip(added[at:to], between(low, limit, to - at), strict=True):
            known.ranks[paragraph.id] = rank
            _write_paragraph(connection, None, paragraph, known)
        at = to
    if len(known.ranks) != len(after):
        raise ValueError("two paragraphs have one id")


def _write_paragraph(
    connection: sqlite3.Connection, before: Paragraph | None, paragraph: Paragraph, known: Known
) -> None:
    """Write a paragraph that differs from *before*, or is new or moved where that is None."""
    if before is not None and same(before, paragraph):
        return
    connection.execute(
        f"INSERT INTO paragraphs ({PARAGRAPHS}) VALUES (?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET rank = excluded.rank, kind = excluded.kind, level = excluded.level, "
        "speaker = excluded.speaker, left_out = excluded.left_out, text = excluded.text, marks = excluded.marks, "
        "takes = excluded.takes, rest = excluded.rest",
        (
            paragraph.id,
            known.ranks[paragraph.id],
            paragraph.kind,
            paragraph.level,
            paragraph.speaker,
            paragraph.left_out,
            as_stored(paragraph.text),
            to_text(marks_to_json(paragraph.marks)),
            to_text(notes_to_json(paragraph.takes)),
            # A paragraph that undo brings back has again what a later version kept with it.
            _with(known.rests.get(paragraph.id, "{}"), "cue", paragraph.cue_s),
        ),
    )


def _write_cast(
    connection: sqlite3.Connection, before: tuple[Speaker, ...], after: tuple[Speaker, ...], known: Known
) -> None:
    if same(before, after):
        return
    old = {speaker.id: (place, speaker) for place, speaker in enumerate(before)}
    for speaker_id in old.keys() - {speaker.id for speaker in after}:
        connection.execute("DELETE FROM speakers WHERE id = ?", (speaker_id,))
    for place, speaker in enumerate(after):
        if old.get(speaker.id) == (place, speaker):
            continue
        designs = (
            None if design is None else to_text(design_to_json(design, known.designs.get((speaker.id, column))))
            for column, design in (("design", speaker.design), ("alternate", speaker.alternate))
        )
        rest = _with(known.rests.get(speaker.id, "{}"), "b", speaker.b)
        connection.execute(
            "INSERT INTO speakers (id, name, hue, design, alternate, rest, place) "
            "VALUES (?, CAST(? AS TEXT), ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
            "hue = excluded.hue, design = excluded.design, alternate = excluded.alternate, place = excluded.place, "
            "rest = excluded.rest",
            (speaker.id, as_stored(speaker.name), speaker.hue, *designs, rest, place),
        )


def _write_steps(connection: sqlite3.Connection, before: Steps, after: Steps) -> None:
    old = {step.number: step for step in (*before.done, *before.undone)}
    new = {step.number: step for step in (*after.done, *after.undone) if not step.change.empty}
    for number in old.keys() - new.keys():
        connection.execute("DELETE FROM steps WHERE number = ?", (number,))
    for number, step in new.items():
        if old.get(number) is not step:
            connection.execute(
                "INSERT OR REPLACE INTO steps VALUES (?, ?, ?)",
                (number, step.label, to_text(change_to_json(step.change))),
            )
    done_to = after.done[-1].number if after.done else 0
    if done_to != (before.done[-1].number if before.done else 0):
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('done_to', ?)", (done_to,))
