# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import wave
from dataclasses import replace
from pathlib import Path

import httpx
import numpy as np
import pytest

from studio.cli import main
from studio.cli.arguments import COMMANDS, _parser, texts_to_open
from studio.cli.models import Meter
from studio.cli.session import choose_voice
from studio.core.errors import InvalidArgument
from studio.core.voice_file import RecipePart, read_voice_file, write_voice_file
from studio.core.voices import Voice
from studio.engine.model.store import FetchProgress
from studio.engine.tone import ToneEngine
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until

TEXT = "One two three.\n\nFour, five six seven!\n"
TONE = ["--engine", "tone"]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")


def started(*arguments: str, ignoring_ctrl_c: bool = False) -> subprocess.Popen[str]:
    """The command as a process of its own, in a group of its own as a terminal would have it.

    A program started in the background of a script ignores Ctrl+C, and so do those that it starts, also these tests.
    """
    state = "SIG_IGN" if ignoring_ctrl_c else "SIG_DFL"
    begin = f"import os, signal, sys; signal.signal(signal.SIGINT, signal.{state}); os.execv(sys.argv[1], sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", begin, sys.executable, "-m", "studio", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_render_writes_a_wav_file_and_the_words_times(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "text.txt", "-o", "out.wav", "--timestamps", "out.json", *TONE]) == 0
    with wave.open("out.wav") as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (44100, 2, 1)
        length_s = sound.getnframes() / 44100
        heard = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
    assert np.abs(heard).max() > 1000
    times = json.loads(Path("out.json").read_text("utf-8"))
    assert times["words"] == TEXT.split()
    assert times["start"] == sorted(times["start"])
    assert times["end"][-1] <= length_s
    assert capsys.readouterr().err == ""


def test_speed_and_rate_act(tmp_path: Path) -> None:
    assert main(["render", "text.txt", "-o", "slow.wav", "--speed", "slowest", *TONE]) == 0
    assert main(["render", "text.txt", "-o", "fast.wav", "--speed", "1", "--rate", "16000", "--bits", "24", *TONE]) == 0
    with wave.open("slow.wav") as slow, wave.open("fast.wav") as fast:
        assert (fast.getframerate(), fast.getsampwidth()) == (16000, 3)
        assert slow.getnframes() / 44100 > 1.5 * fast.getnframes() / 16000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--voice", "Altoo"], 'There is no voice "Altoo". Did you mean Alto'),
        (["--speed", "3"], "speed: must be a number from -1 to 1"),
        (["--speed", "quick"], "slowest, slow, normal, fast, fastest"),
        (["--emotion", "joy:high"], "anger, positivity, surprise, sadness, curiosity"),
        (["--emotion", "anger:huge"], "lowest, low, medium, high, highest"),
        (["--language", "tlh"], "language: must be one of en-US"),
        (["--rate", "7"], "sample rate: must be one of"),
        (["--timestamps", "out.wav"], "another file than the output"),
    ],
)
def test_a_wrong_argument_says_what_is_permitted_and_leaves_the_old_file(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out.wav").write_text("old")
    assert main(["render", "text.txt", "-o", "out.wav", *TONE, *arguments]) == 2
    assert says in capsys.readouterr().err
    assert Path("out.wav").read_text() == "old"


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "nothing.txt", "-o", "out.wav", *TONE]) == 1
    assert "There is no file nothing.txt" in capsys.readouterr().err
    assert main(["render", "text.txt", "-o", "no/such/folder/out.wav", *TONE]) == 1
    assert "out.wav could not be written" in capsys.readouterr().err
    Path("blank.txt").write_text(" \n")
    assert main(["render", "blank.txt", "-o", "out.wav", *TONE]) == 2
    assert "at least one word" in capsys.readouterr().err
    Path("picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert main(["render", "picture.txt", "-o", "out.wav", *TONE]) == 1
    assert "picture.txt is a picture" in capsys.readouterr().err
    assert main(["render", ".", "-o", "out.wav", *TONE]) == 1
    assert "could not be read" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".wav") == []


