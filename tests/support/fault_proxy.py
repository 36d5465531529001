# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy between client and server that breaks what passes, at a byte of choice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

Kind = Literal["late", "crumbs", "cut", "half close", "hole", "garbage"]
Direction = Literal["request", "answer"]
KINDS: tuple[Kind, ...] = ("late", "crumbs", "cut", "half close", "hole", "garbage")
HARMLESS = ("late", "crumbs")
_LATE_S = 0.1
_CRUMB_BYTES = 13
_GARBAGE = bytes(range(128, 256))
_BLOCK_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong.

    Attributes:
        kind: late (a pause), crumbs (some bytes at a time), cut (both ways at once), half close (one way), hole
            (nothing comes through any more, and nobody hangs up), garbage (bytes that nobody sent).
        at: After how many bytes of that way of a connection.
        way: Of which way.
        connections: How many connections it befalls, the first ones.
    """

    kind: Kind
    at: int
    way: Direction = "answer"
    connections: int = 1_000_000


class FaultProxy:
    """Attributes:
    port: Where it listens.
    fault: What befalls connections that come from now on.
    passed: Bytes that came through the newest connection, each way.
    faults: How many connections were broken.
    """

    def __init__(self, target_port: int) -> None:
        self.port = 0
        self.passed = {"request": 0, "answer": 0}
        self.faults = 0
        self._fault: Fault | None = None
        self._befallen = 0
        self._target_port = target_port
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def fault(self) -> Fault | None:
        return self._fault

    @fault.setter
    def fault(self, fault: Fault | None) -> None:
        self._fault, self._befallen, self.faults = fault, 0, 0

    async def serve(self, started: threading.Event, stop: asyncio.Event) -> None:
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await stop.wait()
        server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.create_task(self._connection(reader, writer))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self._fault if self._fault is not None and self._befallen < self._fault.connections else None
        self._befallen += fault is not None
        passed = self.passed = {"request": 0, "answer": 0}
        there, back = await asyncio.open_connection("127.0.0.1", self._target_port)
        both = (writer, back)
        pumps = [
            asyncio.create_task(self._pump("request", reader, back, both, fault, passed)),
            asyncio.create_task(self._pump("answer", there, writer, both, fault, passed)),
        ]
        try:
            await asyncio.wait(pumps)
        finally:
            for each in both:
                each.transport.abort()
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(
        self,
        way: Direction,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        both: tuple[asyncio.StreamWriter, asyncio.StreamWriter],
        fault: Fault | None,
        passed: dict[str, int],
    ) -> None:
        mine = fault if fault is not None and fault.way == way else None
        broken = False
        while data := await reader.read(_BLOCK_BYTES):
            if mine is not None and not broken and passed[way] + len(data) > mine.at:
                broken = True
                self.faults += 1
                whole = mine.at - passed[way]
                await self._write(writer, data[:whole])
                passed[way] += whole
                data = await self._broken(mine.kind, data[whole:], writer, both)
            if broken and mine is not None and mine.kind in ("hole", "half close"):
                continue
            if broken and mine is not None and mine.kind == "crumbs":
                for at in range(0, len(data), _CRUMB_BYTES):
                    await self._write(writer, data[at : at + _CRUMB_BYTES])
            else:
                await self._write(writer, data)
            passed[way] += len(data)
        if not broken or mine is None or mine.kind != "hole":
            writer.write_eof()

    async def _broken(
        self,
        kind: Kind,
        rest: bytes,
        writer: asyncio.StreamWriter,
        both: tuple[asyncio.StreamWriter, asyncio.StreamWriter],
    ) -> bytes:
        """What is to be passed on of *rest*."""
        if kind == "late":
            await asyncio.sleep(_LATE_S)
        elif kind == "cut":
            for each in both:
                each.transport.abort()
        elif kind == "half close":
            writer.write_eof()
        elif kind == "garbage":
            return _GARBAGE + rest
        return rest

    async def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        writer.write(data)
        await writer.drain()


@contextmanager
def fault_proxy(target_port: int) -> Iterator[FaultProxy]:
    """A proxy of the server on that loopback port; without a fault it passes everything on."""
    proxy = FaultProxy(target_port)
    loop = asyncio.new_event_loop()
    started, stop = threading.Event(), asyncio.Event()

    def run() -> None:
        loop.run_until_complete(proxy.serve(started, stop))
        loop.close()

    thread = threading.Thread(target=run, name="fault-proxy")
    thread.start()
    assert started.wait(5.0)
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(5.0)
