# SPDX-License-Identifier: GPL-3.0-or-later
"""How finely a text is rendered: short at first, so that it is heard early, then longer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splitting:
    """Lengths that a render aims at, in tokens of the text and in frames of 25 ms.

    Attributes:
        first_tokens: Of the first unit: the first sentence goes alone, a very short one sounds better in company.
        first_frames: The first slice of a unit: 0.4 s.
        most_frames: The longest slice: 4.5 s keep the generator small.
        growth: A slice's length for each frame heard before it: so little that a machine which renders a second in
            half a second is ready in time.
        whole_frames: A text alone of up to so many is run as a whole, 2.2 s: what is usual is not near enough for the
            smallest steps of a short sentence's emotions.
    """

    first_tokens: int = 25
    first_frames: int = 16
    most_frames: int = 180
    growth: float = 0.75
    whole_frames: int = 90


USUAL = Splitting()
UNSPLIT = Splitting(first_tokens=100_000, first_frames=100_000, most_frames=100_000)
"""One run of each part for a text of up to 300 phonemes: the model's own sound, heard late."""
