# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.sheets.settings.engine_row import EngineRow, EngineView
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_it_shows_what_runs_and_offers_what_mends_a_lack(theme: Theme, show: Show) -> None:
    row, done = EngineRow(theme), list[str]()
    show(row, 600, 120)
    row.show_engine(EngineView("ready", "first sound 0.31 s", "Kokoro  ·  2 cores"))
    assert (row.about.text(), row.state.text()) == ("Kokoro  ·  2 cores", "first sound 0.31 s")
    assert not row.act.isVisible()
    row.show_engine(EngineView("ready", "ready", "espeak-ng", "Plain.", lambda: done.append("fetched"), "Fetch"))
    assert (row.lack.text(), row.lack.isVisible(), row.act.text()) == ("Plain.", True, "Fetch")
    QTest.mouseClick(row.act, Qt.MouseButton.LeftButton)
    assert done == ["fetched"]
    row.show_engine(EngineView("ready", "ready", "Kokoro"))
    assert not row.act.isVisible()
    assert not row.lack.isVisible()
