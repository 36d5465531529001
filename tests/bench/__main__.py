# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the figures the program is held to and prints them as a table.

python -m tests.bench                 everything, with five minutes of playing
python -m tests.bench --minutes 1     a shorter play
python -m tests.bench --only starting
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from studio.core.paths import DATA_DIR_VARIABLE, data_dir
from tests.bench import auditions, hearing, live, server, starting
from tests.bench import map as map_of_voices
from tests.bench.figures import Figure, table
from tests.bench.project import book, joints, kills, playing, ready
from tests.bench.view import measure as view
from tests.bench.writing import measure as writing
from tests.support.screen import running_display
from tests.support.sound import running_sound

PARTS = ("view", "writing", "map", "starting", "hearing", "live", "project", "server")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this; may be repeated")
    parser.add_argument("--minutes", type=float, default=5.0, help="length of the long play, and of dragging")
    asked = parser.parse_args()
    parts = asked.only or PARTS
    figures: list[Figure] = []
    if "view" in parts:
        with running_display():
            figures += view.measure()
    if "writing" in parts:
        figures += _writing()
    if "map" in parts:
        figures += _map()
    if "server" in parts:
        figures += server.measure()
    if "project" in parts:
        figures += _project()
    if {"starting", "hearing", "live"} & set(parts):
        figures += _seen_and_heard(parts, asked.minutes)
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


def _writing() -> list[Figure]:
    """What is measured in the window, with the tone engine."""
    with tempfile.TemporaryDirectory() as name, running_display():
        os.environ[DATA_DIR_VARIABLE] = name
        return writing.measure()


def _map() -> list[Figure]:
    """What is measured in the window and on a sound path, with the tone engine."""
    with tempfile.TemporaryDirectory() as name, running_display(), running_sound():
        os.environ[DATA_DIR_VARIABLE] = name
        return map_of_voices.measure()


def _project() -> list[Figure]:
    """What is measured on a display and a sound path; by the tone engine, but for the sound of joints."""
    figures = joints.measure()
    with tempfile.TemporaryDirectory() as name, running_display(), running_sound() as sound:
        os.environ[DATA_DIR_VARIABLE] = name
        return [*figures, *book.measure(), *ready.measure(sound), *playing.measure(sound), *kills.measure()]


def _seen_and_heard(parts: Sequence[str], minutes: float) -> list[Figure]:
    """What needs a display, a sound path and the speech model."""
    figures: list[Figure] = []
    models = data_dir() / "models"
    with tempfile.TemporaryDirectory() as name, running_display(), running_sound() as sound:
        (Path(name) / "models").symlink_to(models, target_is_directory=True)
        os.environ[DATA_DIR_VARIABLE] = name
        if "starting" in parts:
            figures += starting.measure()
        if "hearing" in parts:
            figures += hearing.measure(sound, minutes)
        if "live" in parts:
            figures += live.measure(sound, minutes)
            figures += auditions.measure()
    return figures


if __name__ == "__main__":
    sys.exit(main())
