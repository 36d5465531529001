# SPDX-License-Identifier: GPL-3.0-or-later
import zipfile
from pathlib import Path

import pytest

from studio.project.importers import archive as archive_module
from studio.project.importers.archive import MOST_ENTRY_BYTES, opened
from studio.project.importers.book import ImportFailed
from tests.support.books import write_zip


def test_an_entry_that_unpacks_to_too_much_is_not_read_as_a_whole(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.epub", {"a": bytes(MOST_ENTRY_BYTES + 10)})
    assert path.stat().st_size < MOST_ENTRY_BYTES / 100
    with opened(path, "a book") as archive, pytest.raises(ImportFailed, match="unpacks to more"):
        archive.read("a")


def test_all_entries_together_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "MOST_BYTES", 4000)
    path = write_zip(tmp_path / "x.epub", {str(number): bytes(1000) for number in range(5)})
    with opened(path, "a book") as archive:
        for number in range(4):
            archive.read(str(number))
        with pytest.raises(ImportFailed, match="unpacks to more"):
            archive.read("4")


def test_damaged_and_encrypted_entries_are_told(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.epub", {"a": "text " * 1000})
    data = bytearray(path.read_bytes())
    data[40:50] = bytes(10)
    path.write_bytes(data)
    with opened(path, "a book") as archive, pytest.raises(ImportFailed, match="damaged"):
        archive.read("a")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a", "text")
    data = bytearray(path.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with opened(path, "a book") as archive, pytest.raises(ImportFailed, match="password"):
        archive.read("a")


def test_another_file_and_a_truncated_one_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.epub"
    path.write_text("no archive")
    with pytest.raises(ImportFailed, match="not a book"), opened(path, "a book"):
        pass
    write_zip(path, {"a": "text"})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ImportFailed, match="damaged"), opened(path, "a book"):
        pass
    with pytest.raises(ImportFailed, match="could not be read"), opened(tmp_path / "none.epub", "a book"):
        pass
