# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole window stands on its screen, title bar included: real screens of several sizes, each with its manager."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from tests.support import qt_messages
from tests.support.programs import finished
from tests.support.screen import running_display

PROGRAM = """
import asyncio, json, sys
from studio.ui.main import main

async def tell(window):
    while window.windowHandle().frameMargins().isNull() or not window.isActiveWindow():
        await asyncio.sleep(0.01)
    if len(sys.argv) > 1:
        window.setGeometry(*(int(number) for number in sys.argv[1].split(",")))
        while window.windowHandle().geometry() != window.geometry():
            await asyncio.sleep(0.01)
    await asyncio.sleep(0)
    available, frame = window.screen().availableGeometry(), window.frameGeometry()
    told = {name: box.getRect() for name, box in (("available", available), ("frame", frame))}
    controls = {name: getattr(window, name) for name in ("transport", "design", "voices", "status")}
    told["inside"] = window.rect().getRect()
    told["panels"] = {
        name: (*panel.mapTo(window, panel.rect().topLeft()).toTuple(), panel.width(), panel.height())
        for name, panel in controls.items()
    }
    print(json.dumps(told), flush=True)
    window.close()

tasks = []
main("tone", lambda window, presenter, studio: tasks.append(asyncio.get_running_loop().create_task(tell(window))))
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a window said of itself, in its own pixels."""

    available: QRect
    frame: QRect
    inside: QRect
    panels: tuple[QRect, ...]


def opened(data_dir: Path, scale: str, place: str = "") -> Told:
    """Open the program on the display of the environment, put it at *place*, and close it."""
    known = os.environ | {"SPEECH_STUDIO_DATA_DIR": str(data_dir), "QT_SCALE_FACTOR": scale}
    command = [sys.executable, "-c", PROGRAM, *([place] if place else [])]
    done = finished(command, 120.0, env=known)
    assert (done.returncode, qt_messages.on_stderr(done.stderr)) == (0, []), done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    available, frame, inside = (QRect(*told[name]) for name in ("available", "frame", "inside"))
    return Told(available, frame, inside, tuple(QRect(*panel) for panel in told["panels"].values()))


def assert_on_screen(told: Told) -> None:
    assert told.available.contains(told.frame), (told.available, told.frame)
    assert all(told.inside.contains(panel) for panel in told.panels), told


@pytest.mark.parametrize(("screen", "scale"), [((1366, 768), "1"), ((2560, 1440), "2"), ((1920, 1080), "2")])
def test_the_first_start_shows_the_whole_window(tmp_path: Path, screen: tuple[int, int], scale: str) -> None:
    with running_display(*screen):
        told = opened(tmp_path / "data", scale)
    assert_on_screen(told)
    assert told.frame.width() >= min(1440, told.available.width()) * 0.95
    assert told.frame.height() >= min(900, told.available.height()) * 0.95


def test_a_place_is_kept_where_it_fits_and_brought_back_from_a_screen_that_is_gone(tmp_path: Path) -> None:
    with running_display(2560, 1440):
        before = opened(tmp_path / "data", "1", "1100,520,1440,900")
        assert_on_screen(before)
        assert opened(tmp_path / "data", "1").frame == before.frame
    with running_display(1366, 768):
        assert_on_screen(opened(tmp_path / "data", "1"))
