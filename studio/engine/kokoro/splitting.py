# SPDX-License-Identifier: GPL-3.0-or-later
"""Lengths of the units and slices of a text: short at first, so that it is heard early, then longer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splitting:
    """Lengths that are aimed at, in tokens of the text and in frames of 25 ms.

    Attributes:
        first_tokens: Least length of the first unit, so that the first sentence goes alone unless it is very short,
            when it sounds better together with the next.
        first_frames: Length of a unit's first slice, 0.4 s.
        most_frames: Length of the longest slice, 4.5 s, which bounds the generator's memory.
        growth: A slice's frames for each frame heard before it, so few that a machine which renders a second in half a
            second is ready in time.
        whole_frames: Longest text, 2.2 s, that is run as one slice when it is alone: moments assumed for a slice are
            too rough for the smallest steps of a short sentence's emotions.
    """

    first_tokens: int = 25
    first_frames: int = 16
    most_frames: int = 180
    growth: float = 0.75
    whole_frames: int = 90


USUAL = Splitting()
UNSPLIT = Splitting(first_tokens=100_000, first_frames=100_000, most_frames=100_000)
"""One run of each part for a text of up to 300 phonemes: the model's own sound, heard late."""
