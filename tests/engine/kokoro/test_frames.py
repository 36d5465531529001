# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.engine.kokoro.frames import FRAME_S, HALVES, SAMPLE_RATE_HZ, SAMPLES_PER_FRAME, Decoded, Frames


@pytest.mark.parametrize("count", [0, 1, 180])
def test_frames_are_counted_by_their_text(count: int) -> None:
    halves = np.zeros(HALVES * count, np.float32)
    assert Frames(np.zeros((1, 512, count), np.float32), halves, halves).count == count


@pytest.mark.parametrize(("first", "count"), [(0, 0), (0, 7), (40, 1)])
def test_what_is_decoded_ends_behind_its_last_frame(first: int, count: int) -> None:
    states = np.zeros((1, 512, HALVES * count), np.float32)
    assert Decoded(first, states, np.zeros(0, np.float32)).last == first + count


def test_a_frame_is_a_fortieth_of_a_second() -> None:
    assert FRAME_S == 0.025
    assert SAMPLES_PER_FRAME * 40 == SAMPLE_RATE_HZ
