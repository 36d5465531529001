# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.pcm import Samples
from studio.engine.clip.pitch import pitch_of
from studio.engine.clip.reading import ClipLengthRefused, ClipRefused, ClipUnreadable, read_clip

Buzz = Callable[..., Samples]
SoundFile = Callable[..., io.BytesIO]


@pytest.mark.parametrize(
    ("kind", "rate_hz"),
    [("WAV", 8000), ("WAV", 44100), ("WAV", 192000), ("FLAC", 48000), ("OGG", 22050), ("MP3", 44100)],
)
def test_every_kind_and_rate_comes_as_16_khz_mono(buzz: Buzz, sound_file: SoundFile, kind: str, rate_hz: int) -> None:
    file = sound_file(buzz(140.0, 2.0, rate_hz), rate_hz, kind)
    clip = read_clip(file)
    assert clip.length_s == pytest.approx(2.0, abs=0.08)
    assert clip.samples.dtype == np.float32
    assert pitch_of(clip.samples).median_hz == pytest.approx(140.0, rel=0.02)
    assert clip.sha256 == hashlib.sha256(file.getvalue()).hexdigest()


def test_channels_are_averaged(buzz: Buzz, sound_file: SoundFile) -> None:
    sound = buzz()
    one_sided = read_clip(sound_file(np.stack([sound, np.zeros_like(sound)], axis=1)))
    np.testing.assert_allclose(one_sided.samples, sound / 2, atol=1e-4)


@pytest.mark.parametrize("length_s", [0.0, 0.5, 0.99])
def test_what_is_shorter_than_a_second_is_refused(buzz: Buzz, sound_file: SoundFile, length_s: float) -> None:
    with pytest.raises(ClipLengthRefused, match="from 1 second to 5 minutes"):
        read_clip(sound_file(buzz(120.0, length_s)))


def test_what_is_longer_than_five_minutes_is_refused(sound_file: SoundFile) -> None:
    assert read_clip(sound_file(np.zeros(4000 * 300, np.float32), 4000, "FLAC")).length_s == pytest.approx(300)
    with pytest.raises(ClipLengthRefused):
        read_clip(sound_file(np.zeros(4000 * 301, np.float32), 4000, "FLAC"))


def test_a_file_beyond_the_size_is_not_opened(sound_file: SoundFile) -> None:
    with pytest.raises(ClipRefused, match="a file of at most 0 MiB"):
        read_clip(sound_file(np.zeros(16000, np.float32)), most_bytes=1000)


@pytest.mark.parametrize("kind", ["AIFF", "AU", "CAF"])
def test_other_kinds_are_refused_by_name(sound_file: SoundFile, kind: str) -> None:
    with pytest.raises(ClipUnreadable, match="WAV, FLAC, OGG or MP3"):
        read_clip(sound_file(np.zeros(16000, np.float32), 16000, kind))


def test_a_header_that_promises_hours_takes_no_memory(sound_file: SoundFile) -> None:
    data = bytearray(sound_file(np.zeros(16000, np.float32)).getvalue())
    at = data.index(b"data")
    data[at + 4 : at + 8] = struct.pack("<I", 0xFFFFFFF0)
    assert read_clip(io.BytesIO(bytes(data))).length_s == pytest.approx(1.0)


def test_numbers_that_are_none_become_silence() -> None:
    samples = np.full(16000, np.nan, np.float32)
    samples[::2] = np.inf
    file = io.BytesIO()
    soundfile.write(file, samples, 16000, format="WAV", subtype="FLOAT")
    assert np.isfinite(read_clip(file).samples).all()


@pytest.mark.parametrize("data", [b"", b"RIFF", b"fLaC", b"OggS", b"ID3", b"\xff\xfb\x90\x00" * 40, b"text " * 100])
def test_what_is_no_sound_file_is_refused(data: bytes) -> None:
    with pytest.raises(ClipRefused):
        read_clip(io.BytesIO(data))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(sound_file: SoundFile, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["WAV", "FLAC", "OGG", "MP3"]))
    whole = bytearray(sound_file(np.zeros((17000, 2), np.float32) + 0.1, 16000, kind).getvalue())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, min(200, len(whole) - 1)))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        clip = read_clip(io.BytesIO(bytes(whole[:cut])))
    except ClipRefused:
        return
    assert np.isfinite(clip.samples).all()
