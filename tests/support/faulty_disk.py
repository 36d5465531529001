# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that fails at the n-th write, sync or truncation that SQLite makes, below all of SQLite.

SQLite is given a file system of ours (a VFS), which is the system's own but for these calls.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["no space", "I/O error", "read-only", "short write"]
KINDS: tuple[Kind, ...] = ("no space", "I/O error", "read-only", "short write")
_OK, _IOERR, _READONLY, _FULL = 0, 10, 8, 13
_CODES = {"no space": _FULL, "I/O error": _IOERR, "read-only": _READONLY, "short write": _FULL}
_NAME = b"faulty"


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 16),
    )


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 14),
    )


_File = ctypes.POINTER(ctypes.POINTER(_Methods))
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, _File, ctypes.c_int, ctypes.c_void_p)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


@dataclass
class Faults:
    """When the disk fails.

    Attributes:
        at: Number of the call that fails, from 0; None for never.
        kind: How it fails.
        lasting: Whether all calls after it fail too.
        calls: Number of calls so far.
    """

    at: int | None = None
    kind: Kind = "no space"
    lasting: bool = False
    calls: int = 0

    def arm(self, at: int, kind: Kind, lasting: bool) -> None:
        self.at, self.kind, self.lasting, self.calls = at, kind, lasting, 0

    def disarm(self) -> None:
        self.at = None

    @property
    def met(self) -> bool:
        """Whether the call that fails was made."""
        return self.at is not None and self.calls > self.at

    def next_fails(self) -> bool:
        number, self.calls = self.calls, self.calls + 1
        return self.at is not None and (number == self.at or (self.lasting and number > self.at))


def library() -> Any:
    """The library that this Python's sqlite3 uses; None if it cannot be told."""
    name = ctypes.util.find_library("sqlite3")
    if name is None:
        return None
    found = ctypes.CDLL(name)
    found.sqlite3_libversion.restype = ctypes.c_char_p
    found.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    found.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
    found.sqlite3_vfs_register.argtypes = [ctypes.POINTER(_Vfs), ctypes.c_int]
    found.sqlite3_vfs_unregister.argtypes = [ctypes.POINTER(_Vfs)]
    return found if found.sqlite3_libversion().decode() == sqlite3.sqlite_version else None


@contextmanager
def faulty_disk() -> Iterator[Faults]:
    """Let each connection that is opened within be on a disk that fails when it is told to."""
    sqlite = library()
    assert sqlite is not None
    faults = Faults()
    usual = sqlite.sqlite3_vfs_find(None)
    vfs = _Vfs.from_buffer_copy(usual.contents)
    vfs.name = _NAME
    really_open = _OPEN(usual.contents.open)
    tables: dict[int, _Methods] = {}
    kept: list[object] = []

    def opening(_vfs: int, name: int, file: Any, flags: int, out: int) -> int:
        # The system's own is given itself, since it may look at its name.
        code = really_open(ctypes.addressof(usual.contents), name, file, flags, out)
        if code == _OK and file[0]:
            address = ctypes.addressof(file[0].contents)
            if address not in tables:
                tables[address] = _faulty(file[0].contents, faults, kept)
            file[0] = ctypes.pointer(tables[address])
        return int(code)

    wrapped = _OPEN(opening)
    vfs.open = ctypes.cast(wrapped, ctypes.c_void_p)
    sqlite.sqlite3_vfs_register(ctypes.byref(vfs), 1)
    try:
        probe = sqlite3.connect("file::memory:?vfs=faulty", uri=True)  # it is the library of this Python
        probe.close()
        yield faults
    finally:
        faults.disarm()
        sqlite.sqlite3_vfs_unregister(ctypes.byref(vfs))
        sqlite.sqlite3_vfs_register(usual, 1)
        kept.clear()


def _faulty(methods: _Methods, faults: Faults, kept: list[object]) -> _Methods:
    copy = _Methods.from_buffer_copy(methods)
    really_write, really_truncate = _WRITE(methods.write), _TRUNCATE(methods.truncate)
    really_sync = _SYNC(methods.sync)

    def write(file: int, data: int, length: int, at: int) -> int:
        if faults.next_fails():
            if faults.kind == "short write":
                really_write(file, data, length // 2, at)
            return _CODES[faults.kind]
        return int(really_write(file, data, length, at))

    def truncate(file: int, length: int) -> int:
        return _CODES[faults.kind] if faults.next_fails() else int(really_truncate(file, length))

    def sync(file: int, flags: int) -> int:
        return _IOERR if faults.next_fails() else int(really_sync(file, flags))

    functions = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
    kept.extend((functions, copy, really_write, really_truncate, really_sync))
    copy.write, copy.truncate, copy.sync = (ctypes.cast(each, ctypes.c_void_p) for each in functions)
    return copy
