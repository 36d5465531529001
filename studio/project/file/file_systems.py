# SPDX-License-Identifier: GPL-3.0-or-later
"""Which file systems are surely of this machine, so that SQLite may share memory beside a file there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_OWN = frozenset(
    ["ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "jfs", "reiserfs", "tmpfs", "overlay"]
)
_FIXED_DRIVE = 3  # DRIVE_FIXED


def is_own(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether *folder* is on a file system of this machine; False for a network's and for an unknown one."""
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(os.path.realpath(folder))[0]
        return bool(drive) and ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _FIXED_DRIVE
    return _kind_of(os.path.realpath(folder), mounts) in _OWN


def _kind_of(folder: str, mounts: Path) -> str:
    """The type of the file system that is mounted nearest above *folder*; "" if that is unknown."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    nearest, kind = "", ""
    for line in lines:
        place, _, rest = line.partition(" - ")
        fields, kinds = place.split(), rest.split()
        if len(fields) < 5 or not kinds:
            continue
        # Blanks in it are written as octal numbers.
        point = fields[4].encode("utf-8", "surrogateescape").decode("unicode_escape").encode("latin-1")
        at = point.decode("utf-8", "surrogateescape")
        inside = at == "/" or folder == at or folder.startswith(f"{at}/")
        # Of two mounts at one place the later one is seen.
        if inside and len(at) >= len(nearest):
            nearest, kind = at, kinds[0]
    return kind
