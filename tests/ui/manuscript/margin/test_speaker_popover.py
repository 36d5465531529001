# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton, QWidget

from studio.ui.manuscript.margin.speaker_popover import WIDTH, SpeakerChoice, SpeakerPopover
from studio.ui.manuscript.margin.states import Reads
from studio.ui.theme import Theme
from studio.ui.widgets.card import SHADOW
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

CAST = (
    Reads("ida", "Ida", "#23786E"),
    Reads("keeper", "Old Keeper", "#4C5F98"),
    Reads("mate", "Mate", "#A0543F"),
)
CHOICE = SpeakerChoice(CAST, "keeper", False, {"1": "Alt 1", "above": "Alt 0", "new": "Alt N"})


@pytest.fixture
def window(show: Show) -> QWidget:
    made = QWidget()
    made.home = QPushButton("Home", made)  # type: ignore[attr-defined]
    show(made, 600, 600)
    made.findChildren(QPushButton)[0].setFocus()
    return made


def opened(theme: Theme, window: QWidget, choice: SpeakerChoice = CHOICE) -> SpeakerPopover:
    made = SpeakerPopover(theme, window, choice)
    made.hang(window, QRect(200, 20, 100, 40))
    return made


def told(spy: QSignalSpy) -> list[list[object]]:
    return [spy.at(number) for number in range(spy.count())]


def test_it_lists_the_cast_with_the_present_one_ticked_and_begins_in_the_field(theme: Theme, window: QWidget) -> None:
    popover = opened(theme, window)
    assert popover.width() == WIDTH + 2 * SHADOW
    assert [row.text() for row in popover.rows.values()] == ["Ida", "Old Keeper", "Mate"]
    assert [row.isChecked() for row in popover.rows.values()] == [False, True, False]
    assert not popover.above.isChecked()
    assert popover.field.hasFocus()
    assert popover.hues.accessibleName() == "Old Keeper’s colour"
    assert popover.hues.isVisible()


def test_different_readers_have_no_tick_and_no_colour(theme: Theme, window: QWidget) -> None:
    popover = opened(theme, window, replace(CHOICE, current=""))
    assert not any(row.isChecked() for row in popover.rows.values())
    assert not popover.hues.isVisible()
    assert opened(theme, window, replace(CHOICE, above=True)).above.isChecked()


def test_a_press_chooses_and_closes(theme: Theme, window: QWidget) -> None:
    popover = opened(theme, window)
    chosen = QSignalSpy(popover.chosen)
    QTest.mouseClick(popover.rows["mate"], Qt.MouseButton.LeftButton)
    assert (told(chosen), popover.is_open) == ([["mate"]], False)
    popover = opened(theme, window)
    chosen = QSignalSpy(popover.chosen)
    QTest.mouseClick(popover.above, Qt.MouseButton.LeftButton)
    assert told(chosen) == [[""]]


def test_typing_finds_and_enter_takes_what_is_found_first(theme: Theme, window: QWidget) -> None:
    popover = opened(theme, window)
    chosen = QSignalSpy(popover.chosen)
    QTest.keyClicks(popover.field, "keep")
    assert [row.isVisible() for row in popover.rows.values()] == [False, True, False]
    assert popover.new.text() == "New speaker “keep”"
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert told(chosen) == [["keeper"]]


def test_enter_on_an_unknown_name_makes_the_speaker(theme: Theme, window: QWidget) -> None:
    popover = opened(theme, window)
    named = QSignalSpy(popover.named)
    QTest.keyClicks(popover.field, "  The  Cook ")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert told(named) == [["The Cook"]]


def test_a_name_within_anothers_is_made_by_the_row_that_says_so(theme: Theme, window: QWidget) -> None:
    popover = opened(theme, window)
    named = QSignalSpy(popover.named)
    QTest.keyClicks(popover.field, "Mat")
    QTest.mouseClick(popover.new, Qt.MouseButton.LeftButton)
    assert told(named) == [["Mat"]]


def test_keys_alone_reach_rows_and_colours(theme: Theme, window: QWidget) -> None:
    popover = opened(theme, window)
    chosen, coloured = QSignalSpy(popover.chosen), QSignalSpy(popover.hue_chosen)
    QTest.keyClick(popover.field, Qt.Key.Key_Backtab)
    assert popover.hues.hasFocus()
    QTest.keyClick(popover.hues, Qt.Key.Key_Right)
    assert told(coloured) == [["keeper", "#B8475F"]]
    assert popover.is_open
    QTest.keyClick(popover.hues, Qt.Key.Key_Tab)
    QTest.keyClick(popover.field, Qt.Key.Key_Down)
    QTest.keyClick(popover.rows["ida"], Qt.Key.Key_Space)
    assert told(chosen) == [["ida"]]


def test_enter_in_the_empty_field_and_escape_change_nothing(theme: Theme, window: QWidget) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        popover = opened(theme, window)
        spies = [QSignalSpy(signal) for signal in (popover.chosen, popover.named, popover.hue_chosen)]
        QTest.keyClick(popover.field, key)
        assert not popover.is_open
        assert [spy.count() for spy in spies] == [0, 0, 0]


def test_naming_asks_for_nothing_else_and_takes_any_name_or_none(theme: Theme, window: QWidget) -> None:
    popover = opened(theme, window)
    named = QSignalSpy(popover.named)
    QTest.mouseClick(popover.new, Qt.MouseButton.LeftButton)
    assert popover.is_open
    assert not any(row.isVisible() for row in (*popover.rows.values(), popover.above, popover.hues))
    assert popover.field.hasFocus()
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert told(named) == [[""]]
    popover = opened(theme, window)
    popover.begin_naming()
    chosen = QSignalSpy(popover.chosen)
    QTest.keyClicks(popover.field, "IDA")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert told(chosen) == [["ida"]], "a name that somebody has is that speaker's"


def test_many_speakers_scroll(theme: Theme, window: QWidget) -> None:
    many = tuple(Reads(str(number), f"Speaker {number}", "#23786E") for number in range(40))
    popover = opened(theme, window, SpeakerChoice(many, "", False, {}))
    assert window.rect().contains(popover.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW))
    assert popover.new.isVisible()
