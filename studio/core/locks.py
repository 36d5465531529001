# SPDX-License-Identifier: Apache-2.0
"""Locks on open files, which other processes see, and which the system releases when their holder dies."""

from __future__ import annotations

import sys
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: BinaryIO) -> bool:
        """Lock *file* until it is closed; False where another open file holds the lock.

        Raises:
            OSError: the file system has no locks.
        """
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def lock(file: BinaryIO) -> None:
        """Lock *file* until it is closed; waits for another holder.

        Raises:
            OSError: the file system has no locks, or the holder keeps it for 10 s.
        """
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def try_lock(file: BinaryIO) -> bool:
        """Lock *file* until it is closed; False where another open file holds the lock.

        Raises:
            OSError: the file system has no locks.
        """
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def lock(file: BinaryIO) -> None:
        """Lock *file* until it is closed; waits for another holder.

        Raises:
            OSError: the file system has no locks.
        """
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
