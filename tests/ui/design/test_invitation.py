# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.design.invitation import BlendInvitation
from studio.ui.theme import Theme
from studio.ui.widgets.usable import allow
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


@pytest.fixture
def invitation(theme: Theme, show: Show) -> BlendInvitation:
    box = QWidget()
    column = QVBoxLayout(box)
    made = BlendInvitation(theme)
    column.addWidget(made)
    column.addStretch(1)
    show(box, 320, 400)
    return made


def test_it_is_as_high_as_the_pad_and_lower_where_there_is_less_room(invitation: BlendInvitation, pump: Pump) -> None:
    assert invitation.height() == 132
    box = invitation.window()
    box.resize(320, 100)
    pump(lambda: 64 <= invitation.height() < 100)


def test_it_is_a_button_with_its_text_as_name(invitation: BlendInvitation) -> None:
    pressed = QSignalSpy(invitation.clicked)
    QTest.mouseClick(invitation, Qt.MouseButton.LeftButton)
    invitation.setFocus()
    QTest.keyClick(invitation, Qt.Key.Key_Space)
    assert pressed.count() == 2
    assert invitation.text() == "Add a second voice to blend"
    allow(invitation, "The engine cannot mix.")
    QTest.mouseClick(invitation, Qt.MouseButton.LeftButton)
    assert (pressed.count(), invitation.toolTip()) == (2, "The engine cannot mix.")


def test_its_shape_is_narrow_above_and_broad_below(invitation: BlendInvitation) -> None:
    picture = invitation.grab().toImage()

    def tinted(y: int) -> int:
        ground = picture.pixelColor(1, 1)
        return sum(picture.pixelColor(x, y) != ground for x in range(0, picture.width(), 2))

    assert 0 < tinted(20) < tinted(40) < tinted(110)
