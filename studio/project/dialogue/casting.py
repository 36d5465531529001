# SPDX-License-Identifier: GPL-3.0-or-later
"""A cast made of speakers that were found: lines and quotations go to those who say them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from studio.core.languages import primary
from studio.core.marks import Mark, behind, put
from studio.core.project import Paragraph, Project, Speaker, speakers_of
from studio.core.voices import Voice
from studio.project.dialogue.finding import Found, Place


@dataclass(frozen=True, slots=True)
class Choice:
    """A found speaker whom a person accepts, and who of the cast that is: one of it, or a new one."""

    found: Found
    speaker: Speaker


def with_found(project: Project, choices: Sequence[Choice]) -> Project:
    """*project* with the speakers of *choices* in its cast, who say what was found.

    A whole line is read by its speaker, without the name before it; a quotation within a paragraph becomes a mark.
    Paragraphs that hold only a name are gone, and directions between them are notes. All else is read by whoever read
    it before. What has changed since it was found is left as it is.
    """
    cast = {speaker.id: speaker for speaker in project.cast}
    said: dict[str, list[tuple[Place, str]]] = {}
    aside: dict[str, bool] = {}
    for choice in choices:
        cast.setdefault(choice.speaker.id, choice.speaker)
        for place in choice.found.places:
            said.setdefault(place.paragraph, []).append((place, choice.speaker.id))
            aside.update((each, True) for each in place.aside)
    before = speakers_of(project)
    # As long as nobody is named, the narrator reads everything because nothing else was said.
    named = any(paragraph.speaker for paragraph in project.paragraphs)
    unsaid = not named and any(place.whole for places in said.values() for place, _ in places)
    paragraphs: list[Paragraph] = []
    reads = project.cast[0].id
    for paragraph in project.paragraphs:
        if paragraph.id in aside:
            note = _aside(paragraph)
            if note is not None:
                paragraphs.append(note)
            continue
        told = _told(paragraph, said.get(paragraph.id, ()))
        if told.speaker == paragraph.speaker and (unsaid or (told.speaker or reads) != before[paragraph.id]):
            told = replace(told, speaker=before[paragraph.id])
        reads = told.speaker or reads
        paragraphs.append(told)
    return replace(project, cast=tuple(cast.values()), paragraphs=tuple(paragraphs) or project.paragraphs)


def likely_voices(
    found: Iterable[Found], voices: Sequence[Voice], taken: Collection[str], language: str
) -> Mapping[str, Voice]:
    """A voice for each of *found*, by its name: of the name's sex and language, and another one for each.

    Args:
        voices: Those to choose from, the likeliest first.
        taken: Ids of voices that others read in.
        language: The text's, for names that tell none.
    """
    able = [voice for voice in voices if voice.available]
    uses = {voice.id: int(voice.id in taken) for voice in able}
    chosen: dict[str, Voice] = {}
    for each in found:
        best = min(
            able,
            key=lambda voice: (_wrong_sex(each, voice), uses[voice.id], *_misfit(each, voice, language)),
            default=None,
        )
        if best is not None:
            uses[best.id] += 1
            chosen[each.name] = best
    return chosen


def _wrong_sex(found: Found, voice: Voice) -> bool:
    return bool(found.sex and voice.sex and found.sex != voice.sex)


def _misfit(found: Found, voice: Voice, language: str) -> tuple[bool, bool]:
    wanted = found.language or primary(language)
    return primary(voice.language) != wanted, voice.language != language


def _aside(paragraph: Paragraph) -> Paragraph | None:
    """A paragraph beside a line: a direction as a note; None for one that holds the name alone."""
    return replace(paragraph, kind="note") if paragraph.text.strip().startswith("(") else None


def _told(paragraph: Paragraph, said: Iterable[tuple[Place, str]]) -> Paragraph:
    """*paragraph* with those who say it, or parts of it."""
    marks, length = paragraph.marks, len(paragraph.text)
    for place, speaker in said:
        if place.end > length:
            continue
        if place.whole:
            cut = place.start if paragraph.text[: place.start].strip() else 0
            rest = behind(paragraph.marks, cut, length, 0) if cut else paragraph.marks
            return replace(paragraph, text=paragraph.text[cut:], marks=rest, speaker=speaker)
        marks = put(marks, Mark("speaker", place.start, place.end, speaker), length)
    return replace(paragraph, marks=marks) if marks != paragraph.marks else paragraph
