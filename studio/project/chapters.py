# SPDX-License-Identifier: GPL-3.0-or-later
"""Chapters of a project: the paragraphs from a heading of level 1 to before the next one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from studio.core.errors import InvalidArgument
from studio.core.project import Paragraph, Project, speakers_of


def chapter_rows(project: Project) -> tuple[tuple[int, int], ...]:
    """First row and the row after the last of each chapter; rows before the first heading are in none."""
    starts = [row for row, each in enumerate(project.paragraphs) if each.kind == "heading" and each.level == 1]
    return tuple(pairwise((*starts, len(project.paragraphs))))


def move_chapter(project: Project, number: int, to: int) -> Project:
    """*project* with chapter *number* as the one of number *to*, both counted from 0. Each paragraph is read by whoever
    read it before.

    Raises:
        InvalidArgument: there is no such chapter.
    """
    rows = list(chapter_rows(project))
    for name, value in (("number", number), ("to", to)):
        if not 0 <= value < len(rows):
            raise InvalidArgument(name, f"the number of a chapter, 0 to {len(rows) - 1}", str(value))
    if number == to:
        return project
    before = project.paragraphs[: rows[0][0]]
    rows.insert(to, rows.pop(number))
    moved = [each for start, end in rows for each in project.paragraphs[start:end]]
    return replace(project, paragraphs=_read_as_before(project, (*before, *moved)))


def _read_as_before(project: Project, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """*paragraphs*, those of *project* in another order, with a speaker of its own where one "as above" now stands
    below another."""
    speakers = speakers_of(project)
    above = project.cast[0].id
    made = []
    for each in paragraphs:
        wanted = speakers[each.id]
        made.append(each if (each.speaker or above) == wanted else replace(each, speaker=wanted))
        above = wanted
    return tuple(made)
