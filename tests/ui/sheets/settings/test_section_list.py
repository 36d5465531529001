# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.sheets.settings.section_list import SectionList
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.fixture
def sections(theme: Theme, show: Show) -> SectionList:
    made = SectionList(theme)
    for name, icon_name in (("Engine", "cpu"), ("Audio", "speaker-high"), ("About", "info")):
        made.add(name, icon_name)
    show(made, 280, 300)
    made.show_current("Engine")
    made.setFocus()
    return made


def said(spy: QSignalSpy) -> list[object]:
    return [spy.at(number)[0] for number in range(spy.count())]


def test_arrows_and_clicks_go_to_a_section_and_return_goes_into_it(sections: SectionList) -> None:
    wanted, entered = QSignalSpy(sections.wanted), QSignalSpy(sections.entered)
    QTest.keyClick(sections, Qt.Key.Key_Down)
    QTest.keyClick(sections, Qt.Key.Key_Return)
    place = sections.visualRect(sections.model().index(2, 0)).center()
    QTest.mouseClick(sections.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert set(said(wanted)) == {"Audio", "About"}
    assert (said(entered), sections.current) == (["Audio"], "About")


def test_showing_the_current_section_tells_nothing(sections: SectionList) -> None:
    wanted = QSignalSpy(sections.wanted)
    sections.show_current("About")
    assert (sections.current, wanted.count()) == ("About", 0)


def test_a_value_is_told_with_its_section_to_a_screen_reader(sections: SectionList) -> None:
    sections.show_value("Audio", "Headphones")
    access = QAccessible.queryAccessibleInterface(sections)
    names = [access.child(number).text(QAccessible.Text.Name) for number in range(access.childCount())]
    assert names == ["Engine", "Audio: Headphones", "About"]


def test_only_what_was_found_is_listed(sections: SectionList) -> None:
    sections.show_only(frozenset({"About"}))
    assert [sections.isRowHidden(number) for number in range(3)] == [True, True, False]
