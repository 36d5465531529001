# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.audio.peaks import Peaks
from tests.support.signals import noise


@settings(deadline=None, max_examples=60)
@given(
    pieces=st.lists(st.integers(0, 900), max_size=30),
    span=st.tuples(st.floats(-1, 20), st.floats(0.01, 20)),
    width=st.integers(1, 300),
)
def test_columns_hold_the_extremes_of_their_stretch(pieces: list[int], span: tuple[float, float], width: int) -> None:
    samples = noise(1 + sum(pieces) / 1000, 1000)[: sum(pieces)]
    peaks, at = Peaks(1000, bucket_s=0.01), 0
    for piece in pieces:
        peaks.append(samples[at : at + piece])
        at += piece
    lows, highs = peaks.columns(span[0], span[0] + span[1], width)
    edges = np.linspace(span[0], span[0] + span[1], width + 1) * 1000 / 10
    for column in range(width):
        first = int(np.floor(edges[column]))
        last = max(int(np.floor(edges[column + 1])), first + 1)
        stretch = samples[max(first, 0) * 10 : max(last, 0) * 10]
        assert highs[column] == (stretch.max() if len(stretch) else 0)
        assert lows[column] == (stretch.min() if len(stretch) else 0)


def test_the_duration_counts_every_frame() -> None:
    overview = Peaks(24000)
    overview.append(noise(1.0, 24000))
    overview.append(noise(0.0001, 24000))
    assert overview.duration_s == pytest.approx(24002 / 24000)


def test_a_stretch_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="end_s"):
        Peaks(24000).columns(1.0, 1.0, 10)
