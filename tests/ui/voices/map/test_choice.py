# SPDX-License-Identifier: GPL-3.0-or-later
"""The choice between list and map is two named icons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.voices.map.choice import LIST, MAP, shown_as_choice
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_it_tells_what_is_chosen_and_is_named(theme: Theme, show: Show) -> None:
    choice = shown_as_choice(theme)
    choice.show_value(LIST)
    show(choice)
    chosen = QSignalSpy(choice.chosen)
    QTest.mouseClick(choice.segments[1], Qt.MouseButton.LeftButton)
    assert chosen.at(0) == [MAP]
    assert [segment.toolTip() for segment in choice.segments] == ["List", "Map"]
    assert choice.segments[1].accessibleName() == "Voices as: Map"
