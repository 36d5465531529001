# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects on the command line, with the tone engine."""

from __future__ import annotations

import json
import sqlite3
import wave
from contextlib import closing
from pathlib import Path

import pytest

from studio.cli import main
from studio.core.project import Paragraph, Project
from studio.project.edits import edit_text, with_text
from studio.project.file.backups import Backups
from studio.project.file.content import Content
from studio.project.file.opening import open_project
from studio.project.file.project_file import write_new
from tests.cli.commands import TONE

pytestmark = pytest.mark.usefixtures("quick_engine")
TEXT = "One two three. Four five.\n\nSix seven eight."


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.speech"
    write_new(path, Content(with_text(Project(title="Book"), TEXT)))
    return path


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def seconds(path: str) -> float:
    with wave.open(path) as sound:
        return float(sound.getnframes() / sound.getframerate())


def change(path: Path, tmp_path: Path, position: int, removed: int, added: str) -> None:
    """Edit the project as the window does."""
    opened = open_project(path, Backups(tmp_path / "backups"))
    assert opened.file is not None
    content = opened.content
    opened.file.save(Content(edit_text(content.project, position, removed, added), content.steps, content.place))
    opened.file.close()


def test_a_project_is_rendered_kept_and_written(book: Path, tmp_path: Path) -> None:
    assert main(["render", str(book), "-o", "first.wav", *TONE]) == 0
    assert (rows(book, "takes"), rows(book, "clips")) == (2, 2)
    assert main(["render", str(book), "-o", "second.wav", *TONE]) == 0
    assert rows(book, "takes") == 2
    assert seconds("first.wav") == seconds("second.wav")
    change(book, tmp_path, 0, 3, "Eleven")
    assert main(["render", str(book), "-o", "third.wav", *TONE]) == 0
    # One sentence is new, the other one of its paragraph is kept.
    assert (rows(book, "takes"), rows(book, "clips")) == (3, 3)


def test_what_another_engine_has_made_is_written_as_it_is(book: Path, tmp_path: Path) -> None:
    for name in ("rendered.wav", "kept.wav"):
        assert main(["render", str(book), "-o", name, *TONE]) == 0
    assert main(["render", str(book), "-o", "other.wav", "--engine", "espeak"]) == 0
    assert rows(book, "takes") == 2
    assert Path("other.wav").read_bytes() == Path("kept.wav").read_bytes()


def test_a_project_of_subtitles_is_fitted_to_its_cues(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], book: Path
) -> None:
    film = tmp_path / "film.speech"
    cues = (Paragraph("a", "Forty dogs.", cue_s=(1.0, 2.5)), Paragraph("b", TEXT.replace("\n", " "), cue_s=(5.0, 5.1)))
    write_new(film, Content(Project(cues, title="Film")))
    fit = ["-o", "film.wav", "--fit-cues", *TONE]
    assert main(["render", str(film), *fit, "--timestamps", "film.json"]) == 0
    times = json.loads(Path("film.json").read_text())
    begins = dict(zip(times["words"], times["start"], strict=True))
    assert begins["Forty"] == pytest.approx(1.0, abs=0.1)
    assert begins["One"] == pytest.approx(5.0, abs=0.1)
    assert "1 cue takes longer than its time: at 0:05.0" in capsys.readouterr().err
    # The project keeps the takes at its own speed, and none of those that were fitted.
    assert rows(film, "takes") == 2
    assert main(["render", str(film), *fit, "--as-is"]) == 2
    assert main(["render", str(book), *fit]) == 2
    assert "a text that has no times" in capsys.readouterr().err


def test_as_it_is_nothing_is_rendered(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(book), "-o", "none.wav", "--as-is", *TONE]) != 0
    assert "at least one word" in capsys.readouterr().err
    assert main(["render", str(book), "-o", "first.wav", *TONE]) == 0
    change(book, tmp_path, 0, 3, "Eleven")
    assert main(["render", str(book), "-o", "asis.wav", "--as-is", *TONE]) == 0
    assert rows(book, "takes") == 2
    assert seconds("asis.wav") == seconds("first.wav")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["book.speech", "--voice", "Alto"], "voice: must be left out with a project"),
        (["book.speech", "--emotion", "anger:high"], "emotion: must be left out with a project"),
        (["text.txt", "--as-is"], "as-is: must be a project's file"),
        (["gone.speech"], "gone.speech is not in"),
    ],
)
def test_what_cannot_be_rendered_is_named(
    book: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", *arguments, "-o", "out.wav", *TONE]) != 0
    assert says in capsys.readouterr().err
    assert not Path("out.wav").exists()
