# SPDX-License-Identifier: GPL-3.0-or-later
"""What was found comes with its likeness, two sounds to go between, and a name to give."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.hearing.clip_hearing import ClipAndVoice, HeardSide
from studio.app.takes.takes import LiveTake
from studio.app.voices.cloning import Found
from studio.app.voices.likeness_bands import LikenessBands
from studio.client.cloning import FoundBlend
from studio.core.project import VoiceDesign
from studio.core.voices import MixPart
from studio.ui.theme import Theme
from studio.ui.voices.cloning.found_section import FoundSection
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
FOUND = Found(FoundBlend((0.0,) * 192, 0.87, 0.1, 0.0, (MixPart("a", 1.0),), "It is not a copy.", ""), 4.1)


def take(length_s: float) -> LiveTake:
    made = LiveTake("", 1000)
    made.append(np.full(round(1000 * length_s), 0.5, np.float32))
    made.finish()
    return made


@pytest.fixture
def section(theme: Theme, show: Show) -> FoundSection:
    made = FoundSection(theme, LikenessBands((0.93, 0.98), (0.5, 0.8)))
    page = QWidget()
    QVBoxLayout(page).addWidget(made)
    made.hide()
    show(page, 840, 420)
    made.show_found(FOUND, [("a", "George", 100)])
    made.show_chosen("voice", True)
    return made


def test_it_is_saved_by_enter_in_its_name(section: FoundSection) -> None:
    assert section.name.hasFocus()
    assert (section.likeness.text(), section.note.toolTip()) == ("0.87", "It is not a copy.")
    assert section.blend.parts == (("a", "George", 100),)
    saved = QSignalSpy(section.save_requested)
    QTest.keyClick(section.name, Qt.Key.Key_Return)
    assert saved.count() == 0
    QTest.keyClicks(section.name, "Grandfather")
    QTest.keyClick(section.name, Qt.Key.Key_Return)
    assert saved.at(0) == ["Grandfather"]
    section.show_found(None, [])
    assert not section.name.isVisible()


def test_each_side_is_played_and_chosen(section: FoundSection) -> None:
    played, chosen, matched = (QSignalSpy(each) for each in (section.play_requested, section.chosen, section.matched))
    QTest.mouseClick(section.rows["clip"].play, LEFT)
    QTest.mouseClick(section.switch.segments[0], LEFT)
    QTest.mouseClick(section.switch.segments[1], LEFT)
    QTest.mouseClick(section.levels, LEFT)
    assert played.at(0) == ["clip"]
    assert [chosen.at(number) for number in range(chosen.count())] == [["clip"], ["voice"]]
    assert matched.at(0) == [False]


def test_the_waves_lengths_and_what_is_heard_are_shown(section: FoundSection) -> None:
    section.show_both(None, True, "", "#43708C")
    assert section.rows["voice"].length.text() == "speaking"
    both = ClipAndVoice(take(4.0), take(8.0), ([0.0, 4.0], [0.0, 8.0]), (-20.0, -20.0), VoiceDesign())
    section.show_both(both, False, "It broke off.", "#43708C")
    assert [row.length.text() for row in section.rows.values()] == ["0:04.0", "0:08.0"]
    assert section.trouble.isVisible()
    section.show_heard(HeardSide("voice", 0.5, True))
    assert [row.wave.heard for row in section.rows.values()] == [-1.0, 0.5]
    assert section.rows["voice"].play.accessibleName() == "Pause the voice"
    section.show_heard(None)
    assert [row.wave.heard for row in section.rows.values()] == [-1.0, -1.0]
