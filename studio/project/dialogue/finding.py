# SPDX-License-Identifier: GPL-3.0-or-later
"""Speakers found in a project's text, to propose: nothing is changed by it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.core.project import Paragraph, Project
from studio.project.dialogue.attribution import speakers
from studio.project.dialogue.first_names import Sex
from studio.project.dialogue.lines import lines_of
from studio.project.dialogue.names import as_written, key_of, language_of, people, sex_of
from studio.project.dialogue.quotations import Quotation, quotations

MOST_FOUND = 200
"""Most speakers that are proposed: those with the most places."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a speaker says in a paragraph: text[start:end] of it.

    Attributes:
        paragraph: The paragraph's id.
        name: The speaker's name as written there.
        whole: Whether it is the whole line, but for what is before *start*, which says the name alone.
        aside: Ids of paragraphs that hold only the name, or how the line is said.
    """

    paragraph: str
    name: str
    start: int
    end: int
    whole: bool = False
    aside: tuple[str, ...] = ()


_DESCRIPTION = re.compile(r"[Tt]he [a-z]")
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker that the text names.

    Attributes:
        name: Its name.
        also: Other names that it has in the text.
        places: What it says, in order.
        sex, language: Those that the name tells; "" for unknown. The language is a primary tag, such as "de".
    """

    name: str
    places: tuple[Place, ...]
    also: tuple[str, ...] = ()
    sex: Sex = ""
    language: str = ""


def find_speakers(project: Project) -> tuple[Found, ...]:
    """The speakers that the text of *project* names, with what they say, the most frequent first.

    Quotations whose speaker is told by a pronoun, or by nothing, and those that have a speaker are left out.
    """
    read = [each for each in project.paragraphs if each.kind == "text" and not each.left_out]
    lined = list(_lines(read))
    places = lined or list(_quotations(read, project.cast[0].id))
    names = [place.name for place in places]
    # Who writes a script tells one from another by the name alone.
    shown = as_written(names) if lined else people(names)
    mine: dict[str, list[Place]] = {}
    for place in places:
        mine.setdefault(shown[key_of(place.name)], []).append(place)
    found = [_found(name, there) for name, there in mine.items() if lined or not _passing(name, there)]
    # Of equally frequent ones the first to speak comes first.
    return tuple(sorted(found, key=lambda each: -len(each.places))[:MOST_FOUND])


def _passing(name: str, places: Sequence[Place]) -> bool:
    """Whether *name* is a description that is used in one paragraph only: often of one who has a name elsewhere."""
    return _DESCRIPTION.match(name) is not None and len({place.paragraph for place in places}) < _OFTEN


def _found(name: str, places: Sequence[Place]) -> Found:
    written = Counter(place.name for place in places)
    keys = {key_of(name)}
    also = []
    for other, _ in written.most_common():
        if key_of(other) not in keys:
            keys.add(key_of(other))
            also.append(other)
    names = (name, *also)
    sexes, languages = map(sex_of, names), map(language_of, names)
    return Found(name, tuple(places), tuple(also), next(filter(None, sexes), ""), next(filter(None, languages), ""))


def _lines(read: Sequence[Paragraph]) -> Iterator[Place]:
    for line in lines_of([paragraph.text for paragraph in read]):
        paragraph = read[line.row]
        aside = (*((line.cue,) if line.cue >= 0 else ()), *line.directions)
        ids = tuple(read[row].id for row in aside)
        yield Place(paragraph.id, line.name, line.prefix, len(paragraph.text), True, ids)


def _quotations(read: Sequence[Paragraph], narrator: str) -> Iterator[Place]:
    continuing: str | None = None
    for paragraph, found in zip(read, quotations([paragraph.text for paragraph in read]), strict=True):
        if not paragraph.text.strip():
            continue
        names = list(speakers(paragraph.text, found))
        if found and found[0].continued:
            names[0] = continuing
        continuing = names[-1] if found and found[-1].goes_on else None
        if paragraph.speaker in ("", narrator):
            yield from _quoted(paragraph, found, names)


def _quoted(paragraph: Paragraph, found: Sequence[Quotation], names: Sequence[str | None]) -> Iterator[Place]:
    taken = [mark for mark in paragraph.marks if mark.kind == "speaker"]
    for quotation, name in zip(found, names, strict=True):
        start, end = quotation.start, quotation.end
        if name and not any(mark.start < end and start < mark.end for mark in taken):
            whole = not (paragraph.text[:start] + paragraph.text[end:]).strip()
            yield Place(paragraph.id, name, start, end, whole)
