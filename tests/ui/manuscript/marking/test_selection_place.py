# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the selection's bar goes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.ui.manuscript.marking.selection_place import BAR_HEIGHT, Band, bar_left, bar_top

BANDS = (Band(0, 16, 72), Band(1, 96, 180), Band(2, 204, 260), Band(3, 284, 340))


def test_the_bar_is_in_the_gap_before_the_selections_first_paragraph() -> None:
    assert bar_top(BANDS, 1, 1, (96, 124), 500) == 68
    assert bar_top(BANDS, 1, 2, (96, 260), 500) == 68
    assert bar_top(BANDS, 0, 0, (16, 44), 500) == -12


def test_where_that_gap_is_out_of_view_it_is_behind_the_last_paragraph() -> None:
    scrolled = [Band(band.row, band.top - 100, band.bottom - 100) for band in BANDS[1:]]
    assert bar_top(scrolled, 1, 1, (20, 48), 500) == 76
    assert bar_top(scrolled, 0, 1, (-80, 48), 500) == 76


def test_a_gap_that_is_narrower_is_passed_over() -> None:
    heading = (Band(0, 16, 50), Band(1, 66, 150), Band(2, 174, 230))
    assert bar_top(heading, 1, 1, (66, 94), 500) == 146
    assert bar_top(heading[:2], 1, 1, (66, 94), 160) == -12


def test_where_none_is_beside_the_selection_it_is_in_the_nearest_gap() -> None:
    long = (Band(0, -400, 72), Band(1, 96, 180), Band(2, 204, 460))
    assert bar_top(long, 2, 2, (432, 460), 470) == 176
    assert bar_top(long, 0, 0, (-28, 0), 500) == 68
    assert bar_top(long[1:], 7, 8, (900, 990), 480) == 176


def test_without_a_gap_in_view_it_is_at_an_edge_and_not_over_the_selected_words() -> None:
    giant = [Band(4, -300, 900)]
    assert bar_top(giant, 4, 4, (200, 228), 500) == -12
    assert bar_top(giant, 4, 4, (4, 60), 500) == 500 - BAR_HEIGHT
    assert bar_top([], 0, 0, (600, 620), 500) == -12


@given(
    st.lists(st.integers(24, 400), min_size=1, max_size=8), st.integers(0, 900), st.integers(0, 7), st.integers(0, 3)
)
def test_where_there_is_a_gap_in_view_no_line_is_covered(
    heights: list[int], scrolled: int, first: int, more: int
) -> None:
    bands, top = [], 16
    for row, height in enumerate(heights):
        bands.append(Band(row, top - scrolled, top + height - scrolled))
        top += height + 24
    seen = [band for band in bands if band.bottom + 24 > 0 and band.top < 500]
    at = bar_top(seen, first, first + more, (120.0, 148.0), 500)
    leading = 4
    gaps = [band.bottom - 4 for band in seen]
    if any(-12 <= gap <= 500 - BAR_HEIGHT for gap in gaps):
        covered = [b for b in seen if b.top + leading < at + BAR_HEIGHT and at < b.bottom - leading]
        assert covered == []


def test_it_is_clamped_into_its_column() -> None:
    assert bar_left(400, 200, 0, 800) == 300
    assert bar_left(20, 200, 0, 800) == 8
    assert bar_left(790, 200, 0, 800) == 592
