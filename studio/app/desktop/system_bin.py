# SPDX-License-Identifier: GPL-3.0-or-later
"""The system's bin."""

from __future__ import annotations

from pathlib import Path


def put_into_bin(path: Path) -> None:
    """Move a file into the system's bin, from which a person can bring it back.

    Raises:
        OSError: there is no bin for its drive, or it may not be moved.
    """
    from send2trash import send2trash

    send2trash(str(path))
