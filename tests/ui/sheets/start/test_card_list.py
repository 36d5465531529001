# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.sheets.start.card import CARD_ROLE, GAP, HEIGHT, ROW_HEIGHT, Card, play_place
from studio.ui.sheets.start.card_list import CardList
from studio.ui.theme import Theme
from tests.support.holding import hold
from tests.support.pointing import double_click
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton
CARDS = tuple(Card(Path(f"/{name}"), name.title()) for name in "abcde")


@pytest.fixture
def listed(theme: Theme, show: Show) -> CardList:
    made = CardList(theme)
    made.show_cards(CARDS)
    show(made, 1300, 500)
    made.setFocus()
    return made


def signals(spy: QSignalSpy) -> list[list[object]]:
    return [list(spy.at(number)) for number in range(spy.count())]


def place(listed: CardList, row: int) -> QPoint:
    return listed.visualRect(listed.model().index(row, 0)).center()


def title(listed: CardList) -> str:
    assert listed.current is not None
    return listed.current.title


@pytest.mark.parametrize(("width", "across"), [(1300, 3), (1279, 2), (900, 2)])
def test_cards_are_three_across_and_two_in_a_narrow_window(listed: CardList, width: int, across: int) -> None:
    listed.resize(width, 500)
    tops = [place(listed, row).y() for row in range(len(CARDS))]
    assert tops.count(tops[0]) == across
    assert place(listed, across - 1).x() < width - 24


def test_the_first_six_are_cards_and_earlier_ones_rows_that_arrows_reach(listed: CardList) -> None:
    listed.show_cards([Card(Path(f"/{name}"), name.title()) for name in "abcdefghi"])
    rows = listed.model()
    assert rows.index(6, 0).data() == "Earlier"
    assert not rows.flags(rows.index(6, 0)) & Qt.ItemFlag.ItemIsSelectable
    heights = [listed.visualRect(rows.index(row, 0)).height() for row in (5, 7, 8, 9)]
    assert heights == [HEIGHT + GAP, ROW_HEIGHT, ROW_HEIGHT, ROW_HEIGHT]
    assert place(listed, 7).y() == place(listed, 8).y() < place(listed, 9).y()
    assert place(listed, 7).x() < place(listed, 8).x()
    reached = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(listed, key)
        reached.append(title(listed))
    assert reached == ["D", "G", "I", "G", "D"]
    listed.show_cards([Card(Path(f"/{name}"), name.title()) for name in "zabcdefghi"])
    assert title(listed) == "D"


def test_the_play_button_is_of_the_current_card(listed: CardList) -> None:
    listed.show_cards([Card(Path(f"/{name}"), name.title()) for name in "abcdefg"])
    played = QSignalSpy(listed.play_requested)
    for row, count in ((0, 1), (7, 2)):
        index = listed.model().index(row, 0)
        QTest.mouseClick(listed.viewport(), LEFT, pos=listed.visualRect(index).topLeft() + QPoint(30, 24))
        assert listed.currentIndex() == index
        QTest.mouseClick(
            listed.viewport(), LEFT, pos=play_place(listed.visualRect(index), index.data(CARD_ROLE)).center()
        )
        assert played.count() == count


def test_arrows_go_from_card_to_card_and_return_opens(listed: CardList) -> None:
    opened = QSignalSpy(listed.open_requested)
    assert title(listed) == "A"
    QTest.keyClick(listed, Qt.Key.Key_Right)
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert title(listed) == "E"
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert signals(opened) == [["/e"]]


def test_a_click_chooses_and_a_double_click_opens(listed: CardList) -> None:
    opened = QSignalSpy(listed.open_requested)
    QTest.mouseClick(listed.viewport(), LEFT, pos=place(listed, 2))
    assert (title(listed), opened.count()) == ("C", 0)
    double_click(listed.viewport(), LEFT, pos=place(listed, 2))
    assert signals(opened) == [["/c"]]


