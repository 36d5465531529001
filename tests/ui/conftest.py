# SPDX-License-Identifier: GPL-3.0-or-later
"""A Qt application on the tests' display, and widgets that are closed after each test."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from studio.app.compose import make_studio
from studio.app.keeping.recent import Recent
from studio.app.studio import Studio
from studio.audio.feeder import OpenOutput
from studio.audio.output import open_output
from studio.core.paths import data_dir
from studio.core.project import Project
from studio.core.resources import resource
from studio.core.voices import Voice
from studio.project.edits import with_text
from studio.project.file.content import Content
from studio.ui.main import qt_loop, run
from studio.ui.main_window import MainWindow
from studio.ui.presenter import Presenter
from studio.ui.theme import Theme
from tests.support.faults import none_allowed
from tests.support.forked_server import tone_engine
from tests.support.loaded_window import loaded_application
from tests.support.projects import created
from tests.support.screen import Display
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until, wait_until_async
from tests.support.watchdog import Watchdog

Show = Callable[..., None]
Pump = Callable[..., None]


@pytest.fixture(scope="session")
def app(display: Display) -> QApplication:
    return loaded_application()


@pytest.fixture
def theme(app: QApplication) -> Iterator[Theme]:
    made = Theme(app, "light")
    yield made
    app.styleHints().colorSchemeChanged.disconnect(made.follow)
    made.deleteLater()


@pytest.fixture
def holder(app: QApplication, theme: Theme) -> Iterator[QWidget]:
    """A widget for those that are tested without being shown. It takes with it what it holds, while the theme that all
    of that listens to is still there."""
    made = QWidget()
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def pump(app: QApplication) -> Pump:
    """`pump(condition)` lets Qt work until the condition holds; AssertionError if it never does."""

    def until(condition: Callable[[], object] = lambda: True) -> None:
        app.processEvents()
        wait_until(condition, between=lambda: QTest.qWait(5))

    return until


@pytest.fixture
def show(app: QApplication, pump: Pump) -> Iterator[Show]:
    """`show(widget, width, height)` puts it on the display with the keyboard; it is closed after the test."""
    shown: list[QWidget] = []

    def put(widget: QWidget, width: int = 0, height: int = 0) -> None:
        shown.append(widget)
        if width:
            widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        pump(lambda: widget.isActiveWindow() and bool(widget.windowHandle() and widget.windowHandle().isExposed()))

    yield put
    for widget in shown:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    assert not [widget for widget in app.topLevelWidgets() if widget.isVisible()]


@pytest.fixture(autouse=True)
def no_faults() -> Iterator[None]:
    """Fails a test in which something failed that Qt or the loop called."""
    with none_allowed():
        yield


@pytest.fixture(autouse=True)
def watchdog() -> Iterator[Watchdog]:
    """Fails a test in which a slot or callback computes for long."""
    made = Watchdog()
    with made.watching():
        yield made


@pytest.fixture(autouse=True)
def no_native_dialogs() -> None:
    os.environ["QT_QPA_PLATFORMTHEME"] = ""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)


VOICES = (
    Voice("v-heart", "Heart", "en-US", "female", "warm, unhurried"),
    Voice("v-george", "George", "en-GB", "male", "round, calm"),
    Voice("v-siwis", "Siwis", "fr", "female", "clear"),
    Voice("v-kumo", "Kumo", "ja", "male", "deep", unavailable_reason="Japanese is not spoken yet."),
    Voice("v-mine", "My blend", "en-US", "", "", own=True),
)


@pytest.fixture
def voices() -> tuple[Voice, ...]:
    return VOICES


@dataclass(slots=True)
class Open:
    """The running program."""

    app: QApplication
    window: MainWindow
    presenter: Presenter
    studio: Studio

    async def until(self, condition: Callable[[], object], what: str = "the condition") -> None:
        await wait_until_async(condition, HANGS_S, what)

    async def ready(self) -> None:
        await self.until(lambda: not self.studio.engine.blocker(), "ready")
        self.window.activateWindow()
        await self.until(self.window.isActiveWindow, "the window is active")

    async def settled(self) -> None:
        """Wait until layouts, focus and pictures have followed what was done. In a coroutine, never processEvents: the
        loop would begin anew within itself and lose what it wakes there."""
        for _ in range(2):
            done = asyncio.get_running_loop().create_future()
            QTimer.singleShot(0, lambda done=done: done.set_result(None))
            await done

    def beside_the_text(self) -> None:
        """Take the keyboard from the text by a click on nothing."""
        QTest.mouseClick(self.window.status, Qt.MouseButton.LeftButton, pos=QPoint(700, 12))

    async def heard(self, steps: Steps, until: Callable[[], object], what: str) -> list[int]:
        """Let a stepped device play until *until* holds; the places in the text of the words heard, in their order."""
        starts: list[int] = []

        def step() -> bool:
            if steps.fed:
                steps.step()
                self.presenter.tick()
            word = self.studio.hearing.view().word
            if word is not None and starts[-1:] != [word.start]:
                starts.append(word.start)
            return bool(until())

        await self.until(step, what)
        return starts

    @property
    def file_dialog(self) -> QFileDialog | None:
        """The one that is open."""
        return next((each for each in self.window.findChildren(QFileDialog) if each.isVisible()), None)

    @property
    def phase(self) -> str:
        return self.studio.hearing.view().phase


Body = Callable[[Open], Awaitable[None]]


class InWindow(Protocol):
    """Runs *body* beside the open window, whose sound is played on *output*, then closes the window.

    A project with a text is open in it, unless the data folder has one; at a *first_start* there is none before. The
    program is started with *files*.
    """

    def __call__(
        self,
        body: Body,
        output: OpenOutput = open_output,
        first_start: bool = False,
        files: Sequence[Path] = (),
    ) -> None: ...


@pytest.fixture(scope="session")
def begun_project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project's file with a text of three paragraphs, and its id."""
    path = tmp_path_factory.mktemp("begun") / "Welcome.speech"
    text = resource("samples/welcome.txt").read_text("utf-8").strip()
    file = created(path, Content(with_text(Project(), text)))
    file.close()
    return path, file.id


