# SPDX-License-Identifier: Apache-2.0
"""Files: replaced as a whole, private to their owner, or set aside when they are in the way."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from studio.core.errors import SaveFailed
from studio.core.locks import try_lock

_PART_BEGINS, _PART_ENDS = ".speech-studio-", ".part"
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextlib.contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A binary file, written beside *path*, that replaces it once the block ends without an error.

    On an error the new file is removed and the old one is untouched. If *path* is a link, its target is replaced.

    Args:
        private: Whether only the owner may read and write it. Otherwise a new file has the mode of the process's umask,
            and a replacing one the mode of the old file.

    Raises:
        SaveFailed: the folder is missing, read-only or full, or the name is too long.
    """
    try:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        part, file = _new_part(target.parent, 0o600 if private else 0o666)
    except OSError as error:
        raise _save_failed(path, error) from error
    try:
        # It stays open until it has its name, since its lock shows that this save is alive.
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            _set_mode(file, target, private)
            if os.name == "posix":
                os.replace(part, target)
        if os.name != "posix":
            os.replace(part, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, SaveFailed):
            raise _save_failed(path, error) from error
        raise


def clear_dead_parts(folder: Path, *, own: bool = False) -> None:
    """Remove the parts that killed saves left in *folder*; those of a running save stay.

    Args:
        own: Whether the folder is this program's alone, so that every hidden part in it is of one of its saves.
    """
    try:
        names = os.listdir(folder)
    except (OSError, ValueError):  # an impossible file name
        return
    begins = "." if own else _PART_BEGINS
    for name in names:
        if name.startswith(begins) and name.endswith(_PART_ENDS):
            with contextlib.suppress(OSError):
                _remove_dead(folder / name)


def private_folder(folder: Path) -> None:
    """Make *folder* if necessary, and let only its owner into it.

    An existing folder that is shared on purpose (of another owner, with a group's or the sticky bit, the home folder
    itself, or reached by a link) stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    try:
        folder.mkdir(0o700)
    except FileNotFoundError:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
        if os.name == "posix" and not folder.is_symlink() and folder != Path.home():
            _shut_out_others(folder)
        return
    folder.chmod(0o700)  # a umask may have taken the owner's rights, too


def open_private(path: Path) -> BinaryIO:
    """*path*, opened for appending and made if necessary; only its owner may read and write it.

    Raises:
        OSError: it cannot be opened.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    file: BinaryIO = os.fdopen(os.open(path, flags, 0o600), "ab")
    _make_private(file)
    return file


