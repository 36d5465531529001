# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.app.state import EngineState, Notice, OverviewPart
from studio.app.takes import LiveTake


@pytest.mark.parametrize("phase", ["starting", "restarting", "failed"])
def test_an_engine_is_ready_in_one_phase_only(phase: str) -> None:
    assert EngineState("ready").ready
    assert not EngineState(phase).ready  # type: ignore[arg-type]


def test_a_part_is_heard_behind_what_stands_before_its_take() -> None:
    take = LiveTake("take", 1000)
    take.append(np.zeros(1500, np.float32))
    part = OverviewPart("id", 10.0, 4.0, take, lead_s=0.5)
    assert (part.sound_s, part.rendered_s) == (10.5, 1.5)
    assert OverviewPart("id", 10.0, 4.0, None).rendered_s == 0.0


def test_notices_are_alike_whatever_says_that_they_hold() -> None:
    assert Notice("key", "text", holds=lambda: True) == Notice("key", "text", holds=lambda: False)
    assert Notice("key", "text") != Notice("key", "text", "info")
