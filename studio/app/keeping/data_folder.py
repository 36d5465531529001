# SPDX-License-Identifier: GPL-3.0-or-later
"""The data folder, with document and settings, to which one program at a time writes."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from studio.core.errors import SaveFailed
from studio.core.files import clear_dead_parts, open_private, private_folder
from studio.core.locks import try_lock

_LOCK = ".window.lock"


class DataFolder:
    """Takes the folder for this process by a lock, which the system releases when the process ends in any way.

    Args:
        path: The folder, which is made when it is taken.

    Attributes:
        read_only: Why nothing is ever written to it, in plain words; "" if it is writable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_only = ""
        self._held: BinaryIO | None = None
        self._taking = Lock()

    def take(self) -> bool:
        """Take the folder; whether this process may write to it. It is asked before each save, since the folder may
        have been replaced meanwhile.

        Raises:
            SaveFailed: it cannot be made or written to.
        """
        if self.read_only:
            return False
        with self._taking:
            try:
                return self._is_held() or self._take()
            except OSError as error:
                raise SaveFailed(
                    f"The data folder {self.path} cannot be used: {error.strerror or error}. Make it a folder that you "
                    "may write to, or name another one in SPEECH_STUDIO_DATA_DIR.",
                    repr(error),
                ) from error

    def give_back(self) -> None:
        """Release the folder for other programs."""
        with self._taking:
            held, self._held = self._held, None
        if held is not None:
            held.close()

    def _is_held(self) -> bool:
        if self._held is None:
            return False
        try:
            there = os.stat(self.path / _LOCK)
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(self._held.fileno()))

    def _take(self) -> bool:
        private_folder(self.path)
        file = open_private(self.path / _LOCK)
        try:
            if not try_lock(file):
                file.close()
                return False
        except OSError:
            # On a file system without locks, saving is better than refusing.
            pass
        before, self._held = self._held, file
        if before is not None:
            before.close()
        with contextlib.suppress(OSError):
            clear_dead_parts(self.path, own=True)
        return True
