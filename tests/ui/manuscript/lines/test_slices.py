# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

from studio.core.marks import Mark
from studio.core.project import Paragraph
from studio.ui.manuscript.lines.rows import Row, Rows, row_of
from studio.ui.manuscript.lines.slices import Slices

TEXT = tuple(Paragraph(f"p{number}", f"Words of {number}.") for number in range(1000))
MARKED = tuple(replace(each, marks=(Mark("speed", 0, 5, "1.2"),)) for each in TEXT)


def rows_of(paragraphs: tuple[Paragraph, ...]) -> Rows:
    rows = Rows()
    rows.replace(0, 1, [row_of(each) for each in paragraphs])
    return rows


def test_a_change_of_very_many_is_shown_in_slices_from_the_one_that_is_seen_on() -> None:
    slices = Slices.of(rows_of(TEXT), (*TEXT[:10], *MARKED[10:990], *TEXT[990:]), 700)
    assert slices is not None
    shown: dict[int, Row] = {}
    order = []
    while slices.left:
        first, rows = slices.next()
        order.append(first)
        shown |= {first + number: row for number, row in enumerate(rows)}
    assert order == [610, 910, 10, 310]
    assert sorted(shown) == list(range(10, 990))
    assert all(row == row_of(MARKED[number]) for number, row in shown.items())


def test_what_has_only_moved_keeps_its_rows() -> None:
    rows = rows_of(TEXT)
    slices = Slices.of(rows, (*TEXT[500:], *TEXT[:500]), 0)
    assert slices is not None
    _, made = slices.next()
    assert all(one is rows[500 + number] for number, one in enumerate(made))


def test_what_is_short_or_of_another_number_of_paragraphs_is_shown_at_once() -> None:
    rows = rows_of(TEXT)
    assert Slices.of(rows, TEXT[1:], 0) is None
    assert Slices.of(rows, (*MARKED[:200], *TEXT[200:]), 0) is None
    assert Slices.of(rows_of(TEXT[:200]), MARKED[:200], 0) is None
    assert Slices.of(rows, TEXT, 0) is None
