# SPDX-License-Identifier: GPL-3.0-or-later
"""What is common to both lanes: the playhead, and the colours of the wave."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QPixmap

from studio.app.takes.part import OverviewPart
from studio.app.takes.takes import LiveTake
from studio.core.timeline import WordTiming
from studio.ui.keys import ActionKeys
from studio.ui.theme import Theme
from studio.ui.transport import TransportPanel

pytestmark = pytest.mark.display
HUE, OTHER = "#23786e", "#4c5f98"


def take(duration_s: float = 20.0) -> LiveTake:
    made = LiveTake("key", 1000)
    made.append(np.full(int(duration_s * 1000), 0.5, np.float32))
    made.add_words([WordTiming(f"word{number}", number * 0.5, number * 0.5 + 0.4) for number in range(40)])
    made.finish()
    return made


@pytest.fixture
def panel(theme: Theme, show: Callable[..., None]) -> TransportPanel:
    made = TransportPanel(theme, ActionKeys(theme), 280, 320)
    made.show_parts([OverviewPart("a", 0.0, 20.0, take())], 20.0, [HUE])
    made.show_phase("playing", "")
    show(made, 1440, 128)
    return made


def test_the_heard_part_is_amber_and_the_rest_the_voices_hue(
    panel: TransportPanel, theme: Theme, pump: Callable[..., None]
) -> None:
    panel.show_position(10.0, True)
    pump()
    picture = panel.overview.grab().toImage()
    middle = picture.height() // 2

    def colors(first: float, last: float) -> set[str]:
        row = range(int(picture.width() * first), int(picture.width() * last))
        return {picture.pixelColor(x, middle).name() for x in row}

    assert theme.color("accent_line").name() in colors(0.1, 0.4)
    assert HUE in colors(0.6, 0.9)
    assert HUE not in colors(0.1, 0.4)


def half_out_of_date(less_s: float) -> list[OverviewPart]:
    """A paragraph that would be spoken otherwise now, and one behind it."""
    return [
        OverviewPart("a", 0.0, 10.0 - less_s, take(10.0 - less_s), changed="text"),
        OverviewPart("b", 10.5 - less_s, 10.0, take(10.0)),
    ]


def test_what_is_out_of_date_is_paler_in_the_page(
    panel: TransportPanel, theme: Theme, pump: Callable[..., None]
) -> None:
    parts = half_out_of_date(7.0)
    panel.show_parts(parts, 13.5, [HUE] * len(parts))
    panel.show_position(1.0, True)
    pump()
    lane = panel.detail
    picture = lane.grab().toImage()

    def colors(start_s: float, end_s: float) -> set[str]:
        row = range(int(lane.x_of(start_s)), int(lane.x_of(end_s)))
        return {picture.pixelColor(x, 22).name() for x in row}

    assert theme.color("accent_line").name() not in colors(0.1, 0.8)
    assert theme.color("idle_wave").name() not in colors(1.2, 2.9)
    assert theme.color("idle_wave").name() in colors(3.6, 5.0)
    panel.show_position(4.5, True)
    pump()
    picture = lane.grab().toImage()
    assert theme.color("accent_line").name() in colors(3.6, 4.4)


def test_what_is_out_of_date_is_grey_ahead_of_the_playhead(
    panel: TransportPanel, theme: Theme, pump: Callable[..., None]
) -> None:
    parts = half_out_of_date(0.0)
    panel.show_parts(parts, 20.5, [HUE] * len(parts))
    panel.show_position(4.0, True)
    pump()
    picture = panel.overview.grab().toImage()
    middle = picture.height() // 2

    def colors(first: float, last: float) -> set[str]:
        row = range(int(picture.width() * first), int(picture.width() * last))
        return {picture.pixelColor(x, middle).name() for x in row}

    assert theme.color("accent_line").name() in colors(0.05, 0.15)
    assert theme.color("idle_wave").name() in colors(0.25, 0.45)
    assert HUE not in colors(0.25, 0.45)
    assert HUE in colors(0.55, 0.95)


def test_moving_the_playhead_draws_no_wave_again(panel: TransportPanel, pump: Callable[..., None]) -> None:
    panel.show_position(1.0, True)
    pump(lambda: panel.overview._pictures is not None)
    kept = panel.overview._pictures
    panel.show_position(1.5, True)
    pump()
    assert panel.overview._pictures is kept


def test_a_change_that_is_not_seen_draws_no_wave_again(panel: TransportPanel, pump: Callable[..., None]) -> None:
    """A control that is dragged tells of new parts at each step, which look as before."""
    lanes = panel.overview, panel.detail

    def drawn(parts: list[OverviewPart]) -> list[tuple[QPixmap, QPixmap] | None]:
        panel.show_parts(parts, 20.0, [HUE])
        pump(lambda: not any(lane._changed for lane in lanes))
        return [lane._pictures for lane in lanes]

    same = take()
    before = drawn([OverviewPart("a", 0.0, 20.0, same)])
    again = drawn([OverviewPart("a", 0.0, 20.0, same)])
    assert all(one is other for one, other in zip(before, again, strict=True))
    changed = drawn([OverviewPart("a", 0.0, 20.0, same, changed="voice")])
    assert not any(one is other for one, other in zip(before, changed, strict=True))


def test_each_paragraph_is_in_the_hue_of_who_speaks_it(panel: TransportPanel, pump: Callable[..., None]) -> None:
    panel.show_parts(
        [
            OverviewPart("a", 0.0, 10.0, take(10.0)),
            OverviewPart("b", 10.5, 10.0, take(10.0)),
        ],
        20.5,
        [HUE, OTHER],
        several=True,
    )
    panel.show_position(0.0, False)
    pump()
    picture = panel.overview.grab().toImage()
    middle = picture.height() // 2

    def colors(first: float, last: float) -> set[str]:
        row = range(int(picture.width() * first), int(picture.width() * last))
        return {picture.pixelColor(x, middle).name() for x in row}

    assert (HUE in colors(0.05, 0.45), OTHER in colors(0.05, 0.45)) == (True, False)
    assert (HUE in colors(0.55, 0.95), OTHER in colors(0.55, 0.95)) == (False, True)
    middle = 22
    words = panel.detail.grab().toImage()
    assert HUE in {words.pixelColor(x, middle).name() for x in range(200, 700)}, "with several the words' wave too"
