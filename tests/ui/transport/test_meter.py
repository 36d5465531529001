# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from studio.ui.theme import Theme
from studio.ui.transport.meter import FALL_DB_PER_S, HOLD_S, Meter, decibels, lit
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


def test_the_meter_spans_48_db() -> None:
    assert lit(decibels(0.0)) == 0
    assert lit(decibels(1.0)) == 33
    assert lit(-24.0) in (16, 17)


@pytest.fixture
def now_s() -> list[float]:
    return [100.0]


@pytest.fixture
def meter(theme: Theme, show: Show, now_s: list[float]) -> Meter:
    made = Meter(theme, lambda: now_s[0])
    show(made, 132, 32)
    return made


def fallen_in(meter: Meter, now_s: list[float], seconds: float, frame_s: float) -> tuple[int, int]:
    """The lit bars after so many seconds of silence, shown at that pace."""
    for _ in range(round(seconds / frame_s)):
        now_s[0] += frame_s
        meter.show_level(0.0, 0.0)
    return meter.lit


@pytest.mark.parametrize("frame_s", [0.016, 0.1, 0.2])
def test_the_meter_rises_at_once_and_falls_20_db_in_1_7_s(meter: Meter, now_s: list[float], frame_s: float) -> None:
    meter.show_level(1.0, 0.5)
    assert meter.lit == (33, lit(decibels(0.5)))
    fallen = fallen_in(meter, now_s, 1.7, frame_s)
    # Within the 0.3 s that the standard leaves.
    assert lit(-20 / 1.7 * 2.0) <= fallen[0] <= lit(-20 / 1.7 * 1.4)
    assert fallen[0] - fallen[1] == pytest.approx(33 - lit(decibels(0.5)), abs=1)
    meter.show_level(1.0, 1.0)
    assert meter.lit == (33, 33)


def test_the_peak_is_held_and_then_falls_at_the_same_pace(meter: Meter, now_s: list[float]) -> None:
    meter.show_level(1.0, 0.5)
    fallen_in(meter, now_s, HOLD_S - 0.1, 0.02)
    assert meter.held == 33
    fallen_in(meter, now_s, 0.1 + 1.7, 0.02)
    assert lit(-22.0) <= meter.held <= lit(-18.0)


def test_it_rests_and_paints_no_more(meter: Meter, now_s: list[float], pump: Pump) -> None:
    meter.show_level(1.0, 1.0)
    fallen_in(meter, now_s, HOLD_S + 48 / FALL_DB_PER_S + 0.2, 0.05)
    assert meter.resting
    counts = []
    # The display may ask for a paint of all at any time, which is not each time.
    for _ in range(5):
        pump()
        watched = Painted(meter)
        fallen_in(meter, now_s, 5.0, 0.2)
        pump()
        counts.append(watched.count)
    assert sorted(counts)[len(counts) // 2] == 0
    assert not meter.findChildren(QTimer)


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, of: QWidget) -> None:
        super().__init__(of)
        self.count = 0
        of.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False
