# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from studio.engine.clip.features import VoicePrint
from studio.engine.clip.plausibility import is_plausible

BLEND = VoicePrint(np.ones(256) / 16, 120.0, np.zeros(337), level_db=-22.0, voiced=0.6, length_s=4.0)


@pytest.mark.parametrize(
    ("change", "plausible"),
    [
        ({}, True),
        ({"level_db": -26.0}, True),
        ({"level_db": -29.0}, False),
        ({"level_db": -15.0}, False),
        ({"voiced": 0.5}, True),
        ({"voiced": 0.4}, False),
        ({"spread": 7.5}, True),
        ({"spread": 9.0}, False),
        ({"length_s": 5.0}, True),
        ({"length_s": 6.5}, False),
        ({"length_s": 2.5}, False),
    ],
)
def test_a_voice_is_as_loud_as_clear_and_as_fast_as_a_blend(change: dict[str, Any], plausible: bool) -> None:
    assert is_plausible(replace(BLEND, **change), BLEND, BLEND) is plausible


def test_a_whisper_may_be_found_for_a_whisper() -> None:
    whisper = replace(BLEND, voiced=0.2)
    assert not is_plausible(whisper, BLEND, BLEND)
    assert is_plausible(whisper, BLEND, whisper)
    lively = replace(BLEND, spread=9.0)
    assert is_plausible(lively, BLEND, lively)
