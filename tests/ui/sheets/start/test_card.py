# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter

from studio.core.summary import BARS, Bar
from studio.ui.sheets.start.card import Card, card_rect, cover_rect
from studio.ui.sheets.start.card_list import CardList
from studio.ui.theme import Theme
from tests.support import qt_messages
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


def test_a_cover_stands_at_the_left_and_the_wave_beside_it(theme: Theme, show: Show) -> None:
    image = QImage(80, 120, QImage.Format.Format_RGB32)
    image.fill(QColor("#2040c0"))
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(made, QByteArray(b"jpeg")).write(image)
    cover = bytes(made.data().data())
    listed = CardList(theme)
    loud = (Bar(1.0, HUE, "v"),) * BARS
    listed.show_cards(
        [
            Card(Path("/a"), "Book", bars=loud, cover=cover),
            Card(Path("/b"), "Other", bars=loud, cover=cover[:100]),
            Card(Path("/c"), "Tape", bars=loud),
        ]
    )
    with qt_messages.expected("JPEG"):
        show(listed, 1300, 300)
    picture = listed.viewport().grab().toImage()

    def blue(number: int) -> int:
        box = card_rect(listed.visualRect(listed.model().index(number, 0)))
        place = cover_rect(box, image.size())
        colors = (picture.pixelColor(place.center() + QPoint(x, 0)) for x in range(-place.width() // 2, 0))
        return sum(abs(color.blue() - 192) < 8 and color.red() < 60 for color in colors)

    assert cover_rect(QRect(0, 0, 357, 196), image.size()).size() == QSize(50, 76)
    assert blue(0) >= 24
    # What is no picture leaves its place to the wave.
    assert (blue(1), blue(2)) == (0, 0)


def test_a_screen_reader_is_told_all_of_a_card() -> None:
    card = Card(Path("/a"), "Tape", "2 speakers, 224 words", "1:48", "ready", "ready", "today, 14:02")
    assert card.spoken == "Tape, 1:48, 2 speakers, 224 words, ready, today, 14:02"


def test_a_row_tells_in_place_of_the_wave_that_its_project_is_gone(theme: Theme, show: Show) -> None:
    listed = CardList(theme)
    show(listed, 1300, 700)

    def row(state_text: str, length: str = "") -> QImage:
        cards = [Card(Path(f"/{number}"), "Tape", length="0:10") for number in range(6)]
        listed.show_cards([*cards, Card(Path("/x"), "Story", length=length, state="gone", state_text=state_text)])
        place = listed.visualRect(listed.model().index(7, 0))
        return listed.viewport().grab(place).toImage()

    assert row("its file is not there") != row("")
    assert row("its file is not there", "0:10") == row("", "0:10")
