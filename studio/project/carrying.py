# SPDX-License-Identifier: GPL-3.0-or-later
"""Speakers that copied paragraphs bring along, as JSON: from one project to another, matched by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from studio.core.cast import name_of, read_by, speaker_named, speaker_of
from studio.core.marks import Marks
from studio.core.project import Project, Speaker, speakers_of
from studio.core.tagging import MarkedLine
from studio.project.edits import edit_lines, paragraph_at
from studio.project.file.values import from_text, speaker_from_json, speaker_to_json, to_text

_MOST_SPEAKERS = 1000


@dataclass(frozen=True, slots=True)
class Carried:
    """The readers of copied lines, by the ids of *cast*, and all speakers that they and their marks name."""

    readers: tuple[str, ...] = ()
    cast: tuple[Speaker, ...] = ()


def carried(project: Project, first: int, last: int) -> str:
    """The speakers of the paragraphs number *first* to *last* of *project*; "" where one alone reads."""
    if len(project.cast) == 1:
        return ""
    paragraphs = project.paragraphs[first : last + 1]
    speakers = speakers_of(project)
    readers = [speakers[paragraph.id] for paragraph in paragraphs]
    named = {mark.value for paragraph in paragraphs for mark in paragraph.marks if mark.kind == "speaker"}
    cast = [speaker_to_json(each) for each in project.cast if each.id in named or each.id in readers]
    return to_text({"readers": readers, "cast": cast})


def read_carried(text: str) -> Carried:
    """What `carried` told; nothing where *text* is something else."""
    try:
        data = from_text(text)
        readers, cast = data["readers"], data["cast"]
        if not all(isinstance(reader, str) for reader in readers) or len(cast) > _MOST_SPEAKERS:
            return Carried()
        return Carried(tuple(readers), tuple(map(speaker_from_json, cast)))
    except (ValueError, KeyError, TypeError):
        # Any program may put something under this name.
        return Carried()


def put_carried(
    project: Project,
    position: int,
    removed: int,
    lines: Sequence[MarkedLine],
    brought: Carried,
    points: int | None = None,
    gone: int = 0,
) -> Project:
    """*project* with *removed* characters at *position* replaced by *lines*, see `edit_lines`, and with those who say
    them: speakers of the same name, or new ones.

    A line that becomes a part of a paragraph is read by the speaker of that one.
    """
    project, known = _with_cast(project, brought.cast)
    lines = [replace(line, marks=_marks(line.marks, known), holding=_marks(line.holding, known)) for line in lines]
    row, inside = paragraph_at(project, position)
    behind, rest = paragraph_at(project, position + removed)
    whole_first, whole_last = inside == 0, rest == len(project.paragraphs[behind].text)
    after = edit_lines(project, position, removed, lines, points, gone)
    if len(brought.readers) != len(lines):
        return after
    readers: dict[str, str] = {}
    for number, reader in enumerate(brought.readers):
        part = (number == 0 and not whole_first) or (number == len(lines) - 1 and not whole_last)
        if not part and reader in known and lines[number].text:
            readers[after.paragraphs[row + number].id] = known[reader]
    return read_by(after, _without_change(after, readers))


def _without_change(project: Project, readers: Mapping[str, str]) -> Mapping[str, str]:
    speakers = speakers_of(project)
    changed = any(speakers[paragraph] != reader for paragraph, reader in readers.items())
    return readers if changed else {}


def _with_cast(project: Project, brought: Iterable[Speaker]) -> tuple[Project, Mapping[str, str]]:
    """*project* with those of *brought* whose names it has not, and the id here of each of their ids."""
    known: dict[str, str] = {}
    for speaker in brought:
        here = speaker_named(project, name_of(speaker))
        if here is None:
            own = speaker.id if speaker_of(project, speaker.id) is None else str(uuid4())
            here = replace(speaker, id=own, name=name_of(speaker))
            project = replace(project, cast=(*project.cast, here))
        known[speaker.id] = here.id
    return project, known


def _marks(marks: Marks, known: Mapping[str, str]) -> Marks:
    return tuple(
        replace(mark, value=known.get(mark.value, mark.value)) if mark.kind == "speaker" else mark for mark in marks
    )
