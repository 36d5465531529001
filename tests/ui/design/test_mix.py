# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the mix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest

from studio.core.voices import Voice
from studio.ui.design import DesignPanel, DesignView, MixRowView
from studio.ui.design.add_voice import AddVoice
from tests.support.pointing import double_click
from tests.ui.design.conftest import right_of

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_a_row_is_removed_by_its_cross_shown_on_hover(
    panel: DesignPanel, intents: list[tuple[object, ...]], pump: Callable[..., None]
) -> None:
    row = panel.mix.rows[1]

    def crossed() -> bool:
        picture = row.grab(row.remove.geometry()).toImage()
        return len({picture.pixelColor(x, x).name() for x in range(6, 18)}) > 1

    panel.mix.add.setFocus()
    assert not crossed()
    row.remove.setFocus()
    assert crossed()
    panel.mix.add.setFocus()

    # The event itself: where the pointer of the display stands is not this test's alone.
    QCoreApplication.sendEvent(row, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    assert crossed()
    QTest.mouseClick(row.remove, LEFT)
    assert intents == [("remove_requested", "v-george")]


def test_the_able_voices_that_are_not_in_the_mix_can_be_added(
    panel: DesignPanel, intents: list[tuple[object, ...]]
) -> None:
    assert [voice.name for voice in panel.mix.addable()] == ["Siwis", "My blend"]
    QTest.mouseClick(panel.mix.add, LEFT)
    (adding,) = panel.findChildren(AddVoice)
    assert [row.voice.name for row in adding.rows] == ["Siwis", "My blend"]
    QTest.mouseClick(adding.rows[0], LEFT, pos=QPoint(60, 10))
    assert (intents, adding.is_open) == ([("add_requested", "v-siwis")], False)


def test_one_voice_alone_has_nothing_to_weigh(panel: DesignPanel, view: DesignView) -> None:
    panel.show_design(replace(view, mix=(MixRowView(view.mix[0].voice, 1.0),), saving_unavailable_reason="Add one."))
    (row,) = panel.mix.rows
    assert not row.slider.isEnabled()
    assert row.slider.toolTip()
    assert not panel.save.isEnabled()
    assert panel.save.toolTip() == "Add one."


def test_where_mixing_cannot_act_everything_of_it_says_why(panel: DesignPanel, view: DesignView) -> None:
    reason = "espeak-ng cannot mix voices."
    panel.show_design(replace(view, mixing_unavailable_reason=reason, saving_unavailable_reason=reason))
    for control in (panel.mix.add, panel.save, *(row.slider for row in panel.mix.rows)):
        assert not control.isEnabled()
        assert control.toolTip() == reason


def test_a_double_click_on_a_weight_asks_for_equal_shares(
    panel: DesignPanel, intents: list[tuple[object, ...]]
) -> None:
    slider = panel.mix.rows[1].slider
    double_click(slider, LEFT, pos=right_of(slider))
    assert intents[-1] == ("even_requested", "v-george")
    assert ("share_requested", "v-george", 0.0) not in intents


def test_shown_percents_total_a_hundred(panel: DesignPanel, view: DesignView, voices: tuple[Voice, ...]) -> None:
    panel.show_design(replace(view, mix=tuple(MixRowView(voice, 1 / 3) for voice in voices[:3])))
    assert [row.percent.text() for row in panel.mix.rows] == ["34 %", "33 %", "33 %"]
    assert [row.slider.value() for row in panel.mix.rows] == [340, 330, 330]
