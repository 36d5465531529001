# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from studio.core.errors import InvalidArgument
from studio.engine.base import SpeechPiece
from studio.server.rendering.holding import LONGEST_HELD_S, held

RATE_HZ = 10
SECOND = SpeechPiece(np.zeros(RATE_HZ, np.float32), ())


def endless() -> Iterator[SpeechPiece]:
    while True:
        yield SECOND


def test_speech_up_to_the_limit_is_handed_on() -> None:
    pieces = [SECOND] * LONGEST_HELD_S
    assert list(held(iter(pieces), RATE_HZ)) == pieces
    assert list(held(iter([]), RATE_HZ)) == []


def test_speech_without_end_is_refused_at_the_limit() -> None:
    given = 0
    with pytest.raises(InvalidArgument, match="transcript: must be a text that takes at most 800 seconds"):
        for _ in held(endless(), RATE_HZ):
            given += 1
    assert given == LONGEST_HELD_S
