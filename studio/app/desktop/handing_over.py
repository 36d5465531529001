# SPDX-License-Identifier: GPL-3.0-or-later
"""A second start of the program on the same data folder: the first window comes to the front and takes the files.

The first program writes its port on this machine, a key and the place of its window into the folder, readable by its
owner alone. The second sends the key and its files, and ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import hmac
import json
import os
import secrets
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from studio.app.keeping.data_folder import DataFolder
from studio.core.checked_json import checked_json, is_number, is_text, to_json_bytes
from studio.core.errors import SaveFailed
from studio.core.files import read_file, replacing

_CARD = ".window.json"
_MOST_BYTES = 1 << 16
_MOST_FILES = 100
_LOOK_AGAIN_S = 0.05
_ANSWER_S = 2.0
_ACTIVATION = "XDG_ACTIVATION_TOKEN"

Taken = Literal["ours", "handed over", "read-only"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """The message of a second start: absolute paths, and the token by which Wayland lets a window take the keyboard."""

    files: tuple[Path, ...] = ()
    activation: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Address of the first window: *place* names its user, machine and display."""

    place: str
    port: int
    key: str


def place_of(platform: str, environ: Mapping[str, str]) -> str:
    """Name of the user, machine and display of a window on the toolkit's *platform*."""
    display = environ.get("WAYLAND_DISPLAY", "") if platform.startswith("wayland") else environ.get("DISPLAY", "")
    if platform not in ("xcb", "wayland", "wayland-egl"):
        display = ""
    host, colon, screen = display.rpartition(":")
    if colon:
        display = f"{host.removeprefix('unix').removeprefix('/')}:{screen.partition('.')[0]}"
    return f"{_user()}@{socket.gethostname()} {platform} {display}"


def take_or_hand_over(folder: DataFolder, place: str, files: Sequence[Path], wait_s: float = 4.0) -> Taken:
    """Take the folder for this process, or give *files* to the window that has it. Blocks, at most some *wait_s*.

    If that window is on another display or does not answer, the folder is read-only from then on.

    Raises:
        SaveFailed: the folder cannot be made or written to.
    """
    until_s = time.monotonic() + wait_s
    while True:
        if folder.take():
            return "ours"
        card = _read_card(folder.path)
        if card is not None and card.place != place:
            folder.read_only = _why("is open in a window on another display")
            return "read-only"
        # An opening window has no card yet, and a closing one no longer.
        if card is not None and _hand(card, files, max(0.1, min(_ANSWER_S, until_s - time.monotonic()))):
            return "handed over"
        if time.monotonic() >= until_s:
            folder.read_only = _why("is open in another window, which does not answer")
            return "read-only"
        time.sleep(_LOOK_AGAIN_S)


class Reception:
    """The first window's listener for further starts.

    Args:
        folder: The data folder, which this process has taken.
        place: See place_of.
        arrived: Called in the loop for each further start.
    """

    def __init__(self, folder: DataFolder, place: str, arrived: Callable[[Arrival], object]) -> None:
        self._path = folder.path / _CARD
        self._place = place
        self._arrived = arrived
        self._key = secrets.token_urlsafe(32)
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begin to listen. If that is not possible, a second start opens read-only."""
        with contextlib.suppress(OSError, SaveFailed):
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_MOST_BYTES)
            card = Card(self._place, self._server.sockets[0].getsockname()[1], self._key)
            with replacing(self._path, private=True) as file:
                file.write(to_json_bytes(asdict(card)))

    async def close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        server.close()
        await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = await asyncio.wait_for(reader.readline(), _ANSWER_S)
            arrival = _arrival(line, self._key)
            if arrival is not None:
                writer.write(b"taken\n")
                await writer.drain()
                self._arrived(arrival)
        except (OSError, ValueError, TimeoutError):
            pass  # the caller is not this program, or is gone
        finally:
            writer.close()


def _hand(card: Card, files: Sequence[Path], within_s: float) -> bool:
    told = {
        "key": card.key,
        "files": [str(path.absolute()) for path in files],
        "activation": os.environ.get(_ACTIVATION, ""),
    }
    try:
        with socket.create_connection(("127.0.0.1", card.port), within_s) as talk:
            talk.settimeout(within_s)
            # ASCII, so that a file name that is not text arrives unchanged.
            talk.sendall(json.dumps(told).encode() + b"\n")
            return talk.recv(16).startswith(b"taken")
    except OSError:
        return False


def _arrival(line: bytes, key: str) -> Arrival | None:
    """The arrival in a message; None if the key is wrong, ValueError if it is not a message."""
    told = checked_json(line)
    if not isinstance(told, dict) or not is_text(told.get("key"), 200):
        raise ValueError("no message")
    if not hmac.compare_digest(told["key"].encode("utf-8", "replace"), key.encode()):
        return None
    files, activation = told.get("files"), told.get("activation")
    if not isinstance(files, list) or len(files) > _MOST_FILES or not is_text(activation, 4096):
        raise ValueError("no message")
    return Arrival(tuple(Path(name) for name in files if is_text(name, 8192)), activation)


def _read_card(folder: Path) -> Card | None:
    try:
        told = checked_json(read_file(folder / _CARD, _MOST_BYTES))
    except (OSError, ValueError):
        return None
    if not isinstance(told, dict) or not is_number(told.get("port"), 1, 65535):
        return None
    place, key = told.get("place"), told.get("key")
    return Card(place, int(told["port"]), key) if isinstance(place, str) and isinstance(key, str) else None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid()) if hasattr(os, "getuid") else ""


def _why(text: str) -> str:
    return (
        f"Read only: this data folder {text}. Nothing of this window is saved in it. "
        "Close the other window and start Speech Studio again to write here."
    )
