# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of paragraphs with parts replaced. Marks go with the text that stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.core.changes import changed_span
from studio.core.marks import Mark, kind_of, ordered
from studio.core.project import Paragraph, Project
from studio.project.finding.replacement import Piece, Replacement
from studio.project.finding.search import Span, matches

if TYPE_CHECKING:
    from regex import Pattern


@dataclass(frozen=True, slots=True)
class Put:
    """Pieces in the place of text[start:end]."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """text[start:end] of before, which begins at *at* of after; *inside* a replaced part, or between such."""

    start: int
    end: int
    at: int
    inside: bool = False


@dataclass(frozen=True, slots=True)
class _New:
    """Where what was put in the place of text[start:end] of before is in the text of after."""

    start: int
    end: int
    at: int
    until: int


def puts_in(
    paragraph: Paragraph, pattern: Pattern[str], replacement: Replacement, spans: Iterable[Span]
) -> tuple[Put, ...]:
    """What *replacement* puts in the place of those of the pattern's matches that are at *spans*.

    Raises:
        TimeoutError: the search took too long.
    """
    wanted = set(spans)
    return tuple(
        Put(match.start(), match.end(), _nearest(match.string, match.span(), replacement.pieces(match)))
        for match in matches(pattern, paragraph.text)
        if match.span() in wanted
    )


def replaced(paragraph: Paragraph, puts: Sequence[Put]) -> Paragraph:
    """*paragraph* with *puts*, which are in order and do not overlap.

    A mark stays on the text that stays, wherever it goes. A span around a whole replaced part, or within one of which
    nothing of its text stays, is on what is put there; a saying, which is of its very letters, goes with them. A point
    in text that goes stands behind what is put there.
    """
    parts, kept, new = _composed(paragraph.text, puts)
    text = "".join(parts)
    marks = [made for mark in paragraph.marks for made in _moved(mark, kept, new)]
    return replace(paragraph, text=text, marks=ordered(marks, len(text)))


def with_puts(project: Project, puts: Mapping[str, Sequence[Put]]) -> Project:
    """*project* with replaced parts of paragraphs, by their ids."""
    return replace(
        project,
        paragraphs=tuple(replaced(each, puts[each.id]) if puts.get(each.id) else each for each in project.paragraphs),
    )


def with_replaced(
    project: Project, pattern: Pattern[str], replacement: Replacement, spans: Mapping[str, Iterable[Span]]
) -> Project:
    """*project* with the hits at *spans*, by the paragraphs' ids, replaced. A paragraph in which the search takes too
    long stays as it is."""
    puts = {}
    for paragraph in project.paragraphs:
        if paragraph.id in spans:
            with suppress(TimeoutError):
                puts[paragraph.id] = puts_in(paragraph, pattern, replacement, spans[paragraph.id])
    return with_puts(project, puts)


def put_for(pattern: Pattern[str], replacement: Replacement, text: str, span: Span) -> str:
    """What *replacement* puts in the place of the hit at *span*; "" if the search takes too long."""
    with suppress(TimeoutError):
        for match in matches(pattern, text):
            if match.span() == span:
                return replacement.text(match)
    return ""


def _nearest(text: str, span: Span, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """*pieces*, where they are mere words, as the smallest edit of what was found."""
    if len(pieces) != 1 or not isinstance(pieces[0], str):
        return pieces
    start, end = span
    place, gone, put = changed_span(text[start:end], pieces[0])
    made: tuple[Piece, ...] = ((start, start + place), put, (start + place + gone, end))
    return tuple(each for each in made if each and (isinstance(each, str) or each[0] < each[1]))


def _composed(text: str, puts: Sequence[Put]) -> tuple[list[str], list[_Kept], list[_New]]:
    parts: list[str] = []
    kept: list[_Kept] = []
    new: list[_New] = []
    done = at = 0
    for put in (*puts, Put(len(text), len(text), ())):
        kept.append(_Kept(done, put.start, at))
        parts.append(text[done : put.start])
        at += put.start - done
        begin = at
        for piece in put.pieces:
            said = piece if isinstance(piece, str) else text[slice(*piece)]
            if not isinstance(piece, str):
                kept.append(_Kept(*piece, at, inside=True))
            parts.append(said)
            at += len(said)
        new.append(_New(put.start, put.end, begin, at))
        done = put.end
    return parts, kept, new


def _moved(mark: Mark, kept: Sequence[_Kept], new: Sequence[_New]) -> Iterator[Mark]:
    if kind_of(mark).point:
        yield _point(mark, kept, new)
        return
    grows = kind_of(mark).grows
    stays = False
    for each in kept:
        start, end = max(mark.start, each.start), min(mark.end, each.end)
        if start < end and (grows or (start, end) == (mark.start, mark.end)):
            stays = True
            yield replace(mark, start=each.at + start - each.start, end=each.at + end - each.start)
    if not grows:
        return
    for put in new:
        around = mark.start <= put.start < put.end <= mark.end
        within = put.start <= mark.start < mark.end <= put.end and not stays
        if around or within:
            yield replace(mark, start=put.at, end=put.until)


def _point(mark: Mark, kept: Sequence[_Kept], new: Sequence[_New]) -> Mark:
    gone = next((put for put in new if put.start < mark.start < put.end), None)
    for each in kept:
        of_it = each.inside and gone.start <= each.start < gone.end if gone is not None else not each.inside
        if of_it and each.start <= mark.start <= each.end:
            at = each.at + mark.start - each.start
            return replace(mark, start=at, end=at)
    at = gone.until if gone is not None else mark.start
    return replace(mark, start=at, end=at)
