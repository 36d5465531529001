# SPDX-License-Identifier: GPL-3.0-or-later
"""The fetched speech model and one engine for all tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.core.paths import data_dir
from studio.core.speech import Controls
from studio.core.timeline import WordTiming
from studio.core.voices import MixPart
from studio.engine.base import Utterance, VoiceSource
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.model.store import open_store
from studio.engine.stop import Stop
from tests.support.rendered import Rendered

WITHOUT_MODEL = "SPEECH_STUDIO_WITHOUT_MODEL"


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """Where the model is; without it these tests fail, unless SPEECH_STUDIO_WITHOUT_MODEL=1 says that it is away."""
    folder = data_dir() / "models" / "kokoro-v1.0-int8"
    if not (folder / "model.onnx").is_file():
        if os.environ.get(WITHOUT_MODEL) == "1":
            pytest.skip(f"no speech model, and {WITHOUT_MODEL}=1")
        pytest.fail(f"no speech model in {folder}: run `speech-studio models --fetch`, or set {WITHOUT_MODEL}=1")
    open_store().prepared()
    return folder


@pytest.fixture(scope="session")
def engine(model_folder: Path) -> KokoroEngine:
    return KokoroEngine(model_folder)


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
