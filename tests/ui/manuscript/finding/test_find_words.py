# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a search."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from studio.app.takes.part import OverviewPart
from studio.app.text.finding import Preview
from studio.core.project import Paragraph
from studio.ui.manuscript.finding.find_words import count_words, found_words, hit_times


def told(**values: object) -> Any:
    usual = dict(  # noqa: C408
        active=True, bad_query="", bad_replacement="", count=0, rows=0, number=0, busy=False, slow=0, gave_up=False,
        preview=None,
    )  # fmt: skip
    return SimpleNamespace(**{**usual, **values})


@pytest.mark.parametrize(
    ("finding", "count", "status"),
    [
        (told(active=False), "", ""),
        (told(), "none", "Nothing found"),
        (told(busy=True), "…", ""),
        (told(count=5, rows=3, number=3), "3 of 5", "5 found in 3 paragraphs"),
        (told(count=1, rows=1), "1", "1 found in 1 paragraph"),
        (told(count=12000, rows=4000, number=1), "1 of 12\u202f000", "12\u202f000 found in 4\u202f000 paragraphs"),
        (told(bad_query="The expression must be complete."), "", "The expression must be complete."),
        (told(count=1, rows=1, number=1, slow=1), "1 of 1", "1 found in 1 paragraph  ·  too slow for 1 paragraph"),
        (told(slow=10, gave_up=True), "none", "Nothing found  ·  too slow: the search was given up"),
        (
            told(count=2, rows=1, number=1, preview=Preview("the light", "the old light")),
            "1 of 2",
            "2 found in 1 paragraph  ·  the light → the old light",
        ),
        (told(count=1, rows=1, number=1, preview=Preview("x", "")), "1 of 1", "1 found in 1 paragraph  ·  x → nothing"),
        (told(count=1, rows=1, number=1, bad_replacement="No."), "1 of 1", "1 found in 1 paragraph  ·  No."),
    ],
)
def test_counts_and_the_status(finding: Any, count: str, status: str) -> None:
    assert (count_words(finding), found_words(finding)) == (count, status)


def test_a_long_preview_is_cut() -> None:
    words = found_words(told(count=1, rows=1, preview=Preview("x" * 500, "y" * 500)))
    assert len(words) < 120


def test_hits_are_heard_in_the_share_of_their_paragraph() -> None:
    finding: Any = SimpleNamespace(hits_in={0: ((5, 6),), 1: ((0, 1),), 2: ()}.__getitem__)
    paragraphs = [Paragraph("a", "x" * 10), Paragraph("left out", "x"), Paragraph("c", "x")]
    parts = [OverviewPart("a", 2.0, 4.0, None), OverviewPart("c", 7.0, 1.0, None)]
    assert hit_times(finding, parts, paragraphs) == [4.0]
