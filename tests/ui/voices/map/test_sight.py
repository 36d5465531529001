# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the map that is seen: places go to the view and back, and it is never left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from studio.ui.voices.map.sight import NEAREST_ZOOM, Sight

SIZE = 1120.0, 600.0
VIEW = QSizeF(900, 500)
ALL = Sight.of_all(VIEW, SIZE)


def test_all_of_the_map_is_in_the_middle_of_the_view() -> None:
    corner, end = ALL.seen((0.0, 0.0)), ALL.seen(SIZE)
    assert (corner.x(), end.x()) == pytest.approx((0.0, 900.0))
    assert corner.y() == pytest.approx(500 - end.y())


@given(
    st.floats(0.3, 12.0),
    st.tuples(st.floats(0, 900), st.floats(0, 500)),
    st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)),
)
def test_the_map_is_never_left(factor: float, around: tuple[float, float], by: tuple[float, float]) -> None:
    sight = ALL.zoomed(factor, QPointF(*around)).moved(QPointF(*by)).bounded(VIEW, SIZE)
    assert ALL.scale <= sight.scale <= ALL.scale * NEAREST_ZOOM
    begin, end = sight.place(QPointF(0, 0)), sight.place(QPointF(900, 500))
    for at, to, whole in zip(begin, end, SIZE, strict=True):
        if to - at < whole:
            assert at >= -1e-6
            assert to <= whole + 1e-6
        else:
            assert at + to == pytest.approx(whole)


def test_what_is_under_the_pointer_stays_there_while_it_grows() -> None:
    at = QPointF(300, 200)
    assert ALL.zoomed(2.0, at).place(at) == pytest.approx(ALL.place(at))


def test_a_place_comes_back_from_the_view() -> None:
    sight = ALL.zoomed(3.0, QPointF(100, 100)).moved(QPointF(-30, 12))
    assert sight.place(sight.seen((250.0, 333.0))) == pytest.approx((250.0, 333.0))
    assert sight.transform.map(QPointF(250, 333)) == sight.seen((250.0, 333.0))
