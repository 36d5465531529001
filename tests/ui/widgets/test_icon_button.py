# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.icon_button import IconButton
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def drawn(button: IconButton) -> object:
    return button.icon().pixmap(QSize(18, 18)).toImage()


def test_its_name_is_told_and_shown_and_its_sizes_are_kept(theme: Theme, holder: QWidget) -> None:
    button = IconButton(theme, "play", "Play", side=40, icon_side=20, parent=holder)
    assert (button.accessibleName(), button.toolTip()) == ("Play", "Play")
    assert button.size() == QSize(40, 40)
    assert button.iconSize() == QSize(20, 20)


def test_the_icon_changes_with_what_it_shows_and_with_the_theme(theme: Theme, holder: QWidget) -> None:
    button = IconButton(theme, "play", "Play", parent=holder)
    play = drawn(button)
    button.show_icon("pause")
    pause = drawn(button)
    assert play != pause
    button.show_icon("pause")
    assert drawn(button) == pause
    theme.use("dark")
    assert drawn(button) != pause
    theme.use("light")
    assert drawn(button) == pause
    button.show_icon("play")
    assert drawn(button) == play


def test_its_colour_is_that_of_its_role(theme: Theme, holder: QWidget) -> None:
    plain = IconButton(theme, "play", "Play", parent=holder)
    assert drawn(plain) != drawn(IconButton(theme, "play", "Play", role="accent", parent=holder))


def test_a_click_leaves_the_keyboard_where_it_is(theme: Theme, show: Show) -> None:
    box = QWidget()
    layout, field, button = QVBoxLayout(box), QLineEdit(), IconButton(theme, "play", "Play")
    layout.addWidget(field)
    layout.addWidget(button)
    clicked: list[bool] = []
    button.clicked.connect(lambda: clicked.append(True))
    show(box, 100, 100)
    field.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clicked == [True]
    assert field.hasFocus()
