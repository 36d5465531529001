# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from studio.ui.outline.panel import Foot, OutlinePanel
from studio.ui.outline.rows import OutlineRow
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
ROWS = [OutlineRow(number, title, "≈ 1:00") for number, title in enumerate(("First ice", "The crack", "Ice again"))]


def test_chapters_are_searched_by_their_titles(theme: Theme, show: Show) -> None:
    panel = OutlinePanel(theme)
    panel.show_rows(ROWS, True)
    show(panel, 280, 400)
    panel.search.setFocus()
    QTest.keyClicks(panel.search, "ice")
    assert [panel.list.rows.index(row).data() for row in range(panel.list.rows.rowCount())] == [
        "First ice",
        "Ice again",
    ]
    # Among some of them a place means nothing.
    assert not panel.list.rows.movable
    QTest.keyClicks(panel.search, " boat")
    assert panel.empty.isVisible()
    assert panel.close_innermost()
    assert not panel.close_innermost()
    assert panel.list.rows.rowCount() == 3


def test_the_foot_says_how_far_it_is(theme: Theme, show: Show) -> None:
    panel = OutlinePanel(theme)
    show(panel, 280, 400)
    pressed: list[None] = []
    panel.foot_pressed.connect(lambda: pressed.append(None))
    panel.show_foot(Foot("1 of 3 ready", "1:00 of 3:00", "about 2 min left", 1 / 3, True, "Pause rendering (Ctrl+F5)"))
    assert (panel.ready.text(), panel.length.text(), panel.left.text()) == (
        "1 of 3 ready",
        "1:00 of 3:00",
        "about 2 min left",
    )
    assert (panel.button.accessibleName(), panel.button.toolTip()) == ("Pause rendering", "Pause rendering (Ctrl+F5)")
    panel.button.click()
    panel.show_foot(Foot(button="Render what changed (F5)", reason="Everything is rendered."))
    assert (panel.button.isEnabled(), panel.button.toolTip()) == (False, "Everything is rendered.")
    assert len(pressed) == 1
