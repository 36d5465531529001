# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.value_field import ValueField, number_in
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.fixture
def field(theme: Theme, show: Show) -> ValueField:
    box, made = QWidget(), ValueField("Weight", (0, 100), 60)
    column = QVBoxLayout(box)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    show(box, 200, 120)
    made.show_text("50 %")
    made.setFocus()
    return made


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("52", 52.0),
        (" 52 % ", 52.0),
        ("33,4 %", 33.4),
        (".5", 0.5),
        ("\u22122 st", -2.0),
        ("+1.5", 1.5),
        ("1.2\u00d7", 1.2),
    ]
    + [("", None), ("%", None), ("a 5", None), ("1.2.3", None), ("5 6", None)],
)
def test_the_number_of_a_text(text: str, number: float | None) -> None:
    assert number_in(text) == number


def test_what_is_typed_over_the_value_is_taken_by_return(field: ValueField) -> None:
    typed = QSignalSpy(field.typed)
    QTest.keyClicks(field, "33.4")
    field.show_text("51 %")
    assert field.text() == "33.4", "what is typed stays"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [typed.at(0), field.text()] == [[33.4], "51 %"]
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert typed.at(1) == [7.0]


def test_escape_puts_back_what_was_shown_and_is_the_windows_then(field: ValueField) -> None:
    typed = QSignalSpy(field.typed)
    QTest.keyClicks(field, "8")
    assert field.takes_escape
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.takes_escape, typed.count()) == ("50 %", False, 0)


@pytest.mark.parametrize("text", ["101", "-1", "much", ""])
def test_what_is_not_permitted_is_told_and_not_taken(field: ValueField, text: str) -> None:
    typed = QSignalSpy(field.typed)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (typed.count(), field.toolTip(), field.property("look")) == (0, "A number from 0 to 100", "wrong")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert (typed.count(), field.text(), field.property("look")) == (0, "50 %", "value")


def test_what_was_typed_is_put_back_without_a_trace_where_the_keyboard_is_elsewhere(field: ValueField) -> None:
    field.clearFocus()
    field.cancelled.emit()
    assert not field.hasSelectedText()
