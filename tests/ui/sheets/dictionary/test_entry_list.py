# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from studio.core.dictionary import LONGEST_TEXT, Entry
from studio.core.voices import MAX_TAG_CHARS
from studio.ui.sheets.dictionary.entry_list import MOST_SHOWN, EntryList
from studio.ui.theme import Theme
from tests.support.holding import hold
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def test_cells_tell_what_an_entry_is_to_become(theme: Theme, holder: QWidget, pump: Pump) -> None:
    shown = EntryList(theme)
    shown.setParent(holder)
    told: list[tuple[Entry | None, Entry]] = []
    shown.edited.connect(lambda before, after: told.append((before, after)))
    entry = Entry("Nova", "x", "en", rest='{"later": 1}')
    shown.show_entries([entry])
    assert shown.current == entry
    rows = shown.model()
    assert isinstance(rows, QStandardItemModel)
    rows.item(0, 2).setText("en_GB")
    pump(lambda: told)
    assert told.pop() == (entry, Entry("Nova", "x", "en-GB"))
    rows.item(0, 3).setCheckState(Qt.CheckState.Checked)
    pump(lambda: told)
    assert told.pop()[1].case_sensitive
    rows.item(0, 1).setText(" ")
    pump(lambda: told)
    assert told.pop() == (entry, entry)


def test_a_key_that_is_held_deletes_one_entry(theme: Theme, holder: QWidget) -> None:
    shown = EntryList(theme)
    shown.setParent(holder)
    deleted: list[Entry] = []
    shown.deleted.connect(deleted.append)
    entries = [Entry(f"Nova{number}", "x") for number in range(3)]
    shown.deleted.connect(lambda gone: shown.show_entries([each for each in entries if each != gone]))
    shown.show_entries(entries)
    hold(shown, Qt.Key.Key_Delete)
    assert deleted == entries[:1]


def test_no_more_can_be_pasted_in_a_cell_than_an_entry_may_have(theme: Theme, show: Show, pump: Pump) -> None:
    shown = EntryList(theme)
    earlier = Entry("Voll", "o" * (LONGEST_TEXT + 5))
    shown.show_entries([Entry("Nova", "x"), earlier])
    show(shown, 800, 300)
    taken = []
    for row, column in ((0, 0), (0, 1), (0, 2), (1, 1)):
        shown.edit(shown.model().index(row, column))
        (field,) = shown.viewport().findChildren(QLineEdit)
        before = field.text()
        field.insert("y" * 5000)
        taken.append(len(field.text()))
        field.setText(before)
        QTest.keyClick(field, Qt.Key.Key_Escape)
        pump(lambda: not shown.viewport().findChildren(QLineEdit))
    assert taken == [LONGEST_TEXT, LONGEST_TEXT, MAX_TAG_CHARS, len(earlier.alias)]


def test_what_is_given_back_ends_no_other_cell(theme: Theme, show: Show) -> None:
    shown = EntryList(theme)
    nova, typed = Entry("Nova", "x"), Entry("Skerry", "skeh-ree")
    shown.show_entries([nova])
    show(shown, 800, 300)
    shown.edit(shown.model().index(0, 1))
    (field,) = shown.viewport().findChildren(QLineEdit)
    field.setText("half a wo")
    shown.give_back(typed)
    assert field.isVisible()
    assert field.text() == "half a wo"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    shown.show_entries([nova])
    assert [shown.model().index(row, 0).data() for row in range(2)] == ["Skerry", "Nova"]
    assert shown.take_new() == typed


def test_of_very_many_the_first_are_shown(theme: Theme, holder: QWidget) -> None:
    shown = EntryList(theme)
    shown.setParent(holder)
    shown.show_entries([Entry(f"w{number}", "x") for number in range(MOST_SHOWN + 5)])
    assert shown.model().rowCount() == MOST_SHOWN


def test_a_word_that_is_added_soon_after_another_is_a_new_one(theme: Theme, show: Show, pump: Pump) -> None:
    shown = EntryList(theme)
    told: list[tuple[Entry | None, Entry]] = []
    shown.edited.connect(lambda before, after: told.append((before, after)))
    known, first = Entry("Voll", "foll"), Entry("Nguyen", "nwin")
    shown.show_entries([known])
    show(shown, 800, 300)

    def field() -> QLineEdit | None:
        now = shown.focusWidget() or QApplication.focusWidget()
        return now if isinstance(now, QLineEdit) else None

    def write(text: str) -> None:
        pump(field)
        edited = field()
        assert edited is not None
        edited.setText(text)
        QTest.keyClick(edited, Qt.Key.Key_Return)

    shown.begin_new()
    write("Nguyen")
    pump(lambda: shown.currentIndex().column() == 1)
    write("nwin")
    pump(lambda: told)
    assert told == [(None, first)]
    shown.begin_new()
    pump(field)
    edited = field()
    assert edited is not None
    assert edited.text() == ""
    edited.setText("Xi")
    shown.show_entries([first, known])
    assert field() is edited
    assert [shown.model().index(row, 0).data() for row in range(3)] == ["", "Nguyen", "Voll"]
    QTest.keyClick(edited, Qt.Key.Key_Return)
    pump(lambda: shown.currentIndex().column() == 1)
    assert len(told) == 1
    write("shee")
    pump(lambda: len(told) == 2)
    assert told[1] == (None, Entry("Xi", "shee"))
