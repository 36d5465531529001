# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing of an exported file: beside its target, resampled block by block, and renamed when complete."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from studio.core.files import replacing
from studio.core.pcm import Samples
from studio.export.formats import FileFormat

if TYPE_CHECKING:
    import soxr


class Sink:
    """Takes blocks of mono float32 at the engine's rate and passes them to the format's encoder at the file's rate."""

    def __init__(self, file: BinaryIO, source_rate_hz: int, file_format: FileFormat) -> None:
        self._file = file
        self._resampler: soxr.ResampleStream | None = None
        if source_rate_hz != file_format.rate_hz:
            import soxr

            self._resampler = soxr.ResampleStream(
                source_rate_hz, file_format.rate_hz, 1, dtype="float32", quality="VHQ"
            )
        self._encoder = file_format.exporter.encoder(file, file_format.rate_hz, file_format.encoding)

    def write(self, samples: Samples) -> None:
        """Append *samples*; values beyond full scale are clipped."""
        self._encoder.write(samples if self._resampler is None else self._resampler.resample_chunk(samples))

    def finish(self) -> None:
        """Write the resampler's and the encoder's last samples."""
        if self._resampler is not None:
            self._encoder.write(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
        self._encoder.finish()


@contextlib.contextmanager
def new_file(path: Path, source_rate_hz: int, file_format: FileFormat) -> Iterator[Sink]:
    """A sink for a new file that appears at *path* only when the block ends without an error.

    Raises:
        SaveFailed: the folder is missing, read-only or full; an old file at *path* is untouched.
    """
    with replacing(path) as file:
        sink = Sink(file, source_rate_hz, file_format)
        yield sink
        sink.finish()
