# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects to save and to open, and files that hold them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from studio.app.keeping.recent import Recent
from studio.core.dictionary import Entry
from studio.core.marks import Mark
from studio.core.pauses import Pauses
from studio.core.place import Place
from studio.core.project import Paragraph, Project, Speaker, TakeNote, VoiceDesign
from studio.core.speech import controls
from studio.core.voices import MixPart, NamedVoice
from studio.project.file.backups import Backups
from studio.project.file.content import Content
from studio.project.file.lock import this_process
from studio.project.file.opening import Opened, create_project, open_project
from studio.project.file.project_file import ProjectFile


def a_project() -> Project:
    """A project with one of each."""
    notes = (TakeNote("t1", used=True, name="Slow"), TakeNote("t2", deleted=True))
    design = VoiceDesign((MixPart("one", 2.0), MixPart("two", 1.0)), controls(0.5, {"anger": 2}, 1.5), "en-GB")
    return Project(
        (
            Paragraph("p1", "Chapter one", kind="heading", level=1),
            Paragraph("p2", "She said nothing.", (Mark("pause", 4, 4, "0.5"), Mark("of a later version", 0, 3, "x"))),
            Paragraph("p3", "What for?\0 \ud800 é", speaker="s2", left_out=True, takes=notes),
            Paragraph("p4", "", kind="break"),
        ),
        (Speaker("narrator", design=design), Speaker("s2", "Ann", "#aa3355", VoiceDesign(), design)),
        title="A title",
        author="Somebody",
        file="/texts/a.txt",
        cover_picture=b"\xff\xd8\xff a picture",
        file_stamp="12 34",
        pauses=Pauses(0.2, 0.5, 0.8, 2.0),
        voices=(
            NamedVoice("one", "stock", "Heart"),
            NamedVoice(
                "two", "own", "Hers", "en-GB", "female", (0.5,) * 192, (MixPart("one", 1.0),), '{"mood":"calm"}'
            ),
        ),
        sure_words=("Voll", "read"),
        dictionary=(Entry("Nova", "NOO-vah", "en", True), Entry("SQL", "/siːkwəl/")),
    )


def long_project(paragraphs: int, words: int = 20) -> Project:
    text = "word " * (words - 1) + "word."
    return Project(tuple(Paragraph(f"p{number}", f"{number} {text}") for number in range(paragraphs)))


def with_words(project: Project, index: int, text: str) -> Project:
    """*project* with another text of a paragraph."""
    listed = list(project.paragraphs)
    listed[index] = replace(listed[index], text=text)
    return replace(project, paragraphs=tuple(listed))


def backups_of(path: Path) -> Backups:
    return Backups(path.parent / "backups")


def created(path: Path, content: Content | None = None) -> ProjectFile:
    """The file of a new project, open."""
    return _file_of(create_project(path, content or Content(a_project()), backups_of(path)))


def reopened(path: Path) -> tuple[ProjectFile, Content]:
    opened = opening(path)
    assert opened.said == ()
    return _file_of(opened), opened.content


def opening(path: Path, known_id: str = "", take_over: bool = False) -> Opened:
    return open_project(path, backups_of(path), known_id=known_id, take_over=take_over)


def reading(path: Path) -> Project:
    """The project in a file as it is, which stays untouched."""
    return open_project(path, backups_of(path), write=False).content.project


def place_in(path: Path) -> Place:
    """The place in a project's file, which stays untouched."""
    return open_project(path, backups_of(path), write=False).content.place


def left_by_a_dead_program(path: Path) -> None:
    """Have the closed file at *path* as a program leaves it that had it open and was killed."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    host = this_process().host
    with closing(sqlite3.connect(path)) as connection, connection:
        row = 1, host, process.pid, "before", 0
        connection.execute("INSERT INTO lock (one, host, process, started, beat) VALUES (?, ?, ?, ?, ?)", row)


_ANOTHER = """
import sys
from pathlib import Path
from tests.support.projects import created
file = created(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def open_in_another(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has made a project at *path* and has it open, until it is killed at the end."""
    command = [sys.executable, "-c", _ANOTHER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            process.kill()


def last_saved(data_dir: Path) -> Project | None:
    """The project of a data folder that was open last, as it is on the disk; None before the first save."""
    recent = Recent(data_dir / "recent.json", read_only=True).projects
    return reading(recent[0].path) if recent else None


def _file_of(opened: Opened) -> ProjectFile:
    assert opened.file is not None, opened.read_only
    return opened.file
