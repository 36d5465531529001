# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.app.overview.render_words import place_words, span_words
from studio.core.project import Paragraph, Project


def book(chapters: int) -> Project:
    rows = [Paragraph("front", "Before all.")]
    for number in range(chapters):
        rows += [
            Paragraph(f"h{number}", f"Chapter {number}", kind="heading", level=1),
            Paragraph(f"note{number}", "Not read.", kind="note"),
            Paragraph(f"a{number}", "One."),
            Paragraph(f"b{number}", "Two."),
        ]
    return Project(tuple(rows))


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("h0", "chapter 1 of 3 · paragraph 1 of 3"),
        ("b1", "chapter 2 of 3 · paragraph 3 of 3"),
        ("a2", "chapter 3 of 3 · paragraph 2 of 3"),
        ("front", "paragraph 5 of 9"),
        ("gone", "paragraph 5 of 9"),
    ],
)
def test_in_a_text_of_chapters_the_place_is_that_in_its_chapter(paragraph: str, told: str) -> None:
    assert place_words(book(3), paragraph, 4, 9) == told


def test_in_a_text_of_fewer_chapters_the_place_is_that_in_the_run() -> None:
    assert place_words(book(2), "a1", 4, 9) == "paragraph 5 of 9"
    assert place_words(book(0), "front", 9, 9) == "paragraph 9 of 9"


def test_lengths_of_time_are_in_words() -> None:
    assert [span_words(seconds) for seconds in (0.2, 80, 600, 9000)] == ["1 s", "80 s", "10 min", "2.5 h"]
