# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.project import Project
from studio.project.edits import (
    edit_text,
    paragraph_at,
    paragraph_starts,
    with_text,
)

LETTERS = st.text(alphabet="ab \n", max_size=30)


@given(LETTERS, LETTERS, st.data())
def test_an_edit_gives_the_text_a_string_would(text: str, added: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    removed = data.draw(st.integers(0, len(text) - position))
    edited = edit_text(with_text(Project(), text), position, removed, added)
    assert edited.text == text[:position] + added + text[position + removed :]
    assert len({paragraph.id for paragraph in edited.paragraphs}) == len(edited.paragraphs)


def test_untouched_paragraphs_keep_their_ids() -> None:
    before = with_text(Project(), "one\ntwo\nthree")
    after = edit_text(before, 5, 0, "x\ny")
    assert after.text == "one\ntx\nywo\nthree"
    ids = [paragraph.id for paragraph in before.paragraphs]
    assert [after.paragraphs[0].id, after.paragraphs[1].id, after.paragraphs[3].id] == ids


def test_a_paragraph_that_is_only_moved_keeps_its_id() -> None:
    before = with_text(Project(), "one\ntwo\nthree")
    one, two, three = (paragraph.id for paragraph in before.paragraphs)
    assert [each.id for each in edit_text(before, 0, 4, "").paragraphs] == [two, three]
    pushed = edit_text(before, 4, 0, "new\n")
    assert [each.id for each in pushed.paragraphs if each.text != "new"] == [one, two, three]
    assert len({each.id for each in pushed.paragraphs}) == 4
    assert [each.id for each in edit_text(before, 3, 0, "\nnew").paragraphs if each.text != "new"] == [one, two, three]
    replaced = edit_text(before, 0, 8, "new\nand newer\n")
    assert replaced.paragraphs[-1].id == three
    assert replaced.text == "new\nand newer\nthree"


def test_an_edit_outside_the_text_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="position"):
        edit_text(with_text(Project(), "abc"), 2, 2, "")


def test_positions_and_paragraphs_agree() -> None:
    project = with_text(Project(), "one\n\nthree")
    assert paragraph_starts(project) == (0, 4, 5)
    assert [paragraph_at(project, position) for position in (0, 3, 4, 5, 10)] == [
        (0, 0),
        (0, 3),
        (1, 0),
        (2, 0),
        (2, 5),
    ]
