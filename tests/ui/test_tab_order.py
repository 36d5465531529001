# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QLayoutItem,
    QSpacerItem,
    QWidgetItem,
)
from shiboken6 import getAllValidWrappers

from tests.ui.conftest import InWindow, Open
from tests.ui.controls import (
    STATES,
    named,
    picture_order,
    renaming,
    round_trip,
)

pytestmark = pytest.mark.display


def test_tab_goes_through_the_picture_and_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        for state in STATES:
            await state(it)
            await it.settled()
            if state is renaming:
                continue  # the field ends where the keyboard leaves it
            wanted = picture_order(it.window)
            assert named(round_trip(it)) == named(wanted), state.__name__
            assert named(round_trip(it, back=True)) == named(wanted[:1] + wanted[:0:-1]), state.__name__

    in_window(body)


def test_python_holds_no_item_of_a_layout(in_window: InWindow) -> None:
    """Nobody tells it of an item's end, so that it would take the item for the widget that has its address next."""
    held: list[object] = []

    def items() -> list[object]:
        return [each for each in getAllValidWrappers() if type(each) in (QLayoutItem, QSpacerItem, QWidgetItem)]

    async def body(it: Open) -> None:
        for state in STATES:
            await state(it)
            await it.settled()
        held.extend(items())

    before = items()
    in_window(body)
    assert len(held) == len(before)
