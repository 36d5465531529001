# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech that is held whole because it is measured before it is sent, so long and no longer."""

from __future__ import annotations

from collections.abc import Iterator

from studio.core.errors import InvalidArgument
from studio.engine.base import SpeechPiece

LONGEST_HELD_S = 800
"""At the slowest, speech of the longest duration that can be asked for takes as long before it is fitted."""


def held(pieces: Iterator[SpeechPiece], rate_hz: int) -> Iterator[SpeechPiece]:
    """*pieces*, to be kept by the caller.

    Raises:
        InvalidArgument: the text is more than may be kept, as one of many breaks is.
    """
    count = 0
    for piece in pieces:
        count += len(piece.samples)
        if count > LONGEST_HELD_S * rate_hz:
            raise InvalidArgument("transcript", f"a text that takes at most {LONGEST_HELD_S} seconds, with its breaks")
        yield piece
