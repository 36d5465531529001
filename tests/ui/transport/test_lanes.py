# SPDX-License-Identifier: GPL-3.0-or-later
"""The overview and the lanes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.app.state import OverviewPart, Seam
from studio.app.takes import LiveTake
from studio.core.timeline import WordTiming
from studio.ui.keys import ActionKeys
from studio.ui.theme import Theme
from studio.ui.transport import TransportPanel

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
HUE = "#23786e"


def take(duration_s: float = 20.0) -> LiveTake:
    made = LiveTake("key", 1000)
    made.append(np.full(int(duration_s * 1000), 0.5, np.float32))
    made.add_words([WordTiming(f"word{number}", number * 0.5, number * 0.5 + 0.4) for number in range(40)])
    made.finish()
    return made


@pytest.fixture
def panel(theme: Theme, show: Callable[..., None]) -> TransportPanel:
    made = TransportPanel(theme, ActionKeys(theme), 280, 320)
    made.show_parts([OverviewPart("a", 0.0, 20.0, take())], 20.0)
    made.show_phase("playing", "")
    made.show_volume(0.8)
    made.show_devices([("", "Speakers (default)"), ("hp", "Headphones")], "")
    made.show_export("")
    show(made, 1440, 128)
    return made


def test_a_click_in_the_overview_seeks_there(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    lane = panel.overview
    QTest.mouseClick(lane, LEFT, pos=QPoint(lane.width() // 2, 16))
    assert asked.count() == 1
    assert asked.at(0)[0] == pytest.approx(10.0, abs=0.1)


def test_dragging_seeks_once_where_it_ends(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    lane = panel.overview
    QTest.mousePress(lane, LEFT, pos=QPoint(10, 16))
    QTest.mouseMove(lane, QPoint(300, 16))
    QTest.mouseMove(lane, QPoint(lane.width() // 4, 16))
    QTest.mouseRelease(lane, LEFT, pos=QPoint(lane.width() // 4, 16))
    assert asked.count() == 1
    assert asked.at(0)[0] == pytest.approx(5.0, abs=0.1)


def test_arrow_keys_seek_by_five_seconds(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    panel.show_position(12.0, True)
    panel.overview.setFocus()
    QTest.keyClick(panel.overview, Qt.Key.Key_Left)
    QTest.keyClick(panel.overview, Qt.Key.Key_Right)
    assert [asked.at(0)[0], asked.at(1)[0]] == [7.0, 17.0]


def test_the_page_turns_with_the_playhead_and_the_box_follows(panel: TransportPanel) -> None:
    start_s, end_s = panel.detail.span()
    panel.show_position(end_s - 0.1, True)
    turned_s, _ = panel.detail.span()
    assert start_s < turned_s < end_s - 0.1
    assert panel.overview._box_s[0] == turned_s
    panel.show_position(0.5, True)
    assert panel.detail.span()[0] == 0.0


def test_the_heard_word_is_boxed_only_while_it_is_heard(panel: TransportPanel) -> None:
    panel.show_position(1.1, True)
    assert panel.detail._word is not None
    assert panel.detail._word.text == "word2"
    panel.show_position(1.2, False)
    assert panel.detail._word is None


def test_a_take_begun_anew_with_less_sound_than_before_is_drawn(panel: TransportPanel) -> None:
    """Of a chapter, each line is narrower than a bar: there its loudest sample is drawn."""

    def lines(seconds: float, level: float) -> list[OverviewPart]:
        parts = [OverviewPart("a", 0.0, 3000.0, take())]
        for number in range(1, 4):
            begun = LiveTake(f"key {number}", 1000)
            begun.append(np.full(int(seconds * 1000), level, np.float32))
            parts.append(OverviewPart(str(number), 3000.0 * number, 2.0, begun))
        return parts

    for seconds, level in ((2.0, 0.9), (0.4, 0.2), (0.01, 0.9), (1.0, 0.5)):
        panel.show_parts(lines(seconds, level), 12000.0)
        panel.overview.repaint()
        bars = [bar for bar in panel.overview._bars if bar > 0]
        shown = [0.5, *([level] * 3 if seconds >= 0.02 else [])]
        assert bars == pytest.approx(shown, abs=0.01)


def test_where_it_goes_over_to_a_changed_design_has_a_flag_and_what_is_before_is_dimmed(
    panel: TransportPanel, theme: Theme
) -> None:
    lane = panel.detail
    before = lane.grab().toImage()
    lane.show_seam(Seam(2.5, 4.4, 0, 10, "24 · 54 · 22", "word", 0.2))
    after = lane.grab().toImage()
    x = round(lane.x_of(2.5))
    changed = [
        at for at in range(after.width()) if any(before.pixel(at, y) != after.pixel(at, y) for y in range(15, 44))
    ]
    assert changed[0] < x - 100, "bars before it are dimmed"
    assert max(changed) <= x + 2
    flag = [at for at in range(after.width()) if any(before.pixel(at, y) != after.pixel(at, y) for y in range(15))]
    assert max(flag) > x + 40
    written = lane.written()
    lined = [
        start_s
        for start_s, (_, box) in written.items()
        if after.pixelColor(round(box.center().x()), round(box.bottom() - 1)).name()
        == theme.color("accent_line").name()
    ]
    assert lined == [start_s for start_s in written if 2.5 <= start_s < 4.4]
    lane.show_seam(None)
    assert lane.grab().toImage() == before
