# SPDX-License-Identifier: GPL-3.0-or-later
"""The sliders of speed and emotions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.design import DesignPanel
from studio.ui.widgets.slider import GrooveSlider
from tests.support.pointing import double_click
from tests.ui.design.conftest import right_of

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_a_double_click_takes_a_slider_back_to_rest(panel: DesignPanel, intents: list[tuple[object, ...]]) -> None:
    double_click(panel.expression.speed, LEFT, pos=right_of(panel.expression.speed))
    assert intents[-1] == ("speed_requested", 0.0)


def test_alt_and_arrows_move_a_slider_by_its_smallest_step(
    panel: DesignPanel, intents: list[tuple[object, ...]]
) -> None:
    panel.expression.speed.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(panel.expression.speed, key, Qt.KeyboardModifier.AltModifier)
    assert intents == [("speed_requested", value) for value in (-0.13, -0.12, -0.11)]


def test_every_slider_has_a_name(panel: DesignPanel) -> None:
    assert all(slider.accessibleName() for slider in panel.findChildren(GrooveSlider))
