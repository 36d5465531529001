# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.cli import main
from studio.core.voice_file import RecipePart, read_voice_file, write_voice_file
from tests.cli.commands import TONE

pytestmark = pytest.mark.usefixtures("quick_engine")


def test_a_voice_is_carried_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["voices", "--export", "alto", "alto", *TONE]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == tmp_path / "alto.voice.json"
    exported = read_voice_file(path)
    write_voice_file(path, replace(exported, name="Carried", recipe=(RecipePart("x", 1.0),), clip_sha256="ab" * 32))
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(tmp_path / "another"))
    assert main(["voices", "--import", str(path), *TONE]) == 0
    assert capsys.readouterr().out.startswith("Carried, en")
    assert main(["voices", "--export", "Carried", "again.voice.json", *TONE]) == 0
    again = read_voice_file(Path("again.voice.json"))
    assert again == read_voice_file(path)
    assert again.embedding == exported.embedding


@pytest.mark.parametrize(("given", "written"), [("Dr. Smith", "Dr. Smith.voice.json"), ("mine.txt", "mine.txt")])
def test_a_dot_in_a_name_is_no_ending(given: str, written: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", "--export", "alto", given, *TONE]) == 0
    assert Path(capsys.readouterr().out.strip()).name == written


def test_what_is_no_voice_file_is_not_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new.voice.json").write_text('{"format": "speech-studio-voice", "version": 9}')
    assert main(["voices", "--import", "new.voice.json", *TONE]) == 2
    assert "newer Speech Studio" in capsys.readouterr().err
    assert main(["voices", "--import", "none.voice.json", *TONE]) == 1
    assert "There is no file" in capsys.readouterr().err
    assert main(["voices", "--export", "Nobody", "x.voice.json", *TONE]) == 2
    assert "There is no voice" in capsys.readouterr().err
