# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.ui.theme import Theme
from studio.ui.voices.cloning.recording_lane import RecordingLane, _bars
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_bars_come_as_far_as_it_is_recorded() -> None:
    bars = _bars([0.5, 0.25] * 50, 150)
    assert bars[:2] == [1.0, 1.0]
    assert [bars[49], bars[51]] == [1.0, -1.0]
    assert _bars([], 10) == [-1.0] * 10


def test_the_line_stands_at_the_seconds(theme: Theme, show: Show) -> None:
    lane = RecordingLane(theme)
    show(lane, 600, 106)
    before = lane.grab().toImage()
    lane.show_recording([0.3] * 100, 10.0)
    image = lane.grab().toImage()
    line = theme.color("accent_line")
    assert image.pixelColor(200, 2).name() == line.name()
    assert before.pixelColor(100, 42).name() != line.name()
    assert image.pixelColor(401, 42).name() != line.name()
