# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of an earlier version, which becomes a project once. Its files stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.core.checked_json import checked_json
from studio.core.files import read_file
from studio.core.project import Project
from studio.project.document_json import LaterVersion, from_json

MOST_BYTES = 512 * 2**20
_NAME = "document.json"
_BESIDE = "document.new-*.json"


@dataclass(frozen=True, slots=True)
class OlderDocument:
    """What was read of it, None for nothing, and a notice for a person, "" for none."""

    project: Project | None = None
    said: str = ""


def older_document(folder: Path) -> OlderDocument:
    """The newest document in *folder* that can be read."""
    found = OlderDocument()
    for path in _newest_first(folder):
        try:
            read = from_json(checked_json(read_file(path, MOST_BYTES)))
        except LaterVersion:
            said = f"The last transcript is from a later version of Speech Studio. Its file stays as it is: {path}."
        except (OSError, ValueError):
            said = f"The last transcript could not be read. Its file stays as it is: {path}."
        else:
            said = "The last transcript was read, but not the voice and its expression: choose them anew."
            return OlderDocument(read.project, found.said or ("" if read.whole else said))
        found = OlderDocument(said=found.said or said)
    return found


def _newest_first(folder: Path) -> Iterator[Path]:
    try:
        # Where it could not be read, the text was saved beside it.
        names = [path for path in (folder / _NAME, *folder.glob(_BESIDE)) if path.exists() or path.is_symlink()]
        yield from sorted(names, key=lambda path: path.lstat().st_mtime_ns, reverse=True)
    except OSError:
        return
