# SPDX-License-Identifier: GPL-3.0-or-later
"""A cache of units spoken lately, so that a repeated sentence is heard at once."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from studio.core.pcm import Samples
from studio.engine.kokoro.frames import SAMPLES_PER_FRAME
from studio.engine.kokoro.words import FrameSpan, PhonemeSpan

BYTES_VARIABLE = "SPEECH_STUDIO_CACHE_MB"
DEFAULT_BYTES = 16 * 2**20
_ENTRY_BYTES = 4096


@dataclass(frozen=True, slots=True, eq=False)
class SaidUnit:
    """A unit's whole sound, and the places of its words and of each word's phonemes in frames; frame *first* is heard
    first."""

    samples: Samples
    words: tuple[FrameSpan, ...]
    phonemes: tuple[tuple[PhonemeSpan, ...], ...]
    first: int

    @property
    def last(self) -> int:
        """One after the last frame."""
        return self.first + len(self.samples) // SAMPLES_PER_FRAME

    @property
    def size_bytes(self) -> int:
        return self.samples.nbytes + _ENTRY_BYTES


class SaidLately:
    """Units and pauses by what they were made from. The least recently used go when *most_bytes* are exceeded."""

    def __init__(self, most_bytes: int = DEFAULT_BYTES) -> None:
        self._most_bytes = most_bytes
        self._units: OrderedDict[Hashable, SaidUnit] = OrderedDict()
        self._pauses: OrderedDict[Hashable, int] = OrderedDict()
        self.size_bytes = 0

    def unit(self, key: Hashable) -> SaidUnit | None:
        found = self._units.get(key)
        if found is not None:
            self._units.move_to_end(key)
        return found

    def keep_unit(self, key: Hashable, unit: SaidUnit) -> None:
        if unit.size_bytes > self._most_bytes or key in self._units:
            return
        self._units[key] = unit
        self.size_bytes += unit.size_bytes
        while self.size_bytes > self._most_bytes:
            _, oldest = self._units.popitem(last=False)
            self.size_bytes -= oldest.size_bytes

    def pause(self, key: Hashable) -> int | None:
        """Frames of a pause that the model gave before; None if it was not asked yet."""
        return self._pauses.get(key)

    def keep_pause(self, key: Hashable, frames: int) -> None:
        self._pauses[key] = frames
        if len(self._pauses) * _ENTRY_BYTES > self._most_bytes:
            self._pauses.popitem(last=False)


def cache_bytes() -> int:
    """The limit that SPEECH_STUDIO_CACHE_MB sets (0 keeps nothing), else 16 MB: some 170 s of speech."""
    try:
        return max(0, round(float(os.environ[BYTES_VARIABLE]) * 2**20))
    except (KeyError, ValueError, OverflowError):
        return DEFAULT_BYTES
