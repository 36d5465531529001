# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from studio.core.summary import BARS, Bar
from studio.ui.sheets.start.card import Card, card_rect
from studio.ui.sheets.start.card_list import CardList
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
HUE = "#23786e"


def test_the_wave_is_in_the_speakers_hue_and_grey_where_nothing_is_rendered(theme: Theme, show: Show) -> None:
    listed = CardList(theme)
    half = (Bar(1.0, HUE, "v"),) * (BARS // 2) + (Bar(),) * (BARS // 2)
    listed.show_cards([Card(Path("/a"), "Tape", bars=half)])
    show(listed, 1300, 300)
    picture = listed.viewport().grab().toImage()
    box = card_rect(listed.visualRect(listed.currentIndex()))

    def found(left: float, right: float, y: int) -> set[str]:
        span = range(box.left() + int(box.width() * left), box.left() + int(box.width() * right))
        return {QColor(picture.pixelColor(QPoint(x, y))).name() for x in span}

    high, middle = box.top() + 40, box.top() + 52
    assert HUE in found(0.1, 0.45, high)
    assert HUE not in found(0.55, 0.9, high) | found(0.55, 0.9, middle)
    assert len(found(0.55, 0.9, high)) == 1
    assert len(found(0.55, 0.9, middle)) > 1


def test_a_screen_reader_is_told_all_of_a_card() -> None:
    card = Card(Path("/a"), "Tape", "2 speakers, 224 words", "1:48", "ready", "ready", "today, 14:02")
    assert card.spoken == "Tape, 1:48, 2 speakers, 224 words, ready, today, 14:02"
