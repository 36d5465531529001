# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and length of the text and its parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.desk import Desk

TEXT = "One\nfirst two three four\nTwo\nfive six\nseven"


def with_headings(desk: Desk) -> None:
    editing = desk.studio.editing
    editing.replace_text(TEXT)
    made = [
        replace(each, kind="heading", level=1) if each.text in ("One", "Two") else each
        for each in editing.project.paragraphs
    ]
    editing.replace_found("headings", replace(editing.project, paragraphs=tuple(made)))


async def test_parts_add_up_to_the_whole(desk: Desk) -> None:
    with_headings(desk)
    counting, overview = desk.studio.counting, desk.studio.overview
    overview.catch_up()
    whole = counting.whole()
    assert (whole.words, whole.estimated) == (9, True)
    assert whole.length_s == pytest.approx(overview.text_total_s)
    assert [counting.rows(row, row + 1).words for row in range(5)] == [1, 4, 1, 2, 1]
    assert counting.rows(2, 2).words == 0
    assert [counting.chapter(row) for row in (0, 1, 3, 4)] == [(0, 2), (0, 2), (2, 5), (2, 5)]
    assert sum(counting.rows(row, row + 1).length_s for row in range(5)) < whole.length_s


async def test_a_selection_takes_its_share_of_a_paragraph(desk: Desk) -> None:
    with_headings(desk)
    counting = desk.studio.counting
    desk.studio.overview.catch_up()
    start = TEXT.index("three")
    chosen = counting.between(start, TEXT.index("six"))
    assert (chosen.words, chosen.estimated) == (4, True)
    assert 0 < chosen.length_s < counting.whole().length_s
    assert counting.between(start, start + 5).words == 1
    assert counting.between(3, 3).words == 0
    assert [counting.row_at(position) for position in (0, 3, 4, len(TEXT))] == [0, 0, 1, 4]


async def test_counts_follow_edits(desk: Desk) -> None:
    desk.studio.editing.replace_text("one two")
    assert desk.studio.counting.whole().words == 2
    assert desk.studio.counting.chapter(0) is None
    desk.studio.editing.edit_text(0, 0, "你好 ")
    assert desk.studio.counting.whole().words == 4
