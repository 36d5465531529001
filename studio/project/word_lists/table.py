# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of files that dictionaries are read from and written to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.dictionary import Entry
from studio.core.files import read_file, replacing
from studio.project.word_lists.csv_file import read_csv, write_csv
from studio.project.word_lists.pls_file import read_pls, write_pls
from studio.project.word_lists.word_list import MOST_BYTES, WordList, WordListFailed


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of file: its names' ends, the first one of those that are written, and what reads and writes it."""

    title: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], WordList]
    write: Callable[[Sequence[Entry]], bytes]


LIST_KINDS = (
    ListKind("Comma-separated values", (".csv", ".tsv", ".txt"), read_csv, write_csv),
    ListKind("Pronunciation lexicon", (".pls", ".xml"), read_pls, write_pls),
)


def read_list(path: Path) -> WordList:
    """The words of the file at *path*, of the kind that its name's end tells.

    Raises:
        WordListFailed: it cannot be read, is too large, or holds no words.
    """
    kind = _kind_of(path)
    try:
        data = read_file(path, MOST_BYTES + 1)
    except OSError as error:
        raise WordListFailed(f"{path.name} cannot be read.", repr(error)) from error
    if len(data) > MOST_BYTES:
        raise WordListFailed(f"{path.name} is larger than {MOST_BYTES >> 20} MB, too large for a dictionary.")
    return kind.read(data, path.name)


def write_list(path: Path, entries: Sequence[Entry]) -> None:
    """Write *entries* to *path*, as the kind that its name's end tells; an earlier file is replaced once it is whole.

    Raises:
        WordListFailed: there is no such kind.
        SaveFailed: the disk is full or read-only.
    """
    data = _kind_of(path).write(entries)
    with replacing(path) as file:
        file.write(data)


def _kind_of(path: Path) -> ListKind:
    for kind in LIST_KINDS:
        if path.suffix.lower() in kind.suffixes:
            return kind
    known = ", ".join(suffix for kind in LIST_KINDS for suffix in kind.suffixes)
    raise WordListFailed(f"{path.name} is no dictionary that can be read: its name has to end with one of {known}.")
