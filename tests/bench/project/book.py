# SPDX-License-Identifier: GPL-3.0-or-later
"""A book as a project: ten hours, 100,000 words and 5,000 takes, opened, written in and saved, beside an empty project.

Each is opened by the real window in a process of its own; the sound of all takes is one and the same stretch of tones.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from studio.audio.flac import to_flac
from studio.core.paths import DATA_DIR_VARIABLE
from studio.core.project import Paragraph, Project, VoiceDesign, design_digest, text_digest
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.core.timeline import WordTiming
from studio.project.file.content import Content
from studio.project.file.copying import bytes_without_sound
from studio.project.file.project_file import write_new
from studio.project.file.takes import keep_take
from tests.bench.figures import Figure, at_most

PARAGRAPHS, WORDS = 5000, 20
TAKE_S = 7.2
RATE_HZ = 24000
LETTERS = 40
MOST_SHOWN_S, MOST_MB, MOST_KB, MOST_BACKUP_MB = 1.0, 250, 64, 10


def measure() -> list[Figure]:
    """All figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, empty = folder / "book.speech", folder / "empty.speech"
        made = make_book(book)
        backup_mb = len(bytes_without_sound(book)) / 2**20
        write_new(empty, Content(Project()))
        nothing, all_of_it = (_opened(folder, each) for each in (empty, book))
    slower = all_of_it["letter_ms"] / nothing["letter_ms"]
    more_mb = (all_of_it["resident"] - nothing["resident"]) / 2**20
    letters = f"{all_of_it['letter_ms']:.1f} and {nothing['letter_ms']:.1f} ms of processor time"
    return [
        Figure("A project of a book", made),
        at_most("From opening it to the text painted", all_of_it["shown_s"], MOST_SHOWN_S, "s"),
        at_most(f"A letter, to its paint, against an empty project ({letters})", slower, 2, "times"),
        at_most("Resident memory above an empty project", more_mb, MOST_MB, "MB", 0),
        at_most("A backup", backup_mb, MOST_BACKUP_MB, "MB", 1),
        at_most("Written to the disk for one letter", all_of_it["edit_bytes"] / 1024, MOST_KB, "KB", 0),
    ]


def make_book(path: Path) -> str:
    """Make the project, and say what it is."""
    paragraphs = tuple(
        Paragraph(f"p{number}", " ".join(f"word{number % 97}" for _ in range(WORDS - 1)) + " end.")
        for number in range(PARAGRAPHS)
    )
    write_new(path, Content(Project(paragraphs, title="Book")))
    with closing(sqlite3.connect(path)) as connection, connection:
        _keep_takes(connection, paragraphs)
    size_mb = path.stat().st_size / 2**20
    hours = PARAGRAPHS * TAKE_S / 3600
    return f"{hours:.0f} h, {PARAGRAPHS * WORDS:,} words, {PARAGRAPHS:,} takes, {size_mb:.0f} MB"


def _keep_takes(connection: sqlite3.Connection, paragraphs: tuple[Paragraph, ...]) -> None:
    frames = round(TAKE_S * RATE_HZ)
    sound = to_flac((0.3 * np.sin(np.arange(frames) / 9.0)).astype(np.float32), RATE_HZ)
    peaks = bytes([77]) * round(TAKE_S / 0.02)
    step_s = TAKE_S / WORDS
    for paragraph in paragraphs:
        words = tuple(
            WordTiming(word, number * step_s, (number + 0.9) * step_s)
            for number, word in enumerate(paragraph.text.split())
        )
        clip = Clip(f"clip of {paragraph.id}", RATE_HZ, frames, words, peaks)
        made = Made(text_digest(paragraph.script), design_digest(VoiceDesign()), "tone")
        spans = (ClipSpan(clip.id, 0, frames, 0, WORDS),)
        take = Take(f"take of {paragraph.id}", paragraph.id, spans, made, paragraph.script, VoiceDesign(), 1e9)
        keep_take(connection, take, [(clip, sound)])


def _opened(folder: Path, project: Path) -> dict[str, float]:
    """What the window took for *project*, by a process of its own."""
    data = folder / f"data of {project.stem}"
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.project.book", str(project)],
        env={**os.environ, DATA_DIR_VARIABLE: str(data)},
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def _watch(project: Path) -> None:
    """Open *project* in the window, and print what that took, as JSON."""
    import psutil
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from tests.support.program import Program, run_program
    from tests.support.waiting import wait_until_async

    found: dict[str, float] = {}

    async def scenario(program: Program) -> None:
        await program.ready()
        editor = program.window.manuscript.editor
        began_s = time.perf_counter()
        program.studio.projects.open(project)
        await wait_until_async(lambda: program.studio.projects.path == project, 60.0, "the project")
        await wait_until_async(lambda: editor.text == program.studio.editing.project.text, 60.0, "its text")
        editor.viewport().repaint()
        found["shown_s"] = time.perf_counter() - began_s
        # What goes on behind, such as reading the takes, is a part of what stays in memory.
        await asyncio.sleep(5)
        editor.setFocus()
        spent_ms = []
        for _ in range(LETTERS):
            before_s = time.process_time()
            QTest.keyClick(editor, Qt.Key.Key_A)
            await asyncio.sleep(0)
            editor.viewport().repaint()
            spent_ms.append(1000 * (time.process_time() - before_s))
        found["letter_ms"] = float(np.median(spent_ms))
        await program.studio.keeping.save()
        before = _written()
        QTest.keyClick(editor, Qt.Key.Key_B)
        await asyncio.sleep(0)
        await program.studio.keeping.save()
        found["edit_bytes"] = _written() - before
        found["resident"] = psutil.Process().memory_info().rss

    run_program(scenario, "tone")
    print(json.dumps(found))


def _written() -> float:
    """Bytes that this process has caused to be written to the disk."""
    for line in _lines():
        if line.startswith("write_bytes:"):
            return float(line.split()[1])
    raise OSError("no count of written bytes")


def _lines() -> Iterator[str]:
    yield from Path("/proc/self/io").read_text("ascii").splitlines()


if __name__ == "__main__":
    _watch(Path(sys.argv[1]))
