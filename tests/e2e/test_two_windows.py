# SPDX-License-Identifier: GPL-3.0-or-later
"""Two programs on one data folder: two real processes, each with a window."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from studio.core.project import Paragraph, Project
from studio.project.file.content import Content
from tests.support import qt_messages
from tests.support.projects import created
from tests.support.screen import Display, running_display
from tests.support.waiting import wait_until

pytestmark = pytest.mark.display
PROGRAM = """
import sys
from pathlib import Path
from studio.ui.main import main
def started(window, presenter, studio):
    studio.notices.connect(lambda notice: print("notice", notice.key, notice.text, flush=True))
    studio.editing.changed.connect(lambda document: print("text", repr(document.text), flush=True))
    for card in window.notices.cards():
        print("notice", card.notice.key, card.text.text(), card.close_button.isVisible(), flush=True)
    print("open", window.windowTitle(), "|", studio.keeping.read_only, flush=True)
sys.exit(main("tone", started, [Path(name) for name in sys.argv[1:]]))
"""


class Window:
    """A program with its window; *said* are the lines that it told so far."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def said(self) -> list[str]:
        return self._log.read_text("utf-8").splitlines()

    def until(self, told: Callable[[str], bool], what: str) -> str:
        wait_until(lambda: any(told(line) for line in self.said), 60.0, what)
        return next(line for line in self.said if told(line))

    def opened(self) -> str:
        return self.until(lambda line: line.startswith("open "), "the window is open")

    def ended(self) -> int:
        return self.process.wait(60.0)


Start = Callable[..., Window]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def start(display: Display, data: Path, tmp_path: Path) -> Iterator[Start]:
    """`start(*files, DISPLAY=…)` starts the program; all are ended after the test."""
    with _starter(data, tmp_path) as starter:
        yield starter


@contextmanager
def _starter(data: Path, tmp_path: Path) -> Iterator[Start]:
    windows: list[Window] = []

    def go(*files: Path, **environ: str) -> Window:
        log = tmp_path / f"said-{len(windows)}"
        changed: Mapping[str, str] = {"SPEECH_STUDIO_DATA_DIR": str(data), **environ}
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, *map(str, files)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                text=True,
                env={**os.environ, **changed},
            )
        windows.append(Window(process, log))
        return windows[-1]

    try:
        yield go
    finally:
        for window in windows:
            if window.process.poll() is None:
                window.process.send_signal(signal.SIGCONT)
                window.process.terminate()
        for window in windows:
            try:
                window.process.wait(30.0)
            except subprocess.TimeoutExpired:
                window.process.kill()
                window.process.wait()
    assert [line for window in windows for line in qt_messages.on_stderr("\n".join(window.said))] == []


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".json" and path.name[0] != "."}


def test_a_second_start_raises_the_first_window_and_hands_it_the_file(
    start: Start, tmp_path: Path, needs_xdotool: str
) -> None:
    story, project = tmp_path / "Über die Fähre.txt", tmp_path / "Über die Fähre.speech"
    story.write_text("Handed over.", "utf-8")
    created(project, Content(Project((Paragraph("p", "A project, too."),)))).close()
    first = start()
    assert first.opened() == "open Speech Studio | False"

    def windows(*which: str) -> str:
        found = [needs_xdotool, "search", "--pid", str(first.process.pid), *which, "--name", "Speech Studio"]
        return subprocess.run(found, capture_output=True, text=True, check=False).stdout.strip()

    # It is told as open before the window manager has shown it.
    wait_until(lambda: windows("--onlyvisible"), what="the window is shown")
    shown = windows("--onlyvisible")

    def minimized() -> bool:
        subprocess.run([needs_xdotool, "windowminimize", "--sync", shown], check=True)
        return windows("--onlyvisible") == ""

    # A window manager may show a window that has just been opened once more.
    wait_until(minimized, what="the window is minimized")
    second = start(story)
    assert second.ended() == 0
    first.until(lambda line: line == "text 'Handed over.'", "the file is open in the first window")
    wait_until(lambda: windows("--onlyvisible") == shown, what="the first window is shown again")
    assert "open already" in second.said[-1]
    assert start(project).ended() == 0
    first.until(lambda line: line == "text 'A project, too.'", "the project is open in the first window")


def test_a_window_that_shows_its_last_project_read_only_takes_further_starts(start: Start, tmp_path: Path) -> None:
    shared, mine = tmp_path / "shared.speech", tmp_path / "mine.speech"
    for path in (shared, mine):
        created(path, Content(Project((Paragraph("p", f"In {path.name}."),)))).close()
    once = start(shared)
    once.until(lambda line: line == "text 'In shared.speech.'", "it is open")
    once.process.terminate()
    assert once.ended() == 0
    with closing(sqlite3.connect(shared)) as database:
        database.execute(
            "INSERT INTO lock (one, host, process, started, beat) VALUES (1, 'desk abc', 1, 'then', ?)", (time.time(),)
        )
        database.commit()
    first = start()
    assert first.opened().endswith("| True")
    second = start(mine)
    assert second.ended() == 0
    first.until(lambda line: line == "text 'In mine.speech.'", "the project is open in the first window")


def test_on_another_display_it_opens_read_only_and_writes_nothing(
    start: Start, data: Path, tmp_path: Path, needs_xdotool: str
) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Only shown here.", "utf-8")
    (data).mkdir()
    (data / "settings.json").write_text('{"volume": 0.5, "later": "kept"}')
    first = start()
    first.opened()
    with running_display() as other:
        second = start(story, DISPLAY=other.name)
        assert second.opened() == "open Read only | True"
        told = second.until(lambda line: line.startswith("notice read-only Read only"), "it says so")
        assert told.endswith(" False"), "it cannot be closed"
        second.until(lambda line: line == "text 'Only shown here.'", "the file is shown")
        wait_until((data / "recent.json").exists, what="the first window has noted its project")
        before = content(data)

        def windows() -> list[str]:
            return subprocess.run(
                [needs_xdotool, "search", "--onlyvisible", "--name", "Read only"],
                env={**os.environ, "DISPLAY": other.name},
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()

        wait_until(windows, what="the window is shown")
        keys = [needs_xdotool, "key", "--window", windows()[0], "ctrl+a", "x", "y", "z"]
        subprocess.run(keys, env={**os.environ, "DISPLAY": other.name}, check=True)
        second.process.terminate()
        assert second.ended() == 0
    assert content(data) == before
    assert first.process.poll() is None
