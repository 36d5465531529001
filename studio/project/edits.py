# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of the transcript, as pure functions from one document to the next."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from studio.core.cast import read_by
from studio.core.changes import Edit
from studio.core.errors import InvalidArgument
from studio.core.marks import Mark, Marks, around, before, behind, kind_of, ordered, put, put_point
from studio.core.project import Paragraph, Project, new_paragraph, speakers_of
from studio.core.tagging import MarkedLine, read_tags, with_tags
from studio.core.tags import tags
from studio.project.dialogue.naming import names_before
from studio.project.marked_lines import put_alone, put_between
from studio.project.splitting import split_giant_paragraphs

_LINE_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def edit_text(
    project: Project,
    position: int,
    removed: int,
    added: str,
    points: int | None = None,
    gone: int = 0,
    inside: bool = False,
) -> Project:
    """*project* with *removed* characters at *position* of its text replaced by *added*, see `edit_lines`."""
    lines = _LINE_BREAKS.split(added) if added else [""]
    return edit_lines(project, position, removed, tuple(MarkedLine(line) for line in lines), points, gone, inside)


def edit_lines(
    project: Project,
    position: int,
    removed: int,
    lines: Sequence[MarkedLine],
    points: int | None = None,
    gone: int = 0,
    inside: bool = False,
) -> Project:
    """*project* with *removed* characters at *position* of its text replaced by *lines*, one or more.

    Paragraphs before and after the edit keep their ids, and so do moved ones. Of the changed paragraphs the first keeps
    its id, and its time where it is a subtitle. Marks move with their text, and what is put within one belongs to it.

    Args:
        points: Number of points at *position* that stay before what is put there; None for all.
        gone: Number of points that are removed with the text, of those at its end that do not stay before it.
        inside: Whether spans that begin at *position* take in what is put there.

    Raises:
        InvalidArgument: the range is not within the text.
    """
    if position < 0 or removed < 0:
        raise InvalidArgument("position", "a range within the text", f"{position} + {removed}")
    first, first_offset = paragraph_at(project, position)
    last, last_offset = paragraph_at(project, position + removed) if removed else (first, first_offset)
    here, there = project.paragraphs[first], project.paragraphs[last]
    head = MarkedLine(here.text[:first_offset], before(here.marks, first_offset, points))
    left = None if points is None else points + gone
    tail_marks = behind(there.marks, last_offset, len(there.text), gone if removed else left)
    tail = MarkedLine(there.text[last_offset:], tail_marks)
    # What is put in place of marked text takes its marks, as a letter typed over a letter takes its style.
    reach = first_offset if removed or inside else -1
    taken = tuple(mark for mark in here.marks if _grows(mark) and mark.start <= reach < mark.end)
    around_it = tuple(dict.fromkeys((*around(here.marks, first_offset), *taken)))
    whole = put_between(head, lines, tail, around_it)
    ids = [here.id, *(new_paragraph("").id for _ in whole[1:])]
    only_moved = last_offset == 0 and (tail.text != "" or first != last) and whole[-1].text == tail.text
    of_last = only_moved or (len(whole) > 1 and first != last)
    if of_last:
        if first == last:
            ids[0] = new_paragraph("").id
        ids[-1] = there.id
    changed = [
        replace(here, id=each, text=line.text, marks=line.marks, cue_s=here.cue_s if each == here.id else None)
        for each, line in zip(ids, whole, strict=True)
    ]
    if of_last:
        changed[-1] = replace(there, text=whole[-1].text, marks=whole[-1].marks)
    plain = range(0)
    if here.kind == "heading" and not head.text and tail.text and not removed:
        # What is written before a heading is text, and so is what is written after it; line breaks alone divide it.
        plain = range(len(changed) - 1)
    elif here.kind == "heading" and (of_last or (tail.text and not any(line.text for line in lines))):
        plain = range(1, len(changed) - 1)
    elif here.kind == "heading" or (here.kind != "text" and not of_last and not tail.text):
        plain = range(1, len(changed))
    for number in plain:
        changed[number] = replace(changed[number], kind="text", level=0)
    return replace(project, paragraphs=(*project.paragraphs[:first], *changed, *project.paragraphs[last + 1 :]))


def move_lines(project: Project, taken: Edit, to: Edit, lines: Sequence[MarkedLine]) -> Project:
    """*project* with *lines*, which say what *taken* removes, put *to* a place outside of it. Whole paragraphs stay
    what they are, and nobody else reads any because of it.

    Raises:
        InvalidArgument: the place is within, or one of them is not within the text.
    """
    if taken.position < to.position < taken.position + taken.removed:
        raise InvalidArgument("to", "a place outside of what is moved", str(to.position))
    steps = [
        lambda made: edit_text(made, taken.position, taken.removed, "", taken.points, taken.gone),
        lambda made: edit_lines(made, to.position, 0, lines, to.points),
    ]
    after = project
    # The later place first, since the other one stays where it is then.
    for step in steps if to.position <= taken.position else reversed(steps):
        after = step(after)
    first, _ = paragraph_at(project, taken.position)
    last, _ = paragraph_at(project, taken.position + taken.removed)
    row, _ = paragraph_at(project, to.position)
    speakers = speakers_of(project)
    readers = dict(speakers)
    paragraphs = list(after.paragraphs)
    start = row if to.position <= taken.position else row - (last - first)
    for number, (line, was) in enumerate(zip(lines, project.paragraphs[first : last + 1], strict=False)):
        now = paragraphs[start + number]
        readers.setdefault(now.id, speakers[project.paragraphs[row].id])
        # An empty line between others is whole, which the first and the last may not be.
        if (line.text or 0 < number < len(lines) - 1) and line.text == was.text == now.text:
            paragraphs[start + number] = replace(was, id=now.id, marks=now.marks)
            readers[now.id] = speakers[was.id]
    return _still_read_by(replace(after, paragraphs=tuple(paragraphs)), readers)


