# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons of a bar."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.bar_button import BarButton

pytestmark = pytest.mark.display


def picture(button: BarButton) -> QImage:
    button.resize(button.sizeHint())
    return button.grab().toImage()


def test_it_shows_whether_it_is_on_and_tells_it(theme: Theme, holder: QWidget) -> None:
    button = BarButton(theme, "Spell", "text-aa")
    button.setParent(holder)
    off = picture(button)
    button.show_on(True)
    assert picture(button) != off
    assert button.accessibleDescription() == "on"
    button.show_on(False)
    assert picture(button) == off
    assert button.accessibleDescription() == ""


def test_without_its_text_it_is_as_wide_as_its_icon_and_keeps_its_name(theme: Theme, holder: QWidget) -> None:
    button = BarButton(theme, "Emotion", "sparkle", opens=True)
    button.setParent(holder)
    wide = button.sizeHint().width()
    button.show_bare(True)
    assert button.sizeHint().width() < wide - 40
    assert button.accessibleName() == "Emotion"
