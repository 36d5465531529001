# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine that all share says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.speech import Controls
from studio.core.timeline import WordTiming
from studio.core.voices import MixPart
from studio.engine.base import Utterance, VoiceSource
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.stop import Stop
from tests.support.rendered import Rendered


@pytest.fixture(scope="session")
def engine(kokoro: KokoroEngine) -> KokoroEngine:
    return kokoro


@pytest.fixture(scope="session")
def voice_ids() -> dict[str, str]:
    """The model's own voice names to ids."""
    return {stock.key: stock.voice.id for stock in stock_voices()}


@pytest.fixture(scope="session")
def say(engine: KokoroEngine, voice_ids: dict[str, str]) -> Callable[..., Rendered]:
    """Render a text to its end; *voice* is a key such as "af_heart", a mix or an embedding."""

    def render(
        text: str, voice: str | VoiceSource = "af_heart", controls: Controls | None = None, language: str = ""
    ) -> Rendered:
        source = (MixPart(voice_ids[voice], 1.0),) if isinstance(voice, str) else voice
        pieces = list(engine.speak(Utterance(text, source, language, controls or Controls()), Stop()))
        samples = np.concatenate([np.zeros(0, np.float32), *(piece.samples for piece in pieces)])
        words: tuple[WordTiming, ...] = tuple(word for piece in pieces for word in piece.words)
        skipped = tuple(word for piece in pieces for word in piece.skipped)
        return Rendered(samples, words, skipped, tuple(pieces))

    return render
