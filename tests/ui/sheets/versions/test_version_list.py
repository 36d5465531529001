# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.sheets.versions.version_list import VersionList, VersionRow
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
ROWS = [VersionRow(3, "Last", "today"), VersionRow(2, "Version 2", "yesterday"), VersionRow(1, "First", "Monday")]


@pytest.fixture
def listed(theme: Theme, show: Show) -> VersionList:
    made = VersionList(theme)
    show(made, 280, 300)
    made.show_rows(ROWS)
    made.setFocus()
    return made


def test_the_newest_is_current_at_first_and_keys_lead_to_the_others(listed: VersionList) -> None:
    wanted = QSignalSpy(listed.wanted)
    assert listed.current == 3
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_End)
    assert [wanted.at(number) for number in range(wanted.count())] == [[2], [1]]
    assert listed.current == 1


def test_the_current_one_stays_while_others_come_and_the_newest_follows_one_that_went(listed: VersionList) -> None:
    listed.choose(2)
    listed.show_rows([VersionRow(4, "New", "today"), *ROWS])
    assert listed.current == 2
    listed.show_rows([ROWS[0]])
    assert listed.current == 3
    listed.show_rows([])
    assert listed.current is None


def test_a_row_says_its_name_and_when_it_was_kept(listed: VersionList) -> None:
    index = listed.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Last, today"
    assert not listed.grab().toImage().isNull()
