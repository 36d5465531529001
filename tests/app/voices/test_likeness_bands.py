# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.app.voices.likeness_bands import likeness_bands


def test_one_voice_is_more_like_itself_than_others_are() -> None:
    bands = likeness_bands()
    assert 0.0 < bands.others[0] < bands.others[1] < bands.same[0] < bands.same[1] <= 1.0