def _still_read_by(project: Project, readers: Mapping[str, str]) -> Project:
    """*project* with its paragraphs read by *readers*, named where they do not follow from above."""
    above, named = project.cast[0].id, {}
    for paragraph in project.paragraphs:
        reader = readers.get(paragraph.id, paragraph.speaker or above)
        if (paragraph.speaker or above) != reader:
            named[paragraph.id] = reader
        above = reader
    return read_by(project, named)


def move_mark(project: Project, row: int, number: int, position: int, points: int) -> Project:
    """*project* with a mark put elsewhere: a point at character *position* of the text, behind the first *points* of
    the points there; a span from there on, to its end or, where that is not behind, as long as it was.

    Args:
        row, number: Of the paragraph, and of the mark in it.
    """
    mark = project.paragraphs[row].marks[number]
    to, place = paragraph_at(project, position)
    left = tuple(each for at, each in enumerate(project.paragraphs[row].marks) if at != number)
    there = project.paragraphs[to]
    length = len(there.text)
    if kind_of(mark).point:
        if to == row and mark.start == place:
            earlier = [each for each in project.paragraphs[row].marks[:number] if kind_of(each).point]
            points -= sum(each.start == place for each in earlier) < points
        others = left if to == row else there.marks
        marks = ordered(put_point(others, replace(mark, start=place, end=place), points), length)
    else:
        end = mark.end if to == row and place < mark.end else min(place + mark.end - mark.start, length)
        if place >= end:
            return project
        marks = put(left if to == row else there.marks, replace(mark, start=place, end=end), length)
    paragraphs = list(project.paragraphs)
    paragraphs[row] = replace(paragraphs[row], marks=left)
    paragraphs[to] = replace(paragraphs[to], marks=marks)
    return replace(project, paragraphs=tuple(paragraphs))


def change_marks(project: Project, paragraph_id: str, change: Callable[[Marks], Iterable[Mark]]) -> Project:
    """*project* with other marks of a paragraph.

    Raises:
        InvalidArgument: there is no such paragraph.
    """
    for index, paragraph in enumerate(project.paragraphs):
        if paragraph.id == paragraph_id:
            marks = ordered(change(paragraph.marks), len(paragraph.text))
            changed = replace(paragraph, marks=marks)
            return replace(project, paragraphs=(*project.paragraphs[:index], changed, *project.paragraphs[index + 1 :]))
    raise InvalidArgument("paragraph_id", "the id of a paragraph", paragraph_id)


def written_tags(project: Project, position: int, length: int) -> tuple[int, int] | None:
    """Start and end of the text from *position* on, *length* characters and what belongs to whole tags there; None
    where no whole tag is."""
    if ">" not in "".join(paragraph.text for paragraph in _touched(project, position, length)):
        return None
    start, end, found = position, position + length, False
    at = 0
    for paragraph in project.paragraphs:
        if at > position + length:
            break
        if at + len(paragraph.text) >= position:
            for tag in tags(paragraph.text):
                whole = not tag.literal and tag.text.endswith(">")
                if whole and at + tag.start < position + length and at + tag.end > position:
                    start, end, found = min(start, at + tag.start), max(end, at + tag.end), True
        at += len(paragraph.text) + 1
    return (start, end) if found else None


def with_text(project: Project, text: str) -> Project:
    """*project* with a new transcript; giant paragraphs are split, see split_giant_paragraphs."""
    return split_giant_paragraphs(with_lines(project, text))


def with_lines(project: Project, text: str) -> Project:
    """*project* with a new transcript: each line is a paragraph of any length. Tags become marks."""
    lines = read_tags(_LINE_BREAKS.sub("\n", text))
    return replace(project, paragraphs=tuple(new_paragraph(line.text, put_alone(line)) for line in lines))


def text_with_tags(project: Project) -> str:
    """The transcript as a text file holds it: a line a paragraph, marks as tags, and the names of a cast before their
    lines."""
    names = names_before(project)
    return "\n".join(
        names.get(each.id, "") + with_tags(each.text, each.marks, to_file=True).text for each in project.paragraphs
    )


def _grows(mark: Mark) -> bool:
    kind = kind_of(mark)
    return kind.grows and not kind.point


def _touched(project: Project, position: int, length: int) -> Iterator[Paragraph]:
    at = 0
    for paragraph in project.paragraphs:
        if at > position + length:
            return
        if at + len(paragraph.text) >= position:
            yield paragraph
        at += len(paragraph.text) + 1


def paragraph_at(project: Project, position: int) -> tuple[int, int]:
    """Index of the paragraph that holds character *position* of the text, and the offset within it."""
    lengths = [len(paragraph.text) + 1 for paragraph in project.paragraphs]
    ends = list(accumulate(lengths))
    index = bisect_right(ends, position)
    if index == len(ends):
        raise InvalidArgument("position", f"a place within 0 to {ends[-1] - 1}", str(position))
    return index, position - (ends[index] - lengths[index])


def paragraph_starts(project: Project) -> tuple[int, ...]:
    """Character position of each paragraph's start in the text."""
    starts = []
    start = 0
    for paragraph in project.paragraphs:
        starts.append(start)
        start += len(paragraph.text) + 1
    return tuple(starts)
