# SPDX-License-Identifier: GPL-3.0-or-later
"""The map's panel: the card comes for a voice, what has no place is told, Escape empties the search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.app.voices.voice_map import load_voice_map
from studio.engine.kokoro.voices.stock import stock_voices
from studio.ui.theme import Theme
from studio.ui.voices.map.panel import VoiceMapPanel
from studio.ui.voices.map.shown import Marking, group_hues, legend_entries
from studio.ui.voices.map.view import MapView
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

MAP = load_voice_map()
VOICES = tuple(stock.voice for stock in stock_voices())


@pytest.fixture
def panel(theme: Theme, show: Show) -> VoiceMapPanel:
    made = VoiceMapPanel(theme, MAP)
    made.show_voices(VOICES, "54", 2, "")
    marks = Marking(VOICES, MAP.stock, MAP, theme).marks((), "")
    made.view.show_view(MapView(marks, hues=group_hues(MAP, theme)))
    show(made, 1120, 720)
    return made


def test_the_card_of_a_voice_comes_beside_its_mark(panel: VoiceMapPanel) -> None:
    panel.view.hovered.emit(VOICES[3].id)
    assert panel.card.isVisible()
    added = QSignalSpy(panel.card.add_requested)
    QTest.mouseClick(panel.card.add, Qt.MouseButton.LeftButton)
    assert added.at(0) == [VOICES[3].id]


def test_voices_without_a_place_are_told(panel: VoiceMapPanel) -> None:
    assert panel.not_here.whole_text() == "Not on the map · 2"
    assert panel.count.text() == "54"
    panel.show_voices(VOICES, "54", 0, "")
    assert panel.not_here.whole_text() == ""


def test_it_begins_with_the_map_and_escape_empties_the_search_first(panel: VoiceMapPanel) -> None:
    panel.begin()
    assert panel.view.hasFocus()
    panel.focus_search()
    filtered = QSignalSpy(panel.filtered)
    QTest.keyClicks(panel.search, "low")
    assert filtered.count() == 3
    assert panel.close_innermost()
    assert panel.search.text() == ""
    assert not panel.close_innermost()


def test_its_buttons_enlarge_the_map(panel: VoiceMapPanel) -> None:
    def width() -> float:
        return panel.view.seen((600.0, 0.0)).x() - panel.view.seen((500.0, 0.0)).x()

    whole = width()
    QTest.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.less, Qt.MouseButton.LeftButton)
    assert width() == pytest.approx(whole * 1.25)
    QTest.mouseClick(panel.whole, Qt.MouseButton.LeftButton)
    assert width() == pytest.approx(whole)


def test_in_a_narrow_window_the_legend_stands_below_the_search(panel: VoiceMapPanel, pump: Pump) -> None:
    panel.legend.show_entries(legend_entries(VOICES, MAP, group_hues(MAP, panel.view._theme)))
    for width, below in ((1120, False), (860, True), (1120, False)):
        panel.resize(width, 600)
        pump(lambda below=below: (panel.legend.y() > panel.search.geometry().bottom()) == below)
        assert all(item.width() >= item.sizeHint().width() for item in panel.legend.items)
