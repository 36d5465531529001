# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program in this process: window, engine in its own process, player on the sound path."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from studio.app.studio import Studio
from studio.app.work.state import Notice
from studio.ui.main_window import MainWindow
from studio.ui.presenter import Presenter
from tests.support.sound import TRIES
from tests.support.waiting import wait_until_async

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

READY_S = 180.0
"""Beside other heavy work the model alone takes a minute to load."""


@dataclass(frozen=True, slots=True)
class Lit:
    """A word that was lit: its place in the transcript and when, on time.monotonic()."""

    start: int
    end: int
    at_s: float


@dataclass(slots=True)
class Program:
    """The running program; *lit* and *notices* grow while it runs."""

    window: MainWindow
    presenter: Presenter
    studio: Studio
    lit: list[Lit] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    async def ready(self) -> None:
        await wait_until_async(lambda: not self.studio.engine.blocker(), READY_S, "the engine")
        self.window.activateWindow()
        await wait_until_async(self.window.isActiveWindow, READY_S, "the window has the keyboard")

    async def stopped(self, deadline_s: float = 120.0) -> None:
        await wait_until_async(lambda: not self.studio.hearing.active, deadline_s, "the end of playing")

    def note(self, start: int, end: int) -> None:
        """The word at that place is lit."""
        if not self.lit or (self.lit[-1].start, self.lit[-1].end) != (start, end):
            self.lit.append(Lit(start, end, time.monotonic()))

    async def all_lit(self, play: Callable[[], object]) -> list[str]:
        """The words lit while what *play* begins is heard, of up to three times until none is left out: a machine that
        starves the window for as long as a word leaves that out."""
        words: list[str] = []
        for _ in range(TRIES):
            del self.lit[:]
            play()
            await self.stopped()
            text = self.studio.editing.project.text
            words = [text[lit.start : lit.end] for lit in self.lit]
            if words == text.split():
                break
        return words

    def said(self, key: str) -> str:
        """The newest notice of that key."""
        return next((notice.text for notice in reversed(self.notices) if notice.key == key), "")


Scenario = Callable[[Program], Awaitable[None]]


def run_program(scenario: Scenario, engine: str = "auto") -> None:
    """Start the program, run *scenario*, close the window and wait until all has ended.

    Raises whatever *scenario* raised.
    """
    from studio.ui.garbage import collect_thoroughly
    from studio.ui.main import make_application, qt_loop

    app = make_application()
    failures: list[BaseException] = []
    with qt_loop(app) as loop:
        try:
            _run(app, loop, engine, scenario, failures)
        finally:
            _let_go(failures)
    # Windows too are garbage now, and were kept from the collector while they were open.
    collect_thoroughly()
    if failures:
        raise failures.pop()


def _let_go(failures: list[BaseException]) -> None:
    """What the frames of *failures* hold."""
    for failure in failures:
        traceback.clear_frames(failure.__traceback__)


def _run(
    app: QApplication, loop: asyncio.AbstractEventLoop, engine: str, scenario: Scenario, failures: list[BaseException]
) -> None:
    from studio.ui.main import keep_opened, run

    tasks: list[asyncio.Task[None]] = []

    async def play(program: Program) -> None:
        try:
            await scenario(program)
        except BaseException as error:
            failures.append(error)
        finally:
            program.window.close()

    def started(window: MainWindow, presenter: Presenter, studio: Studio) -> None:
        program = Program(window, presenter, studio)
        studio.notices.connect(program.notices.append)
        window.manuscript.editor.playing.word_shown.connect(lambda start, end: program.note(start, end))
        keep_opened(studio)
        tasks.append(loop.create_task(play(program), name="scenario"))

    loop.run_until_complete(_with_tasks(run(app, engine, started), tasks))


async def _with_tasks(work: Coroutine[Any, Any, None], tasks: list[asyncio.Task[None]]) -> None:
    await work
    await asyncio.gather(*tasks)
