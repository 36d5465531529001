# SPDX-License-Identifier: GPL-3.0-or-later
"""The document's file: JSON, replaced as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from studio.core.checked_json import checked_json, to_json_bytes
from studio.core.errors import SaveFailed, StudioError
from studio.core.files import private_folder, read_file, replacing, set_aside
from studio.core.project import Project
from studio.project.document_json import LaterVersion, Read, from_json, to_json

MOST_BYTES = 512 * 2**20
_MOST_OTHERS = 100


class DocumentDamaged(StudioError):
    """The saved document, or a part of it, cannot be read. Nothing is lost; the text says where it is.

    Attributes:
        document: The part that could be read; None for nothing.
    """

    def __init__(self, user_text: str, detail: str = "", project: Project | None = None) -> None:
        super().__init__(user_text, detail)
        self.project = project


class DocumentStore:
    """Loads and saves the document.

    Args:
        path: Its file. An unreadable file there is set aside; if that is not permitted either, the document is kept
            beside it, and `path` changes to that.
        read_only: Whether the disk must not be changed.
    """

    def __init__(self, path: Path, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only

    def load(self) -> Project | None:
        """The saved document, or None if there is none.

        Raises:
            DocumentDamaged: the file, or a part of it, cannot be read.
        """
        try:
            read = self._read()
        except (FileNotFoundError, NotADirectoryError):
            return self._back_in_place()
        except (OSError, ValueError) as error:
            raise self._out_of_the_way(error) from error
        if not read.whole:
            fault = ValueError("design")
            raise self._out_of_the_way(fault, read.project) from fault
        self._prefer_newer()
        return read.project

    def save(self, project: Project) -> None:
        """Replace the saved document.

        Raises:
            SaveFailed: the disk is full or read-only, or the folder's place is taken; the old file is untouched.
        """
        try:
            private_folder(self.path.parent)
        except OSError as error:
            raise SaveFailed(
                f"The folder {self.path.parent} cannot be made: {error.strerror or error}.", repr(error)
            ) from error
        with replacing(self.path, private=True) as file:
            file.write(to_json_bytes(to_json(project)))

    def _read(self) -> Read:
        return from_json(checked_json(read_file(self.path, MOST_BYTES)))

    def _out_of_the_way(self, error: Exception, project: Project | None = None) -> DocumentDamaged:
        """Set aside the file at the path, so that the next save does not replace it."""
        detail = type(error).__name__ if isinstance(error, ValueError) else repr(error)
        what = "The last transcript was read, but not the voice and its expression" if project is not None else ""
        if isinstance(error, LaterVersion):
            what = "The last transcript is from a later version of Speech Studio, which is needed to open it"
        elif isinstance(error, OSError):
            what = f"The last transcript could not be read ({error.strerror or error})"
        what = what or "The last transcript could not be read"
        if self._read_only:
            return DocumentDamaged(f"{what}. Its file is {self.path}.", detail, project)
        try:
            kind = "later" if isinstance(error, LaterVersion) else "damaged"
            aside = set_aside(self.path, kind)
        except OSError:
            return self._elsewhere(what, detail, project)
        return DocumentDamaged(f"{what}. Its file was kept as {aside}.", detail, project)

    def _elsewhere(self, what: str, detail: str, project: Project | None) -> DocumentDamaged:
        first = self.path
        for other in self._others(first):
            self.path = other
            try:
                # A document saved there when the first file could not be read.
                project = self._read().project
            except FileNotFoundError:
                pass
            except (OSError, ValueError):
                continue
            break
        else:
            self.path = next(self._others(first))  # the folder itself cannot be read
        return DocumentDamaged(
            f"{what}. Its file {first} stays as it is; what you write is saved as {self.path} while it is there.",
            detail,
            project,
        )

    def _others(self, first: Path | None = None) -> Iterator[Path]:
        path = first or self.path
        return (path.with_suffix(f".new-{number}{path.suffix}") for number in range(1, _MOST_OTHERS))

    def _back_in_place(self) -> Project | None:
        """The document saved beside an unreadable file that is now gone."""
        for other in self._others():
            try:
                project = from_json(checked_json(read_file(other, MOST_BYTES))).project
            except FileNotFoundError:
                return None
            except (OSError, ValueError):
                continue
            try:
                if not self._read_only:
                    os.rename(other, self.path)
            except OSError:
                self.path = other
            return project
        return None

    def _prefer_newer(self) -> None:
        """Prefer a document that was saved beside an unreadable file, if that file can be read now.

        Raises:
            DocumentDamaged: there is one; the error holds it.
        """
        other = next(self._others())
        try:
            if self._read_only or other.stat().st_mtime_ns < self.path.stat().st_mtime_ns:
                return
            newer = from_json(checked_json(read_file(other, MOST_BYTES))).project
            aside = set_aside(self.path, "older")
            os.rename(other, self.path)
        except (OSError, ValueError):
            return
        raise DocumentDamaged(
            f"This text was saved as {other.name} while {self.path.name} could not be read. It is in its place again; "
            f"what was there before is kept as {aside}.",
            "",
            newer,
        )
