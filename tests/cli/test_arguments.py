# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.cli.arguments import COMMANDS, _parser, brief, command_of, texts_to_open
from tests.cli.commands import started
from tests.support.waiting import HANGS_S


def test_a_text_file_in_place_of_a_command_is_opened_in_the_window(tmp_path: Path) -> None:
    (tmp_path / "say").touch()
    (tmp_path / "story").touch()
    assert texts_to_open(["text.txt"]) == [Path("text.txt")]
    assert texts_to_open(["story"]) == [Path("story")]
    assert texts_to_open(["folder/not-there.txt"]) == [Path("folder/not-there.txt")]
    assert texts_to_open(["./say"]) == [Path("say")]
    for arguments in (["say"], ["sya"], ["--version"], ["say", "text.txt"], [], ["A text " * 50]):
        assert texts_to_open(arguments) == []
    assert set(COMMANDS) == set(_parser()._subparsers._group_actions[0].choices or ())  # type: ignore[union-attr]


def test_the_program_knows_its_version() -> None:
    process = started("--version")
    out, _ = process.communicate(timeout=HANGS_S)
    assert out.startswith("Speech Studio 0.")


@pytest.mark.parametrize("arguments", [[], ["sing"], ["render", "a.txt"], ["voices", "--json", "--import", "a"]])
def test_what_is_no_command_ends_the_program_with_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command_of(arguments)
    assert ended.value.code == 2
    assert "usage: speech-studio" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_of([command, "--help"])
    assert ended.value.code == 0
    assert f"usage: speech-studio {command}" in capsys.readouterr().out


def test_of_long_arguments_a_message_shows_the_beginning() -> None:
    text = "It was a dark and stormy night; " * 10
    assert brief(f"There is no file {text}.", ["render", text]) == f"There is no file {text[:40]}…."
    quoted = "line one\n" * 30
    assert brief(f"no file {quoted!r}", [quoted]) == f"no file '{repr(quoted)[1:41]}…'"


def test_the_last_part_of_a_path_is_shortened_too() -> None:
    name = "n" * 200
    assert brief(f"no file {name}", [f"folder/{name}"]) == f"no file {'n' * 40}…"


def test_short_arguments_are_shown_whole() -> None:
    assert brief("There is no file story.txt, but " + "x" * 200, ["story.txt"]).endswith("x" * 200)
    assert brief("There is no file story.txt", ["story.txt", "y" * 100]) == "There is no file story.txt"
