# SPDX-License-Identifier: Apache-2.0
"""Digests of files."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import BinaryIO

_BLOCK_BYTES = 1 << 20


def sha256_of(file: BinaryIO, pause_s: float = 0.0) -> str:
    """SHA-256 (hex) of *file* from its position to its end; *pause_s* is waited after each MB, to leave the machine to
    others."""
    digest = hashlib.sha256()
    while block := file.read(_BLOCK_BYTES):
        digest.update(block)
        if pause_s:
            time.sleep(pause_s)
    return digest.hexdigest()


def file_sha256(path: Path, pause_s: float = 0.0) -> str:
    """SHA-256 (hex) of the file at *path*, see `sha256_of`.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return sha256_of(file, pause_s)
