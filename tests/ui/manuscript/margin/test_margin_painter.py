# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from studio.ui.manuscript.margin.margin_painter import paint_play, paint_row
from studio.ui.manuscript.margin.margin_places import MarginRow, Places
from studio.ui.manuscript.margin.states import ParagraphState, Reads
from studio.ui.theme import Theme

pytestmark = pytest.mark.display

PLACES, ROW = Places(168), MarginRow(0, 10.0, 28.0, 108.0)
IDA = Reads("ida", "Ida", "#23786E")


def painted(theme: Theme, state: ParagraphState, over: str = "") -> QImage:
    picture = QPixmap(168, 110)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    paint_row(painter, theme, PLACES, ROW, state, over)
    painter.end()
    return picture.toImage()


def test_who_reads_has_avatar_and_name_and_one_as_above_is_fainter(theme: Theme) -> None:
    middle = PLACES.avatar(ROW, ParagraphState(reads=IDA)).center().toPoint()

    def depth(state: ParagraphState) -> int:
        image = painted(theme, state)
        return 255 - image.pixelColor(middle.x() - 6, middle.y()).lightness()

    said, above = depth(ParagraphState(reads=IDA)), depth(ParagraphState(reads=replace(IDA, above=True)))
    assert depth(ParagraphState()) == 0
    assert said > 100
    assert 0.3 * said < above < 0.5 * said


def test_words_about_a_chapter_end_before_the_button(theme: Theme) -> None:
    left, top = PLACES.play(ROW).left(), int(ROW.top)

    def ends(state: ParagraphState) -> int:
        image = painted(theme, state)
        dark = [x for x in range(40, 168) for y in range(top, top + 28) if image.pixelColor(x, y).lightness() < 200]
        return max(dark)

    short, long = (ParagraphState("none", chapter=length) for length in ("4:12", "\u2248 10:04:12"))
    assert 100 < ends(short) < left
    assert ends(long) < left
    assert ends(ParagraphState("partly", 0.5, chapter="26:42")) < left


def test_what_the_pointer_is_over_is_darker(theme: Theme) -> None:
    state = ParagraphState("ready", takes=2, reads=IDA)
    plain = painted(theme, state)
    assert painted(theme, state, "speaker") != plain
    assert painted(theme, state, "takes") != plain


def test_the_button_of_what_is_heard_pauses(theme: Theme) -> None:
    def button(heard: bool, hovered: bool = False, focused: bool = False) -> QImage:
        picture = QPixmap(168, 50)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_play(painter, theme, PLACES.play(ROW), heard, hovered, focused)
        painter.end()
        return picture.toImage()

    looks = [button(False), button(True), button(False, hovered=True), button(False, focused=True)]
    assert all(one != other for number, one in enumerate(looks) for other in looks[number + 1 :])
