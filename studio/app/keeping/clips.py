# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips and takes as they are kept: a store's contract, and one in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from studio.core.takes import Clip, Take


@dataclass(frozen=True, slots=True)
class KeptTakes:
    """What a store holds."""

    takes: tuple[Take, ...] = ()
    clips: Mapping[str, Clip] = field(default_factory=dict)


class ClipStore(Protocol):
    """Keeps clips and takes. Each method may be called from any thread; those that write return at once."""

    def read(self) -> KeptTakes:
        """All takes and clips; takes some time.

        Raises:
            StudioError: the file cannot be read.
        """

    def sound(self, clip: str) -> bytes | None:
        """The FLAC stream of a clip; None if it is not there or damaged. Takes some time.

        Raises:
            StudioError: the file cannot be read now.
        """

    def keep(self, take: Take, clips: Iterable[tuple[Clip, bytes]]) -> None:
        """Keep *take* with the clips that are new with it, each with its FLAC stream; quick."""

    def drop(self, takes: Iterable[str]) -> None:
        """Drop takes, and clips that no other take has."""


class MemoryClips:
    """Clips and takes of a project without a file."""

    def __init__(self) -> None:
        self._takes: dict[str, Take] = {}
        self._clips: dict[str, Clip] = {}
        self._sounds: dict[str, bytes] = {}

    def read(self) -> KeptTakes:
        return KeptTakes(tuple(self._takes.values()), dict(self._clips))

    def sound(self, clip: str) -> bytes | None:
        return self._sounds.get(clip)

    def keep(self, take: Take, clips: Iterable[tuple[Clip, bytes]]) -> None:
        self._takes[take.id] = take
        for clip, sound in clips:
            self._clips[clip.id], self._sounds[clip.id] = clip, sound

    def drop(self, takes: Iterable[str]) -> None:
        for take in takes:
            self._takes.pop(take, None)
        used = {span.clip for take in self._takes.values() for span in take.spans}
        for clip in self._clips.keys() - used:
            del self._clips[clip], self._sounds[clip]
