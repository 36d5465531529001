# SPDX-License-Identifier: GPL-3.0-or-later
"""Slices of a unit: the generator runs over one after the other, so that the first is heard early.

The predicted energy shows the silences before anything is decoded. A cut inside a silence is inaudible and leaves the
unit's own pauses as they are. Only where no pause is in reach a slice is cut at the weakest frame near the aim.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studio.engine.kokoro.frames import EDGE_HALVES, HALVES, SILENT_BELOW, Floats

LAST_SHARE = 1.3
"""The last slice may be so many times as long as its aim before it is cut again."""
# Fewer frames than these are no slice of their own.
_LEAST_FRAMES = 6
_PAUSE_FRAMES = 3
_PAUSE_SLACK = 8
CONTEXT_FRAMES = EDGE_HALVES // HALVES
"""Frames generated on both sides of those kept, where there are any."""
USUAL_CONTEXT = 12
"""Frames generated beyond those kept of a slice, on average: 8, but some 20 where a unit is run as a whole."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Frames [first, last) that are kept of a run of the generator over [run_first, run_last)."""

    first: int
    last: int
    run_first: int
    run_last: int


def frame_energy(energy: Floats) -> Floats:
    """Energy [2T] as the louder half of each frame [T]."""
    louder: Floats = energy.reshape(-1, HALVES).max(axis=1)
    return louder


def sound_edges(loudness: Floats) -> tuple[int, int]:
    """First frame with sound and one after the last; (0, 0) if all is silent."""
    sounding = np.flatnonzero(loudness >= SILENT_BELOW)
    return (int(sounding[0]), int(sounding[-1]) + 1) if sounding.size else (0, 0)


def pauses(loudness: Floats) -> list[tuple[int, int]]:
    """Stretches [first, last) of silence between sounds, 75 ms or longer."""
    start, stop = sound_edges(loudness)
    silent = np.concatenate([[False], loudness[start:stop] < SILENT_BELOW, [False]])
    edges = np.flatnonzero(silent[1:] != silent[:-1]) + start
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= _PAUSE_FRAMES]


def pause_at(loudness: Floats, frame: int) -> int:
    """Frames of the pause around *frame*, where one word ends and the next begins; 0 if there is none."""
    near = [last - first for first, last in pauses(loudness) if first - _PAUSE_SLACK <= frame <= last + _PAUSE_SLACK]
    return max(near, default=0)


def next_slice(loudness: Floats, at: int, end: int, aim: int) -> Slice:
    """The slice that begins at frame *at*.

    Args:
        loudness: Energy a frame, [T].
        at: The slice's first frame.
        end: One after the unit's last frame.
        aim: Frames aimed at; up to half as many more where a pause is in reach.
    """
    if end - at <= LAST_SHARE * aim:
        return _slice(loudness, at, end, end)
    middles = [(first + last) // 2 for first, last in pauses(loudness[:end]) if (first + last) // 2 > at]
    in_reach = [middle for middle in middles if 0.4 * aim <= middle - at <= aim]
    late = [middle for middle in middles if aim < middle - at <= 1.5 * aim]
    if in_reach or late:
        return _slice(loudness, at, in_reach[-1] if in_reach else late[0], end)
    window = np.convolve(loudness, np.ones(3) / 3, mode="same")[at + int(0.7 * aim) : min(end, at + int(1.3 * aim))]
    return _slice(loudness, at, at + int(0.7 * aim) + int(window.argmin()), end)


def _slice(loudness: Floats, first: int, last: int, end: int) -> Slice:
    if end - last < _LEAST_FRAMES:
        last = end
    if first <= sound_edges(loudness)[0] and last == end:
        return Slice(first, last, 0, len(loudness))
    return Slice(first, last, max(0, first - CONTEXT_FRAMES), min(len(loudness), last + CONTEXT_FRAMES))
