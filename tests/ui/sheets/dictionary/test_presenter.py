# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of the dictionaries in the window."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from shiboken6 import isValid

from studio.app.saying.pronouncing import WORD
from studio.core.dictionary import Entry
from studio.ui.sheets.dictionary.panel import DictionarySheet
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

KEY = Qt.Key
NOVA, VOLL = Entry("Nova", "NOO-vah", "en", True), Entry("Voll", "/fɔl/", "de")


async def opened(it: Open) -> DictionarySheet:
    for entry in (VOLL, NOVA):
        it.studio.dictionaries.put(entry)
    it.presenter.actions["dictionary"].trigger()
    sheet = it.window.stage.sheet
    assert isinstance(sheet, DictionarySheet)
    await it.settled()
    return sheet


def words(sheet: DictionarySheet) -> list[str]:
    rows = sheet.list.model()
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


async def typed(it: Open, text: str) -> None:
    field = it.window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText(text)
    QTest.keyClick(field, KEY.Key_Return)
    await it.settled()


def test_words_are_sought_added_changed_and_deleted_by_keys_with_undo(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet, dictionaries = await opened(it), it.studio.dictionaries
        assert words(sheet) == ["Nova", "Voll"]
        assert sheet.list.hasFocus()
        sheet.search.setText("fɔ")
        assert (words(sheet), sheet.count.text()) == (["Voll"], "1 of 2 words")
        sheet.search.clear()
        sheet.list.setFocus()
        QTest.keyClick(sheet.list, KEY.Key_Down)
        QTest.keyClick(sheet.list, KEY.Key_Right)
        QTest.keyClick(sheet.list, KEY.Key_Return)
        await it.settled()
        await typed(it, "foll")
        await it.until(lambda: dictionaries.project[1].alias == "foll", "changed")
        assert sheet.main is not None
        sheet.main.act()
        await it.settled()
        await typed(it, "Skerry")
        await it.until(lambda: isinstance(it.window.focusWidget(), QLineEdit), "the next cell")
        await typed(it, "skeh-ree")
        await it.until(lambda: len(dictionaries.project) == 3, "added")
        assert dictionaries.project[0] == Entry("Skerry", "skeh-ree")
        sheet.list.setFocus()
        QTest.keyClick(sheet.list, KEY.Key_Delete)
        await it.until(lambda: len(dictionaries.project) == 2, "deleted")
        it.presenter.actions["undo"].trigger()
        assert len(dictionaries.project) == 3

    in_window(body)


def test_a_word_that_no_engine_keeps_is_not_lost_nor_shown_as_kept(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        dictionaries = it.studio.dictionaries
        dictionaries.put(NOVA, always=True)
        await it.until(lambda: dictionaries.always == (NOVA,), "kept")
        sheet = await opened(it)
        sheet.which.segments[1].click()
        await it.studio._link.close()
        rows = sheet.list.model()
        rows.setData(rows.index(0, 1), "naw-VAY")
        await it.until(lambda: rows.index(0, 1).data() == NOVA.alias, "shown as it is kept")
        assert sheet.main is not None
        sheet.main.act()
        await it.settled()
        await typed(it, "Skerry")
        await it.until(lambda: isinstance(it.window.focusWidget(), QLineEdit), "the next cell")
        await typed(it, "skeh-ree")
        await it.until(lambda: rows.index(0, 1).data() == "skeh-ree", "given back")
        it.studio._link.start()
        await it.ready()
        sheet.search.setText("o")
        assert words(sheet) == ["Skerry", "Nova"]
        sheet.list.begin_new()
        await it.settled()
        await typed(it, "Skerry")
        await it.until(lambda: Entry("Skerry", "skeh-ree") in dictionaries.always, "kept")
        sheet.search.clear()
        await it.until(lambda: words(sheet) == ["Skerry", "Nova"], "shown once")

    in_window(body)


def test_what_is_typed_for_one_dictionary_does_not_go_into_the_other(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet = await opened(it)
        sheet.which.segments[1].click()
        await it.until(lambda: it.studio.dictionaries.known, "known")
        sheet.list.give_back(Entry("Skerry", "skeh-ree"))
        assert words(sheet) == ["Skerry"]
        sheet.which.segments[0].click()
        assert words(sheet) == ["Nova", "Voll"]
        sheet.which.segments[1].click()
        assert words(sheet) == ["Skerry"]
        # It fails while the other one is shown.
        await it.studio._link.close()
        async with it.studio.dictionaries._turn:
            sheet.list.edited.emit(None, Entry("Holm", "home"))
            sheet.list.take_new()
            sheet.which.segments[0].click()
        running = {each for each in asyncio.all_tasks() if each.get_name() == "dictionary"}
        assert running
        await it.until(lambda: all(each.done() for each in running), "the failure")
        sheet.which.segments[1].click()
        assert words(sheet) == ["Holm"]
        it.studio._link.start()
        await it.ready()

    in_window(body)


def test_a_word_that_is_not_kept_once_the_sheet_is_closed_is_told(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet = await opened(it)
        sheet.which.segments[1].click()
        await it.studio._link.close()
        async with it.studio.dictionaries._turn:
            sheet.list.edited.emit(None, NOVA)
            QTest.keyClick(sheet, KEY.Key_Escape)
            await it.until(lambda: not isValid(sheet), "the sheet is gone")
        await it.until(lambda: "dictionary" in {card.notice.key for card in it.window.notices.cards()}, "told")
        it.studio._link.start()
        await it.ready()

    in_window(body)


def test_a_change_that_is_not_permitted_is_not_shown(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet = await opened(it)
        it.studio.keeping.file.read_only = "It is open on another machine."
        rows = sheet.list.model()
        rows.setData(rows.index(0, 1), "naw-VAY")
        await it.until(lambda: rows.index(0, 1).data() == NOVA.alias, "shown as it is kept")
        it.studio.keeping.file.read_only = ""

    in_window(body)


def test_words_that_are_not_read_yet_are_not_told_to_be_none(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet = await opened(it)
        it.studio.dictionaries._known = False
        sheet.which.segments[1].click()
        assert sheet.count.text() == "The words for always are known once the engine is ready."
        await it.studio.dictionaries.refresh()
        assert sheet.count.text().startswith("No words yet")

    in_window(body)


def test_each_dictionary_is_shown_and_read_from_a_file(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        sheet = await opened(it)
        await it.until(lambda: it.studio.dictionaries.known, "what the engine has told")
        sheet.which.segments[1].click()
        assert (words(sheet), sheet.count.text().startswith("No words yet")) == ([], True)
        assert (sheet.exporting.isEnabled(), sheet.exporting.toolTip()) == (False, "There are no words yet.")
        file = tmp_path / "words.csv"
        file.write_text("Anders,AHN-durs\n", "utf-8")
        sheet.importing.click()
        dialog = it.window.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(file))
        dialog.close()
        await it.until(lambda: words(sheet) == ["Anders"], "imported")
        assert it.studio.dictionaries.always == (Entry("Anders", "AHN-durs"),)
        await it.until(lambda: it.studio.voices.all, "the voices")
        sheet.listen.click()
        assert it.studio.hearing.view().audition_voice_id == WORD + "Anders"
        it.studio.hearing.stop()

    in_window(body)