def keep_private(path: Path) -> None:
    """Make *path*, a file that another library writes, empty if it is missing, and let only its owner read and write
    it.

    Raises:
        OSError: it cannot be made.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        # It is not opened, since closing it would release a database's locks on it in this process.
        if os.name == "posix":
            with contextlib.suppress(OSError):
                mode = path.stat().st_mode
                # A folder in the file's place is not changed, since its owner could no longer enter it.
                if stat.S_ISREG(mode) and stat.S_IMODE(mode) != 0o600:
                    path.chmod(0o600)
        return
    with os.fdopen(handle, "wb") as file:
        _make_private(file)


def read_file(path: Path, most_bytes: int) -> bytes:
    """The content of a regular file.

    Raises:
        FileNotFoundError: there is no file.
        OSError: it cannot be read: not permitted, not a regular file, a broken link, or too large.
    """
    try:
        handle = os.open(path, _READING)
    except FileNotFoundError as error:
        if path.is_symlink():
            raise OSError(errno.ENOLINK, "It is a link to a file that is not there") from error
        raise
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "It is not a file")
        if found.st_size > most_bytes:
            raise OSError(errno.EFBIG, f"It is larger than {most_bytes >> 20} MB")
        return file.read(most_bytes)


def set_aside(path: Path, what: str = "damaged") -> Path:
    """Rename the file, folder or link at *path*, and return its new path beside it.

    Raises:
        OSError: it cannot be renamed.
    """
    number = 1
    while os.path.lexists(aside := path.with_suffix(f".{what}-{number}{path.suffix}")):
        number += 1
    os.rename(path, aside)
    return aside


def _shut_out_others(folder: Path) -> None:
    found = folder.stat()
    on_purpose = found.st_mode & (stat.S_ISVTX | stat.S_ISGID) or found.st_uid != os.geteuid()
    if found.st_mode & 0o077 and not on_purpose:
        with contextlib.suppress(OSError):
            # The owner's own rights stay as they are, since a folder may be read-only on purpose.
            folder.chmod(found.st_mode & 0o700)


def _new_part(folder: Path, mode: int) -> tuple[Path, BinaryIO]:
    """A new part, locked so that it is not taken for that of a killed save."""
    while True:
        part = folder / f"{_PART_BEGINS}{secrets.token_hex(6)}{_PART_ENDS}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        file: BinaryIO = os.fdopen(os.open(part, flags, mode), "w+b")
        if os.name != "posix":
            return part, file  # on this system an open file cannot be removed
        try:
            # Before it was locked, another process may have removed it as a killed save's.
            if try_lock(file) and os.fstat(file.fileno()).st_nlink:
                return part, file
        except OSError:
            return part, file  # a file system without locks, where no part is removed
        file.close()


def _remove_dead(part: Path) -> None:
    if os.name != "posix":
        part.unlink()
        return
    with os.fdopen(os.open(part, _READING | os.O_NOFOLLOW), "rb") as file:
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode) and try_lock(file):
            part.unlink()


def _set_mode(file: BinaryIO, target: Path, private: bool) -> None:
    if private:
        _make_private(file)
    elif os.name == "posix":
        with contextlib.suppress(OSError):
            os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode) & 0o777)


def _make_private(file: BinaryIO) -> None:
    if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) != 0o600:
        with contextlib.suppress(OSError):  # a file system without modes
            os.fchmod(file.fileno(), 0o600)


def _save_failed(path: Path, error: OSError) -> SaveFailed:
    return SaveFailed(
        f"{_shown(path.name)} could not be written to {_shown(str(path.parent))}: {error.strerror or error}. "
        "Free some space or choose another folder; what was there before is untouched.",
        repr(error),
    )


def _shown(name: str) -> str:
    """*name*, of which a whole text that was given for one is not repeated."""
    return name if len(name) <= _MOST_SHOWN else f"{name[:40]}…{name[-40:]}"


_MOST_SHOWN = 200
_UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f\ud800-\udfff]+')
# File systems allow 255 bytes; endings, numbers and what SQLite adds to a name are beyond these.
_LONGEST_NAME, _MOST_BYTES = 100, 200


def safe_name(name: str, otherwise: str = "Untitled") -> str:
    """*name* as far as it may be a file's name, without its ending, on each system; *otherwise* if nothing is left."""
    cut = _UNSAFE.sub("-", name).strip(" .")[:_LONGEST_NAME].encode()[:_MOST_BYTES].decode(errors="ignore")
    return cut.rstrip(" .") or otherwise


_ENDING = re.compile(r"\.([a-z][a-z0-9]{0,9}|[A-Za-z][A-Za-z0-9]{0,2})")


def has_ending(path: Path) -> bool:
    """Whether what follows the last dot of *path*'s name looks like that of a kind of files: "md", and not "2" of
    "Draft 1.2" or " Smith" of "Dr. Smith"."""
    return _ENDING.fullmatch(path.suffix) is not None


def name_without_ending(path: Path) -> str:
    """*path*'s name, without what `has_ending` finds."""
    return path.stem if has_ending(path) else path.name


def with_suffix(path: Path, suffix: str, *others: str) -> Path:
    """*path* if its name ends with one of those, else one to which *suffix* is added and at which there is no file,
    since only that of *path* may be written over."""
    if any(path.name.lower().endswith(each) and path.name.lower() != each for each in (suffix, *others)):
        return path
    names = (f"{path.name}{f' {n}' if n > 1 else ''}{suffix}" for n in count(1))
    return next(each for name in names if not os.path.lexists(each := path.with_name(name)))
