# SPDX-License-Identifier: GPL-3.0-or-later
"""The row that says which program has a project's file open, also to programs of other machines."""

from __future__ import annotations

import os
import socket
import sqlite3
from dataclasses import dataclass
from pathlib import Path

BEAT_S = 30.0
"""Seconds from one beat of the holder to the next."""
SILENT_S = 180.0
"""Seconds without a beat after which a holder on another machine may be gone."""

_MACHINE = Path("/etc/machine-id")
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that has a file open: its machine, its process, and the start of that, "" if unknown."""

    host: str
    process: int
    started: str

    @property
    def machine(self) -> str:
        """The machine's name for a person."""
        return self.host.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Held:
    """A lock row: who holds the file, and the time of its last beat (seconds since 1970 by the holder's clock).

    Attributes:
        file: Which file it was, see identity_of; a copy of it has the row too, and is held by nobody.
    """

    holder: Holder
    beat_s: float
    file: str = ""


def this_process() -> Holder:
    return Holder(f"{socket.gethostname()} {_line(_MACHINE)[:12]}".strip(), os.getpid(), _start_of(os.getpid()))


def may_live(holder: Holder, me: Holder) -> bool:
    """Whether *holder*, on *me*'s machine, may still run. Its number may be another program's by now, so the start
    counts too."""
    if holder.process == me.process:
        return holder.started == me.started
    if not _exists(holder.process):
        return False
    started = _start_of(holder.process)
    return not started or not holder.started or started == holder.started


def read_lock(connection: sqlite3.Connection) -> Held | None:
    row = connection.execute("SELECT host, process, started, beat, file FROM lock").fetchone()
    return None if row is None else Held(Holder(row[0], row[1], row[2]), row[3], row[4])


def write_lock(connection: sqlite3.Connection, me: Holder, now_s: float, file: str) -> None:
    """Hold the file from now on, or beat."""
    connection.execute(
        "INSERT OR REPLACE INTO lock VALUES (1, ?, ?, ?, ?, ?)", (me.host, me.process, me.started, now_s, file)
    )


def release_lock(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM lock")


def identity_of(path: Path) -> str:
    """Which file *path* is, on this machine; a copy is another.

    Raises:
        OSError: it is not there.
    """
    found = os.stat(path)
    return f"{found.st_dev}:{found.st_ino}"


def _start_of(process: int) -> str:
    """When the process began, in words of this system; "" if that is unknown."""
    # The name, within brackets, may hold blanks and brackets itself.
    fields = _line(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return f"{_line(_BOOT)} {fields[19]}" if len(fields) > 19 else ""


def _exists(process: int) -> bool:
    if os.name == "nt":
        import ctypes

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
        handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # another user's
    return True


def _line(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
