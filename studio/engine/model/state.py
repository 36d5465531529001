# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the speech model's files on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from studio.core.commands import FETCH_MODEL


class FileState(Enum):
    PRESENT = "present"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelState:
    """State of all files of the model, the prepared parts included.

    Attributes:
        files: Relative path (forward slashes) to state.
        needed: Paths without which no voice speaks.
        command: The command that mends the model.
    """

    files: Mapping[str, FileState]
    needed: frozenset[str]
    command: str = FETCH_MODEL

    def having(self, state: FileState) -> tuple[str, ...]:
        return tuple(path for path, has in self.files.items() if has is state)

    @property
    def missing(self) -> tuple[str, ...]:
        return self.having(FileState.MISSING)

    @property
    def damaged(self) -> tuple[str, ...]:
        return self.having(FileState.DAMAGED)

    @property
    def voices(self) -> tuple[str, ...]:
        """Keys of the voices whose tables are sound."""
        return tuple(Path(path).stem for path in self.having(FileState.PRESENT) if path.startswith("voices/"))

    @property
    def complete(self) -> bool:
        """Whether no file is missing or damaged."""
        return not self.missing and not self.damaged

    @property
    def usable(self) -> bool:
        """Whether all needed files and at least one voice are sound."""
        return bool(self.voices) and all(self.files[path] is FileState.PRESENT for path in self.needed)

    @property
    def notice(self) -> str:
        """A text for the person, with the command that mends the model; "" when complete."""
        if self.complete:
            return ""
        faults = [f"{path} is {has.value}" for path, has in self.files.items() if has is not FileState.PRESENT]
        shown = ", ".join(faults[:3]) + (f" and {len(faults) - 3} more" if len(faults) > 3 else "")
        return f"The speech model is not whole: {shown}. To mend it: {self.command}"
