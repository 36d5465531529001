# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.core.voices import Voice
from studio.ui.theme import Theme
from studio.ui.voices import VoicesPanel
from studio.ui.voices.avatar_list import AvatarList
from studio.ui.voices.model import CastRow
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(theme: Theme, show: Show, voices: tuple[Voice, ...]) -> VoicesPanel:
    made = VoicesPanel(theme)
    made.show_voices(voices)
    made.show_cast((CastRow("s-ida", "Ida", "#23786E", 4, "4 lines"),))
    show(made, 280, 500)
    return made


@pytest.fixture
def avatars(theme: Theme, show: Show, panel: VoicesPanel) -> AvatarList:
    made = AvatarList(theme, panel.list)
    show(made, 56, 500)
    return made


def press(avatars: AvatarList, key: tuple[str, str]) -> None:
    index = avatars.model().index_of_key(key)  # type: ignore[attr-defined]
    QTest.mouseClick(avatars.viewport(), LEFT, pos=avatars.visualRect(index).center())


def test_a_press_uses_a_voice_and_shows_a_speakers_design(panel: VoicesPanel, avatars: AvatarList) -> None:
    used, asked = QSignalSpy(panel.list.use_requested), QSignalSpy(panel.list.speaker_asked)
    press(avatars, ("voice", "v-george"))
    press(avatars, ("voice", "v-kumo"))  # is not available
    press(avatars, ("speaker", "s-ida"))
    assert [used.at(0)[0], used.count()] == ["v-george", 1]
    assert (asked.at(0)[:2], asked.count()) == (["show", "s-ida"], 1)


def test_keys_do_what_they_do_in_the_whole_list(panel: VoicesPanel, avatars: AvatarList) -> None:
    heard, used = QSignalSpy(panel.list.audition_requested), QSignalSpy(panel.list.use_requested)
    avatars.setFocus()
    avatars.setCurrentIndex(panel.list.rows.index_of("v-heart"))
    QTest.keyClick(avatars, Qt.Key.Key_Right)
    QTest.keyClick(avatars, Qt.Key.Key_Down)
    QTest.keyClick(avatars, Qt.Key.Key_Return)
    assert (heard.at(0)[0], used.at(0)[0]) == ("v-heart", "v-george")
    assert panel.list.currentIndex() == avatars.currentIndex()


def test_what_the_design_has_is_seen_and_told(theme: Theme, panel: VoicesPanel, avatars: AvatarList) -> None:
    panel.show_state("", frozenset({"v-george"}), True)
    row = avatars.visualRect(panel.list.rows.index_of("v-george"))
    shown = avatars.viewport().grab().toImage()
    assert shown.pixelColor(row.topLeft() + QPoint(14, 3)) == theme.color("row_selected")
    assert [index.data() for index in avatars.selectionModel().selectedIndexes()] == ["George"]
    panel.show_state("v-george", frozenset(), True)
    shown = avatars.viewport().grab().toImage()
    ring = QPoint(row.center().x(), row.center().y() - 17)
    near = [shown.pixelColor(ring + QPoint(0, dy)) for dy in (-1, 0, 1)]
    assert theme.color("accent_line") in near


def test_one_of_the_menu_opens_over_an_avatar(panel: VoicesPanel, avatars: AvatarList, show: Show) -> None:
    wanted = QSignalSpy(panel.wanted)
    panel.begin_rename("v-mine")
    assert wanted.count() == 1
