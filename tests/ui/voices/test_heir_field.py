# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from studio.ui.theme import Theme
from studio.ui.voices.heir_field import HEIGHT, HeirField
from studio.ui.voices.model import CastRow
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

IDA, KEEPER, MATE = (CastRow(name.lower(), name, "#23786E", 3, "") for name in ("Ida", "Keeper", "Mate"))


@pytest.fixture
def field(theme: Theme, show: Show) -> HeirField:
    window = QWidget()
    made = HeirField(theme, window)
    made.setGeometry(8, 8, 264, HEIGHT)
    show(window, 280, 100)
    made.ask(IDA, [KEEPER, MATE])
    return made


def test_it_asks_who_takes_the_lines_and_tells_the_answer(field: HeirField) -> None:
    assert field._said.text() == "3 lines to"
    assert field.heirs.accessibleName() == "Who takes the lines of Ida"
    assert field.heirs.hasFocus()
    answered = QSignalSpy(field.answered)
    QTest.keyClick(field.heirs, Qt.Key.Key_Down)
    assert field.heirs.currentText() == "Mate"
    QTest.keyClick(field.heirs, Qt.Key.Key_Tab)
    assert field.delete.hasFocus()
    QTest.keyClick(field.delete, Qt.Key.Key_Space)
    assert answered.at(0) == ["ida", "mate"]


def test_the_speaker_can_stay(field: HeirField) -> None:
    answered, cancelled = QSignalSpy(field.answered), QSignalSpy(field.cancelled)
    QTest.mouseClick(field._keep, Qt.MouseButton.LeftButton)
    assert (answered.count(), cancelled.count()) == (0, 1)
