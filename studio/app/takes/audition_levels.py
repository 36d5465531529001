# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of auditions: voices say their samples at equal loudness, so that none loses by being softer."""

from __future__ import annotations

import json
import math
from functools import lru_cache

from studio.app.takes.comparison import loudness_of
from studio.app.takes.takes import LiveTake
from studio.core.engines import KOKORO
from studio.core.resources import resource

MATCHED_LUFS = -24.0
"""The softest loudness to which each stock voice's sample can be brought without cutting off its peaks."""


def audition_gain(take: LiveTake, voice_id: str, engine: str) -> float:
    """Factor that brings a voice's sample to MATCHED_LUFS.

    How loud stock voices say theirs is known, so that nothing waits for it. That of another voice is measured once its
    sample is there, and is turned up only as far as its peaks permit; until then it counts as an average one's.
    """
    levels = stock_levels()
    known = levels.get(voice_id) if engine.startswith(KOKORO.name) else None
    if known is not None:
        return _factor(known)
    measured = loudness_of(take) if take.complete and take.frames else -math.inf
    if math.isinf(measured):
        return _factor(sum(levels.values()) / len(levels))
    return min(_factor(measured), 1.0 / max(take.loudest, 1e-3))


def _factor(lufs: float) -> float:
    return float(10 ** ((MATCHED_LUFS - lufs) / 20))


@lru_cache(maxsize=1)
def stock_levels() -> dict[str, float]:
    """LUFS of the stock voices by voice id, made by `packaging/voices/make_audition_levels.py`."""
    levels: dict[str, float] = json.loads(resource("samples/audition_levels.json").read_text("utf-8"))["lufs"]
    return levels