@pytest.mark.parametrize(("encoding", "name"), [("cp932", "Shift-JIS"), ("koi8_r", "KOI8-R"), ("utf-16-le", "UTF-16")])
@pytest.mark.parametrize("piped", [False, True])
def test_a_text_in_another_encoding_is_read_as_in_the_window(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, encoding: str, name: str, piped: bool
) -> None:
    text = "こんにちは、世界。きょうはいい天気です。" if encoding == "cp932" else "Привет, мир. Сегодня хорошая погода."
    Path("other.txt").write_bytes(text.encode(encoding))
    file = "other.txt"
    if piped:
        file = "-"
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode(encoding))))
    more = ["--timestamps", "out.json", "--language", "ja"] if encoding == "cp932" else ["--timestamps", "out.json"]
    assert main(["render", file, "-o", "out.wav", *more, *TONE]) == 0
    assert f"was read as {name}" in capsys.readouterr().err
    spoken = "".join(json.loads(Path("out.json").read_text("utf-8"))["words"])
    assert spoken == text.replace(" ", "")


LONG_TEXT = "It was a dark and stormy night, and/or so they said. " * 100


@pytest.mark.parametrize("text", [LONG_TEXT, "Hello there, this is a text.", "word" * 5000, "a/" * 3000 + "b" * 200])
def test_a_text_in_place_of_a_file_is_answered_in_plain_words(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", text, "-o", "out.wav", *TONE]) == 1
    said = capsys.readouterr().err
    assert "no file" in said or "not a file" in said
    assert "'speech-studio say'" in said
    assert "too long:" not in said
    assert len(said) < 300


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


def test_welcome_renders_the_sample_into_the_current_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["welcome", *TONE]) == 0
    times = json.loads(Path("welcome.json").read_text("utf-8"))
    assert set(times) == {"words", "start", "end"}
    assert times["words"][:4] == ["Welcome", "to", "Speech", "Studio."]
    with wave.open("welcome.wav") as sound:
        assert sound.getnframes() / sound.getframerate() >= times["end"][-1]
    assert "welcome.wav" in capsys.readouterr().out


def test_voices_are_listed_for_people_and_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", *TONE]) == 0
    assert "Alto" in capsys.readouterr().out
    assert main(["voices", "--json", *TONE]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"id", "name", "language", "sex", "character", "own", "unavailable_reason"} == set(listed[0])
    # Ids that clients hard-code stand for these voices; they are no voices of their own.
    assert [voice["id"] for voice in listed] == [voice.id for voice in ToneEngine().voices()]


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


def test_what_is_no_voice_file_is_not_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new.voice.json").write_text('{"format": "speech-studio-voice", "version": 9}')
    assert main(["voices", "--import", "new.voice.json", *TONE]) == 2
    assert "newer Speech Studio" in capsys.readouterr().err
    assert main(["voices", "--import", "none.voice.json", *TONE]) == 1
    assert "There is no file" in capsys.readouterr().err
    assert main(["voices", "--export", "Nobody", "x.voice.json", *TONE]) == 2
    assert "There is no voice" in capsys.readouterr().err


