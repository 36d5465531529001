# SPDX-License-Identifier: GPL-3.0-or-later
"""A cast that was saved as a text is found again in it: the same lines, with their marks, by the same names."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from studio.core.cast import name_of, speaker_named
from studio.core.marks import Mark, ordered
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, speakers_of
from studio.project.dialogue.casting import Choice, with_found
from studio.project.dialogue.finding import find_speakers
from studio.project.dialogue.naming import names_before
from studio.project.edits import text_with_tags, with_text

NAMES = ("Ann", "Bob Marsh", "Dr. Who", "Zoë", "Jean-Luc", "O’Hara", "BBC", "Ann Lee")


def read_back(text: str) -> Project:
    """*text* with everybody in the cast whom it names."""
    project = with_text(Project(), text)
    choices = []
    for found in find_speakers(project):
        known = speaker_named(project, found.name)
        choices.append(Choice(found, known or Speaker(found.name, found.name)))
    return with_found(project, choices)


def said(project: Project) -> list[tuple[str, str, tuple[Mark, ...]]]:
    # No two of a cast have the same name but for capitals, and one in capitals alone is read as a script's.
    names = {speaker.id: name_of(speaker).casefold() for speaker in project.cast}
    speakers = speakers_of(project)
    return [(names[speakers[each.id]] if each.text else "", each.text, each.marks) for each in project.paragraphs]


@st.composite
def projects(draw: st.DrawFn) -> Project:
    cast = (Speaker(NARRATOR), *(Speaker(name, name) for name in NAMES))
    paragraphs = []
    for number in range(draw(st.integers(2, 8))):
        text = draw(st.text("ab <>&:.[]“”Q", max_size=12)).strip()
        text = draw(st.sampled_from(["", "Ann: ", "[Bob] "])) + text if text else text
        speaker = draw(st.sampled_from(["", NARRATOR, *NAMES]))
        marks = (Mark("speed", 0, len(text), "1.2"),) if text and draw(st.booleans()) else ()
        paragraphs.append(Paragraph(str(number), text, ordered(marks, len(text)), speaker=speaker))
    return Project(tuple(paragraphs), cast)


@given(projects())
def test_a_cast_reads_back_equal(project: Project) -> None:
    # A single named line in a text is no script.
    before = names_before(project)
    names = [name for each in project.paragraphs if (name := before.get(each.id))]
    assume(len(names) >= 2 and len(set(names)) < len(names))
    assert said(read_back(text_with_tags(project))) == said(project)


def test_only_others_than_the_narrator_are_named_and_what_looks_so() -> None:
    cast = (Speaker(NARRATOR), Speaker("a", "Ann"))
    project = Project(
        (Paragraph("1", "It rained."), Paragraph("2", "Yes.", speaker="a"), Paragraph("3", "", speaker="a"),
         Paragraph("4", "Note: no.", speaker=NARRATOR), Paragraph("5", "Bob: no.", speaker="gone")),
        cast,
    )  # fmt: skip
    assert text_with_tags(project) == "It rained.\nAnn: Yes.\n\nNote: no.\nNarrator: Bob: no."
    assert text_with_tags(replace(project, cast=cast[:1])) == project.text
