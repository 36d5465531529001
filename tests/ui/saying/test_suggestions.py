# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from studio.app.saying.pronouncing import Suggestion
from studio.ui.saying.suggestions import Suggestions
from studio.ui.theme import Theme

pytestmark = pytest.mark.display

FOUND = [Suggestion("NOH-vuh", "nˈoʊvə", "syllables"), Suggestion("/nˈɔva/", "nˈɔva", "Italian")]


def test_chips_stand_in_lines_that_fit(theme: Theme, holder: QWidget) -> None:
    shown = Suggestions(theme)
    shown.setParent(holder)
    taken: list[str] = []
    shown.taken.connect(taken.append)
    shown.resize(320, 24)
    shown.show_suggestions(FOUND * 3)
    assert all(chip.geometry().right() <= 320 for chip in shown.chips)
    assert len({chip.y() for chip in shown.chips}) == (shown.height() + 6) // 30 > 1
    assert [chip.accessibleName() for chip in shown.chips[:2]] == ["NOH-vuh: nˈoʊvə", "Italian: nˈɔva"]
    shown.chips[1].click()
    assert taken == ["/nˈɔva/"]
    shown.show_typed("/nˈɔva/")
    assert [bool(chip.property("on")) for chip in shown.chips[:2]] == [False, True]
    shown.show_suggestions(())
    assert shown.height() == 24
