# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.marks import Mark
from studio.core.project import Project
from studio.project.edits import text_with_tags, with_text
from studio.project.splitting import MAX_PARAGRAPH_CHARS, split_giant_paragraphs

TAG = '<break time="1s"/>'


@given(st.lists(st.sampled_from(["word ", "End. ", "x" * 40, "Why? "]), max_size=60))
def test_a_giant_paragraph_is_split_without_losing_a_word(pieces: list[str]) -> None:
    text = "".join(pieces)
    split = split_giant_paragraphs(with_text(Project(), text), max_chars=50)
    assert all(len(paragraph.text) <= 50 for paragraph in split.paragraphs)
    assert "".join(split.text.split()) == "".join(text.split())
    if "x" * 51 not in text:
        assert split.text.split() == text.split()


def test_splitting_prefers_sentence_ends() -> None:
    project = with_text(Project(), "One two three. Four five six. Seven.")
    split = split_giant_paragraphs(project, max_chars=20)
    assert [paragraph.text for paragraph in split.paragraphs] == ["One two three.", "Four five six.", "Seven."]


def test_a_blank_at_the_end_stays_where_it_has_room() -> None:
    split = split_giant_paragraphs(with_text(Project(), "One two three. Four "), max_chars=15)
    assert [paragraph.text for paragraph in split.paragraphs] == ["One two three.", "Four "]
    split = split_giant_paragraphs(with_text(Project(), "x" * 14 + "   "), max_chars=15)
    assert [paragraph.text for paragraph in split.paragraphs] == ["x" * 14 + " "]


@given(st.lists(st.sampled_from([TAG, "word ", "x" * 30, "é" * 20, "!", "<", "End. ", "</spell>"]), max_size=60))
def test_a_giant_word_is_split_too_and_no_mark_is_lost(pieces: list[str]) -> None:
    whole = with_text(Project(), "".join(pieces))
    split = split_giant_paragraphs(whole, max_chars=50)
    assert all(len(paragraph.text) <= 50 for paragraph in split.paragraphs)
    assert "".join(split.text.split()) == "".join(whole.text.split())
    assert [mark.value for mark in points_of(split)] == [mark.value for mark in points_of(whole)]


def points_of(project: Project) -> list[Mark]:
    return [mark for paragraph in project.paragraphs for mark in paragraph.marks if mark.point]


def test_a_split_divides_no_letter_from_its_marks_and_no_emoji() -> None:
    for cluster in ("e\u0301", "👍🏽", "👩\u200d🚀", "क\u0941"):
        split = split_giant_paragraphs(with_text(Project(), "x" + cluster * 200), max_chars=50)
        for paragraph in split.paragraphs:
            assert paragraph.text.lstrip("x").replace(cluster, "") == ""


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "<" * 100_000, "<a" * 50_000, "\u0301" * 100_000, "<" + "a" * 100_000 + ">", ". " * 50_000]
)
def test_every_giant_is_split(text: str) -> None:
    split = with_text(Project(), text)
    assert max(len(paragraph.text) for paragraph in split.paragraphs) <= MAX_PARAGRAPH_CHARS
    assert len(split.paragraphs) < 80
    assert "".join(text_with_tags(split).split()) == "".join(text.split())


def test_a_split_keeps_the_paragraphs_that_are_short_enough() -> None:
    before = with_text(Project(), "one\ntwo\nthree")
    split = split_giant_paragraphs(before, max_chars=3)
    assert [paragraph.id for paragraph in split.paragraphs][:3] == [paragraph.id for paragraph in before.paragraphs]
