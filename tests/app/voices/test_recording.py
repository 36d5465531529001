# SPDX-License-Identifier: GPL-3.0-or-later
"""How a recording is going, in words; recording itself is tested with the room of cloning."""

from __future__ import annotations

import pytest

from studio.app.voices.recording import RecordingNow


@pytest.mark.parametrize(
    ("peaks", "remarks"),
    [
        ([0.2] * 19, ()),
        ([0.001, 0.3] * 20, ("good level", "quiet room")),
        ([0.001, 0.03] * 20, ("too soft", "quiet room")),
        ([0.02, 1.0] * 20, ("too loud", "noisy room")),
        ([1.0, 0.001] * 20 + [0.001, 0.3] * 10, ("good level", "quiet room")),
    ],
    ids=["too little", "good", "soft", "loud", "loud before"],
)
def test_its_level_and_noise_are_told(peaks: list[float], remarks: tuple[str, ...]) -> None:
    assert RecordingNow(0, len(peaks) / 10, 0.1, peaks).remarks == remarks