def test_a_model_that_is_not_there_is_named_with_the_command_that_fetches_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["models"]) == 1
    shown = capsys.readouterr().out
    assert "missing  model.onnx" in shown
    assert "models --fetch" in shown
    assert main(["models", "--json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert result["event"] == "result"
    assert not result["usable"]
    assert "model.onnx" in result["missing"]
    assert result["error"]


def test_a_fetch_that_cannot_write_tells_programs_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("in the way")
    assert main(["models", "--fetch", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"].startswith("The speech model could not be written")


def test_a_fetch_whose_output_is_kept_tells_how_far_it_is_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    meter = Meter(as_json=False, line_every_s=0.0)
    for done in (2, 2, 3):
        meter.show(FetchProgress("preparing the model", 30, 30, done, 4, 10))
    assert capsys.readouterr().err.splitlines() == [
        "87 % preparing the model (2 of 4 steps)",
        "93 % preparing the model (3 of 4 steps)",
    ]


def test_doctor_finds_the_missing_model_and_what_mends_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "WRONG  model: missing: model.onnx" in shown
    assert "models --fetch" in shown
    assert "numpy" in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal between processes")
@pytest.mark.parametrize(
    ("sent", "ignoring_ctrl_c"), [(signal.SIGINT, False), (signal.SIGTERM, False), (signal.SIGTERM, True)]
)
def test_ctrl_c_leaves_no_half_file_and_no_process(tmp_path: Path, sent: signal.Signals, ignoring_ctrl_c: bool) -> None:
    Path("long.txt").write_text("\n\n".join(f"This is paragraph number {n} of very many." for n in range(20000)))
    (tmp_path / "out").mkdir()
    process = started("render", "long.txt", "-o", "out/long.wav", *TONE, ignoring_ctrl_c=ignoring_ctrl_c)
    wait_until(lambda: any((tmp_path / "out").iterdir()), 20, "the new file beside the target")
    os.killpg(process.pid, sent)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert said.strip() == "Stopped."
    assert list((tmp_path / "out").iterdir()) == []


def test_serve_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("a-key-of-my-own")
    process = started("serve", "--key-file", "key", *TONE)
    assert process.stdout is not None
    line = process.stdout.readline()
    address = next(word for word in line.split() if word.startswith("http://"))
    with httpx.Client(headers={"X-API-Key": "a-key-of-my-own", "Cartesia-Version": "2024-06-10"}) as client:
        wait_until(lambda: client.get(f"{address}/status").json()["state"] == "ready", 20, "the engine")
        assert client.get(f"{address}/voices").json()
        assert httpx.get(f"{address}/voices").status_code == 401
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0, said
    assert "Traceback" not in said


def test_serve_refuses_a_port_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "70000", *TONE]) == 2
    assert "0 to 65535" in capsys.readouterr().err


def test_the_program_knows_its_version() -> None:
    process = started("--version")
    out, _ = process.communicate(timeout=20)
    assert out.startswith("Speech Studio 0.")


@pytest.mark.sound
def test_say_is_heard(sound: SoundPath) -> None:
    with sound.record() as recording:
        assert main(["say", "One two three.", *TONE]) == 0
        wait_until(lambda: np.abs(recording.samples).max(initial=0.0) > 0.01, 5, "a tone in the recording")


def voice(name: str, language: str = "en-US", reason: str = "", own_id: str = "") -> Voice:
    return Voice(own_id or f"id-{name}-{language}", name, language, unavailable_reason=reason)


def test_a_voice_is_found_by_name_or_id_whatever_the_case() -> None:
    listed = [voice("Heart"), voice("Dora", "es"), voice("Alpha", "hi"), voice("Alpha", "ja", "no phonemes")]
    assert choose_voice(listed, "hEART").name == "Heart"
    assert choose_voice(listed, "ID-Dora-ES").language == "es"
    assert choose_voice(listed, "").name == "Heart"
    assert choose_voice(listed, "", "es").name == "Dora"
    assert choose_voice(listed, "alpha", "ja").language == "hi"


def test_a_voice_that_cannot_speak_says_why() -> None:
    with pytest.raises(InvalidArgument, match="Japanese phonemes are not built yet"):
        choose_voice([voice("Kumo", "ja", "Japanese phonemes are not built yet")], "kumo")


def test_a_misspelt_voice_suggests_the_close_ones() -> None:
    with pytest.raises(InvalidArgument, match="Did you mean Heart"):
        choose_voice([voice("Heart"), voice("Bella")], "hart")


def test_a_text_file_in_place_of_a_command_is_opened_in_the_window(tmp_path: Path) -> None:
    (tmp_path / "say").touch()
    (tmp_path / "story").touch()
    assert texts_to_open(["text.txt"]) == [Path("text.txt")]
    assert texts_to_open(["story"]) == [Path("story")]
    assert texts_to_open(["folder/not-there.txt"]) == [Path("folder/not-there.txt")]
    assert texts_to_open(["./say"]) == [Path("say")]
    for arguments in (["say"], ["sya"], ["--version"], ["say", "text.txt"], []):
        assert texts_to_open(arguments) == []
    assert set(COMMANDS) == set(_parser()._subparsers._group_actions[0].choices or ())  # type: ignore[union-attr]
