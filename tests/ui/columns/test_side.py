# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.ui.columns.side import (
    FOLDED_PX,
    LEAST_MIDDLE_PX,
    LEFT,
    RIGHT,
    SHEET_MIDDLE_PX,
    Chosen,
    Side,
    State,
    sheet_widths,
    shown_widths,
)

WIDE, NARROW = 1440, 1180


@pytest.mark.parametrize(("state", "wide", "narrow"), [("auto", 0, 1), ("open", 0, 0), ("folded", 1, 1)])
def test_the_left_one_folds_by_itself_below_1280(state: State, wide: int, narrow: int) -> None:
    assert (LEFT.folds(state, WIDE), LEFT.folds(state, NARROW)) == (bool(wide), bool(narrow))
    assert (LEFT.folds("auto", 1280), LEFT.folds("auto", 1279)) == (False, True)
    assert RIGHT.folds(state, NARROW) == (state == "folded")


@pytest.mark.parametrize("side", [LEFT, RIGHT])
@pytest.mark.parametrize("window", [WIDE, NARROW])
@pytest.mark.parametrize("folded", [True, False])
def test_folding_and_opening_by_hand_hold_in_that_window_and_are_by_itself_where_that_does(
    side: Side, window: int, folded: bool
) -> None:
    state = side.state_for(folded, window)
    assert side.folds(state, window) == folded
    assert (state == "auto") == (side.folds("auto", window) == folded)


def test_the_middle_keeps_its_room_and_the_left_one_yields_first() -> None:
    def shown(window: int, left: Chosen, right: Chosen) -> tuple[int, int]:
        return shown_widths((LEFT, left), (RIGHT, right), window)

    assert shown(WIDE, Chosen(280), Chosen(320)) == (280, 320)
    assert shown(NARROW, Chosen(280), Chosen(320)) == (FOLDED_PX, 320)
    assert shown(1320, Chosen(440), Chosen(480)) == (LEFT.least_px, 480)
    assert shown(1220, Chosen(440, "open"), Chosen(480)) == (LEFT.least_px, 1220 - LEAST_MIDDLE_PX - LEFT.least_px)
    assert shown(NARROW, Chosen(440), Chosen(480, "folded")) == (FOLDED_PX, FOLDED_PX)
    # Bounds of earlier versions may have been others.
    assert shown(1920, Chosen(20), Chosen(2000)) == (LEFT.least_px, RIGHT.most_px)


def test_a_sheets_columns_are_as_wide_as_chosen_and_never_fold() -> None:
    assert sheet_widths(Chosen(280), Chosen(320), WIDE) == (280, 320)
    assert sheet_widths(Chosen(400, "folded"), Chosen(360, "folded"), WIDE) == (400, 360)
    assert sheet_widths(Chosen(440), Chosen(480), 1920) == (440, 480)
    assert sheet_widths(Chosen(440), Chosen(480), WIDE) == (WIDE - SHEET_MIDDLE_PX - 480, 480)
    assert sheet_widths(Chosen(440), Chosen(480), 1280) == (280, 320)
