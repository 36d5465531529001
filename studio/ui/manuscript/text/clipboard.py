# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of the text on the clipboard: within the program with its marks, outside with tags."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMimeData

from studio.core.checked_json import checked_json, is_number, is_text
from studio.core.marks import Mark, before, behind, kind_of, ordered
from studio.core.tagging import MarkedLine, with_tags
from studio.ui.manuscript.lines.rows import Rows

MIME_TYPE = "application/x-speech-studio-lines"
SPEAKERS_TYPE = "application/x-speech-studio-speakers"
_LONGEST_LINE = 3000
_LONGEST_VALUE = 1000


def lines_between(rows: Rows, start: int, end: int) -> tuple[MarkedLine, ...]:
    """The part of the text between two positions in the document, with its marks. Where it is no more than the chip of
    a span, the span's mark holds on from there, unless it says its words alone."""
    (first, begin), (last, stop) = rows.in_document(start), rows.in_document(end)
    here, there = rows[first], rows[last]
    index, until = here.to_text(begin), there.to_text(stop)
    points, ends = here.points_before(begin), there.points_before(stop)
    if first == last:
        kept = behind(before(here.marks, until, ends), index, until, points)
        chips = zip(here.chips, here.at, strict=True)
        spans = (chip.mark for chip, at in chips if begin <= at < stop and not chip.point)
        alone = tuple(replace(mark, start=0, end=0) for mark in spans if kind_of(mark).grows)
        return (MarkedLine(here.text[index:until], kept, holding=() if until > index else alone),)
    return (
        MarkedLine(here.text[index:], behind(here.marks, index, len(here.text), points)),
        *(MarkedLine(row.text, row.marks) for row in rows.between(first + 1, last)),
        MarkedLine(there.text[:until], before(there.marks, until, ends)),
    )


def to_mime(lines: Sequence[MarkedLine], speakers: str = "") -> QMimeData:
    """*lines* with who says them for this program, and as text with tags for others."""
    data = QMimeData()
    data.setText("\n".join(_tagged(line) for line in lines))
    if speakers:
        data.setData(SPEAKERS_TYPE, speakers.encode("ascii"))
    if speakers or any(line.marks or line.holding for line in lines):
        told = [{"text": line.text, "marks": _told(line.marks), "holding": _told(line.holding)} for line in lines]
        data.setData(MIME_TYPE, json.dumps(told).encode("ascii"))
    return data


def speakers_in(data: QMimeData) -> str:
    """Who says the lines that *data* holds; "" where it does not tell."""
    return bytes(data.data(SPEAKERS_TYPE).data()).decode("ascii", "replace")


def from_mime(data: QMimeData) -> tuple[MarkedLine, ...]:
    """The lines with marks that *data* holds; none if it holds only other things, or lines that are too long."""
    if not data.hasFormat(MIME_TYPE):
        return ()
    try:
        found = checked_json(bytes(data.data(MIME_TYPE).data()))
        return tuple(_line(each) for each in found)
    except (ValueError, KeyError, TypeError):
        # Any program may put something under this name.
        return ()


def _tagged(line: MarkedLine) -> str:
    begun = "".join(
        with_tags("x", (Mark(mark.kind, 0, 1, mark.value),)).text.partition("x")[0] for mark in line.holding
    )
    return begun + with_tags(line.text, line.marks, to_file=True).text


def _told(marks: Iterable[Mark]) -> list[list[str | int]]:
    return [[mark.kind, mark.start, mark.end, mark.value] for mark in marks]


def _line(told: Any) -> MarkedLine:
    text = told["text"]
    if not is_text(text, _LONGEST_LINE) or "\n" in text:
        raise ValueError("no line")
    marks = ordered(_marks(told["marks"], len(text)), len(text))
    return MarkedLine(text, marks, tuple(_marks(told["holding"], len(text))))


def _marks(told: Any, length: int) -> Iterator[Mark]:
    for kind, start, end, value in told:
        if not (is_text(kind, _LONGEST_VALUE) and is_text(value, _LONGEST_VALUE)):
            raise ValueError("no mark")
        if not (is_number(start, 0, length) and is_number(end, start, length)):
            raise ValueError("outside its text")
        yield Mark(kind, int(start), int(end), value)