def begin_in(data: Path, begun: tuple[Path, str]) -> None:
    """Have the project of a file and an id open at the next start in the folder *data*, unless there is one."""
    recent = Recent(data / "recent.json")
    if not recent.projects:
        (data / "projects").mkdir(parents=True, exist_ok=True)
        path = Path(shutil.copy(begun[0], data / "projects"))
        recent.note(path, begun[1], path.stem, 0)


@pytest.fixture
def in_window(
    app: QApplication,
    seed_of_servers: None,
    begun_project: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    watchdog: Watchdog,
) -> InWindow:
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SPEECH_STUDIO_THEME", "light")
    # A device that a busy machine leaves without a turn, or a test without a step, is not lost.
    monkeypatch.setattr("studio.audio.chain._STALL_S", HANGS_S)

    def go(
        body: Body,
        output: OpenOutput = open_output,
        first_start: bool = False,
        files: Sequence[Path] = (),
    ) -> None:
        if not first_start:
            with suppress(OSError):  # the folder may be one that cannot be made
                begin_in(data_dir(), begun_project)
        tasks: list[asyncio.Task[None]] = []

        async def play(opened: Open) -> None:
            try:
                await opened.ready()
                await body(opened)
            except BaseException:
                # A test that fails fails, and does not wait for an answer.
                opened.presenter.closing._agreed = True
                raise
            finally:
                opened.window.close()

        make = partial(make_studio, output=output, make_engine=lambda _name: tone_engine())
        # The window is built at one go, before anybody can press anything in it.
        with qt_loop(app) as loop, ExitStack() as opening:
            opening.enter_context(watchdog.permitting("^run$"))

            def started(window: MainWindow, presenter: Presenter, studio: Studio) -> None:
                opening.close()
                tasks.append(loop.create_task(play(Open(app, window, presenter, studio)), name="test"))

            loop.run_until_complete(run(app, "tone", started, files, make))
            left = {task.get_name() for task in asyncio.all_tasks(loop)} - {"test"}
            tasks[0].result()
        assert left == set()
        assert not [widget for widget in app.topLevelWidgets() if widget.isVisible()]

    return go
