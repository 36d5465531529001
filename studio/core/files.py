# SPDX-License-Identifier: Apache-2.0
"""Files that are old or new, never half."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from studio.core.errors import SaveFailed


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file written beside *path* that takes its place once the block ends without an error.

    On an error the new file is removed and what stood at *path* is untouched.

    Raises:
        SaveFailed: the folder is not there, is read-only or full.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _save_failed(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _keep_permissions(path, part)
        os.replace(part, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, SaveFailed):
            raise _save_failed(path, error) from error
        raise


def _keep_permissions(path: Path, part: Path) -> None:
    if os.name != "posix":
        return
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    part.chmod(mode)


def _save_failed(path: Path, error: OSError) -> SaveFailed:
    return SaveFailed(
        f"{path.name} could not be written to {path.parent}: {error.strerror or error}. "
        "Free some space or choose another folder; what was there before is untouched.",
        repr(error),
    )
