# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of verified model files, which saves reading them again."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from studio.core.checked_json import checked_json, is_number
from studio.core.errors import SaveFailed
from studio.core.files import read_file, replacing

NAME = ".verified.json"
_MOST_BYTES = 1 << 22


class Record:
    """The record of the files in *folder*; its copies are changed one at a time.

    Args:
        folder: The folder of the model.
        prepared: Names of the files that are made here.
    """

    def __init__(self, folder: Path, prepared: Sequence[str]) -> None:
        self._folder = folder
        self._prepared = set(prepared)
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def opened(self) -> Iterator[dict[str, Any]]:
        """The record of verified files; written back if the block changed it."""
        path = self._folder / NAME
        with self._lock:
            record = _read(path, self._prepared)
            before = json.dumps(record)
            yield record
            after = json.dumps(record)
            if after != before and self._folder.is_dir():
                # The record only saves time; on a read-only disk it is not kept.
                with contextlib.suppress(SaveFailed), replacing(path, private=True) as file:
                    file.write(after.encode())


def _read(path: Path, prepared_names: set[str]) -> dict[str, Any]:
    """The record of verified files. Damaged entries are left out, so that those files are read again."""
    try:
        found = checked_json(read_file(path, _MOST_BYTES))
    except (OSError, ValueError):
        found = None
    record: dict[str, Any] = {"files": {}}
    if not isinstance(found, dict):
        return record
    files, prepared = found.get("files"), found.get("prepared")
    if isinstance(files, dict):
        record["files"] = {name: seen for name, seen in files.items() if _is_seen(seen)}
    if _is_prepared(prepared, prepared_names):
        record["prepared"] = prepared
    if is_number(found.get("read_at"), 0, 1e11):
        record["read_at"] = found["read_at"]
    return record


def _is_seen(seen: object) -> bool:
    """Whether *seen* is a file's size, time of change and digest."""
    return isinstance(seen, list) and [type(value) for value in seen] == [int, int, str]


def _is_prepared(prepared: object, names: set[str]) -> bool:
    if not isinstance(prepared, dict) or not isinstance(prepared.get("sha256"), dict):
        return False
    digests = prepared["sha256"]
    return set(digests) == names and all(isinstance(digest, str) for digest in digests.values())
