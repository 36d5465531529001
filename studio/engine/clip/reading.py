# SPDX-License-Identifier: GPL-3.0-or-later
"""The one reader of sound files from outside (WAV, FLAC, OGG, MP3). It reads in blocks, and limits size, rate, channels
and length."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from studio.core.digests import sha256_of
from studio.core.errors import InvalidArgument, StudioError
from studio.core.pcm import Samples
from studio.engine.clip.mel import RATE_HZ

SHORTEST_S = 1.0
LONGEST_S = 300.0
LOWEST_RATE_HZ = 4000
HIGHEST_RATE_HZ = 192_000
MOST_CHANNELS = 8
MAX_BYTES = 128 * 1024 * 1024

_KINDS = ("WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3")
_BEGINNINGS = (b"RIFF", b"RIFX", b"RF64", b"fLaC", b"OggS", b"ID3")
_MP3_SYNC = 0xFFE0
_BLOCK_VALUES = 1 << 19
_LOUDEST = 8.0


class ClipRefused(InvalidArgument):
    """Base of errors about a clip; the text says what a clip may be."""

    def __init__(self, permitted: str, detail: str = "") -> None:
        super().__init__("clip", permitted, detail)


class ClipUnreadable(ClipRefused):
    """Not a sound file, or one of another kind, or damaged."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("a sound file of the kind WAV, FLAC, OGG or MP3", detail)


class ClipLengthRefused(ClipRefused):
    """Too short or too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"from {SHORTEST_S:g} second to {LONGEST_S / 60:g} minutes long", f"{seconds:.2f} s")


class ClipWithoutSpeech(ClipRefused):
    """Silence, or sound in which no voice is found."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("speech that can be heard, at least one second of it", detail)


@dataclass(frozen=True, slots=True, eq=False)
class OpenSound:
    """An open sound file.

    Attributes:
        blocks: Its samples in turn: mono (the channels' mean), float32, finite. The length in the file's header is not
            trusted. Raises ClipLengthRefused beyond 5 minutes.
    """

    rate_hz: int
    blocks: Iterator[Samples]


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A sound file's content.

    Attributes:
        samples: Mono, 16 kHz, float32, finite.
        sha256: Hex digest of the file.
    """

    samples: Samples
    sha256: str

    @property
    def length_s(self) -> float:
        return len(self.samples) / RATE_HZ


def read_clip(file: BinaryIO, most_bytes: int = MAX_BYTES) -> Clip:
    """The clip in the sound *file* (seekable) at 16 kHz. Its samples at their own rate are never held as a whole.

    Raises:
        ClipUnreadable: it is not WAV, FLAC, OGG or MP3, is damaged, or has an odd rate or number of channels.
        ClipLengthRefused: shorter than 1 s or longer than 5 minutes.
        ClipRefused: larger than *most_bytes*.
    """
    _check_size(file, most_bytes)
    sha256 = sha256_of(file)
    with open_sound(file, most_bytes) as sound:
        samples = _at_16_khz(sound)
    return Clip(samples, sha256)


@contextmanager
def open_sound(file: BinaryIO, most_bytes: int = MAX_BYTES) -> Iterator[OpenSound]:
    """Open the sound *file* (seekable) from its beginning. Errors are raised within the block, at the latest when its
    last samples are taken.

    Raises:
        ClipUnreadable: it is not WAV, FLAC, OGG or MP3, is damaged, or has an odd rate or number of channels.
        ClipRefused: larger than *most_bytes*.
    """
    import soundfile

    _check_size(file, most_bytes)
    # The library reads two dozen other formats; refusing them keeps its parsers away from strangers' files.
    beginning = file.read(4)
    is_mp3 = len(beginning) > 1 and int.from_bytes(beginning[:2], "big") & _MP3_SYNC == _MP3_SYNC
    if not beginning.startswith(_BEGINNINGS) and not is_mp3:
        raise ClipUnreadable("neither of these by its first bytes")
    file.seek(0)
    try:
        with soundfile.SoundFile(file) as sound:
            if sound.format not in _KINDS:
                raise ClipUnreadable(sound.format)
            rate_hz = int(sound.samplerate)
            if not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ or sound.channels > MOST_CHANNELS:
                raise ClipUnreadable(f"{rate_hz} Hz, {sound.channels} channels")
            yield OpenSound(rate_hz, _blocks(sound, rate_hz))
    except StudioError:
        raise
    except (soundfile.SoundFileError, RuntimeError, ValueError, OSError) as error:
        raise ClipUnreadable(type(error).__name__) from error


def _check_size(file: BinaryIO, most_bytes: int) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > most_bytes:
        raise ClipRefused(f"a file of at most {most_bytes >> 20} MiB", f"{size} bytes")


def _blocks(sound: Any, rate_hz: int) -> Iterator[Samples]:
    frames, count = max(1, _BLOCK_VALUES // sound.channels), 0
    while len(block := sound.read(frames, dtype="float32", always_2d=True)):
        count += len(block)
        if count > LONGEST_S * rate_hz:
            raise ClipLengthRefused(count / rate_hz)
        mean = np.nan_to_num(block.mean(axis=1), nan=0.0, posinf=1.0, neginf=-1.0)
        yield np.clip(mean, -_LOUDEST, _LOUDEST).astype(np.float32)


def _at_16_khz(sound: OpenSound) -> Samples:
    import soxr

    resampler = soxr.ResampleStream(sound.rate_hz, RATE_HZ, 1, dtype="float32")
    out: list[Samples] = []
    count = 0
    for block in sound.blocks:
        count += len(block)
        out.append(resampler.resample_chunk(block))
    if count < SHORTEST_S * sound.rate_hz:
        raise ClipLengthRefused(count / sound.rate_hz)
    return np.concatenate([*out, resampler.resample_chunk(np.zeros(0, np.float32), last=True)])
