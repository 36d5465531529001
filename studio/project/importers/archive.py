# SPDX-License-Identifier: GPL-3.0-or-later
"""A ZIP archive from anywhere, read within bounds."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from studio.project.importers.book import ImportFailed

MOST_ENTRY_BYTES = 32 * 2**20
MOST_BYTES = 128 * 2**20
_MOST_ENTRIES = 20_000
_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError,
    OverflowError,
)  # fmt: skip


class Archive:
    """Entries of an open archive by their names.

    Args:
        path: The file, named in errors.
        opened: It, open.
    """

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self._name = path.name
        self._zip = opened
        self._entries = {entry.filename: entry for entry in opened.infolist()}
        self._left = MOST_BYTES
        if len(opened.infolist()) > _MOST_ENTRIES:
            raise ImportFailed(f"{self._name} holds more than {_MOST_ENTRIES} files, and is no book.")

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The content of an entry.

        Raises:
            ImportFailed: it is missing, damaged, encrypted or too large, whatever size the archive tells.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise ImportFailed(f"{self._name} is incomplete: a part of the book is missing.", "an entry is missing")
        if entry.flag_bits & 1:
            raise ImportFailed(f"{self._name} is protected by a password, and cannot be read.")
        try:
            with self._zip.open(entry) as file:
                data = file.read(min(MOST_ENTRY_BYTES, self._left) + 1)
        except _FAULTS as error:
            raise ImportFailed(f"{self._name} is damaged, and cannot be read.", type(error).__name__) from error
        self._left -= len(data)
        if len(data) > MOST_ENTRY_BYTES or self._left < 0:
            raise ImportFailed(f"{self._name} unpacks to more than a book can hold, and is not read.")
        return data

    def place(self, beside: str, link: str) -> str:
        """Name of the entry that *link*, written in the entry *beside*, leads to, without its fragment.

        Raises:
            ImportFailed: it leads out of the archive.
        """
        path = unquote(link.partition("#")[0].partition("?")[0])
        if "\\" in path or path.startswith("/") or "\0" in path or ":" in path.partition("/")[0]:
            raise self._outside()
        name = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))
        if name == ".." or name.startswith("../"):
            raise self._outside()
        return name

    def _outside(self) -> ImportFailed:
        return ImportFailed(f"{self._name} refers to a file outside of itself, and is not read.")


@contextmanager
def opened(path: Path, kind: str) -> Iterator[Archive]:
    """The archive at *path*, which should be a document of *kind*, such as "an EPUB book".

    Raises:
        ImportFailed: it is none, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
            if head.startswith(b"\xd0\xcf\x11\xe0"):
                raise ImportFailed(
                    f"{path.name} is a document of an earlier office program, or protected by a password: "
                    "save it anew without one."
                )
            if not head.startswith(b"PK"):
                raise ImportFailed(f"{path.name} is not {kind}, whatever its name says.")
            with zipfile.ZipFile(file) as found:
                yield Archive(path, found)
    except _FAULTS as error:
        raise ImportFailed(f"{path.name} is damaged, and cannot be read.", type(error).__name__) from error
    except OSError as error:
        raise ImportFailed(
            f"{path.name} could not be read: {error.strerror or error}.", type(error).__name__
        ) from error
