# SPDX-License-Identifier: GPL-3.0-or-later
"""A limit on speech that is held as a whole because it is measured before it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from studio.core.errors import InvalidArgument
from studio.engine.base import SpeechPiece

LONGEST_HELD_S = 800
"""Seconds that speech of the longest duration takes at the slowest rate, before it is fitted."""


def held(pieces: Iterator[SpeechPiece], rate_hz: int) -> Iterator[SpeechPiece]:
    """*pieces*, which the caller keeps, up to the limit.

    Raises:
        InvalidArgument: the speech is longer than the limit, as with many breaks.
    """
    count = 0
    for piece in pieces:
        count += len(piece.samples)
        if count > LONGEST_HELD_S * rate_hz:
            raise InvalidArgument("transcript", f"a text that takes at most {LONGEST_HELD_S} seconds, with its breaks")
        yield piece
