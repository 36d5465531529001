# SPDX-License-Identifier: GPL-3.0-or-later
"""The progress of a fetch: bytes received, and steps of making the parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.engine.model.manifest import ModelFile


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """Progress of a fetch: *what* is being done now; bytes received and bytes of all missing files; steps done of
    making the parts that an engine loads, and the bytes that they are made of (0 if none are to be made)."""

    what: str
    done_bytes: int
    total_bytes: int
    done_steps: int = 0
    steps: int = 0
    made_of_bytes: int = 0

    @property
    def fraction(self) -> float:
        """Share of all work that is done, 0 to 1. A byte to make parts of counts as much as a byte to fetch."""
        whole = self.total_bytes + self.made_of_bytes
        made_bytes = self.made_of_bytes * self.done_steps / self.steps if self.steps else 0.0
        return (self.done_bytes + made_bytes) / whole if whole else 1.0

    @property
    def text(self) -> str:
        """The progress in words for a person."""
        if self.steps:
            return f"{self.what} ({self.done_steps} of {self.steps} steps)"
        return f"{self.what} ({self.done_bytes / 1e6:.0f} of {self.total_bytes / 1e6:.0f} MB)"


class FetchMeter:
    """Adds up the bytes received of all wanted files and archives, and the steps of making the parts."""

    def __init__(self, wanted: list[ModelFile], made_of_bytes: int, progress: Callable[[FetchProgress], None]) -> None:
        self._progress = progress
        self._total = sum(file.size for file in wanted)
        self._made_of = made_of_bytes
        self._had = 0
        self._done = 0
        # Bytes by file and archive, as one file may need several archives.
        self._arrived: dict[str, int] = {}

    def bytes_of(self, what: str, done: int, size: int) -> None:
        self._arrived[what] = min(done, size)
        self._done = min(max(self._done, self._had + sum(self._arrived.values())), self._total)
        self._tell(f"fetching {what}")

    def have(self, file: ModelFile) -> None:
        self._arrived.clear()
        self._had += file.size
        self._done = max(self._done, self._had)
        self._tell(f"have {file.path}")

    def made(self, done: int, of: int) -> None:
        self._tell("preparing the model", done, of)

    def _tell(self, what: str, done_steps: int = 0, steps: int = 0) -> None:
        self._progress(FetchProgress(what, self._done, self._total, done_steps, steps, self._made_of))
