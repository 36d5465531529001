# SPDX-License-Identifier: GPL-3.0-or-later
"""Sits at the program for half an hour while a sentence loops, by Kokoro, and tells whether it grows.

python -m tests.bench.sitting                  half an hour
python -m tests.bench.sitting --minutes 3      a trial
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from studio.audio.recordings import read_recording
from studio.core.paths import DATA_DIR_VARIABLE, data_dir
from studio.ui.door import faults
from tests.bench.figures import Figure, at_most, table
from tests.bench.live import TEXT
from tests.bench.sitting.looks import Look, growth, look_on, told
from tests.bench.sitting.person import Person
from tests.support.program import Program, run_program
from tests.support.programs import finished
from tests.support.screen import running_display
from tests.support.sound import running_sound

SPOKEN_WITHIN_S = 600.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sitting", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    models = data_dir() / "models"
    with tempfile.TemporaryDirectory() as name, running_display(), running_sound():
        (Path(name) / "models").symlink_to(models, target_is_directory=True)
        os.environ[DATA_DIR_VARIABLE] = name
        clip = spoken(Path(name) / "clip.wav")
        figures = _sit(asked.minutes, asked.seed, clip)
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


def _sit(minutes: float, seed: int, clip: Path) -> list[Figure]:
    looks: list[Look] = []
    did: Counter[str] = Counter()

    async def scenario(program: Program) -> None:
        await program.ready()
        program.window.resize(1440, 900)
        program.studio.editing.replace_text(TEXT)
        program.studio.notices.connect(lambda notice: note(f"notice {notice.key}: {notice.text}"))
        person = Person(program, random.Random(seed), did, note, clip, read_recording(clip))
        await person.loops()
        looking = asyncio.create_task(look_on(program, looks, lambda seen: note(told(seen))))
        end_s = time.monotonic() + 60.0 * minutes
        while time.monotonic() < end_s and not looking.done():
            await person.act()
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
        program.studio.hearing.stop()
        await program.stopped()

    run_program(scenario)
    failed = "; ".join(f"{fault.where}: {fault.kind}: {fault.message}" for fault in faults.all)
    what = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in did.items())
    return [
        Figure(f"{minutes:g} minutes, deeds", f"{did.total()}: {what}"),
        at_most(f"What failed that Qt or the loop called {failed}".rstrip(), len(faults.all), 0, "", 0),
        *growth(looks),
    ]


def spoken(path: Path) -> Path:
    """A file with speech."""
    done = finished([sys.executable, "-m", "tests.bench.sitting.speech", str(path)], SPOKEN_WITHIN_S, together=True)
    assert done.returncode == 0, done.stdout
    return path


def note(line: str) -> None:
    """As it goes, on standard error."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
