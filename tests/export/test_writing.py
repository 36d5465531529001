# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import errno
import os
import resource
import signal
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
import soundfile

from studio.core.errors import SaveFailed
from studio.core.pcm import Samples
from studio.export.formats import EXPORTERS, Exporter, FileFormat, offered_formats
from studio.export.writing import new_file

USUAL = EXPORTERS[0].format()


def tone(rate_hz: int, seconds: float) -> Samples:
    return (0.5 * np.sin(2 * np.pi * 440 * np.arange(int(rate_hz * seconds)) / rate_hz)).astype(np.float32)


@pytest.mark.parametrize("file_format", offered_formats(), ids=lambda each: each.label)
def test_a_tone_comes_back_at_its_pitch_length_and_level(tmp_path: Path, file_format: FileFormat) -> None:
    path = tmp_path / f"tone{file_format.exporter.suffix}"
    with new_file(path, 24000, file_format) as sink:
        for block in np.array_split(tone(24000, 2.0), 7):
            sink.write(block)
    heard, rate_hz = soundfile.read(path)
    assert rate_hz == file_format.rate_hz
    assert heard.shape == (pytest.approx(2 * rate_hz, abs=2),)
    expected = tone(rate_hz, 2.0)[: len(heard)]
    assert np.abs(heard[2000:-2000] - expected[2000 : len(heard) - 2000]).max() < 1e-3


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.name)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, exporter: Exporter) -> None:
    block = tone(24000, 1.0)

    def peak_bytes(blocks: int) -> int:
        tracemalloc.start()
        try:
            with new_file(tmp_path / "long", 24000, exporter.format()) as sink:
                for _ in range(blocks):
                    sink.write(block)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak_bytes(2)  # what is imported and made once
    assert peak_bytes(60) < peak_bytes(6) + block.nbytes


def test_an_error_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "old.wav"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), new_file(path, 24000, USUAL) as sink:
        sink.write(tone(24000, 1.0))
        raise RuntimeError
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("old.wav", b"old")]


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Each write beyond *size* bytes of a file fails, a part of it before."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_wherever_a_write_fails_the_old_file_is_left_and_the_next_try_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.wav"
    path.write_bytes(b"old")

    def export() -> None:
        with new_file(path, 24000, USUAL) as sink:
            for _ in range(4):
                sink.write(tone(24000, 0.25))

    def tried() -> None:
        with pytest.raises(SaveFailed):
            export()
        assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("old.wav", b"old")]

    for size in (1, 43, 44, 45, 4096, 20000, 44100, 88000, 88143):
        with no_file_beyond(size):
            tried()
    for name in ("fsync", "replace"):
        with monkeypatch.context() as patched:
            patched.setattr(os, name, Mock(side_effect=OSError(errno.EIO, "I/O error")))
            tried()
    export()
    assert soundfile.info(path).frames == 44100


def test_a_full_disk_says_so_and_leaves_nothing(full_disk: Path) -> None:
    path = full_disk / "big.wav"
    with pytest.raises(SaveFailed, match="Free some space"), new_file(path, 24000, USUAL) as sink:
        for _ in range(200):
            sink.write(tone(24000, 1.0))
    assert list(full_disk.iterdir()) == []
