# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.app.takes.part import OverviewPart
from studio.app.takes.takes import LiveTake
from studio.core.timeline import WordTiming
from studio.ui.keys import ActionKeys
from studio.ui.theme import Theme
from studio.ui.transport import TransportPanel


def take(duration_s: float = 20.0) -> LiveTake:
    """A take of 40 words, each 0.4 s long."""
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
