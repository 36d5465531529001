# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.ui.transport.page import Page

WIDTH, TOTAL_S = 1000, 100.0


@pytest.fixture
def page() -> Page:
    """A page of 10 s."""
    return Page(100.0)


def test_it_turns_near_its_end_but_not_at_the_end_of_all(page: Page) -> None:
    assert not page.turns(9.0, 9.1, WIDTH, TOTAL_S)
    assert page.turns(9.1, 9.3, WIDTH, TOTAL_S)
    assert page.start_s == pytest.approx(8.3)
    page.start_s = 90.0
    assert not page.turns(99.0, 99.5, WIDTH, TOTAL_S)


def test_scrolled_back_so_that_the_playhead_is_at_its_end_it_stays(page: Page) -> None:
    page.turns(0.0, 50.0, WIDTH, TOTAL_S)
    assert page.scroll(40.2, 50.0, WIDTH, TOTAL_S)
    assert not page.turns(50.0, 50.1, WIDTH, TOTAL_S)
    assert page.start_s == 40.2
    # At the very end it turns.
    assert page.turns(50.1, 50.3, WIDTH, TOTAL_S)
    assert page.start_s == pytest.approx(49.3)
    assert page.turns(58.4, 58.6, WIDTH, TOTAL_S)


def test_zoomed_in_beside_a_playhead_near_its_end_it_still_turns(page: Page) -> None:
    page.zoom(4, 9.5, 9.5, WIDTH, TOTAL_S)
    end_s = page.start_s + WIDTH / page.px_per_s
    assert end_s == pytest.approx(9.7, abs=0.01)
    assert not page.turns(9.5, 9.6, WIDTH, TOTAL_S)
    assert page.turns(9.6, 9.8, WIDTH, TOTAL_S)


def test_it_is_scrolled_within_what_there_is(page: Page) -> None:
    for wanted_s, is_s in ((-5.0, 0.0), (500.0, 90.0)):
        page.scroll(wanted_s, 0.0, WIDTH, TOTAL_S)
        assert page.start_s == is_s
    assert not page.scroll(90.0, 0.0, WIDTH, TOTAL_S)
    page.scroll(3.0, 0.0, WIDTH, 4.0)
    assert page.start_s == 0.0


def test_zoom_has_bounds_and_a_way_back(page: Page) -> None:
    for _ in range(30):
        page.zoom(1, 50.0, 50.0, WIDTH, TOTAL_S)
    assert page.px_per_s == 800.0
    assert not page.zoom(1, 50.0, 50.0, WIDTH, TOTAL_S)
    assert page.zoom(0, 50.0, 50.0, WIDTH, TOTAL_S)
    assert page.px_per_s == 100.0
    for _ in range(30):
        page.zoom(-1, 50.0, 50.0, WIDTH, TOTAL_S)
    assert page.px_per_s == 20.0


def test_a_jump_of_the_playhead_is_followed(page: Page) -> None:
    page.scroll(60.0, 5.0, WIDTH, TOTAL_S)
    assert not page.turns(5.0, 5.2, WIDTH, TOTAL_S)
    assert page.turns(5.2, 30.0, WIDTH, TOTAL_S)
    page.scroll(60.0, 30.0, WIDTH, TOTAL_S)
    assert page.turns(30.0, 29.0, WIDTH, TOTAL_S)
