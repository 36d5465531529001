# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from studio.ui.left_panel import LeftPanel
from studio.ui.outline import OutlinePanel
from studio.ui.theme import Theme
from studio.ui.voices import VoicesPanel
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_chapters_are_offered_from_some_on(theme: Theme, show: Show) -> None:
    outline, voices = OutlinePanel(theme), VoicesPanel(theme)
    left = LeftPanel(theme, outline, voices)
    show(left, 280, 500)
    left.offer_chapters(2, 3)
    assert (left.side, left.sides.isVisible(), voices.isVisible()) == ("voices", False, True)
    left.offer_chapters(3, 3)
    assert (left.side, left.sides.isVisible(), left.count.text()) == ("chapters", True, "3")
    left.sides.segments[1].click()
    assert (left.side, voices.isVisible(), outline.isVisible()) == ("voices", True, False)
    # The choice stays while chapters come and go.
    left.offer_chapters(4, 3)
    assert left.side == "voices"
    left.sides.segments[0].click()
    voices.focus_search()
    assert left.side == "voices"
    left.offer_chapters(0, 3)
    assert not left.sides.isVisible()


def test_escape_empties_the_search_of_what_is_shown(theme: Theme, show: Show) -> None:
    outline = OutlinePanel(theme)
    left = LeftPanel(theme, outline, VoicesPanel(theme))
    show(left, 280, 500)
    left.offer_chapters(3, 3)
    outline.search.setFocus()
    QTest.keyClicks(outline.search, "ice")
    assert left.close_innermost()
    assert not left.close_innermost()
