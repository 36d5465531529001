# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's owner: one worker thread, in which all renders take turns of one piece (a sentence or less)."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Condition, RLock, Thread
from typing import Literal, TypeVar

from studio.core.errors import EngineUnavailable, StudioError
from studio.core.voices import Voice
from studio.engine.base import Capabilities, Engine
from studio.server.limits import Limits
from studio.server.rendering.render import Render
from studio.server.rendering.speaker import Speaker
from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.problems import TooBusy, unexpected

T = TypeVar("T")
State = Literal["starting", "ready", "failed"]

_LONGEST_PASSED_OVER_S = 2.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LoadedEngine:
    """An engine ready to speak.

    Attributes:
        notices: Why it is not the best engine, in plain words.
        fetchable_model: Whether the best engine's files are missing but can be fetched.
    """

    engine: Engine
    notices: tuple[str, ...] = ()
    fetchable_model: bool = False


class EngineHost:
    """Loads the engine in the background and renders speech with it.

    Renders take turns piece by piece. One that has not spoken yet goes first, so that a short request need not wait for
    a long one. A render whose client does not take its audio pauses, and others have its turns. Other work for the
    engine comes before speech, but not twice in a row.

    Args:
        load: Makes the engine; called once, in the worker thread.
        limits: Limits of renders and their buffers.
        notices: Notices for a person besides the engine's own, in plain words.
    """

    def __init__(self, load: Callable[[], LoadedEngine], limits: Limits, notices: Sequence[str] = ()) -> None:
        self._load = load
        self._limits = limits
        self._notices = tuple(notices)
        self._changed = Condition(RLock())
        self._renders: deque[Render] = deque()
        self._jobs: deque[Callable[[Engine], None]] = deque()
        self._speech_is_next = False
        self._loaded: Future[LoadedEngine] = Future()
        self._closing = False
        self._error: StudioError | None = None
        self._voices: tuple[Voice, ...] = ()
        self._thread = Thread(target=self._work, name="speech-engine", daemon=True)

    def start(self) -> None:
        """Begin to load the engine; returns at once."""
        self._thread.start()

    def close(self, timeout_s: float = 0.5) -> bool:
        """Cancel all renders and end the worker. False if it did not end in time, being still in the engine's code; it
        then ends with the process."""
        self.cancel_all()
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def cancel_all(self) -> None:
        with self._changed:
            renders = tuple(self._renders)
        for render in renders:
            render.cancel()

    @property
    def state(self) -> State:
        if self._error is not None:
            return "failed"
        return "ready" if self._engine is not None else "starting"

    @property
    def error_text(self) -> str:
        """Why the engine could not be loaded, in plain words; empty if it could."""
        return "" if self._error is None else self._error.user_text

    @property
    def name(self) -> str:
        """The engine's name; empty until it is loaded."""
        return "" if self._engine is None else self._engine.name

    @property
    def sample_rate_hz(self) -> int:
        """The engine's rate; 0 until it is loaded."""
        return 0 if self._engine is None else self._engine.sample_rate_hz

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(()) if self._engine is None else self._engine.capabilities

    @property
    def notices(self) -> tuple[str, ...]:
        loaded = self._now
        return self._notices if loaded is None else (*self._notices, *loaded.notices, *loaded.engine.notices)

    def tell(self, notice: str) -> None:
        """Add *notice*, unless it is there already. From any thread."""
        if notice not in self._notices:
            self._notices = (*self._notices, notice)

    @property
    def fetchable_model(self) -> bool:
        """Whether a better engine could speak once its model is fetched."""
        return self._now is not None and self._now.fetchable_model

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The stock voices; none until the engine is loaded."""
        return self._voices

    @property
    def waiting_chars(self) -> int:
        """Characters of text that wait to be rendered, over all renders."""
        with self._changed:
            return sum(render.waiting_chars for render in self._renders)

    async def ready(self) -> None:
        """Wait until the engine is loaded.

        Raises:
            EngineUnavailable: it could not be loaded.
        """
        if not self._loaded.done():
            # A copy, so that a request that goes away does not cancel the future for others.
            await asyncio.wrap_future(_copy(self._loaded))
        if self._error is not None:
            raise EngineUnavailable(self._error.user_text, self._error.detail)

    async def call(self, work: Callable[[Engine], T]) -> T:
        """Result of *work*, run in the worker thread between two pieces of speech."""

        def in_one(engine: Engine) -> Generator[None, None, T]:
            yield from ()
            return work(engine)

        return await self.call_in_steps(in_one)

    async def call_in_steps(self, work: Callable[[Engine], Generator[None, None, T]]) -> T:
        """Result of the generator of *work*. Its steps run in the worker thread; between two of them speech has a turn.
        If the call is cancelled, it is closed there."""
        await self.ready()
        result: Future[T] = Future()
        begun: list[Generator[None, None, T]] = []

        def step(engine: Engine) -> None:
            if result.cancelled():
                for each in begun:
                    each.close()
                return
            try:
                if not begun:
                    begun.append(work(engine))
                next(begun[0])
            except StopIteration as ended:
                _settle(result, partial(result.set_result, ended.value))
            except StudioError as error:
                _settle(result, partial(result.set_exception, error))
            except Exception as error:
                _settle(result, partial(result.set_exception, unexpected(error)))
            else:
                self._add_job(step)

        self._add_job(step)
        return await asyncio.wrap_future(result)

    def _add_job(self, job: Callable[[Engine], None]) -> None:
        with self._changed:
            self._jobs.append(job)
            self._changed.notify_all()

    def open(self, speaker: Speaker, output: OutputFormat) -> Render:
        """A new stream of speech. It needs no closing once it has ended; before that, cancel it.

        Raises:
            TooBusy: as many as permitted are open.
            EngineUnavailable: the engine could not be loaded, or is closing.
        """
        render = Render(self._changed, speaker, output, self._limits.buffer_s, self._limits.chunk_s)
        with self._changed:
            self._drop_ended()
            if self._error is not None:
                raise EngineUnavailable(self._error.user_text, self._error.detail)
            if self._closing:
                raise EngineUnavailable("The server is closing.")
            # One that was cancelled counts no more, though the engine may yet be on its way out of it.
            if sum(not each.over for each in self._renders) >= self._limits.renders:
                raise TooBusy(f"At most {self._limits.renders} texts can be spoken at once. Try again in a moment.")
            self._renders.append(render)
        return render

    # -- the worker thread

    @property
    def _now(self) -> LoadedEngine | None:
        return self._loaded.result() if self._loaded.done() and self._error is None else None

    @property
    def _engine(self) -> Engine | None:
        return None if self._now is None else self._now.engine

    def _work(self) -> None:
        engine = self._load_engine()
        if engine is None:
            return
        try:
            while (turn := self._next_turn()) is not None:
                if isinstance(turn, Render):
                    turn.step(engine)
                else:
                    turn(engine)
        finally:
            engine.close()

    def _load_engine(self) -> Engine | None:
        try:
            loaded = self._load()
            self._voices = loaded.engine.voices()
        except Exception as error:
            self._fail(error if isinstance(error, StudioError) else unexpected(error))
            return None
        self._loaded.set_result(loaded)
        return loaded.engine

    def _fail(self, error: StudioError) -> None:
        _log.error("engine not loaded: %s", type(error).__name__)
        self._error = error
        self._loaded.set_exception(error)
        with self._changed:
            renders = tuple(self._renders)
        for render in renders:
            render.fail(EngineUnavailable(error.user_text, error.detail))

    def _next_turn(self) -> Render | Callable[[Engine], None] | None:
        with self._changed:
            while True:
                self._drop_ended()
                if self._closing and not any(render.ready for render in self._renders):
                    return None
                # After a job speech has a turn: a search for a voice asks for one job after the other.
                render = self._next_render() if self._speech_is_next or not self._jobs else None
                self._speech_is_next = render is None
                if render is not None:
                    return render
                if self._jobs:
                    return self._jobs.popleft()
                self._changed.wait()

    def _next_render(self) -> Render | None:
        ready = [render for render in self._renders if render.ready]
        if not ready:
            return None
        # Among renders that have not spoken yet the one with the least text goes first, so that a short request need
        # not wait for long ones that came at the same time; but one that has waited for long is not passed over.
        fresh = [render for render in ready if render.new]
        overdue = next((render for render in fresh if render.waited_s > _LONGEST_PASSED_OVER_S), None)
        chosen = overdue or (min(fresh, key=lambda render: render.waiting_chars) if fresh else ready[0])
        self._renders.remove(chosen)
        self._renders.append(chosen)
        return chosen

    def _drop_ended(self) -> None:
        if any(render.ended for render in self._renders):
            self._renders = deque(render for render in self._renders if not render.ended)


def _settle(result: Future[T], settle: Callable[[], None]) -> None:
    """Settle *result*, unless nobody waits for it any more."""
    if result.set_running_or_notify_cancel():
        settle()


def _copy(future: Future[LoadedEngine]) -> Future[None]:
    """A future of its own that is done when *future* is, whatever its result."""
    own: Future[None] = Future()

    def tell(_: Future[LoadedEngine]) -> None:
        if own.set_running_or_notify_cancel():
            own.set_result(None)

    future.add_done_callback(tell)
    return own
