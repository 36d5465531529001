# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes, and the clips that they are made of, in a project's file. The sound is a table of its own, so that all else is
read without it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from studio.core.checked_json import is_number, is_text
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.core.timeline import WordTiming
from studio.project.file.connection import as_stored
from studio.project.file.values import LONGEST_NAME, design_from_json, design_to_json, from_text, to_text

_CLIP = "id, rate_hz, frames, words, peaks"
_TAKE = "id, paragraph, time, text_digest, design_digest, engine, variation, script, design, spans"
_MOST_FRAMES = 2**40
_FAULTS = (ValueError, KeyError, TypeError)


def read_takes(connection: sqlite3.Connection) -> tuple[Take, ...]:
    """All takes that can be read, in the order in which they were made, whatever the clock said."""
    rows = connection.execute(f"SELECT {_TAKE} FROM takes ORDER BY number")
    return tuple(take for row in rows if (take := _take(row)) is not None)


def read_clips(connection: sqlite3.Connection) -> dict[str, Clip]:
    """All clips that can be read and have their sound, by id."""
    rows = connection.execute(f"SELECT {_CLIP} FROM clips WHERE id IN (SELECT clip FROM sounds)")
    return {clip.id: clip for row in rows if (clip := _clip(row)) is not None}


def sound_of(connection: sqlite3.Connection, clip: str) -> bytes | None:
    """The FLAC stream of a clip; None if it is not there."""
    row = connection.execute("SELECT audio FROM sounds WHERE clip = ?", (clip,)).fetchone()
    return None if row is None else bytes(row[0])


def keep_take(connection: sqlite3.Connection, take: Take, clips: Iterable[tuple[Clip, bytes]]) -> None:
    """Keep *take* with the clips that are new with it, each with its FLAC stream."""
    for clip, sound in clips:
        words = [[word.text, word.start_s, word.end_s] for word in clip.words]
        connection.execute(
            f"INSERT OR REPLACE INTO clips ({_CLIP}) VALUES (?, ?, ?, ?, ?)",
            (clip.id, clip.rate_hz, clip.frames, to_text(words), clip.peaks),
        )
        connection.execute("INSERT OR REPLACE INTO sounds (clip, audio) VALUES (?, ?)", (clip.id, sound))
    made = take.made
    connection.execute(
        f"INSERT OR REPLACE INTO takes ({_TAKE}) VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?)",
        (
            *(take.id, take.paragraph, take.time_s, made.text, made.design, made.engine, made.variation),
            as_stored(take.script),
            to_text(design_to_json(take.design)),
            to_text([list(asdict(span).values()) for span in take.spans]),
        ),
    )


def drop_takes(connection: sqlite3.Connection, takes: Iterable[str]) -> None:
    """Drop takes, and clips that no other take has."""
    connection.executemany("DELETE FROM takes WHERE id = ?", [(take,) for take in takes])
    rows = connection.execute("SELECT spans FROM takes").fetchall()
    used = {span[0] for (spans,) in rows for span in from_text(spans)}
    known = {row[0] for row in connection.execute("SELECT id FROM clips UNION SELECT clip FROM sounds")}
    for table, column in (("sounds", "clip"), ("clips", "id")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(clip,) for clip in known - used])


def _take(row: Sequence[Any]) -> Take | None:
    take_id, paragraph, time_s, text, design_digest, engine, variation, script, design, spans = row
    try:
        if not (is_text(script, 2**26) and is_number(time_s, 0, 1e12) and is_number(variation, 0, 2**31)):
            return None
        return Take(
            take_id,
            paragraph,
            tuple(_span(span) for span in from_text(spans)),
            Made(text, design_digest, engine, int(variation)),
            script,
            design_from_json(from_text(design))[0],
            float(time_s),
        )
    except _FAULTS:
        return None


def _span(data: Sequence[Any]) -> ClipSpan:
    clip, first_frame, end_frame, first_word, end_word = data[:5]
    if not is_text(clip, LONGEST_NAME):
        raise ValueError("a span of no clip")
    for first, end in ((first_frame, end_frame), (first_word, end_word)):
        if not (is_number(first, 0, _MOST_FRAMES) and is_number(end, first, _MOST_FRAMES)):
            raise ValueError("a span that ends before it begins")
    return ClipSpan(clip, int(first_frame), int(end_frame), int(first_word), int(end_word))


def _clip(row: Sequence[Any]) -> Clip | None:
    clip_id, rate_hz, frames, words, peaks = row
    try:
        if not (is_number(rate_hz, 1, 10**6) and is_number(frames, 0, _MOST_FRAMES)):
            return None
        timed = tuple(WordTiming(text, float(start_s), float(end_s)) for text, start_s, end_s in from_text(words))
        return Clip(clip_id, int(rate_hz), int(frames), timed, bytes(peaks))
    except _FAULTS:
        return None
