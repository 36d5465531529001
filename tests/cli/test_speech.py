# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
import json
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from studio.cli import main
from studio.core.voices import Voice
from studio.engine.tone import ToneEngine
from tests.cli.commands import TEXT, TONE
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("quick_engine")


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
        (["--pitch", "7"], "pitch: must be a number from -6 to 6"),
        (["--pitch", "high"], "a number from -6 to 6"),
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


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("text.txt", ["-o", "text.txt"]),
        ("text.txt", ["-o", "folder/../text.txt"]),
        ("text.txt", ["-o", "link.wav"]),
        ("link.wav", ["-o", "text.txt"]),
        ("a.speech", ["-o", "a.speech"]),
        ("a.epub", ["-o", "a.epub"]),
        ("text.txt", ["-o", "out.wav", "--timestamps", "text.txt"]),
        ("a.speech", ["-o", "out.wav", "--timestamps", "./a.speech"]),
    ],
)
def test_what_is_read_is_never_written_over(
    read: str, written: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    Path("link.wav").symlink_to("text.txt")
    for name in ("a.speech", "a.epub"):
        Path(name).write_text("old")
    assert main(["render", read, *written, *TONE]) == 2
    assert "another file than the one that is read" in capsys.readouterr().err
    assert [Path(name).read_text() for name in ("text.txt", "a.speech", "a.epub")] == [TEXT, "old", "old"]
    assert not Path("out.wav").exists()


def test_a_text_from_standard_input_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert main(["render", "-", "-o", "-", *TONE]) == 0
    assert Path("-").exists()


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "nothing.txt", "-o", "out.wav", *TONE]) == 1
    assert "There is no file nothing.txt" in capsys.readouterr().err
    assert main(["render", "text.txt", "-o", "no/such/folder/out.wav", *TONE]) == 1
    assert "out.wav could not be written" in capsys.readouterr().err
    Path("blank.txt").write_text(" \n")
    assert main(["render", "blank.txt", "-o", "out.wav", *TONE]) == 2
    assert "at least one word" in capsys.readouterr().err
    Path("marks.txt").write_text("...\n\n— ?!\n")
    assert main(["render", "marks.txt", "-o", "out.wav", *TONE]) == 2
    assert "at least one word" in capsys.readouterr().err
    Path("picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert main(["render", "picture.txt", "-o", "out.wav", *TONE]) == 1
    assert "picture.txt is a picture" in capsys.readouterr().err
    assert main(["render", ".", "-o", "out.wav", *TONE]) == 1
    assert "could not be read" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".wav") == []


@pytest.mark.parametrize(
    ("encoding", "name", "piped"),
    [("cp932", "Shift-JIS", False), ("koi8_r", "KOI8-R", True), ("utf-16-le", "UTF-16", True)],
)
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


def test_a_voice_that_cannot_speak_is_listed_with_its_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken, silent = Voice("a", "Ann", "en-US"), Voice("k", "Kumo", "ja", unavailable_reason="No Japanese here.")

    @asynccontextmanager
    async def engine(_name: str) -> AsyncIterator[object]:
        async def voices() -> tuple[Voice, ...]:
            return spoken, silent

        yield SimpleNamespace(client=SimpleNamespace(voices=voices))

    monkeypatch.setattr("studio.cli.speech.running_engine", engine)
    assert main(["voices", *TONE]) == 0
    ann, kumo = capsys.readouterr().out.splitlines()
    assert "cannot speak" not in ann
    assert kumo.startswith("Kumo")
    assert kumo.endswith("(cannot speak: No Japanese here.)")


@pytest.mark.sound
def test_what_say_cannot_speak_is_told(sound: SoundPath, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "One \N{BALLOON} two.", *TONE]) == 0
    assert "1 word could not be spoken" in capsys.readouterr().err


@pytest.mark.sound
def test_say_is_heard(sound: SoundPath) -> None:
    with sound.record() as recording:
        assert main(["say", "One two three.", *TONE]) == 0
        wait_until(lambda: np.abs(recording.samples).max(initial=0.0) > 0.01, what="a tone in the recording")


def test_say_explains_without_a_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "--explain", "Pay $3.50 to Dr. Lee.", *TONE]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["WRITTEN", "CLASS", "SAID"]
    money = next(line for line in lines if line.startswith("$3.50"))
    assert "money" in money
    assert "three dollars and fifty cents" in money
    assert any("or drive [dɹˈIv]" in line for line in lines)
    assert main(["say", "--explain", "I read it yesterday.", *TONE]) == 0
    assert any("or read [ɹˈid] (present)" in line for line in capsys.readouterr().out.splitlines())
    assert main(["say", "--explain", "Then Kvothe came.", *TONE]) == 0
    assert any("unsure: a name that is not in the lexicon" in line for line in capsys.readouterr().out.splitlines())
