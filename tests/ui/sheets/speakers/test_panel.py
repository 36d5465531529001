# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.text.dialogue import Proposal
from studio.project.dialogue.finding import Found, Place
from studio.ui.sheets.speakers.panel import LOOKING, NONE, SpeakersSheet
from studio.ui.theme import Theme
from studio.ui.widgets.form import CONTENT_WIDTH
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def proposal(name: str, lines: int) -> Proposal:
    places = tuple(Place(str(number), name, 0, 4) for number in range(lines))
    return Proposal(Found(name, places), f"“I am {name}.”", name, "#23786E", "")


@pytest.fixture
def sheet(theme: Theme, show: Show) -> SpeakersSheet:
    made = SpeakersSheet(theme)
    show(made, 1366, 600)
    return made


def test_counts_follow_what_is_taken(sheet: SpeakersSheet) -> None:
    sheet.show_proposals([proposal("Ann", 3), proposal("Bob", 1)], looking=False)
    assert sheet.said.text() == "2 speakers  ·  4 lines"
    assert sheet.all.isChecked()
    told: list[None] = []
    sheet.changed.connect(lambda: told.append(None))
    QTest.mouseClick(sheet.rows[0].take, Qt.MouseButton.LeftButton)
    sheet.show_counts()
    assert told
    assert sheet.said.text() == "1 speaker  ·  1 line"
    assert not sheet.all.isChecked()
    QTest.mouseClick(sheet.all, Qt.MouseButton.LeftButton)
    assert [each.accepted for each in sheet.proposals] == [True, True]
    QTest.mouseClick(sheet.all, Qt.MouseButton.LeftButton)
    assert [each.accepted for each in sheet.proposals] == [False, False]
    assert sheet.said.text() == "0 speakers  ·  0 lines"


def test_the_search_and_its_failure_are_told(sheet: SpeakersSheet) -> None:
    assert sheet.message.text() == LOOKING
    sheet.show_proposals([], looking=False)
    assert sheet.message.text() == NONE
    assert not sheet.all.isVisible()
    sheet.begin()
    assert sheet.back.hasFocus()
    sheet.show_proposals([proposal("Ann", 1)], looking=False)
    assert not sheet.message.isVisible()
    # Whoever waited for it goes on with the keyboard.
    assert sheet.rows[0].take.hasFocus()


def test_what_is_told_has_the_width_of_the_content(sheet: SpeakersSheet, pump: Pump) -> None:
    sheet.show_proposals((), looking=False)
    assert sheet.message.text() == NONE
    pump(lambda: sheet.message.width() == CONTENT_WIDTH)
