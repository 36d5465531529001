# SPDX-License-Identifier: Apache-2.0
"""Sound files that a caller names, read to be sent."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import InvalidArgument


class UnreadableFile(InvalidArgument, OSError):
    """A file that cannot be read; an OSError too, as `open` raises it."""


class MissingFile(UnreadableFile, FileNotFoundError):
    """A file that is not there."""


def recording(name: str, path: str | Path) -> tuple[str, bytes]:
    """File name and content of the sound file at *path*, given as the argument *name*. What of its name is not UTF-8,
    as some disks have it, becomes "?".

    Raises:
        MissingFile: it is not there.
        UnreadableFile: it cannot be read.
    """
    try:
        return Path(path).name.encode("utf-8", "replace").decode(), Path(path).read_bytes()
    except FileNotFoundError:
        raise MissingFile(name, "a sound file that is there", "FileNotFoundError") from None
    except (OSError, ValueError) as error:  # a path with a NUL in it is a ValueError
        raise UnreadableFile(name, "a sound file that can be read", type(error).__name__) from None
