# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines with marks, put into a paragraph that has marks of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from studio.core.marks import Mark, Marks, ordered, put
from studio.core.tagging import MarkedLine


def put_between(
    head: MarkedLine, lines: Sequence[MarkedLine], tail: MarkedLine, around_it: Iterable[Mark]
) -> list[MarkedLine]:
    """*lines*, one or more, with *head* before the first and *tail* behind the last; *around_it* are the spans that
    they are put into."""
    inner = {mark.kind: mark for mark in around_it}
    ends: dict[str, int] = {}
    for kind, place, _ in lines[0].closings:
        if kind in inner:
            ends.setdefault(kind, place)
    whole: list[MarkedLine] = []
    for number, line in enumerate(lines):
        marks: Marks = ()
        for kind, mark in inner.items():
            until = len(line.text) if kind not in ends else ends[kind] if number == 0 else 0
            marks = put(marks, replace(mark, start=0, end=until), len(line.text)) if until else marks
        for mark in (*line.marks, *(_lost(line, inner) if number == 0 else ())):
            marks = put(marks, mark, len(line.text))
        whole.append(MarkedLine(line.text, marks))
    # Marks that were around go on behind the lines, unless a tag in these ended them.
    rest = tuple(mark for mark in tail.marks if not (mark.start == 0 and mark.kind in ends))
    whole[-1] = _joined(whole[-1], MarkedLine(tail.text, _reached(lines[-1].holding, inner, tail.text, rest)))
    whole[0] = _joined(MarkedLine(head.text, head.marks), whole[0])
    return whole


def put_alone(line: MarkedLine) -> Marks:
    """The marks of *line* where nothing is around it."""
    return put_between(MarkedLine(""), (line,), MarkedLine(""), ())[0].marks


def _reached(holding: Iterable[Mark], inner: dict[str, Mark], text: str, marks: Marks) -> Marks:
    """*marks* of *text* with those that hold on from before it: to its end, or to the end of what was around."""
    reached: Marks = ()
    held = {mark.kind: mark for mark in holding}
    for kind, mark in held.items():
        if kind not in inner and text:
            reached = put(reached, replace(mark, start=0, end=len(text)), len(text))
    for mark in marks:
        goes_on = mark.start == 0 and mark.kind in held and mark.kind in inner
        reached = put(reached, replace(mark, value=held[mark.kind].value) if goes_on else mark, len(text))
    return reached


def _lost(line: MarkedLine, inner: dict[str, Mark]) -> Iterable[Mark]:
    """Closing tags that end nothing, as marks without effect."""
    return (Mark("unknown", place, place, tag) for kind, place, tag in line.closings if kind not in inner)


def _joined(first: MarkedLine, second: MarkedLine) -> MarkedLine:
    at = len(first.text)
    text = first.text + second.text
    return MarkedLine(text, ordered((*first.marks, *(mark.shifted(at) for mark in second.marks)), len(text)))
