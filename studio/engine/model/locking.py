# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock file for work that only one process may do at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import open_private
from studio.core.locks import try_lock


@contextlib.contextmanager
def only_one(path: Path, held_text: str) -> Iterator[None]:
    """Hold the lock file *path* (created if need be, left in place).

    Raises:
        StudioError: another process holds it; *held_text* is the error's text for a person.
    """
    with open_private(path) as file:
        try:
            held = not try_lock(file)
        except OSError as error:
            raise StudioError(held_text, repr(error)) from error
        if held:
            raise StudioError(held_text)
        yield
