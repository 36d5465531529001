# SPDX-License-Identifier: GPL-3.0-or-later
"""One data folder, several programs: who writes, and what the others are told."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from pathlib import Path

import pytest

from studio.app.desktop.handing_over import Arrival, Reception, place_of, take_or_hand_over
from studio.app.keeping.data_folder import DataFolder
from tests.support.taken_folder import PLACE, holding
from tests.support.waiting import HANGS_S


def test_the_first_has_it_until_it_ends_however_it_ends(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "new" / "data")
    with holding(folder.path) as other:
        assert not folder.take()
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert folder.take()
    assert not DataFolder(folder.path).take()
    folder.give_back()
    again = DataFolder(folder.path)
    assert again.take()
    again.give_back()


def test_a_second_start_hands_its_files_over(tmp_path: Path) -> None:
    # A name of bytes that are no UTF-8 arrives as it is.
    file = tmp_path / os.fsdecode(b"caf\xe9.txt")
    with holding(tmp_path / "data") as other:
        assert take_or_hand_over(DataFolder(tmp_path / "data"), PLACE, [file], HANGS_S) == "handed over"
        assert other.stdout is not None
        assert other.stdout.readline() == f"{(file,)!r}\n"


@pytest.mark.parametrize("place", ["me@here xcb :1", "me@elsewhere xcb :0", "her@here xcb :0"])
def test_elsewhere_it_is_read_only_for_good(tmp_path: Path, place: str) -> None:
    folder = DataFolder(tmp_path / "data")
    with holding(folder.path):
        assert take_or_hand_over(folder, place, []) == "read-only"
    assert "on another display" in folder.read_only
    assert not folder.take()


def test_one_that_does_not_answer_is_not_waited_for_long(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    with holding(folder.path) as other:
        other.send_signal(signal.SIGSTOP)
        assert take_or_hand_over(folder, PLACE, [], wait_s=0.5) == "read-only"
    assert "does not answer" in folder.read_only


def test_what_a_killed_window_left_leads_nobody_astray(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    with holding(folder.path) as other:
        other.kill()
        other.wait()
    assert (folder.path / ".window.json").exists()
    (folder.path / ".document.json.a1b2c3d4.part").write_bytes(b"half a save")
    assert take_or_hand_over(folder, PLACE, []) == "ours"
    assert not list(folder.path.glob("*.part"))
    folder.give_back()


@pytest.mark.parametrize(
    "sent",
    [
        b"\n",
        b"[]\n",
        b"[" * 5000 + b"\n",
        b'{"key": "guessed", "files": ["/etc/passwd"], "activation": ""}\n',
        b'{"key": 1}\n',
        b"\xff\xfe\n",
        b"x" * 100_000,
    ],
)
async def test_strangers_open_nothing(tmp_path: Path, sent: bytes) -> None:
    folder = DataFolder(tmp_path / "data")
    assert folder.take()
    arrived: list[Arrival] = []
    reception = Reception(folder, PLACE, arrived.append)
    await reception.open()
    assert reception._server is not None
    port = reception._server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with contextlib.suppress(ConnectionError):
        writer.write(sent)
        await writer.drain()
        assert await reader.read() == b""
    writer.close()
    await reception.close()
    folder.give_back()
    assert arrived == []
    assert not (folder.path / ".window.json").exists()


def test_one_display_has_one_name() -> None:
    first = place_of("xcb", {"DISPLAY": ":0"})
    assert place_of("xcb", {"DISPLAY": "unix:0.0", "WAYLAND_DISPLAY": "wayland-0"}) == first
    others = [place_of("xcb", {"DISPLAY": ":1"}), place_of("xcb", {"DISPLAY": "far:0"}), place_of("wayland", {})]
    assert first not in others
