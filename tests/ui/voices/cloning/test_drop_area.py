# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.voices.cloning.drop_area import DropArea
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_it_is_pressed_anywhere_and_by_keys_and_tells_the_kinds(theme: Theme, show: Show) -> None:
    area = DropArea(theme, ["wav", "flac"])
    show(area, 616, 72)
    pressed = QSignalSpy(area.clicked)
    QTest.mouseClick(area, Qt.MouseButton.LeftButton, pos=area.rect().center())
    QTest.keyClick(area, Qt.Key.Key_Space)
    assert pressed.count() == 2
    assert "wav, flac" in area.accessibleDescription()
