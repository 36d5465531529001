# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from studio.ui.voices.cloning.words_row import WordsRow
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_one_button_begins_and_cancels(show: Show) -> None:
    row = WordsRow(QWidget())
    show(row, 616, 32)
    found, cancelled = QSignalSpy(row.find_requested), QSignalSpy(row.cancel_requested)
    row.show_words("", None, "")
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    row.show_words("", 0.42, "")
    assert row.told.text() == "Listening  ·  42 %"
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert (found.count(), cancelled.count()) == (1, 1)
    row.show_words("", None, "It broke off.")
    assert row.told.text() == "It broke off."


def test_what_it_must_wait_for_is_the_reason(show: Show) -> None:
    row = WordsRow(QWidget())
    show(row, 616, 32)
    row.show_words("", None, "", "The voice is being looked for.")
    assert not row.button.isEnabled()
    assert row.button.toolTip() == "The voice is being looked for."
    row.show_words("", 0.4, "", "")
    assert row.button.isEnabled()


def test_what_it_needs_stands_in_place_of_the_button(show: Show) -> None:
    row = WordsRow(QWidget())
    show(row, 616, 32)
    row.show_words("It needs the extra “words”.", None, "")
    assert not row.button.isVisible()
    assert row.told.text() == "It needs the extra “words”."