def test_f2_renames_in_place_escape_does_not_and_delete_asks_for_the_bin(listed: CardList) -> None:
    renamed, deleted = QSignalSpy(listed.rename_requested), QSignalSpy(listed.delete_requested)
    QTest.keyClick(listed, Qt.Key.Key_F2)
    assert listed.name_field.isVisible()
    QTest.keyClicks(listed.name_field, "Not so")
    QTest.keyClick(listed.name_field, Qt.Key.Key_Escape)
    assert listed.hasFocus()
    QTest.keyClick(listed, Qt.Key.Key_F2)
    QTest.keyClicks(listed.name_field, "Better")
    QTest.keyClick(listed.name_field, Qt.Key.Key_Return)
    QTest.keyClick(listed, Qt.Key.Key_F2)
    QTest.keyClick(listed.name_field, Qt.Key.Key_Return)
    assert signals(renamed) == [["/a", "Better"]]
    assert listed.hasFocus()
    hold(listed, Qt.Key.Key_Delete)
    assert signals(deleted) == [["/a"]], "a key that is held deletes one"


def test_a_name_that_is_being_written_stays_while_its_card_does(listed: CardList) -> None:
    renamed = QSignalSpy(listed.rename_requested)
    listed.setCurrentIndex(listed.model().index(1, 0))
    QTest.keyClick(listed, Qt.Key.Key_F2)
    QTest.keyClicks(listed.name_field, "Bet")
    listed.show_cards([Card(Path("/new"), "New"), *CARDS])
    assert listed.name_field.hasFocus()
    assert listed.visualRect(listed.currentIndex()).contains(listed.name_field.geometry().center())
    QTest.keyClicks(listed.name_field, "ter")
    QTest.keyClick(listed.name_field, Qt.Key.Key_Return)
    assert signals(renamed) == [["/b", "Better"]]
    QTest.keyClick(listed, Qt.Key.Key_F2)
    QTest.keyClicks(listed.name_field, "Worse")
    listed.show_cards(CARDS[2:])
    assert not listed.name_field.isVisible()
    assert listed.hasFocus()
    assert renamed.count() == 1


def test_the_current_card_stays_when_others_come_and_go(listed: CardList) -> None:
    listed.setCurrentIndex(listed.model().index(3, 0))
    listed.show_cards(CARDS[2:])
    assert title(listed) == "D"
    listed.show_cards(CARDS[:2])
    assert title(listed) == "B"
    many = [Card(Path(f"/{name}"), name.title()) for name in "abcdefghi"]
    listed.show_cards(many)
    for at, gone in ((7, "G"), (8, "I")):
        listed.setCurrentIndex(listed.model().index(at, 0))
        assert title(listed) == gone
        many = [card for card in many if card.title != gone]
        listed.show_cards(many)
        assert title(listed) == "H", "that which is in its place by now"
    listed.setCurrentIndex(listed.model().index(0, 0))
    listed.show_cards([])
    assert listed.current is None


def test_the_menu_does_all_that_but_only_forgets_what_is_gone(listed: CardList) -> None:
    spies = [QSignalSpy(each) for each in (listed.duplicate_requested, listed.forget_requested)]
    for entry in listed.menu_for(CARDS[1]).actions():
        if entry.text() in ("Duplicate", "Take off the list"):
            entry.trigger()
    assert [signals(spy) for spy in spies] == [[["/b"]], [["/b"]]]
    gone = listed.menu_for(Card(Path("/g"), "Gone", state="gone"))
    assert [entry.text() for entry in gone.actions() if entry.isEnabled() and entry.text()] == ["Take off the list"]


def test_a_screen_reader_is_told_of_cards(listed: CardList) -> None:
    access = QAccessible.queryAccessibleInterface(listed)
    names = [access.child(number).text(QAccessible.Text.Name) for number in range(access.childCount())]
    assert names == [card.spoken for card in CARDS]
