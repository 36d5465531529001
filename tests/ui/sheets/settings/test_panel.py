# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from studio.app.keeping.settings import SPECS
from studio.app.projects.storage import Usage
from studio.ui.sheets.settings.panel import SettingsSheet
from studio.ui.theme import Theme
from studio.ui.widgets.segmented import Segmented
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


@pytest.fixture
def sheet(theme: Theme, show: Show) -> SettingsSheet:
    made = SettingsSheet(theme)
    show(made, 1400, 260)
    made.begin()
    made.fields["theme"].show_value("light")
    return made


def top_of(sheet: SettingsSheet, name: str) -> int:
    return sheet.sections[name].y() - sheet.page.verticalScrollBar().value()


def test_every_section_of_the_table_is_on_the_page_with_its_settings(sheet: SettingsSheet) -> None:
    assert {spec.section for spec in SPECS.values() if spec.section} <= sheet.sections.keys()
    for name, spec in SPECS.items():
        if spec.section:
            assert sheet.sections[spec.section].isAncestorOf(sheet.fields[name])


@pytest.mark.parametrize("width", [1180, 1280, 1366, 1440])
def test_at_each_width_all_of_the_page_is_in_view(sheet: SettingsSheet, pump: Pump, width: int) -> None:
    sheet.resize(width, 600)
    sheet.storage.show_usage(Usage(18_210_000_000, 330_000_000, 1_140_000_000, 12_000_000), Path("/a/folder"))
    page, inside = sheet.page.widget(), [*sheet.fields.values(), sheet.engine, sheet.storage.open]
    assert page is not None

    def places() -> list[QRect]:
        return [QRect(each.mapTo(page, QPoint()), each.size()) for each in inside]

    pump(lambda: max(each.right() for each in places()) < sheet.page.viewport().width())
    pump(lambda: all(each.width() >= each.minimumSizeHint().width() for each in inside))
    pump(lambda: not any(one.intersects(other) for one, other in combinations(places(), 2)))


def test_a_search_without_a_match_says_so(sheet: SettingsSheet) -> None:
    assert not sheet.none.isVisible()
    sheet.search.setText("zzz")
    assert sheet.none.isVisible()
    sheet.search.setText("theme")
    assert not sheet.none.isVisible()


def test_the_list_scrolls_to_a_section_and_follows_the_page(sheet: SettingsSheet, pump: Pump) -> None:
    bar = sheet.page.verticalScrollBar()
    pump(lambda: bar.maximum() > 50)
    QTest.keyClick(sheet.list, Qt.Key.Key_Down)
    assert sheet.list.current == "Audio"
    pump(lambda: top_of(sheet, "Audio") < 20 or bar.value() == bar.maximum())
    bar.setValue(0)
    assert sheet.list.current == "Engine"


def test_return_goes_into_a_section_and_so_does_the_menu_of_a_narrow_window(sheet: SettingsSheet) -> None:
    control = sheet.fields["theme"].control
    assert isinstance(control, Segmented)
    sheet.list.show_current("Appearance")
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert control.segments[0].hasFocus()
    sheet.list.setFocus()
    entries: list[QAction] = sheet.menu.actions()
    assert {entry.text() for entry in entries} == {*sheet.sections, "Shortcuts"}
    next(entry for entry in entries if entry.text() == "Appearance").trigger()
    assert control.segments[0].hasFocus()
    next(entry for entry in entries if entry.text() == "Shortcuts").trigger()
    assert sheet.shortcuts.search.hasFocus()


def test_the_search_finds_sections_by_the_words_of_their_settings(sheet: SettingsSheet) -> None:
    sheet.search.setFocus()
    QTest.keyClicks(sheet.search, "COLOURS dark")
    assert [name for name, section in sheet.sections.items() if section.isVisible()] == ["Appearance"]
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert isinstance(control := sheet.fields["theme"].control, Segmented)
    assert control.segments[0].hasFocus()
    assert sheet.close_innermost()
    assert all(section.isVisible() for section in sheet.sections.values())
    assert not sheet.close_innermost()
