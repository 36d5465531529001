# SPDX-License-Identifier: GPL-3.0-or-later
"""The link to the local engine, which keeps it running and tells its state."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

from studio.app.work.state import EngineState
from studio.app.work.tasks import Supervisor
from studio.app.work.waiting import until
from studio.client.local.engine import LocalEngine
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import EngineUnavailable, StudioError
from studio.core.observe import Signal

POLL_S = 0.1
MAX_RESTARTS = 5
RESTARTS_WITHIN_S = 60.0
# A broken connection shows before the end of its process; after so long that is known too.
NOTICED_WITHIN_S = 2.0
# Of a process that has just begun: it listens before it has read its programs, at low priority.
SILENCES = 9
MakeEngine = Callable[[], LocalEngine]


class EngineLink:
    """Starts the engine's process, waits until it can speak, and starts it again when it dies.

    Args:
        make_engine: Makes a LocalEngine, not started yet.
        tasks: Owner of the tasks started here.
        clock: Monotonic seconds, for limiting how often the engine is started again.
        hear_again_s: Seconds between two requests for a running engine's status.
        answers_within_s: Seconds after which an engine that does not answer is taken for frozen and restarted; at work
            it answers at once. One that starts is asked again, up to SILENCES times in a row.
    """

    def __init__(
        self,
        make_engine: MakeEngine,
        tasks: Supervisor,
        clock: Callable[[], float] = time.monotonic,
        hear_again_s: float = 15.0,
        answers_within_s: float = 20.0,
    ) -> None:
        self._make_engine = make_engine
        self._tasks = tasks
        self._clock = clock
        self._hear_again_s = hear_again_s
        self._answers_within_s = answers_within_s
        self._engine: LocalEngine | None = None
        self._client: AsyncSpeechClient | None = None
        self._restarts_s: list[float] = []
        self._run: asyncio.Task[None] | None = None
        self.state = EngineState()
        self.changed: Signal[EngineState] = Signal()

    @property
    def ready(self) -> bool:
        """Whether there is a client."""
        return self.state.ready and self._client is not None

    @property
    def client(self) -> AsyncSpeechClient:
        """The client of the running engine.

        Raises:
            EngineUnavailable: it is not ready; the text says what to do.
        """
        if self._client is None or not self.ready:
            raise EngineUnavailable(self.state.message or "The engine is still starting: try again in a moment.")
        return self._client

    async def again(self, broken: AsyncSpeechClient | None) -> AsyncSpeechClient:
        """A client for another try after *broken* broke off, or None was there: that of the next engine, once it is
        ready.

        If the engine turns out to be running, it is *broken* itself.

        Raises:
            EngineUnavailable: the engine is not started again.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(until(lambda: self._client is not broken, self.changed), NOTICED_WITHIN_S)
        await until(lambda: self.ready or self.state.phase == "failed", self.changed)
        return self.client

    def start(self) -> None:
        """Start the engine and keep it running until close."""
        self._run = self._tasks.spawn("keep the engine running", self._keep_running())

    async def restart(self) -> None:
        """End the engine and start it again, such as after a model was fetched."""
        await self.close()
        self._restarts_s.clear()
        self.start()

    async def close(self) -> None:
        """End the engine's process and the connection to it."""
        if self._run is not None:
            self._run.cancel()
            await asyncio.gather(self._run, return_exceptions=True)
            self._run = None
        await self._stop()

    async def _keep_running(self) -> None:
        phase: str = "starting"
        while True:
            # Its last status is kept, since its renders are still shown.
            self._become(EngineState("restarting" if phase == "restarting" else "starting", self.state.status))
            try:
                exited = await self._start()
                await self._watch(exited)
            except StudioError as error:
                await self._stop()
                self._become(EngineState("failed", self.state.status, error.user_text))
                return
            await self._stop()
            now_s = self._clock()
            self._restarts_s = [at_s for at_s in self._restarts_s if now_s - at_s < RESTARTS_WITHIN_S]
            if len(self._restarts_s) >= MAX_RESTARTS:
                text = "The engine stops again and again. Run 'speech-studio doctor' to see what is wrong."
                self._become(EngineState("failed", self.state.status, text))
                return
            self._restarts_s.append(now_s)
            phase = "restarting"

    async def _start(self) -> asyncio.Event:
        """Start the process, wait until it can speak or has ended, and return the event of its end."""
        self._engine = self._make_engine()
        endpoint = await self._engine.start()
        exited = self._engine.exited
        self._client = AsyncSpeechClient(endpoint)
        silences = 0
        while not exited.is_set():
            try:
                async with asyncio.timeout(self._answers_within_s):
                    status = await self._client.status()
            except TimeoutError:
                silences += 1
                if silences >= SILENCES:
                    raise EngineUnavailable("The engine was started but does not answer: try again.") from None
                continue
            except StudioError:
                if not self._engine.running:
                    break
                raise
            silences = 0
            if status.state == "failed":
                raise EngineUnavailable(status.error)
            if status.ready:
                self._become(EngineState("ready", status))
                break
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(exited.wait(), POLL_S)
        return exited

    async def _watch(self, exited: asyncio.Event) -> None:
        """Wait until the engine has ended or is frozen, following its status meanwhile."""
        while not exited.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(exited.wait(), self._hear_again_s)
                return
            known = self.state.status
            if known is None or self._client is None:
                continue
            try:
                async with asyncio.timeout(self._answers_within_s):
                    status = await self._client.status()
            except TimeoutError:
                return
            except StudioError:
                continue  # the process tells its end
            else:
                if status.ready and status.notices != known.notices:
                    self._become(EngineState("ready", status))

    async def _stop(self) -> None:
        client, self._client = self._client, None
        engine, self._engine = self._engine, None
        if client is not None:
            await client.aclose()
        if engine is not None:
            await engine.stop()

    def _become(self, state: EngineState) -> None:
        self.state = state
        self.changed.emit(state)
