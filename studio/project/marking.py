# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks set by hand, as pure functions from one project to the next. Places are those of the whole text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from studio.core.errors import InvalidArgument
from studio.core.marks import MARK_KINDS, Mark, Marks, cleared, ordered, put, put_point
from studio.core.project import Paragraph, Project, paragraph_spans


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of one paragraph: text[start:end] of the paragraph *row*, without blanks at its ends."""

    row: int
    start: int
    end: int


def stretches(project: Project, start: int, end: int) -> Iterator[Stretch]:
    """The parts of text[start:end] that are read, one for each paragraph that has some."""
    at = 0
    for row, paragraph in enumerate(project.paragraphs):
        if at >= end:
            return
        text = paragraph.text
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text) + 1
        if first < last and paragraph.is_read and (part := text[first:last]).strip():
            first += len(part) - len(part.lstrip())
            yield Stretch(row, first, first + len(part.strip()))


def value_of(project: Project, start: int, end: int, kind: str) -> str | None:
    """The value that all of text[start:end] has by marks of *kind*; None where not all has the same. What has no letter
    or figure at the ends of a paragraph's part, such as a full stop, does not count."""
    found: str | None = None
    for number, part in enumerate(stretches(project, start, end)):
        value = _value_on(project.paragraphs[part.row], part, kind)
        # Most are known by their first paragraph, of some thousands.
        if value is None or (number and value != found):
            return None
        found = value
    return found


def with_marks(project: Project, start: int, end: int, kind: str, value: str) -> Project:
    """*project* with a mark of *kind*, a span, on each paragraph's part of text[start:end]."""

    def marked(paragraph: Paragraph, part: Stretch) -> Marks:
        return put(paragraph.marks, Mark(kind, part.start, part.end, value), len(paragraph.text))

    return _changed(project, start, end, marked)


def without_marks(project: Project, start: int, end: int, kind: str = "") -> Project:
    """*project* without marks of *kind* on text[start:end], whole or in part; "" for all kinds that have a chip."""
    groups = {MARK_KINDS[kind].group} if kind else None

    def unmarked(paragraph: Paragraph, part: Stretch) -> Marks:
        behind = {paragraph.marks[number] for number in _pauses_behind(paragraph, part)} if not kind else ()
        kept = tuple(mark for mark in paragraph.marks if mark not in behind)
        return cleared(kept, part.start, part.end, len(paragraph.text), groups)

    return _changed(project, start, end, unmarked)


def with_pauses(project: Project, start: int, end: int, value: str) -> Project:
    """*project* with a pause behind each paragraph's part of text[start:end]; where each has one there already, without
    these."""
    alike = all(_pauses_behind(project.paragraphs[each.row], each) for each in stretches(project, start, end))

    def paused(paragraph: Paragraph, part: Stretch) -> Marks:
        there = _pauses_behind(paragraph, part)
        if alike:
            return tuple(mark for number, mark in enumerate(paragraph.marks) if number not in there)
        at = _behind_blank(paragraph, part.end)
        return paragraph.marks if there else put(paragraph.marks, Mark("pause", at, at, value), len(paragraph.text))

    return _changed(project, start, end, paused)


def with_point(project: Project, row: int, mark: Mark, points: int) -> Project:
    """*project* with the point *mark* in the paragraph *row*, behind the first *points* of the points at its place."""
    paragraph = project.paragraphs[row]
    marks = put_point(paragraph.marks, mark, points)
    return _with_paragraph(project, row, ordered(marks, len(paragraph.text)))


def with_value(project: Project, row: int, number: int, value: str) -> Project:
    """*project* with another value of the mark *number* of the paragraph *row*."""
    marks = project.paragraphs[row].marks
    return _with_paragraph(project, row, (*marks[:number], replace(marks[number], value=value), *marks[number + 1 :]))


def with_reach(project: Project, row: int, number: int, start: int, end: int) -> Project:
    """*project* with the span *number* of the paragraph *row* on text[start:end] of that paragraph.

    Raises:
        InvalidArgument: that is no part of the paragraph's text.
    """
    paragraph = project.paragraphs[row]
    length = len(paragraph.text)
    if not 0 <= start < end <= length:
        raise InvalidArgument("start", f"before end, both within 0 to {length}", f"{start}, {end}")
    others = tuple(mark for at, mark in enumerate(paragraph.marks) if at != number)
    new = replace(paragraph.marks[number], start=start, end=end)
    return _with_paragraph(project, row, put(others, new, length))


def reach_by_word(
    paragraph: Paragraph, number: int, side: Literal["begin", "end"], by: int, language: str
) -> tuple[int, int]:
    """Where the span *number* of *paragraph* begins and ends once one of both is *by* words further on; it keeps a
    word."""
    mark, words = paragraph.marks[number], paragraph_spans(paragraph, language)
    held = [at for at, word in enumerate(words) if word.end > mark.start and word.start < mark.end]
    if not held:
        return mark.start, mark.end
    first, last = held[0], held[-1]
    if side == "begin":
        return words[min(max(first + by, 0), last)].start, mark.end
    return mark.start, words[min(max(last + by, first), len(words) - 1)].end


def nearest_edge(paragraph: Paragraph, at: int, side: Literal["begin", "end"], language: str) -> int:
    """The begin, or end, of a word that is nearest to place *at* of *paragraph*; *at* itself without words."""
    edges = [word.start if side == "begin" else word.end for word in paragraph_spans(paragraph, language)]
    return min(edges, key=lambda edge: abs(edge - at), default=at)


def _changed(project: Project, start: int, end: int, marks_of: Callable[[Paragraph, Stretch], Marks]) -> Project:
    paragraphs = list(project.paragraphs)
    for part in stretches(project, start, end):
        paragraph = paragraphs[part.row]
        marks = marks_of(paragraph, part)
        if marks != paragraph.marks:
            paragraphs[part.row] = replace(paragraph, marks=marks)
    return replace(project, paragraphs=tuple(paragraphs))


def _with_paragraph(project: Project, row: int, marks: Marks) -> Project:
    changed = replace(project.paragraphs[row], marks=marks)
    return replace(project, paragraphs=(*project.paragraphs[:row], changed, *project.paragraphs[row + 1 :]))


def _value_on(paragraph: Paragraph, part: Stretch, kind: str) -> str | None:
    text, within = paragraph.text, range(part.start, part.end)
    first = next((at for at in within if text[at].isalnum()), part.start)
    last = next((at for at in reversed(within) if text[at].isalnum()), part.end - 1)
    around = (mark for mark in paragraph.marks if mark.kind == kind and mark.start <= first)
    return next((mark.value for mark in around if mark.end > last), None)


def _pauses_behind(paragraph: Paragraph, part: Stretch) -> list[int]:
    """Numbers of the pauses between the end of *part* and the next word."""
    until = _behind_blank(paragraph, part.end)
    return [
        number
        for number, mark in enumerate(paragraph.marks)
        if mark.kind == "pause" and part.end <= mark.start <= until
    ]


def _behind_blank(paragraph: Paragraph, at: int) -> int:
    """The place behind the blanks from *at* on."""
    return at + len(paragraph.text[at:]) - len(paragraph.text[at:].lstrip())
