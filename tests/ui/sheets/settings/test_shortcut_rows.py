# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from studio.ui.keys import resolved
from studio.ui.sheets.settings.shortcut_list import ShortcutList
from studio.ui.sheets.settings.shortcut_rows import NOTE_ROLE, KeyRow, take_rect
from studio.ui.theme import Theme
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def test_take_it_stands_within_the_row_however_long_the_others_name_is() -> None:
    row = QRect(0, 100, 320, 46)
    for note in ("also: Quit", "also: " + "Very long " * 12):
        assert row.adjusted(16, 0, -15, 0).contains(take_rect(row, KeyRow("Ctrl E", note, takes=True)))


def test_a_row_with_a_note_is_higher_by_a_line(theme: Theme, show: Show, pump: Pump) -> None:
    listed = ShortcutList(theme)
    listed.show_keys(resolved({}))
    show(listed, 320, 400)
    index = listed.model().index(1, 0)
    before = listed.visualRect(index).height()
    listed.model().setData(index, KeyRow("Ctrl E", "also: Quit", takes=True), NOTE_ROLE)
    listed.scheduleDelayedItemsLayout()
    pump(lambda: listed.visualRect(index).height() == before + 18)
