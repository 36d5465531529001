# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets over the columns: what is shown, what has the keyboard, where the notices are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.ui.sheets.sheet import Sheet
from studio.ui.sheets.stage import Stage
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


class Window(QWidget):
    """Columns of two fields, notices, and a field below."""

    def __init__(self) -> None:
        super().__init__()
        columns, self.notices = QWidget(), QWidget()
        self.place = QVBoxLayout(columns)
        self.fields = [QLineEdit(), QLineEdit()]
        for field in self.fields:
            self.place.addWidget(field)
        self.stage = Stage(columns, self.notices, self.place)
        self.below = QLineEdit()
        around = QVBoxLayout(self)
        around.addWidget(self.stage)
        around.addWidget(self.below)


def shown(window: Window) -> list[Sheet]:
    return [window.stage.sheet] if window.stage.sheet is not None else []


@pytest.fixture
def window(theme: Theme, show: Show) -> Window:
    made = Window()
    show(made, 1400, 400)
    return made


def test_a_sheet_takes_the_columns_place_and_gives_the_keyboard_back(window: Window, theme: Theme) -> None:
    window.fields[1].setFocus()
    sheet = Sheet(theme, "Settings")
    window.stage.open(sheet)
    assert window.stage.sheet is sheet
    assert sheet.back.hasFocus()
    assert not window.fields[1].isVisible()
    closed = QSignalSpy(sheet.closed)
    sheet.back.click()
    assert window.fields[1].hasFocus()
    assert closed.count() == 1
    assert not shown(window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(sheet)


def test_what_is_below_the_stage_gets_the_keyboard_back_too(window: Window, theme: Theme) -> None:
    window.fields[1].setFocus()
    window.below.setFocus()
    window.stage.open(Sheet(theme, "Settings"))
    window.stage.close_sheet()
    assert window.below.hasFocus()


def test_the_notices_go_along(window: Window, theme: Theme) -> None:
    sheet = Sheet(theme, "Settings")
    window.stage.open(sheet)
    assert sheet.middle.indexOf(window.notices) >= 0
    window.stage.close_sheet()
    assert window.place.indexOf(window.notices) >= 0
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isValid(window.notices)


def test_a_sheet_over_another_gives_way_to_it(window: Window, theme: Theme) -> None:
    below, above = Sheet(theme, "Start"), Sheet(theme, "Settings")
    window.stage.open(below)
    window.stage.open(above)
    assert window.stage.close_innermost()
    assert window.stage.sheet is below
    assert below.back.hasFocus()
    window.stage.open(Sheet(theme, "Settings"))
    window.stage.close_all()
    assert not shown(window)
    assert window.fields[0].isVisible()
    assert not window.stage.close_innermost()


def test_a_sheet_that_asks_to_be_closed_is_closed_itself_wherever_it_is(window: Window, theme: Theme) -> None:
    window.fields[1].setFocus()
    below, above = Sheet(theme, "Start"), Sheet(theme, "Import")
    closed = QSignalSpy(below.closed)
    window.stage.open(below)
    window.stage.open(above)
    below.close_requested.emit()
    assert window.stage.sheet is above
    assert closed.count() == 1
    assert above.back.hasFocus()
    above.close_requested.emit()
    assert not shown(window)
    assert window.fields[1].hasFocus()


def test_what_is_open_in_a_sheet_is_closed_before_the_sheet(window: Window, theme: Theme) -> None:
    class Opened(Sheet):
        open = True

        def close_innermost(self) -> bool:
            was, self.open = self.open, False
            return was

    window.stage.open(Opened(theme, "Opened"))
    for left in (1, 0):
        assert window.stage.close_innermost()
        assert len(shown(window)) == left
