# SPDX-License-Identifier: GPL-3.0-or-later
"""The audio of one stream in the format asked for, in chunks of bounded length."""

from __future__ import annotations

from collections.abc import Iterator

from studio.core.pcm import Samples
from studio.server.rendering.converter import AudioConverter
from studio.server.rendering.outs import AudioOut
from studio.server.wire.formats.output import OutputFormat


class AudioChunks:
    """Converts samples to the output's format and cuts them into chunks.

    Args:
        rate_hz: Rate of the samples.
        output: Format of the chunks.
        chunk_s: The longest chunk, in seconds; one sample at least.
    """

    def __init__(self, rate_hz: int, output: OutputFormat, chunk_s: float) -> None:
        self._converter = AudioConverter(rate_hz, output)
        self._bytes_per_s = output.bytes_per_s
        self._chunk_samples = max(1, round(chunk_s * rate_hz))
        self._chunk_bytes = max(1, round(chunk_s * output.bytes_per_s / output.unit_bytes)) * output.unit_bytes

    def of(self, samples: Samples, step_ms: float) -> Iterator[AudioOut]:
        """Chunks that are complete after *samples*, whose rendering took *step_ms*.

        Samples are converted stretch by stretch, so that the first chunk does not wait for the last one.
        """
        converted = b""
        for start in range(0, len(samples), self._chunk_samples):
            converted += self._converter.push(samples[start : start + self._chunk_samples])
            first, converted = converted[: self._chunk_bytes], converted[self._chunk_bytes :]
            yield from self._cut(first, step_ms)
        yield from self._cut(converted, step_ms)

    def rest(self) -> Iterator[AudioOut]:
        """Chunks held back. Nothing may follow."""
        yield from self._cut(self._converter.finish(), 0.0)

    def _cut(self, data: bytes, step_ms: float) -> Iterator[AudioOut]:
        for start in range(0, len(data), self._chunk_bytes):
            part = data[start : start + self._chunk_bytes]
            yield AudioOut(part, len(part) / self._bytes_per_s, step_ms)
