# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import pytest

from studio.cli import main
from studio.core.errors import InvalidArgument, NotFound, SaveFailed, StudioError
from tests.cli.commands import TONE, started
from tests.support.waiting import HANGS_S, wait_until

LONG_TEXT = "It was a dark and stormy night, and/or so they said. " * 100


@pytest.mark.parametrize(
    "arguments",
    [
        [LONG_TEXT],
        ["render", "text.txt", "-o", LONG_TEXT, *TONE],
        ["render", "text.txt", "-o", "out.wav", "--timestamps", LONG_TEXT, *TONE],
        ["render", "text.txt", "-o", "out.wav", "--voice", LONG_TEXT, *TONE],
        ["say", "text", LONG_TEXT],
        ["voices", "--import", LONG_TEXT, *TONE],
        ["serve", "--key-file", LONG_TEXT, *TONE],
    ],
)
def test_no_complaint_repeats_a_whole_text(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.suppress(SystemExit):
        assert main(arguments) > 0
    said = capsys.readouterr().err
    assert said
    assert "stormy night, and/or so they said. It was" not in said
    assert len(said) < 1500


def test_an_unexpected_fault_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        raise KeyError("inside")

    monkeypatch.setattr("studio.cli.speech.voices", broken)
    assert main(["voices", *TONE]) == 1
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "Traceback" not in said
    monkeypatch.setenv("SPEECH_STUDIO_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["voices", *TONE])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal between processes")
@pytest.mark.parametrize(
    ("sent", "ignoring_ctrl_c"), [(signal.SIGINT, False), (signal.SIGTERM, False), (signal.SIGTERM, True)]
)
def test_ctrl_c_leaves_no_half_file_and_no_process(tmp_path: Path, sent: signal.Signals, ignoring_ctrl_c: bool) -> None:
    Path("long.txt").write_text("\n\n".join(f"This is paragraph number {n} of very many." for n in range(20000)))
    (tmp_path / "out").mkdir()
    process = started("render", "long.txt", "-o", "out/long.wav", *TONE, ignoring_ctrl_c=ignoring_ctrl_c)
    wait_until(lambda: any((tmp_path / "out").iterdir()), what="the new file beside the target")
    os.killpg(process.pid, sent)
    _, said = process.communicate(timeout=HANGS_S)
    assert process.returncode == 130, said
    assert said.strip() == "Stopped."
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidArgument("voice", "a voice's name"), 2),
        (NotFound("There is no file."), 1),
        (SaveFailed("out.wav could not be written."), 1),
    ],
)
def test_an_error_is_said_in_its_own_words_and_its_kind_gives_the_code(
    error: StudioError, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(_: object) -> int:
        raise error

    monkeypatch.setattr("studio.cli.speech.voices", failing)
    assert main(["voices", *TONE]) == code
    assert capsys.readouterr().err == f"speech-studio: {error.user_text}\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal between processes")
def test_a_command_that_ended_leaves_the_signals_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.cli.speech.voices", lambda _: 0)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    assert main(["voices", *TONE]) == 0
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


@pytest.mark.parametrize("arguments", [["models"], ["models", "--json"], ["--version"]])
def test_a_reader_who_has_seen_enough_ends_the_command_quietly(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    process = started(*arguments)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, said = process.communicate(timeout=HANGS_S)
    assert (process.returncode, said) == (0, "")
