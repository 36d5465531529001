# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.app.hearing.audition_text import sample_sentence, sentence_in
from studio.core.marks import Mark
from studio.core.project import Paragraph


def test_each_language_has_its_sample_and_the_others_the_english_one() -> None:
    assert sample_sentence("fr") == sample_sentence("fr-CA") != sample_sentence("en-GB")
    assert sample_sentence("tlh") == sample_sentence("en-US")


TEXT = "One two. Is it three? (Four!) Five"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (0, "One two."),
        (7, "One two."),
        (9, "Is it three?"),
        (23, "(Four!)"),
        (30, "Five"),
        (len(TEXT), "Five"),
        (999, "Five"),
    ],
)
def test_the_sentence_at_a_place_is_said(inside: int, said: str) -> None:
    found = sentence_in(Paragraph("p", TEXT), inside)
    assert found is not None
    assert found.text == said


def test_where_nothing_is_said_there_is_no_sentence() -> None:
    assert sentence_in(Paragraph("p", ""), 0) is None
    assert sentence_in(Paragraph("p", "…  —"), 2) is None


def test_a_sentence_has_its_marks_at_their_places_but_nobody_else_speaks_in_it() -> None:
    marks = (
        Mark("speed", 0, 3, "1.2"),
        Mark("pause", 12, 12, "0.5"),
        Mark("respelling", 15, 20, "THREE"),
        Mark("speaker", 9, 14, "ida"),
    )
    found = sentence_in(Paragraph("p", TEXT, marks), 10)
    assert found is not None
    assert found.marks == (Mark("pause", 3, 3, "0.5"), Mark("respelling", 6, 11, "THREE"))


def test_a_sentence_without_an_end_is_cut() -> None:
    found = sentence_in(Paragraph("p", "word " * 1000), 4000)
    assert found is not None
    assert 100 < len(found.text) <= 600
