# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.first_start.sentence import FirstSentence
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

TEXT = "Hello. This sentence is ready: press the space bar and I will read it to you."


def test_it_is_as_high_as_its_lines(theme: Theme, show: Show) -> None:
    sentence = FirstSentence(theme)
    sentence.show_text(TEXT)
    show(sentence, 560, 100)
    wide = sentence.height()
    sentence.resize(280, sentence.height())
    assert sentence.height() > wide >= 72
    last = sentence.box_of(len(TEXT) - 4, len(TEXT))
    assert 0 <= last.left() < last.right() <= 280
    assert last.bottom() == sentence.height()


def test_the_heard_word_is_marked_where_it_stands(theme: Theme, show: Show) -> None:
    sentence = FirstSentence(theme)
    sentence.show_text(TEXT)
    show(sentence, 560, 100)
    start = TEXT.index("ready")
    sentence.show_heard(start, start + 5, TEXT.index("This"))
    box = sentence.box_of(start, start + 5)
    place = round(box.left() - 2), round(box.center().y())
    assert sentence.grab().toImage().pixelColor(*place) == theme.color("accent")
    sentence.show_heard(0, 0, 0)
    assert sentence.grab().toImage().pixelColor(*place) != theme.color("accent")


def test_it_is_a_button_that_asks_to_write(theme: Theme, show: Show) -> None:
    sentence = FirstSentence(theme)
    sentence.show_text(TEXT)
    show(sentence, 560, 100)
    clicked = QSignalSpy(sentence.clicked)
    QTest.mouseClick(sentence, Qt.MouseButton.LeftButton)
    assert clicked.count() == 1
    assert (sentence.accessibleName(), sentence.accessibleDescription()) == ("Write your own words", TEXT)
