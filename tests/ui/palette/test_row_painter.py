# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a row's slider and arrows are, and its matched letters."""

from __future__ import annotations

from PySide6.QtCore import QRect

from studio.ui.palette.row_painter import arrow_box, slider_box, step_at, stretches
from studio.ui.palette.rows import Value

ROW = QRect(8, 36, 600, 36)


def test_slider_and_arrows_stand_side_by_side() -> None:
    boxes = [slider_box(ROW), arrow_box(ROW, False), arrow_box(ROW, True)]
    assert all(ROW.contains(box) for box in boxes)
    assert boxes[0].right() < boxes[1].left() < boxes[1].right() < boxes[2].left()


def test_a_place_of_the_slider_is_a_step() -> None:
    value, box = Value((-100, 100), lambda: 0, str, lambda _step: None), slider_box(ROW)
    assert [step_at(value, box, x) for x in (box.left() - 50, box.left() + box.width() / 2, box.right() + 50)] == [
        -100,
        0,
        100,
    ]


def test_a_title_is_divided_where_its_letters_match() -> None:
    assert stretches("Speed", frozenset({0, 1, 2})) == [("Spe", True), ("ed", False)]
    assert stretches("", frozenset()) == []
