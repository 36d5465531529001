# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.ui.manuscript.positions import Positions

TEXT = st.text(alphabet="ab é😀\n", max_size=30)


@given(TEXT)
def test_positions_count_utf_16_units_and_back(text: str) -> None:
    positions = Positions(text)
    for index in range(len(text) + 1):
        units = len(text[:index].encode("utf-16-le")) // 2
        assert positions.to_document(index) == units
        assert positions.to_text(units) == index
