# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import math

import pytest

from studio.core.errors import InvalidArgument
from studio.core.pauses import LONGEST_S, PAUSE_NAMES, Pauses, checked_pauses


def test_pauses_are_numbers_of_seconds_within_bounds() -> None:
    assert checked_pauses(sentence_s=1, chapter_s=LONGEST_S) == Pauses(sentence_s=1.0, chapter_s=LONGEST_S)
    assert checked_pauses() == Pauses()
    assert PAUSE_NAMES == ("sentence_s", "paragraph_s", "speaker_s", "chapter_s")
    for wrong in (-0.1, LONGEST_S + 0.1, math.nan, True, "1"):
        with pytest.raises(InvalidArgument) as raised:
            checked_pauses(speaker_s=wrong)  # type: ignore[arg-type]
        assert raised.value.argument == "speaker_s"
