# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.text.dialogue import Proposal
from studio.core.hues import HUES
from studio.project.dialogue.finding import Found, Place
from studio.ui.sheets.speakers.row import RowView, SpeakerRow
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
VOICES = (("v1", "Heart"), ("v2", "George"))


@pytest.fixture
def row(theme: Theme, show: Show) -> SpeakerRow:
    found = Found("Mr. Darcy", (Place("p", "Darcy", 0, 4),), ("Darcy",))
    made = SpeakerRow(theme, Proposal(found, "“Go.”", "Mr. Darcy", HUES[0], "v1"))
    made.show_view(RowView(VOICES))
    show(made, 616, 64)
    return made


def test_each_control_changes_the_proposal(row: SpeakerRow) -> None:
    told: list[Proposal] = []
    row.changed.connect(lambda: told.append(row.proposal))
    row.name.selectAll()
    QTest.keyClicks(row.name, "Darcy")
    assert row.proposal.name == "Darcy"
    row.voice.chosen.emit("v2")
    assert row.proposal.voice == "v2"
    QTest.mouseClick(row.hue, Qt.MouseButton.LeftButton)
    assert row.proposal.hue == HUES[1]
    QTest.mouseClick(row.take, Qt.MouseButton.LeftButton)
    assert not row.proposal.accepted
    assert len(told) == 8
    assert row.about.whole_text() == "1 line  ·  also Darcy  ·  “Go.”"


def test_one_that_is_refused_or_known_says_why_it_has_no_voice(row: SpeakerRow) -> None:
    heard: list[None] = []
    row.listen_requested.connect(lambda: heard.append(None))
    QTest.mouseClick(row.listen, Qt.MouseButton.LeftButton)
    assert heard
    QTest.mouseClick(row.take, Qt.MouseButton.LeftButton)
    row.show_view(RowView(VOICES))
    assert not any(part.isEnabled() for part in (row.voice, row.listen, row.name, row.hue))
    QTest.mouseClick(row.take, Qt.MouseButton.LeftButton)
    row.show_view(RowView(VOICES, "Darcy is in the cast already, with a voice."))
    assert row.name.isEnabled()
    assert not row.voice.isEnabled()
    assert row.voice.toolTip() == "Darcy is in the cast already, with a voice."
