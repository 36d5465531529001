# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.marks import Mark
from studio.core.project import Paragraph, Project, new_paragraph


def test_a_new_paragraph_has_an_id_of_its_own() -> None:
    first, second = new_paragraph("Same."), new_paragraph("Same.")
    assert first.text == second.text == "Same."
    assert UUID(first.id) != UUID(second.id)


def test_a_new_document_is_one_empty_paragraph_of_its_own() -> None:
    first, second = Project(), Project()
    assert [paragraph.text for paragraph in first.paragraphs] == [""]
    assert first.paragraphs[0].id != second.paragraphs[0].id
    assert (first.text, first.file, first.file_stamp, first.design.mix) == ("", "", "", ())


@pytest.mark.parametrize(
    ("text", "mark", "read"),
    [
        ("Hello.", None, True),
        ("…", None, True),
        (" ", None, False),
        ("", Mark("pause", 0, 0, "0.5"), True),
        (" ", Mark("unknown", 0, 0, "</speed>"), False),
        ("", Mark("unknown", 0, 0, "<ding/>"), False),
        (" ", Mark("emotion", 0, 1, "anger"), False),
        ("a", Mark("unknown", 0, 0, "</speed>"), True),
    ],
)
def test_a_text_or_a_pause_is_read_and_no_tag_alone(text: str, mark: Mark | None, read: bool) -> None:
    assert new_paragraph(text, (mark,) if mark else ()).is_read is read


@given(st.lists(st.text(alphabet="ab é😀"), min_size=1))
def test_the_text_is_the_paragraphs_joined_by_line_breaks(texts: list[str]) -> None:
    project = Project(tuple(new_paragraph(text) for text in texts))
    assert project.text.split("\n") == texts


@pytest.mark.parametrize(
    ("texts", "blank"),
    [([], True), ([""], True), ([" \t", "\u3000", ""], True), (["", "...", "— ?!"], True), (["...", "a"], False)],
)
def test_a_document_of_blanks_and_marks_alone_is_blank(texts: list[str], blank: bool) -> None:
    assert Project(tuple(new_paragraph(text) for text in texts)).blank is blank


def test_a_changed_document_is_another_value_and_the_old_one_stays() -> None:
    before = Project((Paragraph("1", "one"),))
    after = replace(before, title="Tales")
    assert (before.title, after.title, after.paragraphs) == ("", "Tales", before.paragraphs)
    with pytest.raises(FrozenInstanceError):
        before.title = "Tales"  # type: ignore[misc]
