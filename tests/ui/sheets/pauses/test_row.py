# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.sheets.pauses.row import PauseRow
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_arrows_choose_steps_and_a_pause_that_is_not_there_says_so(theme: Theme, show: Show) -> None:
    row = PauseRow(theme, "Paragraphs", "of one speaker", 0.45)
    show(row, 500, 60)
    row.show_pause(0.45, "")
    assert (row.said.text(), row.slider.value()) == ("0.45 s", 0)
    chosen: list[float] = []
    row.chosen.connect(chosen.append)
    QTest.keyClick(row.slider, Qt.Key.Key_Right)
    QTest.keyClick(row.slider, Qt.Key.Key_Home)
    assert chosen == [0.5, 0.0]
    row.show_pause(4.0, "None is here.")
    assert row.said.text() == "4.00 s"
    assert row.slider.value() == row.slider.maximum()
    assert not row.listen.isEnabled()
    assert row.listen.toolTip() == "None is here."
    assert chosen == [0.5, 0.0]
