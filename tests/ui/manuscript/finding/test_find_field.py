# SPDX-License-Identifier: GPL-3.0-or-later
"""The field for what is sought: its keys, its switches, its edge."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.manuscript.finding.find_field import FindField, FindLine
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_goes_on_or_back_or_to_all(show: Show, key: Qt.Key) -> None:
    line = FindLine("Find", "Find")
    show(line)
    line.setFocus()
    spies = [QSignalSpy(signal) for signal in (line.confirmed, line.back_asked, line.all_asked)]
    QTest.keyClick(line, key)
    QTest.keyClick(line, key, SHIFT)
    QTest.keyClick(line, key, ALT)
    assert [spy.count() for spy in spies] == [1, 1, 1]


def test_each_switch_tells_and_an_expression_is_in_letters_of_one_width(show: Show, theme: Theme) -> None:
    field = FindField(theme)
    show(field, 400, 40)
    changed = QSignalSpy(field.changed)
    usual = field.line.font().family()
    for number, switch in enumerate((field.case, field.words, field.expression), 1):
        switch.click()
        assert changed.count() == number
    assert field.line.font().family() != usual
    within = QSignalSpy(field.within_asked)
    field.within.click()
    assert within.at(0) == [True]


def test_a_bad_expression_has_another_edge(show: Show, theme: Theme) -> None:
    field = FindField(theme)
    show(field, 400, 40)
    field.line.setFocus()
    corner = field.rect().center().x(), 1
    good = field.grab().toImage().pixelColor(*corner)
    field.show_wrong(True)
    wrong = field.grab().toImage().pixelColor(*corner)
    assert (good, wrong) == (theme.color("accent_line"), theme.color("error"))
