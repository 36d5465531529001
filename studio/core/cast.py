# SPDX-License-Identifier: Apache-2.0
"""The cast of a project and who reads which paragraph, as pure functions from one project to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import uuid4

from studio.core.errors import InvalidArgument
from studio.core.hues import is_hue
from studio.core.marks import Mark
from studio.core.project import Paragraph, Project, Speaker, VoiceDesign
from studio.core.voices import MAX_NAME_CHARS

NAMELESS: Final = "Narrator"
"""What a speaker without a name is called."""


def name_of(speaker: Speaker) -> str:
    """The speaker's name as it is shown."""
    return speaker.name or NAMELESS


def speaker_of(project: Project, speaker_id: str) -> Speaker | None:
    """The speaker of an id."""
    return next((each for each in project.cast if each.id == speaker_id), None)


def speaker_named(project: Project, name: str) -> Speaker | None:
    """The speaker of a name, whatever its case and blanks."""
    wanted = " ".join(name.split()).casefold()
    return next((each for each in project.cast if name_of(each).casefold() == wanted), None)


def checked_name(project: Project, name: str, own: str = "") -> str:
    """*name* without blanks at its ends and with single ones within, for the speaker of the id *own* or a new one.

    Raises:
        InvalidArgument: it is empty or too long, or another speaker has it.
    """
    trimmed = " ".join(name.split())
    if not 1 <= len(trimmed) <= MAX_NAME_CHARS:
        raise InvalidArgument("name", f"1 to {MAX_NAME_CHARS} characters")
    other = speaker_named(project, trimmed)
    if other is not None and other.id != own:
        raise InvalidArgument("name", "one that no other speaker of the project has")
    return trimmed


def with_other_design(speaker: Speaker) -> Speaker:
    """*speaker* reading in the other one of the designs A and B. B begins as a copy of A."""
    other = speaker.design if speaker.alternate is None else speaker.alternate
    return replace(speaker, design=other, alternate=speaker.design, b=not speaker.b)


def with_speaker(project: Project, name: str, hue: str = "", design: VoiceDesign | None = None) -> Project:
    """*project* with a further speaker, who is the last of its cast and reads nothing yet.

    Raises:
        InvalidArgument: see `checked_name`; or *hue* is neither "#rrggbb" nor "".
    """
    speaker = Speaker(str(uuid4()), checked_name(project, name), _checked_hue(hue), design or VoiceDesign())
    return replace(project, cast=(*project.cast, speaker))


def with_name(project: Project, speaker_id: str, name: str) -> Project:
    """*project* with another name of a speaker.

    Raises:
        InvalidArgument: see `checked_name`; or there is no such speaker.
    """
    checked = checked_name(project, name, speaker_id)
    return _changed(project, speaker_id, lambda speaker: replace(speaker, name=checked))


def with_hue(project: Project, speaker_id: str, hue: str) -> Project:
    """*project* with another colour of a speaker: "#rrggbb", or "" for that of the heaviest voice.

    Raises:
        InvalidArgument: it is no colour, or there is no such speaker.
    """
    checked = _checked_hue(hue)
    return _changed(project, speaker_id, lambda speaker: replace(speaker, hue=checked))


def with_speaker_design(project: Project, speaker_id: str, design: VoiceDesign) -> Project:
    """*project* with another design of a speaker.

    Raises:
        InvalidArgument: there is no such speaker.
    """
    return _changed(project, speaker_id, lambda speaker: replace(speaker, design=design))


