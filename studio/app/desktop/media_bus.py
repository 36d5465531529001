# SPDX-License-Identifier: GPL-3.0-or-later
"""The media player on the session's bus, by the interfaces that desktops show and work players by (MPRIS 2.2).

The library of the bus is loaded when it is needed, in a thread, after the window is shown.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from studio.app.desktop.media_player import LOOK_S, Desk, MediaPlayer
from studio.app.work.work import Work

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

    from studio.app.desktop.media_interfaces import PlayerInterface

NAME = "org.mpris.MediaPlayer2.speech_studio"
PATH = "/org/mpris/MediaPlayer2"
_CALM_S = 0.1


class MediaBus:
    """The place on the bus of the window's media player.

    Args:
        player: What is shown and worked there.
        work: Owner of the serving.
    """

    def __init__(self, player: MediaPlayer, work: Work) -> None:
        self._player = player
        self._work = work
        self._begun = False

    def show(self, raise_window: Callable[[], object], quit_program: Callable[[], object]) -> None:
        """Be seen by the desktop and its media keys until the studio is closed. Without a session bus nothing
        happens."""
        address = session_bus()
        if address and not self._begun:
            self._begun = True
            desk = Desk(raise_window, quit_program)
            self._work.tasks.spawn("media keys", serve(self._player, desk, address))


def session_bus() -> str:
    """Address of the session's bus; "" if there is none."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address and address != "disabled:":
        return address
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    socket = Path(runtime, "bus")
    return f"unix:path={socket}" if runtime and socket.is_socket() else ""


async def serve(player: MediaPlayer, desk: Desk, address: str) -> None:
    """Serve *player* on the bus until this is cancelled or the bus ends. A bus that cannot be reached is left alone:
    media keys are something that a person without a desktop does not miss."""
    loop = asyncio.get_running_loop()
    if not await loop.run_in_executor(None, _loaded):
        return
    from dbus_fast.aio import MessageBus
    from dbus_fast.errors import AuthError, DBusError, InvalidAddressError

    from studio.app.desktop.media_interfaces import PlayerInterface, RootInterface

    try:
        bus = await MessageBus(bus_address=address).connect()
    except (OSError, EOFError, AuthError, DBusError, InvalidAddressError):
        return
    shown = PlayerInterface(player)
    try:
        bus.export(PATH, RootInterface(desk))
        bus.export(PATH, shown)
        await _take_name(bus)
        await _follow(player, shown, bus)
    except (OSError, EOFError, DBusError):
        return
    finally:
        bus.disconnect()
        with suppress(Exception):
            await _ended(bus)


async def _take_name(bus: MessageBus) -> None:
    """Take the name of the program or, where another window of it has that, one beside it."""
    from dbus_fast import NameFlag, RequestNameReply

    for name in (NAME, f"{NAME}.instance{os.getpid()}"):
        if await bus.request_name(name, NameFlag.DO_NOT_QUEUE) == RequestNameReply.PRIMARY_OWNER:
            return


async def _follow(player: MediaPlayer, shown: PlayerInterface, bus: MessageBus) -> None:
    """Tell each change until the bus ends."""
    stirred = asyncio.Event()

    def stir(_value: object) -> None:
        stirred.set()

    undo = [signal.connect(stir) for signal in player.followed]
    undo += [player.changed.connect(lambda _view: shown.tell()), player.jumped.connect(shown.tell_jump)]
    ended = asyncio.ensure_future(_ended(bus))
    ended.add_done_callback(stir)
    try:
        while not ended.done():
            busy = player.look()
            stirred.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(stirred.wait(), LOOK_S if busy else None)
            # What comes in a crowd, as while a book is rendered, is told at once.
            await asyncio.sleep(_CALM_S)
    finally:
        for each in undo:
            each()
        ended.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await ended


def _loaded() -> bool:
    """Load what the bus needs; whether it is there."""
    try:
        import_module("studio.app.desktop.media_interfaces")
        import_module("dbus_fast.aio")
    except ImportError:
        return False
    return True


async def _ended(bus: MessageBus) -> None:
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
