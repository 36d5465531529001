# SPDX-License-Identifier: GPL-3.0-or-later
"""The sliders of speed and emotions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.core.speech import Controls
from studio.core.voices import Voice
from studio.ui.design import DesignPanel, DesignView, MixRowView
from studio.ui.theme import Theme
from studio.ui.widgets.slider import GrooveSlider

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
INTENTS = (
    "share_requested",
    "even_requested",
    "add_requested",
    "remove_requested",
    "speed_requested",
    "emotion_requested",
    "reset_requested",
    "language_requested",
    "save_requested",
)


@pytest.fixture
def view(voices: tuple[Voice, ...]) -> DesignView:
    mix = (MixRowView(voices[0], 0.7), MixRowView(voices[1], 0.3))
    controls = Controls(-0.12, (("positivity", 2),))
    return DesignView("Heart + George", mix, voices, controls, "", ("en-US", "en-GB", "fr"), "en-US")


@pytest.fixture
def panel(theme: Theme, view: DesignView, show: Callable[..., None]) -> DesignPanel:
    made = DesignPanel(theme)
    made.show_design(view)
    show(made, 320, 760)
    return made


@pytest.fixture
def intents(panel: DesignPanel) -> list[tuple[object, ...]]:
    told: list[tuple[object, ...]] = []
    for name in INTENTS:
        getattr(panel, name).connect(lambda *values, intent=name: told.append((intent, *values)))
    return told


def right_of(slider: GrooveSlider) -> QPoint:
    return QPoint(slider.width() - 2, slider.height() // 2)


def test_a_double_click_takes_a_slider_back_to_rest(panel: DesignPanel, intents: list[tuple[object, ...]]) -> None:
    QTest.mouseDClick(panel.expression.speed, LEFT, pos=right_of(panel.expression.speed))
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
