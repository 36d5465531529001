# SPDX-License-Identifier: GPL-3.0-or-later
"""Words as comma-separated values: the word, what is said for it, the language, whether the case counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from studio.core.dictionary import LONGEST_TEXT, Entry
from studio.project.word_lists.word_list import WordList, WordListFailed, word_list

HEAD = ("word", "said as", "language", "match case")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "word": ("word", "text", "grapheme", "term", "name"),
    "said as": ("said as", "alias", "respelling", "pronunciation", "phoneme", "ipa", "replacement"),
    "language": ("language", "lang", "locale"),
    "match case": ("match case", "case_sensitive", "case"),
}
_YES = frozenset(["yes", "true", "1", "x", "y"])
# Programs that show tables take such a cell for a formula.
_FORMULA = ("=", "+", "-", "@")


def read_csv(data: bytes, name: str) -> WordList:
    """The words of a file of comma, semicolon or tab separated values; a first line that names columns is one.

    Raises:
        WordListFailed: it is no text, has no words, or too many.
    """
    text = _decoded(data, name)
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t", key=first.count)
    # Lines are read one by one: an open quote must not take in all of a giant file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = csv.field_size_limit(8 * LONGEST_TEXT)
    try:
        return word_list(_entries(reader), name)
    except csv.Error as error:
        raise WordListFailed(f"{name} is no table of words: line {reader.line_num} cannot be read.") from error
    finally:
        csv.field_size_limit(before)


def write_csv(entries: Sequence[Entry]) -> bytes:
    """A file of comma-separated values in UTF-8, with a mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for entry in entries:
        cells = (entry.text, entry.alias, entry.language, "yes" if entry.case_sensitive else "")
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise WordListFailed(f"{name} is no text file.")


def _entries(rows: Iterator[list[str]]) -> Iterator[Entry | None]:
    columns: dict[str, int] = {}
    for number, row in enumerate(rows):
        cells = [
            cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell for cell in map(str.strip, row)
        ]
        if not any(cells):
            continue
        if not number:
            columns = _columns(cells)
            if columns:
                continue
        places = columns or {name: place for place, name in enumerate(HEAD)}
        word, said, language, case = (_cell(cells, places.get(name)) for name in HEAD)
        yield Entry(word, said, language.replace("_", "-"), case.lower() in _YES) if word and said else None


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """The places of the columns that a first line names; none if it is no such line."""
    lower = [cell.lower() for cell in cells]
    found = {
        column: next(lower.index(name) for name in names if name in lower)
        for column, names in _NAMES.items()
        if any(name in lower for name in names)
    }
    return found if {"word", "said as"} <= found.keys() else {}


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
