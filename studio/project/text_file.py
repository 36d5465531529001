# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts as plain text files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import read_file, replacing
from studio.project.encodings import (
    ENCODINGS,
    UTF_8,
    TextEncoding,
    guesses,
    is_damaged_utf8,
    kind_of_binary,
    marked,
    unmarked_wide,
)

MAX_BYTES = 64 * 2**20
_MOST_OTHERS = 3


class TextUnreadable(StudioError):
    """The file is missing, must not be read, is not text, or is too large for a transcript."""


@dataclass(frozen=True, slots=True)
class TextRead:
    """A text file's content.

    Attributes:
        said: A notice for a person about the encoding; "" if it was clear.
        others: Other possible encodings, the likeliest first.
        stamp: See stamp_of; "" if writing the text would change the file's encoding.
    """

    text: str
    said: str = ""
    others: tuple[TextEncoding, ...] = ()
    stamp: str = ""


def read_text(path: Path, encoding: str = "") -> TextRead:
    """The text of a file, decoded by its mark, else as UTF-8, else in the likeliest encoding.

    Args:
        encoding: Its codec, one of ENCODINGS; "" to detect it.

    Raises:
        TextUnreadable: it cannot be read, is not text, or is larger than 64 MB.
    """
    try:
        data = read_file(path, MAX_BYTES)
    except OSError as error:
        raise TextUnreadable(f"{path.name} could not be read: {error.strerror or error}.", repr(error)) from error
    stamp = stamp_of(path)
    if encoding:
        return TextRead(_decoded(data, ENCODINGS[encoding]), stamp=stamp if encoding == UTF_8.codec else "")
    return text_of(data, path.name, stamp)


def text_of(data: bytes, name: str, stamp: str = "") -> TextRead:
    """The text of *data*, decoded by its mark, else as UTF-8, else in the likeliest encoding.

    Args:
        name: Its name for a person.
        stamp: The stamp of its file.

    Raises:
        TextUnreadable: it is not text.
    """
    mark = marked(data)
    if mark is None and (kind := kind_of_binary(data)):
        raise TextUnreadable(f"{name} is {kind}: open a plain text file (.txt, .md).")
    wide = unmarked_wide(data) if mark is None else None
    if mark in (None, UTF_8) and wide is None:
        try:
            # A file that begins with ISO-2022-JP's signs is ASCII throughout.
            if b"\x1b$" not in data:
                return TextRead(data.decode("utf-8-sig"), stamp=stamp)
        except UnicodeDecodeError:
            pass
    if mark is not None and mark is not UTF_8:
        return TextRead(_decoded(data, mark))
    if mark is UTF_8 or (wide is None and is_damaged_utf8(data)):
        said = f"{name} is UTF-8, but damaged: look for \ufffd, which stands for what cannot be read."
        return TextRead(_decoded(data, UTF_8), said, guesses(data)[:_MOST_OTHERS] if mark is None else ())
    chosen, *others = (wide,) if wide is not None else guesses(data)
    said = f"{name} was read as {chosen.name}, which was found out from its bytes."
    return TextRead(_decoded(data, chosen), said, tuple(others[:_MOST_OTHERS]))


def write_text(path: Path, text: str) -> str:
    """Write *text* as UTF-8, and return the new file's stamp.

    Raises:
        SaveFailed: the disk is full or read-only; an old file is untouched.
    """
    # Surrogate pairs are joined; a lone surrogate cannot be written.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    with replacing(path) as file:
        file.write(whole.encode("utf-8"))
    return stamp_of(path)


def stamp_of(path: Path) -> str:
    """Size and time of change of *path*, which show whether another program has changed it; "" if it is missing."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"


def _decoded(data: bytes, encoding: TextEncoding) -> str:
    return data.decode(encoding.codec, "replace").removeprefix("\ufeff")
