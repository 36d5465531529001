# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock that other processes see and that the system takes back when its holder dies."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from studio.core.errors import StudioError


@contextlib.contextmanager
def only_one(path: Path, held_text: str) -> Iterator[None]:
    """Hold the lock file *path* (created if need be, left in place).

    Raises:
        StudioError: another process holds it; *held_text* is what a person reads.
    """
    with path.open("ab") as file:
        try:
            _lock(file)
        except OSError as error:
            raise StudioError(held_text, repr(error)) from error
        yield


if sys.platform == "win32":

    def _lock(file: BinaryIO) -> None:
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: BinaryIO) -> None:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
