# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.voices.foot_button import FootButton
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_it_is_pressed_by_mouse_and_by_keys_and_follows_the_theme(theme: Theme, show: Show) -> None:
    button = FootButton(theme, "microphone", "New voice from clip…")
    show(button, 240, 40)
    pressed = QSignalSpy(button.clicked)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed.count() == 2
    before = button.icon().pixmap(18).toImage()
    theme.use("dark")
    assert button.icon().pixmap(18).toImage() != before
