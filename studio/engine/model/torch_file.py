# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader of float32 tensors in torch checkpoints (the format before torch 1.6), without torch. Its pickles are
restricted: the only names they may use are those of a tensor, a float storage and an ordered dictionary.

The layout of such files: five pickles in a row (a magic number, a protocol number, facts about the machine that wrote
it, the object, the storages' keys), then each storage as an 8-byte count and its numbers.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import StudioError

Floats = NDArray[np.float32]

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001
_STORAGES = {"FloatStorage": "<f4", "DoubleStorage": "<f8", "LongStorage": "<i8", "IntStorage": "<i4"}


class NotACheckpoint(StudioError, ValueError):
    """The data is not a checkpoint of the known layout, or lacks a tensor."""


def tensors(data: bytes, entry: str, names: Sequence[str]) -> tuple[Floats, ...]:
    """The tensors *names* in the dictionary *entry* of a checkpoint, as float32 in their shapes.

    Raises:
        NotACheckpoint: the layout or the content is another one, or a name is missing.
    """
    file = io.BytesIO(data)
    try:
        if _Unpickler(file).load() != _MAGIC or _Unpickler(file).load() != _PROTOCOL:
            raise ValueError("another magic number or protocol")
        if not _Unpickler(file).load()["little_endian"]:
            raise ValueError("big-endian numbers")
        objects = _Unpickler(file)
        state = objects.load()[entry]
        found = _storages(file, [objects.storages[str(key)] for key in _Unpickler(file).load()])
        return tuple(_strided(found, state[name]) for name in names)
    except (
        ValueError,
        KeyError,
        IndexError,
        struct.error,
        TypeError,
        AttributeError,
        EOFError,
        OverflowError,
        MemoryError,
        pickle.UnpicklingError,
    ) as error:
        raise NotACheckpoint("The file is not a checkpoint that can be read.", repr(error)) from error


@dataclass(frozen=True, slots=True)
class _Storage:
    key: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class _Kind:
    """Stands in for the storage class that a pickle names."""

    def __init__(self, name: str) -> None:
        self.name = name


def _tensor(storage: _Storage, offset: int, shape: Any, strides: Any, *_: Any) -> _Tensor:
    return _Tensor(storage, int(offset), tuple(map(int, shape)), tuple(map(int, strides)))


class _Unpickler(pickle.Unpickler):
    """Makes tensors and dictionaries only; *storages* holds the storages named by the pickle, by key."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name in _STORAGES:
            return _Kind(name)
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed")

    def persistent_load(self, pid: Any) -> _Storage:
        what, kind, key, _device, count, _view = pid
        if what != "storage" or not isinstance(kind, _Kind):
            raise pickle.UnpicklingError("not a storage")
        return self.storages.setdefault(str(key), _Storage(str(key), kind.name, int(count)))


def _storages(file: io.BytesIO, listed: Sequence[_Storage]) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {}
    for storage in listed:
        (count,) = struct.unpack("<q", file.read(8))
        numbers = np.dtype(_STORAGES[storage.kind])
        if count != storage.count:
            raise ValueError(f"{count} numbers in place of {storage.count}")
        found[storage.key] = np.frombuffer(file.read(count * numbers.itemsize), numbers, count)
    return found


def _strided(storages: dict[str, NDArray[Any]], tensor: _Tensor) -> Floats:
    # Only the strides of a whole, row-ordered array are accepted; others could reach beyond the storage.
    rows = np.cumprod([1, *reversed(tensor.shape)])[:-1][::-1]
    if not isinstance(tensor, _Tensor) or tuple(rows) != tensor.strides or min(tensor.shape) < 1 or tensor.offset < 0:
        raise ValueError("not a plain tensor")
    count = int(np.prod(tensor.shape))
    part = storages[tensor.storage.key][tensor.offset : tensor.offset + count]
    return np.ascontiguousarray(part.reshape(tensor.shape), np.float32)
