# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus of its own, as a desktop has one, and a program on it that works media players."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.unpack import unpack_variants

from studio.app.desktop.media_bus import NAME, PATH
from tests.support.programs import end, environment, require
from tests.support.waiting import HANGS_S, POLL_S

PLAYER, ROOT = "org.mpris.MediaPlayer2.Player", "org.mpris.MediaPlayer2"
_PROPERTIES = "org.freedesktop.DBus.Properties"


@contextmanager
def running_bus() -> Iterator[str]:
    """dbus-daemon as the session's bus of this process and its children; gives its address."""
    require("dbus-daemon", packages="dbus-daemon")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().decode().strip()
        assert address, "dbus-daemon did not start"
        with environment({"DBUS_SESSION_BUS_ADDRESS": address}):
            yield address
    finally:
        end(daemon)


class Desktop:
    """What shows and works a media player: its calls, and what it was told."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self.told: list[dict[str, Any]] = []
        self.jumps_s: list[float] = []
        bus.add_message_handler(self._hear)

    async def names(self) -> list[str]:
        """The media players on the bus."""
        reply = await self._call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListNames")
        return [name for name in reply[0] if name.startswith(ROOT)]

    async def players(self, count: int) -> list[str]:
        """Wait until there are so many; their names."""
        async with asyncio.timeout(HANGS_S):
            while len(found := await self.names()) != count:  # noqa: ASYNC110 (it is a bus that is asked)
                await asyncio.sleep(POLL_S)
        return found

    async def do(self, method: str, signature: str = "", *values: object, interface: str = PLAYER) -> None:
        await self._call(NAME, PATH, interface, method, signature, *values)

    async def get(self, name: str, interface: str = PLAYER) -> Any:
        reply = await self._call(NAME, PATH, _PROPERTIES, "Get", "ss", interface, name)
        return unpack_variants(reply[0])

    async def get_all(self, interface: str = PLAYER) -> dict[str, Any]:
        reply = await self._call(NAME, PATH, _PROPERTIES, "GetAll", "s", interface)
        return dict(unpack_variants(reply[0]))

    async def put(self, name: str, signature: str, value: object) -> None:
        await self._call(NAME, PATH, _PROPERTIES, "Set", "ssv", PLAYER, name, Variant(signature, value))

    async def signatures(self) -> dict[str, str]:
        """The D-Bus types of the metadata."""
        reply = await self._call(NAME, PATH, _PROPERTIES, "Get", "ss", PLAYER, "Metadata")
        return {name: value.signature for name, value in reply[0].value.items()}

    async def watch(self) -> None:
        """Hear what players tell from now on."""
        rule = f"type='signal',path='{PATH}'"
        bus = "org.freedesktop.DBus"
        await self._call(bus, "/org/freedesktop/DBus", bus, "AddMatch", "s", rule)

    def last(self, name: str) -> Any:
        """The property's value as it was told last; None if it was not."""
        return next((each[name] for each in reversed(self.told) if name in each), None)

    async def _call(
        self, to: str, path: str, interface: str, member: str, signature: str = "", *body: object
    ) -> list[Any]:
        reply = await self._bus.call(
            Message(destination=to, path=path, interface=interface, member=member, signature=signature, body=[*body])
        )
        assert reply is not None
        if reply.message_type is MessageType.ERROR:
            raise AssertionError(f"{member}: {reply.error_name} {reply.body}")
        return list(reply.body)

    def _hear(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL and message.member == "PropertiesChanged":
            self.told.append(unpack_variants(message.body[1]))
        elif message.message_type is MessageType.SIGNAL and message.member == "Seeked":
            self.jumps_s.append(message.body[0] / 1_000_000)


@asynccontextmanager
async def desktop(address: str) -> AsyncIterator[Desktop]:
    """Another program on the bus at *address*."""
    bus = await MessageBus(bus_address=address).connect()
    try:
        yield Desktop(bus)
    finally:
        bus.disconnect()
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