def without_speaker(project: Project, speaker_id: str, heir: str) -> Project:
    """*project* without a speaker, whose paragraphs and marked stretches the speaker *heir* reads; those "as above"
    still follow.

    Raises:
        InvalidArgument: there is no such speaker, or *heir* is none of the others.
    """
    if speaker_of(project, speaker_id) is None:
        raise InvalidArgument("speaker", "one of the cast", speaker_id)
    if heir == speaker_id or speaker_of(project, heir) is None:
        raise InvalidArgument("heir", "another one of the cast", heir)
    cast = tuple(each for each in project.cast if each.id != speaker_id)
    paragraphs = [_inherited(each, speaker_id, heir) for each in project.paragraphs]
    # Whoever is first in the cast reads what begins "as above", without anybody above.
    if speaker_id == project.cast[0].id and heir != cast[0].id and not paragraphs[0].speaker:
        paragraphs[0] = replace(paragraphs[0], speaker=heir)
    return replace(project, cast=cast, paragraphs=_same_or(project.paragraphs, paragraphs))


def read_by(project: Project, readers: Mapping[str, str]) -> Project:
    """*project* with other speakers of paragraphs, and the others read by whoever reads them now.

    While no paragraph names a speaker, all are read by the narrator because nothing else was said. Then those that are
    not among *readers* name the narrator, so that they do not follow the first one that is given to somebody else.

    Args:
        readers: Ids of speakers by ids of paragraphs; "" for whoever reads the paragraph above.

    Raises:
        InvalidArgument: a speaker is none of the cast.
    """
    cast = {speaker.id for speaker in project.cast}
    unknown = set(readers.values()) - cast - {""}
    if unknown:
        raise InvalidArgument("speaker", "one of the cast, or empty for the one above", min(unknown))
    unsaid = project.cast[0].id if any(readers.values()) and not _is_cast(project) else ""
    paragraphs = [
        each if speaker == each.speaker else replace(each, speaker=speaker)
        for each in project.paragraphs
        for speaker in (readers.get(each.id, each.speaker or unsaid),)
    ]
    return replace(project, paragraphs=_same_or(project.paragraphs, paragraphs))


def named_at(project: Project, row: int) -> str:
    """Id of the speaker named by the paragraph of that number or the nearest one above; "" if none of them names one.
    Quick where paragraphs do."""
    for number in range(min(row, len(project.paragraphs) - 1), -1, -1):
        if speaker := project.paragraphs[number].speaker:
            return speaker
    return ""


def free_name(project: Project, stem: str = "Speaker") -> str:
    """*stem* with the first number from 2 on that makes it a name which no speaker has."""
    number = 2
    while speaker_named(project, f"{stem} {number}") is not None:
        number += 1
    return f"{stem} {number}"


def _inherited(paragraph: Paragraph, speaker_id: str, heir: str) -> Paragraph:
    if paragraph.speaker == speaker_id:
        paragraph = replace(paragraph, speaker=heir)
    if any(_is_said_by(mark, speaker_id) for mark in paragraph.marks):
        marks = tuple(replace(mark, value=heir) if _is_said_by(mark, speaker_id) else mark for mark in paragraph.marks)
        paragraph = replace(paragraph, marks=marks)
    return paragraph


def _is_said_by(mark: Mark, speaker_id: str) -> bool:
    return mark.kind == "speaker" and mark.value == speaker_id


def _is_cast(project: Project) -> bool:
    """Whether a paragraph names its speaker."""
    return any(paragraph.speaker for paragraph in project.paragraphs)


def _changed(project: Project, speaker_id: str, change: Callable[[Speaker], Speaker]) -> Project:
    if speaker_of(project, speaker_id) is None:
        raise InvalidArgument("speaker", "one of the cast", speaker_id)
    cast = tuple(change(each) if each.id == speaker_id else each for each in project.cast)
    return replace(project, cast=cast)


def _same_or(before: tuple[Paragraph, ...], after: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """*before* if *after* holds the same paragraphs, so that nothing looks changed."""
    return before if all(map(lambda one, other: one is other, before, after)) else tuple(after)


def _checked_hue(hue: str) -> str:
    if hue and not is_hue(hue):
        raise InvalidArgument("hue", 'a colour "#rrggbb", or empty for the voice’s own')
    return hue
