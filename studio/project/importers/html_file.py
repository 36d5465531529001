# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of HTML."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from studio.core.files import read_file
from studio.project.encodings import marked
from studio.project.importers.blocks import BlockReader
from studio.project.importers.book import ImportFailed, Source, Step
from studio.project.text_file import text_of

MOST_BYTES = 32 * 2**20
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""")
_HEAD_BYTES = 1024


def read(path: Path, step: Step) -> Source:
    """The text of a page; of what it says is its main text, that alone."""
    try:
        data = read_file(path, MOST_BYTES)
    except OSError as error:
        raise ImportFailed(
            f"{path.name} could not be read: {error.strerror or error}.", type(error).__name__
        ) from error
    reader = BlockReader()
    pieces = reader.read(decoded(data, path.name), step)
    return Source(pieces, reader.title, reader.author)


def decoded(data: bytes, name: str) -> str:
    """A document of HTML or XHTML in the encoding that it tells, else in the likeliest one.

    Raises:
        TextUnreadable: it is not text.
    """
    told = _CHARSET.search(data[:_HEAD_BYTES])
    if told is not None and marked(data) is None:
        try:
            codec = codecs.lookup(told[1].decode("ascii"))
            if codec.name not in ("utf-8", "utf-16", "utf-32") and codec._is_text_encoding:
                return data.decode("cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name, "replace")
        except (LookupError, ValueError):
            pass
    return text_of(data, name).text
