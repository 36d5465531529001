# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.marks import Mark
from studio.core.project import Paragraph, Project
from studio.core.word_diff import ComparedParagraph, Run, compared
from studio.project.edits import edit_text, with_text

PROJECT = Project((Paragraph("a", "One two three."), Paragraph("b", "Four five."), Paragraph("c", "Six.")))


def test_a_word_that_changed_is_told_with_what_it_was() -> None:
    changed = compared(PROJECT, edit_text(PROJECT, 4, 3, "2"))
    assert changed[0].runs == (Run("same", "One "), Run("removed", "two "), Run("added", "2 "), Run("same", "three."))
    assert [each.same for each in changed] == [False, True, True]


def test_paragraphs_that_came_and_went_stand_alone() -> None:
    later = replace(PROJECT, paragraphs=(PROJECT.paragraphs[0], Paragraph("d", "New."), PROJECT.paragraphs[2]))
    assert [each.runs for each in compared(PROJECT, later)] == [
        (Run("same", "One two three."),),
        (Run("removed", "Four five."),),
        (Run("added", "New."),),
        (Run("same", "Six."),),
    ]


@pytest.mark.parametrize(
    "otherwise",
    [{"marks": (Mark("pause", 4, 4, "1"),)}, {"speaker": "bob"}, {"kind": "heading", "level": 1}, {"left_out": True}],
)
def test_another_manner_is_told_where_the_words_are_the_same(otherwise: dict[str, Any]) -> None:
    changed = replace(PROJECT.paragraphs[1], **otherwise)
    later = replace(PROJECT, paragraphs=(PROJECT.paragraphs[0], changed, PROJECT.paragraphs[2]))
    told = compared(PROJECT, later)
    assert told[1] == ComparedParagraph((Run("same", "Four five."),), manner=True)
    assert [each.same for each in told] == [True, False, True]


@given(st.text("ab \n", max_size=30), st.data())
def test_both_texts_can_be_read_from_what_is_told(text: str, data: st.DataObject) -> None:
    before = with_text(Project(), text)
    position = data.draw(st.integers(0, len(before.text)))
    removed = data.draw(st.integers(0, len(before.text) - position))
    after = edit_text(before, position, removed, data.draw(st.text("ab \n", max_size=8)))
    told = compared(before, after)

    def side(left_out: str) -> list[str]:
        lines = ("".join(run.text for run in each.runs if run.change != left_out) for each in told)
        return [line for line in lines if line]

    assert side("added") == [each.text for each in before.paragraphs if each.text]
    assert side("removed") == [each.text for each in after.paragraphs if each.text]
