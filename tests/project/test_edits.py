# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.errors import InvalidArgument
from studio.project.edits import edit_text, paragraph_at, paragraph_starts, split_giant_paragraphs, with_text

LETTERS = st.text(alphabet="ab \n", max_size=30)


@given(LETTERS, LETTERS, st.data())
def test_an_edit_gives_the_text_a_string_would(text: str, added: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    removed = data.draw(st.integers(0, len(text) - position))
    edited = edit_text(with_text(Document(), text), position, removed, added)
    assert edited.text == text[:position] + added + text[position + removed :]
    assert len({paragraph.id for paragraph in edited.paragraphs}) == len(edited.paragraphs)


def test_untouched_paragraphs_keep_their_ids() -> None:
    before = with_text(Document(), "one\ntwo\nthree")
    after = edit_text(before, 5, 0, "x\ny")
    assert after.text == "one\ntx\nywo\nthree"
    ids = [paragraph.id for paragraph in before.paragraphs]
    assert [after.paragraphs[0].id, after.paragraphs[1].id, after.paragraphs[3].id] == ids


def test_an_edit_outside_the_text_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="position"):
        edit_text(with_text(Document(), "abc"), 2, 2, "")


def test_positions_and_paragraphs_agree() -> None:
    document = with_text(Document(), "one\n\nthree")
    assert paragraph_starts(document) == (0, 4, 5)
    assert [paragraph_at(document, position) for position in (0, 3, 4, 5, 10)] == [
        (0, 0),
        (0, 3),
        (1, 0),
        (2, 0),
        (2, 5),
    ]


@given(st.lists(st.sampled_from(["word ", "End. ", "x" * 40, "Why? "]), max_size=60))
def test_a_giant_paragraph_is_split_without_losing_a_word(pieces: list[str]) -> None:
    text = "".join(pieces)
    split = split_giant_paragraphs(with_text(Document(), text), max_chars=50)
    assert split.text.split() == text.split()
    assert all(len(paragraph.text) <= 50 or " " not in paragraph.text.strip() for paragraph in split.paragraphs)


def test_splitting_prefers_sentence_ends() -> None:
    document = with_text(Document(), "One two three. Four five six. Seven.")
    split = split_giant_paragraphs(document, max_chars=20)
    assert [paragraph.text for paragraph in split.paragraphs] == ["One two three.", "Four five six.", "Seven."]
