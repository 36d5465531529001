# SPDX-License-Identifier: GPL-3.0-or-later
"""A sine, and samples through the server's converter."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from studio.server.rendering.converter import AudioConverter
from studio.server.wire.formats.output import OutputFormat

ENGINE_HZ = 24000


def converted(output: OutputFormat, samples: np.ndarray[Any, np.dtype[np.float32]]) -> bytes:
    """*samples* through a converter, in pieces of uneven lengths."""
    converter = AudioConverter(ENGINE_HZ, output)
    cuts = [0, 1, 700, 701, 5000, 11111, 12345, len(samples)]
    parts = [converter.push(samples[start:end]) for start, end in pairwise(cuts)]
    return b"".join([*parts, converter.finish()])


def sine(seconds: float = 1.0, hz: float = 441.0) -> np.ndarray[Any, np.dtype[np.float32]]:
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * ENGINE_HZ)) / ENGINE_HZ)).astype(np.float32)
