# SPDX-License-Identifier: Apache-2.0
"""The engine on this machine, for a program with an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from studio.client.local.process import EngineProcess, Grace
from studio.client.wire.threads import call_on_loop, in_thread
from studio.core.engines import AUTO
from studio.core.errors import EngineUnavailable
from studio.core.processes import python_module

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint


def server_command(engine: str = AUTO) -> tuple[str, ...]:
    """The command that starts the server with *engine*, one of `core.engines.ENGINE_OPTIONS`."""
    return python_module("studio.server", "--port", "0", "--engine", engine, "--parent-stdin")


class LocalEngine:
    """The engine's process, started and watched; for one event loop.

    Args:
        command: The command; see EngineProcess. None for the server that belongs to this program.
        env: The child's whole environment; None for this program's own, without entries for the current folder.
        engine: The engine that the default command asks for.
        on_exit: Called on the loop when the process has ended without being asked to; the error says how.
        grace: Time limits.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        env: Mapping[str, str] | None = None,
        engine: str = AUTO,
        on_exit: Callable[[EngineUnavailable], None] | None = None,
        grace: Grace | None = None,
    ) -> None:
        self._command = tuple(command) if command is not None else server_command(engine)
        self._env = env
        self._on_exit = on_exit
        self._grace = grace
        self._process: EngineProcess | None = None
        self._starting = asyncio.Lock()
        self._exited = asyncio.Event()
        self._endpoint: Endpoint | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.running

    @property
    def pid(self) -> int | None:
        """Process id of the current or last run."""
        return self._process.pid if self._process is not None else None

    @property
    def exited(self) -> asyncio.Event:
        """Set once the current run's process has ended, in whatever way."""
        return self._exited

    async def start(self) -> Endpoint:
        """Start the process, unless it runs already, and wait until it listens.

        Raises:
            EngineUnavailable: it could not be started; nothing is left of it.
        """
        async with self._starting:
            if self._endpoint is not None and self.running:
                return self._endpoint
            await self._end()
            self._endpoint = await self._begin()
            return self._endpoint

    async def restart(self) -> Endpoint:
        """End the process and start another, on another port with another token.

        Raises:
            EngineUnavailable: as for *start*.
        """
        async with self._starting:
            await self._end()
            self._endpoint = await self._begin()
            return self._endpoint

    async def stop(self) -> None:
        """End the process; afterwards no process, thread or pipe of it is left."""
        if self._process is not None:
            self._process.abandon()  # also frees a start that is still waiting
        async with self._starting:
            await self._end()

    async def _begin(self) -> Endpoint:
        loop = asyncio.get_running_loop()
        exited = self._exited = asyncio.Event()

        def report(error: EngineUnavailable | None) -> None:
            call_on_loop(loop, self._report, exited, error)

        process = EngineProcess(self._command, self._env, report, self._grace)
        self._process = process
        try:
            return await in_thread("engine-start", process.start)
        except asyncio.CancelledError:
            process.abandon()
            raise

    async def _end(self) -> None:
        process, self._process, self._endpoint = self._process, None, None
        if process is not None:
            await in_thread("engine-stop", process.stop)

    def _report(self, exited: asyncio.Event, error: EngineUnavailable | None) -> None:
        exited.set()
        if error is not None and self._on_exit is not None:
            self._on_exit(error)
