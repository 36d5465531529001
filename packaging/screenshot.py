# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the README's pictures of the real window: starts the program, lets it speak, and grabs what is shown.

    python packaging/screenshot.py            both pictures into resources/docs/images/
    python packaging/screenshot.py --theme dark --size 1280x720 --scale 2 --out /tmp/small.png

Without a display it starts Xvfb with openbox, and a sound server that nobody hears.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from studio.app.studio import Studio
    from studio.core.marks import Mark
    from studio.ui.main_window import MainWindow
    from studio.ui.presenter import Presenter

IMAGES = ROOT / "resources" / "docs" / "images"
DEADLINE_S = 120.0
HEARD_S = 12.0


def main() -> int:
    asked = _arguments()
    if not asked.one:
        return _both(asked)
    os.environ["SPEECH_STUDIO_THEME"] = asked.theme
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale)
    with _display(), tempfile.TemporaryDirectory() as folder:
        _borrow_model(Path(folder))
        os.environ["SPEECH_STUDIO_DATA_DIR"] = folder
        from studio.ui.main import main as studio_main

        width, height = (int(number) for number in asked.size.split("x"))
        tasks: list[asyncio.Task[None]] = []

        def started(window: MainWindow, presenter: Presenter, studio: Studio) -> None:
            window.setGeometry(0, 0, width, height)
            work = _pose(window, presenter, studio, asked)
            tasks.append(asyncio.get_running_loop().create_task(work, name="pose for the picture"))

        studio_main(asked.engine, started)
        return 1 if not tasks or tasks[0].cancelled() or tasks[0].exception() else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take pictures of the window.")
    parser.add_argument("--theme", choices=("light", "dark"))
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--heard", type=float, default=HEARD_S, help="seconds to listen before the picture")
    parser.add_argument("--idle", action="store_true", help="do not play")
    parser.add_argument("--action", default="", help="what to do before the picture, by its id, such as settings")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    asked.one = bool(asked.theme and asked.out)
    return asked


def _both(asked: argparse.Namespace) -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    code = 0
    for theme in ("light", "dark"):
        out = IMAGES / f"window-{theme}.png"
        command = [sys.executable, "-P", __file__, "--theme", theme, "--out", str(out), "--engine", asked.engine]
        code |= subprocess.run([*command, "--size", asked.size, "--scale", str(asked.scale)], check=False).returncode
        print(out)
    return code


async def _pose(window: MainWindow, presenter: Presenter, studio: Studio, asked: argparse.Namespace) -> None:
    from studio.app.projects.samples import SAMPLES, sample_project
    from studio.core.marks import Mark

    try:
        await _until(lambda: studio.engine.state.ready and bool(studio.voices.all), "the engine is ready")
        title = SAMPLES[0]
        studio.projects.begin_from(sample_project(title))
        await _until(lambda: studio.editing.project.title == title, "the sample is open")
        _mark(studio, 1, "below.", len("below."), Mark("pause", 0, 0, "0.5"))
        _mark(studio, 4, "a night", 0, Mark("emotion", 0, len("a night"), "curiosity:high"))
        able = [voice for voice in studio.voices.all if voice.available]
        status = studio.engine.state.status
        if status is not None and not status.mixing_unavailable_reason and len(able) > 2:
            studio.designing.add_to_mix(able[2].id)
            studio.designing.set_share(able[2].id, 0.3)
        studio.designing.set_speed(-0.12)
        studio.designing.set_emotion("positivity", 2)
        studio.designing.set_emotion("curiosity", 4)
        if not asked.idle:
            studio.hearing.play_all()
            await _until(lambda: studio.hearing.view().elapsed_s >= asked.heard, "enough was heard")
            presenter.tick()
        else:
            await asyncio.sleep(1.0)
        presenter.tick()
        if asked.action:
            presenter.actions[asked.action].trigger()
        await asyncio.sleep(0.1)
        window.screen().grabWindow(window.winId()).save(str(asked.out))
    finally:
        studio.hearing.stop()
        window.close()


def _mark(studio: Studio, number: int, words: str, behind: int, mark: Mark) -> None:
    """Put *mark* into paragraph *number*, as many characters *behind* the begin of *words* as it begins."""
    paragraph = studio.editing.project.paragraphs[number]
    at = paragraph.text.index(words) + behind
    placed = replace(mark, start=at + mark.start, end=at + mark.end)
    studio.editing.change_marks("a mark", paragraph.id, lambda marks: (*marks, placed))


async def _until(condition: object, what: str) -> None:
    assert callable(condition)
    end_s = time.monotonic() + DEADLINE_S
    while not condition():
        if time.monotonic() > end_s:
            raise TimeoutError(f"{what}: not within {DEADLINE_S:g} s")
        await asyncio.sleep(0.02)


def _borrow_model(folder: Path) -> None:
    from studio.core.paths import data_dir

    models = data_dir() / "models"
    if models.is_dir():
        (folder / "models").symlink_to(models, target_is_directory=True)


@contextmanager
def _display() -> Iterator[None]:
    if os.environ.get("DISPLAY") or sys.platform != "linux":
        yield
        return
    sys.path.insert(0, str(ROOT))
    from tests.support.screen import running_display
    from tests.support.sound import running_sound

    with running_display(2880, 1800), running_sound():
        yield


if __name__ == "__main__":
    sys.exit(main())
