# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

_SUFFIXES = (".speech", ".txt", ".text")


def dropped_file(data: QMimeData) -> Path | None:
    """The first file of *data* that can be opened: a project, a text or a book."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if not paths:
        return None
    # Loaded only now, since the window is shown before it.
    from studio.app.importing import is_book

    return next((path for path in paths if path.suffix.lower() in _SUFFIXES or is_book(path)), None)
