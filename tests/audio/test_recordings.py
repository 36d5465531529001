# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound files become mono samples, whatever kind they are; what is none is refused in plain words."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.audio import recordings
from studio.audio.recordings import read_recording
from studio.core.errors import InvalidArgument

TONE = (0.3 * np.sin(2 * np.pi * 220 * np.arange(16000) / 16000)).astype(np.float32)


@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mp3", "aiff"])
def test_each_kind_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"clip.{kind}"
    soundfile.write(path, TONE, 16000)
    samples, rate_hz = read_recording(path)
    assert rate_hz == 16000
    assert samples.dtype == np.float32
    assert len(samples) == pytest.approx(len(TONE), abs=2500)  # a lossy kind adds its padding
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(np.sqrt(np.mean(TONE**2)), rel=0.1)


@pytest.mark.skipif(sys.platform != "linux", reason="names there are text")
def test_a_file_whose_name_is_not_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.wav"
    soundfile.write(tmp_path / "clip.wav", TONE, 16000)
    (tmp_path / "clip.wav").rename(path)
    assert len(read_recording(path)[0]) == len(TONE)


def test_channels_are_mixed(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    soundfile.write(path, np.column_stack([TONE, np.zeros_like(TONE)]), 44100)
    samples, rate_hz = read_recording(path)
    assert rate_hz == 44100
    assert np.abs(samples - TONE / 2).max() < 1e-4


def test_values_that_are_no_sound_are_made_some(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    broken = TONE.copy()
    broken[:3] = np.nan, np.inf, -9.0
    soundfile.write(path, broken, 16000, subtype="FLOAT")
    samples, _rate_hz = read_recording(path)
    assert samples[:3].tolist() == [0.0, 1.0, -1.0]


def test_what_is_no_recording_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "text.wav").write_text("not a sound")
    soundfile.write(tmp_path / "empty.wav", np.zeros(0, np.float32), 16000)
    soundfile.write(tmp_path / "long.wav", TONE, 16000)
    monkeypatch.setattr(recordings, "LONGEST_S", 0.5)
    for name in ("text.wav", "empty.wav", "long.wav", "none.wav", "."):
        with pytest.raises(InvalidArgument, match="sound file"):
            read_recording(tmp_path / name)
