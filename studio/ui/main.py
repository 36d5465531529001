# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: it shows the window first, then starts the studio behind it."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.engines import AUTO

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from studio.app.keeping.data_folder import DataFolder
    from studio.app.studio import Studio
    from studio.ui.main_window import MainWindow
    from studio.ui.presenter import Presenter

APP_ID = "speech-studio"
_LARGE_BYTES = 256 * 1024
"""Such as the sound of a sentence: these come and go by the hundred while a voice is designed."""

Started = Callable[["MainWindow", "Presenter", "Studio"], None]
MakeStudio = Callable[["DataFolder", str], "Studio"]


def main(engine: str = AUTO, started: Started | None = None, files: Sequence[Path] = ()) -> int:
    """Open the window and stay until it is closed.

    Args:
        engine: One of `core.engines.ENGINE_OPTIONS`.
        started: Called once window and studio are there.
        files: What may be dropped on the window, such as projects, texts or voices. If another window is open already,
            it takes them, and this program ends.

    Returns:
        The exit code.
    """

    def settled(window: MainWindow, presenter: Presenter, studio: Studio) -> None:
        keep_opened(studio)
        if started is not None:
            started(window, presenter, studio)

    automatic = gc.isenabled()
    # Of what is loaded nothing is garbage: until there is a loop, no round of the collector is worth its time.
    gc.disable()
    try:
        app = make_application()
        with qt_loop(app) as loop:
            loop.run_until_complete(run(app, engine, settled, files))
    finally:
        if automatic:
            gc.enable()
    return 0


def keep_opened(studio: Studio) -> None:
    """Keep the program as it is now, and each project that is opened from here on, from the garbage collector."""
    from studio.ui.door import connect
    from studio.ui.garbage import collect_thoroughly, keep_from_collector, keep_many

    connect(studio.editing.opened, lambda _opened: keep_many())
    connect(studio.editing.long.done, lambda _done: keep_many())
    connect(studio.projects.opened, lambda _place: collect_thoroughly())
    keep_from_collector()


@contextmanager
def qt_loop(app: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """The asyncio loop that runs within the application's; it is the thread's loop until the block ends."""
    os.environ.setdefault("QT_API", "pyside6")
    import qasync
    from shiboken6 import delete

    from studio.ui.door import watch
    from studio.ui.garbage import collected_between_events

    with collected_between_events():
        loop = qasync.QEventLoop(app)
        watch(loop)
        asyncio.set_event_loop(loop)
        try:
            yield loop
        finally:
            asyncio.set_event_loop(None)
            # Timers of cancelled calls outlive the loop. The garbage collector could delete their owner in another
            # thread, where Qt cannot stop them.
            timers = loop._timer
            loop.close()
            delete(timers)


def make_application() -> QApplication:
    """The application with name and icon; closing its last window does not end its loop."""
    from studio.ui.plain_imports import import_plainly

    import_plainly()
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from studio.core.resources import resource
    from studio.ui import accessible

    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(APP_ID)
    app.setApplicationDisplayName("Speech Studio")
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(QIcon(str(resource("icons/speech-studio.svg"))))
    app.setQuitOnLastWindowClosed(False)
    app.setStyle("Fusion")
    if known is None:
        accessible.install()
    return app


@dataclass(frozen=True, slots=True)
class _Asked:
    """Arguments of `run`."""

    engine: str
    started: Started | None
    files: Sequence[Path]
    make: MakeStudio | None


async def run(
    app: QApplication,
    engine: str = AUTO,
    started: Started | None = None,
    files: Sequence[Path] = (),
    make: MakeStudio | None = None,
) -> None:
    """Show the window, start the studio, wait until the window is closed, and leave nothing running.

    If another window has the data folder, that one comes to the front and opens *files* instead.

    Args:
        make: Makes the studio of a data folder and the engine's name; None for `app.compose.make_studio`.
    """
    from studio.app.desktop.handing_over import place_of, take_or_hand_over
    from studio.app.keeping.data_folder import DataFolder
    from studio.app.keeping.settings import load_settings
    from studio.core.errors import SaveFailed
    from studio.core.memory import return_large_blocks
    from studio.core.paths import data_dir
    from studio.ui.door import connect
    from studio.ui.main_window import MainWindow
    from studio.ui.theme import Theme

    folder = DataFolder(data_dir())
    place = place_of(app.platformName(), os.environ)
    with suppress(SaveFailed):  # the studio tries again, and tells so
        taken = asyncio.get_running_loop().run_in_executor(None, take_or_hand_over, folder, place, files)
        if await taken == "handed over":
            sys.stdout.write("Speech Studio is open already: its window comes to the front.\n")
            return
    settings = load_settings(folder.path / "settings.json")
    theme = Theme(app, "" if settings.theme == "system" else settings.theme)
    with theme.sheet_put_off():
        window = MainWindow(app, theme)
    window.arrange(settings)
    window.place(settings.window)
    closing = asyncio.Event()
    connect(window.closed, closing.set)
    window.show()
    await _painted(window)
    window.settle()
    return_large_blocks(_LARGE_BYTES)
    try:
        with _closing_on_signal(closing):
            await _work(window, theme, folder, place, closing, _Asked(engine, started, files, make))
    finally:
        folder.give_back()
        window.hide()
        window.deleteLater()
        app.styleHints().colorSchemeChanged.disconnect(theme.follow)
        await asyncio.sleep(0)


async def _work(
    window: MainWindow,
    theme: object,
    folder: DataFolder,
    place: str,
    closing: asyncio.Event,
    asked: _Asked,
) -> None:
    from studio.app.compose import make_studio
    from studio.app.desktop.handing_over import Arrival, Reception
    from studio.ui.door import guarded
    from studio.ui.presenter import Presenter
    from studio.ui.theme import Theme

    assert isinstance(theme, Theme)

    studio = (asked.make or make_studio)(folder, asked.engine)
    presenter = Presenter(window, theme, studio)
    presenter.show_all()
    studio.start()

    def arrived(arrival: Arrival) -> None:
        if arrival.activation:
            os.environ["XDG_ACTIVATION_TOKEN"] = arrival.activation
        window.come_to_front()
        if arrival.files:
            presenter.take_files(arrival.files[-1:])

    reception = Reception(folder, place, guarded(arrived))
    # A window that shows a project read-only holds the folder all the same.
    if not folder.read_only:
        await reception.open()
    if asked.files:
        presenter.take_files([asked.files[-1].absolute()])
    studio.sound.watch_devices()
    studio.media_bus.show(guarded(window.come_to_front), guarded(window.close))
    try:
        if asked.started is not None:
            asked.started(window, presenter, studio)
        await closing.wait()
    finally:
        window.hide()
        presenter.close()
        await reception.close()
        await studio.close()


async def _painted(window: MainWindow) -> None:
    """Wait until the window is on the screen with its frame, so that later work does not delay it."""
    exposed = 0
    for _ in range(50):
        await asyncio.sleep(0.005)
        handle = window.windowHandle()
        exposed += handle is not None and handle.isExposed()
        # A window manager may have no frames, so the wait is short.
        if handle is not None and exposed > 2 and (exposed > 12 or not handle.frameMargins().isNull()):
            return


@contextmanager
def _closing_on_signal(closing: asyncio.Event) -> Iterator[None]:
    """Let Ctrl+C in the terminal and SIGTERM close the window."""
    from studio.ui.door import guarded

    loop = asyncio.get_running_loop()
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, lambda *_: loop.call_soon_threadsafe(guarded(closing.set)))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main())
