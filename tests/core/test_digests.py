# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from studio.core.digests import file_sha256, sha256_of

# From FIPS 180-2, appendix B: of "abc", and of a million letters "a".
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
MILLION_A = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"


def test_the_standards_digests(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a" * 1_000_000)
    assert file_sha256(path) == MILLION_A
    assert sha256_of(io.BytesIO(b"abc")) == ABC


def test_of_an_open_file_from_where_it_stands() -> None:
    file = io.BytesIO(b"xyzabc")
    file.seek(3)
    assert sha256_of(file) == ABC


@pytest.mark.parametrize("pause_s", [0.0, 1e-6])
def test_a_file_of_several_blocks_is_read_to_its_end(tmp_path: Path, pause_s: float) -> None:
    path = tmp_path / "long"
    path.write_bytes(bytes(range(256)) * 10_000)
    assert file_sha256(path, pause_s) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        file_sha256(tmp_path / "none")
