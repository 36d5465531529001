# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from studio.ui.manuscript.margin.margin_places import AVATAR, MarginRow, Places
from studio.ui.manuscript.margin.states import ParagraphState, Reads

pytestmark = pytest.mark.display

IDA = Reads("ida", "Ida", "#23786E")
SHORT, LONG = MarginRow(0, 100.0, 28.0, 52.0), MarginRow(1, 100.0, 28.0, 108.0)
ALONE, READ = ParagraphState("ready", takes=3), ParagraphState("ready", takes=3, reads=IDA)


def test_with_one_who_reads_the_state_is_on_the_first_line(app: QApplication) -> None:
    places = Places(168)
    assert places.shape(LONG, ALONE).center().y() == LONG.top + 14
    assert places.avatar(LONG, ALONE).isEmpty()
    assert places.speaker(LONG, ALONE).isEmpty()
    assert places.takes(LONG, ALONE).top() > LONG.top + 20


@pytest.mark.parametrize("width", [168, 140])
def test_a_speaker_stands_above_the_state_and_covers_neither_it_nor_the_button(app: QApplication, width: int) -> None:
    places = Places(width)
    avatar, state, play = places.avatar(LONG, READ), places.words(LONG, READ), places.play(LONG)
    assert (avatar.width(), avatar.center().y()) == (AVATAR, LONG.top + 14)
    assert state.center().y() == LONG.top + 14 + 22
    assert places.shape(LONG, READ).center().x() == avatar.center().x()
    speaker = places.speaker(LONG, READ)
    assert speaker.contains(avatar)
    assert not speaker.intersects(play)
    assert not speaker.intersects(places.takes(LONG, READ))
    assert places.lit(LONG).contains(avatar)


def test_the_takes_go_beside_the_state_where_the_next_paragraph_begins_below(app: QApplication) -> None:
    places = Places(168)
    assert not places.beside(LONG, READ)
    assert places.takes(LONG, READ).center().y() == places.words(LONG, READ).center().y() + 18
    assert places.beside(SHORT, READ)
    assert places.takes(SHORT, READ).center().y() == places.words(SHORT, READ).center().y()
    assert places.takes(SHORT, READ).left() > places.words(SHORT, READ).left() + 30
    assert places.takes(SHORT, READ).bottom() < SHORT.top + SHORT.room
    assert places.takes(SHORT, ParagraphState("ready", reads=IDA)).isEmpty()


@pytest.mark.parametrize(("phase", "takes", "crowded"), [("ready", 3, False), ("none", 4, True), ("version", 12, True)])
def test_where_there_is_no_room_for_both_the_number_of_takes_stands_beside_the_sign(
    app: QApplication, phase: str, takes: int, crowded: bool
) -> None:
    places, state = Places(140), ParagraphState(phase, takes=takes, reads=IDA)
    assert places.crowded(SHORT, state) == crowded
    assert (places.takes(SHORT, state).left() == places.words(SHORT, state).left()) == crowded
    assert places.takes(SHORT, state).right() <= 140
    assert places.takes(SHORT, state).width() > 40
    assert not places.crowded(LONG, state)
