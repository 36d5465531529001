# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InvalidArgument, SaveFailed
from studio.export.wav import WavFormat, checked_format, quantised, wav_file


def tone(rate_hz: int, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return (0.5 * np.sin(2 * np.pi * 440 * np.arange(int(rate_hz * seconds)) / rate_hz)).astype(np.float32)


@pytest.mark.parametrize("bits", [16, 24])
def test_a_tone_comes_back_at_its_pitch_length_and_level(tmp_path: Path, bits: int) -> None:
    path = tmp_path / "tone.wav"
    with wav_file(path, 24000, WavFormat(44100, bits)) as sink:
        for block in np.array_split(tone(24000, 2.0), 7):
            sink.write(block)
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (44100, bits // 8, 1)
        assert file.getnframes() == pytest.approx(88200, abs=2)
        raw = file.readframes(file.getnframes())
    padded = np.zeros((len(raw) // (bits // 8), 4), np.uint8)
    padded[:, 4 - bits // 8 :] = np.frombuffer(raw, np.uint8).reshape(-1, bits // 8)
    heard = padded.view("<i4").ravel() / 2**31
    expected = tone(44100, 2.0)[: len(heard)]
    assert np.abs(heard[2000:-2000] - expected[2000 : len(heard) - 2000]).max() < 1e-3


def test_an_error_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "old.wav"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), wav_file(path, 24000, WavFormat()) as sink:
        sink.write(tone(24000, 1.0))
        raise RuntimeError
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("old.wav", b"old")]


def test_a_full_disk_says_so_and_leaves_nothing(full_disk: Path) -> None:
    path = full_disk / "big.wav"
    with pytest.raises(SaveFailed, match="Free some space"), wav_file(path, 24000, WavFormat()) as sink:
        for _ in range(200):
            sink.write(tone(24000, 1.0))
    assert list(full_disk.iterdir()) == []


def test_full_scale_is_clipped() -> None:
    assert quantised(np.array([2.0, -2.0], np.float32), 24) == b"\xff\xff\x7f\x00\x00\x80"


@pytest.mark.parametrize(("rate_hz", "bits"), [(44101, 16), (44100, 8)])
def test_a_format_outside_the_list_is_refused(rate_hz: int, bits: int) -> None:
    with pytest.raises(InvalidArgument):
        checked_format(rate_hz, bits)
