# SPDX-License-Identifier: GPL-3.0-or-later
"""FLAC in memory: samples are kept with 16 bits, as the files of most exports are."""

from __future__ import annotations

import io

from studio.core.pcm import Samples


def to_flac(samples: Samples, rate_hz: int) -> bytes:
    """*samples* (mono float32, clipped to -1 to 1) as a FLAC stream of 16 bits."""
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, samples, rate_hz, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def from_flac(data: bytes) -> Samples:
    """The samples of a mono FLAC stream, float32.

    Raises:
        ValueError: it is damaged.
    """
    import soundfile

    try:
        samples, _ = soundfile.read(io.BytesIO(data), dtype="float32")
    except (soundfile.SoundFileError, RuntimeError) as error:
        raise ValueError("no FLAC stream") from error
    if samples.ndim != 1:
        raise ValueError("more than one channel")
    mono: Samples = samples
    return mono
