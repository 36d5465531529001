# SPDX-License-Identifier: GPL-3.0-or-later
"""MP3 as it is encoded, frame by frame, by libsndfile's writer (LAME)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.pcm import Samples

if TYPE_CHECKING:
    from studio.server.wire.formats import Mp3Format

# libsndfile counts from the most to the least that the MPEG version of a rate allows, in kb/s.
_RANGES_KBPS = ((32000, 320, 32), (16000, 160, 8), (0, 64, 8))

# The writer refuses 1.0, its own least bit rate; this is rounded to it.
_MOST_COMPRESSION = 0.999
_FRAME_HEAD = 4


class Mp3Encoder:
    """Samples in, MP3 out."""

    def __init__(self, output: Mp3Format) -> None:
        import soundfile

        most, least = next((most, least) for rate, most, least in _RANGES_KBPS if output.sample_rate_hz >= rate)
        wanted = min(max(output.bit_rate / 1000, least), most)
        self._sink = _Sink()
        self._file = soundfile.SoundFile(
            self._sink,
            "w",
            samplerate=output.sample_rate_hz,
            channels=1,
            format="MP3",
            subtype="MPEG_LAYER_III",
            compression_level=min((most - wanted) / (most - least), _MOST_COMPRESSION),
            bitrate_mode="CONSTANT",
        )

    def push(self, samples: Samples) -> bytes:
        """What is complete after *samples*; the encoder holds back some frames."""
        if len(samples):
            self._file.write(samples)
        return self._sink.take()

    def finish(self) -> bytes:
        """What was held back."""
        self._file.close()
        return self._sink.take()


class _Sink:
    """A file that is handed on as it grows.

    At all but the least bit rates the writer begins with an empty frame that it fills in at the end: sizes and seek
    table. In a stream it cannot be mended, so it is left out; players do without.
    """

    def __init__(self) -> None:
        self._fresh = bytearray()
        self._at = 0
        self._length = 0

    def write(self, data: bytes) -> int:
        data = bytes(data)
        if self._at == self._length:
            if self._at or any(data[_FRAME_HEAD:]):
                self._fresh += data
            self._length += len(data)
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._length)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, _size: int = -1) -> bytes:
        return b""

    def flush(self) -> None:
        """Nothing is kept back."""

    def take(self) -> bytes:
        data = bytes(self._fresh)
        self._fresh.clear()
        return data
