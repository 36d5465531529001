# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts as plain text files."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import replacing

MAX_BYTES = 64 * 2**20


class TextUnreadable(StudioError):
    """The file is missing, may not be read, or is too large to be a transcript."""


def read_text(path: Path) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252.

    Raises:
        TextUnreadable: it cannot be read, or is larger than 64 MB.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TextUnreadable(f"{path.name} is larger than {MAX_BYTES >> 20} MB: open it in parts.")
        data = path.read_bytes()
    except OSError as error:
        raise TextUnreadable(f"{path.name} could not be read: {error.strerror or error}.", repr(error)) from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def write_text(path: Path, text: str) -> None:
    """Write *text* as UTF-8.

    Raises:
        SaveFailed: the disk is full or read-only; an old file is untouched.
    """
    with replacing(path) as file:
        file.write(text.encode("utf-8"))
