# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from studio.core.voices import Voice
from studio.ui.voices import VoicesPanel

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def listed(panel: VoicesPanel) -> list[str]:
    rows = panel.list.rows
    found = [rows.row(rows.index(number)).voice for number in range(rows.rowCount())]
    return [voice.name for voice in found if voice is not None]


def test_own_voices_stand_first_and_all_are_counted(panel: VoicesPanel) -> None:
    assert listed(panel) == ["My blend", "Heart", "George", "Siwis", "Kumo"]
    assert panel.head.count.text() == "5"


def test_searching_narrows_the_list_and_the_count_says_so(panel: VoicesPanel) -> None:
    QTest.keyClicks(panel.search, "calm uk")
    assert listed(panel) == ["George"]
    assert panel.head.count.text() == "1 of 5"


def test_escape_in_the_search_field_clears_it(panel: VoicesPanel) -> None:
    QTest.keyClicks(panel.search, "siwis")
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert len(listed(panel)) == 5


def test_a_search_without_result_says_so(panel: VoicesPanel) -> None:
    QTest.keyClicks(panel.search, "nobody")
    assert panel.empty.isVisible()
    assert not panel.list.isVisible()


def test_the_mine_chip_leaves_own_voices_only(panel: VoicesPanel) -> None:
    QTest.mouseClick(panel.head.mine, LEFT)
    assert listed(panel) == ["My blend"]
    QTest.mouseClick(panel.head.mine, LEFT)
    assert len(listed(panel)) == 5


def test_the_keyboard_stays_among_the_voices_when_one_goes(panel: VoicesPanel, voices: tuple[Voice, ...]) -> None:
    for gone in voices:
        panel.show_voices(voices)
        panel.list.setFocus()
        panel.list.setCurrentIndex(panel.list.rows.index_of(gone.id))
        panel.show_voices(tuple(voice for voice in voices if voice is not gone))
        assert panel.list.hasFocus()
        assert panel.list.voice_at(panel.list.currentIndex()) in voices


def test_the_keyboard_goes_to_the_search_when_no_voice_is_left(panel: VoicesPanel, voices: tuple[Voice, ...]) -> None:
    QTest.mouseClick(panel.head.mine, LEFT)
    after = QPushButton(panel)
    after.show()
    QWidget.setTabOrder(panel.list, after)
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.list.rows.index_of("mine"))
    panel.show_voices(tuple(voice for voice in voices if not voice.own))
    assert not panel.list.isVisible()
    assert panel.search.hasFocus()
