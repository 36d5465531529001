# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound files of any kind that libsndfile reads, as mono samples."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from studio.core.errors import InvalidArgument
from studio.core.pcm import Samples

SUFFIXES = (".wav", ".flac", ".ogg", ".mp3", ".aif", ".aiff", ".opus")
LONGEST_S = 30 * 60.0
PERMITTED = "a sound file (WAV, FLAC, OGG, MP3, AIFF) of at most 30 minutes"


def read_recording(path: Path) -> tuple[Samples, int]:
    """Samples, mono float32 from -1 to 1, and their rate in Hz. Takes some time.

    Raises:
        InvalidArgument: it is no sound file, is damaged, empty, or longer than 30 minutes.
    """
    import soundfile

    try:
        # As bytes a name that is not UTF-8 is found; on Windows, which has no such names, bytes are of the code page.
        with soundfile.SoundFile(path if os.name == "nt" else os.fsencode(path)) as file:
            if not 0 < file.frames <= LONGEST_S * file.samplerate:
                raise InvalidArgument("recording", PERMITTED, f"{file.frames} frames")
            read = file.read(dtype="float32", always_2d=True)
            rate_hz = int(file.samplerate)
    except (soundfile.SoundFileError, OSError, RuntimeError, MemoryError) as error:
        raise InvalidArgument("recording", PERMITTED, str(error)) from error
    mono: Samples = np.ascontiguousarray(read.mean(axis=1, dtype=np.float32))
    # A file of floats may hold anything.
    return np.nan_to_num(mono, nan=0.0, posinf=1.0, neginf=-1.0).clip(-1.0, 1.0), rate_hz
