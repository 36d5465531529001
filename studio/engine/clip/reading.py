# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound files (WAV, FLAC, OGG, MP3) as clips of 16 kHz, mono, within bounds of size and length."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from studio.core.errors import InvalidArgument
from studio.core.pcm import Samples
from studio.engine.clip.mel import RATE_HZ

SHORTEST_S = 1.0
LONGEST_S = 300.0
LOWEST_RATE_HZ = 4000
HIGHEST_RATE_HZ = 192_000
MOST_CHANNELS = 16
MAX_BYTES = 128 * 1024 * 1024

_KINDS = ("WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3")
_BLOCK_S = 2.0


class ClipRefused(InvalidArgument):
    """Base of what is wrong with a clip; the text says what a clip may be."""

    def __init__(self, permitted: str, detail: str = "") -> None:
        super().__init__("clip", permitted, detail)


class ClipUnreadable(ClipRefused):
    """No sound file, or one of a kind that is not read, or damaged."""

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


def read_clip(file: BinaryIO) -> Clip:
    """The sound *file* (seekable), its channels averaged, resampled; never held whole at its own rate.

    Raises:
        ClipUnreadable: it is not WAV, FLAC, OGG or MP3, is damaged, or has an odd rate or number of channels.
        ClipLengthRefused: shorter than 1 s or longer than 5 minutes.
        ClipRefused: larger than 128 MiB.
    """
    import soundfile

    size = file.seek(0, io.SEEK_END)
    if size > MAX_BYTES:
        raise ClipRefused(f"a file of at most {MAX_BYTES >> 20} MiB", f"{size} bytes")
    file.seek(0)
    digest = hashlib.sha256()
    for block in iter(lambda: file.read(1 << 20), b""):
        digest.update(block)
    file.seek(0)
    try:
        with soundfile.SoundFile(file) as sound:
            if sound.format not in _KINDS:
                raise ClipUnreadable(sound.format)
            rate_hz = int(sound.samplerate)
            if not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ or sound.channels > MOST_CHANNELS:
                raise ClipUnreadable(f"{rate_hz} Hz, {sound.channels} channels")
            samples = _mono(sound, rate_hz)
    except ClipRefused:
        raise
    except (soundfile.SoundFileError, RuntimeError, ValueError, OSError) as error:
        raise ClipUnreadable(type(error).__name__) from error
    return Clip(samples, digest.hexdigest())


def _mono(sound: Any, rate_hz: int) -> Samples:
    """All frames of an open sound file at 16 kHz. Read in blocks: a header may promise more than memory holds."""
    import soxr

    resampler = soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32")
    out: list[Samples] = []
    count = 0
    while len(block := sound.read(round(_BLOCK_S * rate_hz), dtype="float32", always_2d=True)):
        count += len(block)
        if count > LONGEST_S * rate_hz:
            raise ClipLengthRefused(count / rate_hz)
        mean = np.clip(np.nan_to_num(block.mean(axis=1), nan=0.0, posinf=1.0, neginf=-1.0), -8.0, 8.0)
        out.append(resampler.resample_chunk(mean.astype(np.float32)))
    if count < SHORTEST_S * rate_hz:
        raise ClipLengthRefused(count / rate_hz)
    return np.concatenate([*out, resampler.resample_chunk(np.zeros(0, np.float32), last=True)])
