# SPDX-License-Identifier: GPL-3.0-or-later
"""Copied paragraphs bring their speakers into another project, matched by name."""

from __future__ import annotations

import pytest

from studio.core.marks import Mark
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign, speakers_of
from studio.core.tagging import MarkedLine
from studio.core.voices import MixPart
from studio.project.carrying import Carried, carried, put_carried, read_carried

ANN = Speaker("a", "Ann", "#112233", VoiceDesign((MixPart("one", 1.0),)))
BOB = Speaker("b", "Bob", "#445566", VoiceDesign((MixPart("two", 1.0),)))
FROM = Project(
    (
        Paragraph("1", "It rained."),
        Paragraph("2", "Yes.", speaker="a"),
        Paragraph("3", "No.", speaker="b"),
        Paragraph("4", "“So,” said Ann.", (Mark("speaker", 0, 5, "a"),), speaker=NARRATOR),
    ),
    (Speaker(NARRATOR), ANN, BOB),
)
LINES = [MarkedLine(each.text, each.marks) for each in FROM.paragraphs]


def names(project: Project) -> list[str]:
    known = {speaker.id: speaker.name for speaker in project.cast}
    return [known[speaker] for speaker in speakers_of(project).values()]


def test_those_of_the_same_name_say_it_and_others_come_along_with_their_design() -> None:
    brought = read_carried(carried(FROM, 0, 3))
    here = Project((Paragraph("x", ""),), (Speaker(NARRATOR), Speaker("b", "Cy"), Speaker("z", "ann")))
    after = put_carried(here, 0, 0, LINES, brought)
    assert [paragraph.text for paragraph in after.paragraphs] == [line.text for line in LINES]
    assert names(after) == ["", "ann", "Bob", ""]
    assert after.paragraphs[3].marks == (Mark("speaker", 0, 5, "z"),)
    bob = after.cast[-1]
    # Its id is another one's here.
    assert (bob.name, bob.hue, bob.design) == (BOB.name, BOB.hue, BOB.design)
    assert bob.id not in ("b", "z")


def test_what_becomes_a_part_of_a_paragraph_is_read_by_whoever_reads_that() -> None:
    here = Project((Paragraph("x", "Ab", speaker="a"), Paragraph("y", "End.", speaker=NARRATOR)), FROM.cast)
    after = put_carried(here, 1, 0, LINES[1:3], read_carried(carried(FROM, 1, 2)))
    assert [paragraph.text for paragraph in after.paragraphs] == ["AYes.", "No.b", "End."]
    assert names(after) == ["Ann", "Ann", ""]
    inline = put_carried(here, 1, 0, LINES[2:3], read_carried(carried(FROM, 2, 2)))
    assert (inline.paragraphs[0].text, names(inline)) == ("ANo.b", ["Ann", ""])
    other = Project((Paragraph("x", "One."), Paragraph("y", "")))
    within = put_carried(other, 5, 0, LINES[1:2], read_carried(carried(FROM, 1, 1)))
    assert names(within) == ["", "Ann"]


def test_one_who_reads_alone_brings_nothing_and_neither_does_what_is_something_else() -> None:
    assert carried(Project((Paragraph("1", "a"),)), 0, 0) == ""
    for told in (
        "",
        "{",
        "[]",
        '{"readers": 1, "cast": []}',
        '{"readers": [1], "cast": []}',
        '{"readers": [], "cast": [{}]}',
    ):
        assert read_carried(told) == Carried()
    here = Project((Paragraph("x", ""),))
    assert put_carried(here, 0, 0, [MarkedLine("One.")], Carried()).cast == here.cast
    mismatched = put_carried(here, 0, 0, [MarkedLine("One.")], Carried(("a", "a"), (ANN,)))
    assert names(mismatched) == [""]


@pytest.mark.parametrize("rows", [(0, 3), (1, 1)])
def test_within_a_project_nobody_is_added(rows: tuple[int, int]) -> None:
    first, last = rows
    after = put_carried(FROM, 0, 10, LINES[first : last + 1], read_carried(carried(FROM, first, last)))
    assert after.cast == FROM.cast
    assert names(after)[: last - first + 1] == names(FROM)[first : last + 1]
