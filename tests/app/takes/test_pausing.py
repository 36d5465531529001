# SPDX-License-Identifier: GPL-3.0-or-later
"""Pauses are where they are said to be: between paragraphs of one kind, and between sentences."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from studio.app.takes.pausing import SentencePauses, pause_between, with_sentence_pauses
from studio.core.marks import Mark
from studio.core.pauses import Pauses
from studio.core.project import NARRATOR, Paragraph, Project, Speaker
from studio.core.tagging import with_tags

PROJECT = Project(
    (
        Paragraph("h", "One", kind="heading", level=1),
        Paragraph("a", "First. Second."),
        Paragraph("b", "Third."),
        Paragraph("c", "Ann's.", speaker="ann"),
        Paragraph("d", "As above."),
        Paragraph("e", "Part", kind="heading", level=2, speaker=NARRATOR),
        Paragraph("f", "Two", kind="heading", level=1),
    ),
    (Speaker(NARRATOR), Speaker("ann", "Ann")),
    pauses=Pauses(0.25, 0.1, 0.2, 0.3),
)


def test_a_pause_is_that_of_what_it_is_between() -> None:
    between = pause_between(PROJECT)
    assert [between(one, other) for one, other in pairwise(PROJECT.paragraphs)] == [0.3, 0.1, 0.2, 0.1, 0.2, 0.3]
    alone = pause_between(replace(PROJECT, cast=PROJECT.cast[:1]))
    assert [alone(one, other) for one, other in pairwise(PROJECT.paragraphs)] == [0.3, 0.1, 0.1, 0.1, 0.1, 0.3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two! Three?", 'One.<break time="0.25s"/> Two!<break time="0.25s"/> Three?'),
        ("“One.” Two.", '“One.”<break time="0.25s"/> Two.'),
        ("Mr. Darcy met J. Smith, etc. Then e.g. Ann.", "Mr. Darcy met J. Smith, etc. Then e.g. Ann."),
        ("Well... he said.", "Well... he said."),
        ("One", "One"),
        ("", ""),
    ],
)
def test_sentences_have_a_pause_between_them(text: str, said: str) -> None:
    paused = with_sentence_pauses(Paragraph("p", text), 0.25)
    assert with_tags(paused.text, paused.marks).text == said
    assert paused.text == text


def test_marks_stay_and_what_is_said_as_one_is_not_cut() -> None:
    marks = (Mark("ipa", 0, 8, "x"), Mark("speed", 0, 14, "2"))
    paused = with_sentence_pauses(Paragraph("p", "One. Two. End.", marks), 1.0)
    assert [mark for mark in paused.marks if mark.kind == "pause"] == [Mark("pause", 9, 9, "1")]
    assert set(marks) <= set(paused.marks)
    note = Paragraph("n", "One. Two.", kind="note")
    assert with_sentence_pauses(note, 1.0) is note


def test_what_did_not_change_is_the_same_object_and_no_pause_is_put_twice() -> None:
    made = SentencePauses()
    first = made.of(PROJECT)
    assert first.paragraphs[1].marks == (Mark("pause", 6, 6, "0.25"),)
    assert made.of(PROJECT) is first
    changed = replace(
        PROJECT, paragraphs=(*PROJECT.paragraphs[:2], Paragraph("b", "Other. Text."), *PROJECT.paragraphs[3:])
    )
    second = made.of(changed)
    assert second.paragraphs[1] is first.paragraphs[1]
    assert second.paragraphs[2].marks
    assert made.paragraph(changed.paragraphs[1]) is second.paragraphs[1]
    assert made.paragraph(second.paragraphs[1]) is second.paragraphs[1]
    longer = made.of(replace(changed, pauses=Pauses(0.5)))
    assert longer.paragraphs[1].marks == (Mark("pause", 6, 6, "0.5"),)
    none = replace(changed, pauses=Pauses())
    assert made.of(none) is none
    assert made.paragraph(none.paragraphs[1]) is none.paragraphs[1]
