# SPDX-License-Identifier: Apache-2.0
"""Pauses of a project as a frozen value."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from studio.core.errors import InvalidArgument

LONGEST_S = 5.0


@dataclass(frozen=True, slots=True)
class Pauses:
    """Pauses in seconds, 0 to LONGEST_S.

    Attributes:
        sentence_s: Between two sentences of a paragraph, beside the one that the voice makes.
        paragraph_s: Between two paragraphs of one speaker.
        speaker_s: Between two paragraphs of different speakers.
        chapter_s: Before and behind the heading of a chapter.
    """

    sentence_s: float = 0.0
    paragraph_s: float = 0.45
    speaker_s: float = 0.45
    chapter_s: float = 1.2


PAUSE_NAMES = tuple(field.name for field in fields(Pauses))


def checked_pauses(**values: float) -> Pauses:
    """Pauses of those values, and the usual ones.

    Raises:
        InvalidArgument: one is no number from 0 to LONGEST_S.
    """
    for name, value in values.items():
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not number or not 0 <= value <= LONGEST_S:
            raise InvalidArgument(name, f"a number of seconds from 0 to {LONGEST_S:g}", repr(value))
    return Pauses(**{name: float(value) for name, value in values.items()})
