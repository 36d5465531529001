# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
from pathlib import Path

import pytest

from studio.core.dictionary import Entry
from studio.core.errors import SaveFailed
from studio.project.word_lists.table import LIST_KINDS, read_list, write_list
from studio.project.word_lists.word_list import MOST_BYTES, WordListFailed

ENTRIES = (Entry("Nova", "NOO-vah", "en", True), Entry("SQL", "/siː/", "en"))


@pytest.mark.parametrize("suffix", [suffix for kind in LIST_KINDS for suffix in kind.suffixes])
def test_each_kind_is_written_and_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"words{suffix}"
    write_list(path, ENTRIES)
    assert read_list(path).entries == ENTRIES


def test_what_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "a.doc", tmp_path / "gone.csv", tmp_path):
        with pytest.raises(WordListFailed):
            read_list(path)
    giant = tmp_path / "giant.csv"
    with giant.open("wb") as file:
        os.truncate(file.fileno(), MOST_BYTES + 1)
    with pytest.raises(WordListFailed, match="larger"):
        read_list(giant)
    with pytest.raises(SaveFailed):
        write_list(tmp_path / "no" / "folder.csv", ENTRIES)
