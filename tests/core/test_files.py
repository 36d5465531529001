# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import NotFound, SaveFailed
from studio.core.files import replacing
from studio.core.resources import resource


def test_the_new_file_takes_the_old_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with replacing(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(KeyError), replacing(path) as file:
        file.write(b"half")
        raise KeyError
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_a_full_disk_is_said_in_plain_words() -> None:
    with pytest.raises(SaveFailed, match="untouched"), replacing(Path("/dev/shm") / "no such folder" / "a.txt"):
        pass


def test_a_resource_is_found_and_the_folder_cannot_be_left() -> None:
    assert resource("voices.json").is_file()
    with pytest.raises(NotFound):
        resource("../pyproject.toml")
