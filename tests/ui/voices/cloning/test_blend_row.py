# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.ui.theme import Theme
from studio.ui.voices.cloning.blend_row import BlendRow
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

PARTS = [("a", "George", 46), ("b", "Lewis", 33), ("c", "Daniel", 21)]


def test_all_are_named_and_those_without_room_are_counted(theme: Theme, show: Show) -> None:
    row = BlendRow(theme)
    row.show_parts(PARTS)
    show(row, 600, 24)
    assert row.accessibleName() == "Blend: George 46 %, Lewis 33 %, Daniel 21 %"
    assert [row.shown_in(width) for width in (600, 340, 220, 60)] == [3, 2, 1, 0]
    for width in (600, 220):
        row.setFixedWidth(width)
        row.grab()
    assert row.toolTip() == "George 46 %, Lewis 33 %, Daniel 21 %"
