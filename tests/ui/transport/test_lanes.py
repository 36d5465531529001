# SPDX-License-Identifier: GPL-3.0-or-later
"""The lower lane."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest

from studio.app.playback.view import Seam
from studio.app.takes.part import OverviewPart
from studio.app.takes.takes import LiveTake
from studio.ui.theme import Theme
from studio.ui.transport import TransportPanel
from tests.ui.transport.conftest import take

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
HUE = "#23786e"


def test_the_page_turns_with_the_playhead_and_the_box_follows(panel: TransportPanel) -> None:
    start_s, end_s = panel.detail.span()
    panel.show_position(end_s - 0.1, True)
    turned_s, _ = panel.detail.span()
    assert start_s < turned_s < end_s - 0.1
    assert panel.overview.box_s[0] == turned_s
    panel.show_position(0.5, True)
    assert panel.detail.span()[0] == 0.0


def test_the_heard_word_is_boxed_only_while_it_is_heard(panel: TransportPanel) -> None:
    panel.show_position(1.1, True)
    assert panel.detail.word is not None
    assert panel.detail.word.text == "word2"
    panel.show_position(1.2, False)
    assert panel.detail.word is None


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
        bars = [bar for bar in panel.overview.bars if bar > 0]
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


def spans(panel: TransportPanel) -> tuple[float, float]:
    """The page, and what the box in the overview marks."""
    assert panel.overview.box_s == panel.detail.span()
    return panel.detail.span()


def wheel(panel: TransportPanel, notches: float, x: int, modifiers: Qt.KeyboardModifier) -> None:
    lane, place = panel.detail, QPointF(x, 20)
    event = QWheelEvent(
        place, lane.mapToGlobal(place), QPoint(), QPoint(0, round(120 * notches)), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(lane, event)


NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def test_the_wheel_scrolls_the_page_and_with_control_it_zooms_around_the_pointer(panel: TransportPanel) -> None:
    start_s, end_s = spans(panel)
    length_s = end_s - start_s
    wheel(panel, -2, 100, NONE)
    assert spans(panel) == pytest.approx((length_s / 4, length_s / 4 + length_s))
    wheel(panel, 9, 100, NONE)
    assert spans(panel)[0] == 0.0
    wheel(panel, -100, 100, NONE)
    assert spans(panel)[1] == pytest.approx(20.0)
    at_s = panel.detail.time_at(300)
    wheel(panel, 2, 300, CTRL)
    zoomed = spans(panel)
    assert zoomed[1] - zoomed[0] == pytest.approx(length_s / 1.25**2)
    assert panel.detail.time_at(300) == pytest.approx(at_s)
    for _ in range(40):
        wheel(panel, -3, 300, CTRL)
    assert spans(panel) == pytest.approx((0.0, length_s / 0.2))


def test_keys_zoom_and_scroll_and_leave_the_place(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    usual = spans(panel)
    panel.detail.setFocus()
    QTest.keyClicks(panel.detail, "++-")
    assert spans(panel)[1] == pytest.approx(usual[1] / 1.25)
    QTest.keyClick(panel.detail, Qt.Key.Key_PageDown)
    assert spans(panel)[0] == pytest.approx(usual[1] / 1.25)
    QTest.keyClick(panel.detail, Qt.Key.Key_PageUp)
    QTest.keyClick(panel.detail, Qt.Key.Key_0)
    assert spans(panel) == pytest.approx(usual)
    assert asked.count() == 0


def test_a_page_scrolled_away_stays_until_the_playhead_comes_or_jumps_or_is_asked_for(panel: TransportPanel) -> None:
    panel.show_position(1.0, True)
    wheel(panel, -100, 100, NONE)
    away = spans(panel)
    for at_s in (1.2, 1.4):
        panel.show_position(at_s, True)
    assert spans(panel) == away
    panel.show_position(4.0, True)
    assert spans(panel)[0] < 4.0 < spans(panel)[1]
    wheel(panel, -100, 100, NONE)
    panel.detail.show_head()
    assert spans(panel)[0] < 4.0 < spans(panel)[1]
