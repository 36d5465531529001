# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.theme import Theme
from studio.ui.voices.cloning.side_row import SideRow
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_the_wave_is_as_long_as_beside_the_longer_one_and_amber_as_far_as_heard(theme: Theme, show: Show) -> None:
    row = SideRow(theme, "voice")
    show(row, 524, 32)
    row.show_sound([1.0] * 200, 4.0, 8.0, "#43708C", speaking=False)
    row.show_heard(0.5, playing=True)
    image, left = row.wave.grab().toImage(), 0
    inks = [image.pixelColor(4 * bar + 2, 16).name() for bar in range(100)]
    heard, ahead = theme.color("accent_line").name(), theme.hue("#43708C").name()
    assert set(inks[left:24]) == {heard}
    assert set(inks[27:49]) == {ahead}
    assert not {heard, ahead} & set(inks[51:])
    assert row.length.text() == "0:04.0"
    assert row.play.accessibleName() == "Pause the voice"
    row.show_heard(-1.0, playing=False)
    assert row.play.accessibleName() == "Play the voice"
    row.show_sound([], 0.0, 1.0, "", speaking=True)
    assert row.length.text() == "speaking"


def test_a_click_or_a_key_asks_to_go_on_there(theme: Theme, show: Show) -> None:
    row = SideRow(theme, "voice")
    show(row, 524, 32)
    sought, left = QSignalSpy(row.sought), Qt.MouseButton.LeftButton
    QTest.mouseClick(row.wave, left, pos=QPoint(100, 16))
    assert sought.count() == 0, "nothing was spoken yet"
    row.show_sound([1.0] * 200, 4.0, 8.0, "#43708C", speaking=False)
    QTest.mouseClick(row.wave, left, pos=QPoint(100, 16))
    QTest.mouseClick(row.wave, left, pos=QPoint(300, 16))
    row.show_heard(0.5, playing=True)
    QTest.keyClick(row.wave, Qt.Key.Key_Right)
    assert [sought.at(number)[0] for number in range(sought.count())] == [pytest.approx(0.5), 0.75]
