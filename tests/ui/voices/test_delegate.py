# SPDX-License-Identifier: GPL-3.0-or-later
"""Where in a row a click means what, and what moves there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QToolTip

from studio.ui.voices import VoicesPanel
from studio.ui.voices.delegate import add_rect, play_rect
from tests.ui.voices.conftest import place

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_the_play_button_of_a_row_auditions_only(panel: VoicesPanel) -> None:
    used, heard = QSignalSpy(panel.use_requested), QSignalSpy(panel.audition_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", play_rect))
    assert heard.count() == 1
    assert heard.at(0) == ["v-george"]
    assert used.count() == 0


def test_the_plus_of_a_row_adds_it_to_the_mix_only(panel: VoicesPanel) -> None:
    used, added = QSignalSpy(panel.use_requested), QSignalSpy(panel.add_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", add_rect))
    assert added.count() == 1
    assert used.count() == 0


def test_where_mixing_is_not_offered_the_plus_is_part_of_the_row(panel: VoicesPanel) -> None:
    panel.show_state("", frozenset(), mixing=False)
    used, added = QSignalSpy(panel.use_requested), QSignalSpy(panel.add_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", add_rect))
    assert added.count() == 0
    assert used.count() == 1


def test_the_plus_of_a_full_mix_says_why_and_uses_nothing(panel: VoicesPanel) -> None:
    panel.show_state("", frozenset(["v-heart"]), mixing=True, full="The mix is full.")
    used, added = QSignalSpy(panel.use_requested), QSignalSpy(panel.add_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", add_rect))
    assert (used.count(), added.count()) == (0, 1)
    index = panel.list.rows.index_of("v-george")
    spot = add_rect(panel.list.visualRect(index)).center()
    help_event = QHelpEvent(QEvent.Type.ToolTip, spot, panel.list.viewport().mapToGlobal(spot))
    QApplication.sendEvent(panel.list.viewport(), help_event)
    assert QToolTip.text() == "The mix is full."
    QToolTip.hideText()
    for voice_id, reason in (("v-george", "The mix is full."), ("v-heart", "Add to mix")):
        voice = panel.list.voice_at(panel.list.rows.index_of(voice_id))
        assert voice is not None
        entry = next(action for action in panel.list.menu_for(voice).actions() if action.text() == "Add to mix")
        assert (entry.isEnabled(), entry.toolTip()) == (False, reason)


def test_the_bars_move_only_while_a_voice_is_auditioned(panel: VoicesPanel, pump: Callable[..., None]) -> None:
    assert not panel.list._bars.isActive()
    panel.show_state("v-heart", frozenset(), mixing=True)
    before = panel.list.shown.phase
    pump(lambda: panel.list.shown.phase != before)
    panel.show_state("", frozenset(), mixing=True)
    assert not panel.list._bars.isActive()
