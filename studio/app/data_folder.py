# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of document and settings, which one program at a time writes to."""

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
    """Takes the folder for this process by a lock that the system gives back when the process ends, however it ends.

    Args:
        path: The folder; made when it is taken.

    Attributes:
        read_only: Why nothing is ever written to it, in plain words; empty when it is written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_only = ""
        self._held: BinaryIO | None = None
        self._taking = Lock()

    def take(self) -> bool:
        """Whether this process may write to it: nobody else does. Asked again before each save, since the folder may
        have been replaced by another meanwhile.

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
        """Let another program have it."""
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
            # A file system without locks: better to save than to refuse it.
            pass
        before, self._held = self._held, file
        if before is not None:
            before.close()
        with contextlib.suppress(OSError):
            clear_dead_parts(self.path, own=True)
        return True
