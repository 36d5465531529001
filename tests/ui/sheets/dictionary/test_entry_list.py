# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from studio.core.dictionary import Entry
from studio.ui.sheets.dictionary.entry_list import MOST_SHOWN, EntryList
from studio.ui.theme import Theme
from tests.ui.conftest import Pump

pytestmark = pytest.mark.display


def test_cells_tell_what_an_entry_is_to_become(theme: Theme, holder: QWidget, pump: Pump) -> None:
    shown = EntryList(theme)
    shown.setParent(holder)
    told: list[tuple[Entry | None, Entry]] = []
    shown.edited.connect(lambda before, after: told.append((before, after)))
    entry = Entry("Nova", "x", "en", rest='{"later": 1}')
    shown.show_entries([entry])
    assert shown.current == entry
    rows = shown.model()
    assert isinstance(rows, QStandardItemModel)
    rows.item(0, 2).setText("en_GB")
    pump(lambda: told)
    assert told.pop() == (entry, Entry("Nova", "x", "en-GB"))
    rows.item(0, 3).setCheckState(Qt.CheckState.Checked)
    pump(lambda: told)
    assert told.pop()[1].case_sensitive
    rows.item(0, 1).setText(" ")
    pump(lambda: told)
    assert told.pop() == (entry, entry)


def test_of_very_many_the_first_are_shown(theme: Theme, holder: QWidget) -> None:
    shown = EntryList(theme)
    shown.setParent(holder)
    shown.show_entries([Entry(f"w{number}", "x") for number in range(MOST_SHOWN + 5)])
    assert shown.model().rowCount() == MOST_SHOWN
