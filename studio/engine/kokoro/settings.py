# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the Kokoro engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.splitting import USUAL as USUAL_SPLITTING
from studio.engine.kokoro.splitting import Splitting
from studio.engine.kokoro.streaming.pace import Pace


@dataclass(frozen=True, slots=True)
class KokoroSettings:
    """Settings of one engine.

    Attributes:
        threads: Threads of one inference; None for one a core.
        most_cached_bytes: Limit of the cache of sentences spoken lately; None for what SPEECH_STUDIO_CACHE_MB
            says.
        splitting: Lengths of the units and slices that texts are rendered in.
        sessions: Loads the model's parts from a folder, for so many threads.
        pace: Makes the measure of how fast speech is rendered.
    """

    threads: int | None = None
    most_cached_bytes: int | None = None
    splitting: Splitting = USUAL_SPLITTING
    sessions: Callable[[Path, int | None], Sessions] = Sessions
    pace: Callable[[], Pace] = Pace


USUAL = KokoroSettings()
