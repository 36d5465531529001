# SPDX-License-Identifier: Apache-2.0
"""Paths of files that ship with the program, in the checkout or inside the installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from studio.core.errors import NotFound


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "_resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise NotFound("The program's resources folder is missing: install Speech Studio again.", str(package))


def resource(name: str) -> Path:
    """Path of the shipped file *name*, relative to `resources/` with forward slashes.

    Raises:
        NotFound: no such file ships, or *name* leaves the folder.
    """
    root = _root()
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()) or not path.exists():
        raise NotFound(f"The program's file {name} is missing: install Speech Studio again.", str(path))
    return path
