# SPDX-License-Identifier: GPL-3.0-or-later
"""The design panel with two voices, and what is asked for in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from studio.core.speech import Controls
from studio.core.voices import Voice
from studio.ui.design import DesignPanel, DesignView, MixRowView
from studio.ui.theme import Theme
from studio.ui.widgets.slider import GrooveSlider
from tests.ui.conftest import Show

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
def panel(theme: Theme, view: DesignView, show: Show) -> DesignPanel:
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
