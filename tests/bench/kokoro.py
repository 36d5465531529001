# SPDX-License-Identifier: GPL-3.0-or-later
"""The Kokoro engine for measuring: a text in, the whole sound and its words out."""

from __future__ import annotations

import numpy as np

from studio.core.paths import data_dir
from studio.core.speech import Controls
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.settings import KokoroSettings
from studio.engine.kokoro.splitting import USUAL, Splitting
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.model.store import open_store
from studio.engine.stop import Stop
from tests.support.rendered import Rendered

FOLDER = data_dir() / "models" / "kokoro-v1.0-int8"


class Speaker:
    """Says texts with stock voices, named by key such as "af_heart"."""

    def __init__(
        self, threads: int | None = None, most_cached_bytes: int | None = None, splitting: Splitting = USUAL
    ) -> None:
        open_store().prepared()
        self.engine = KokoroEngine(FOLDER, KokoroSettings(threads, most_cached_bytes, splitting))
        self.ids = {stock.key: stock.voice.id for stock in stock_voices()}

    def utterance(self, text: str, voice: str = "af_heart", asked: Controls | None = None) -> Utterance:
        return Utterance(text, (MixPart(self.ids[voice], 1.0),), "", asked or Controls())

    def say(self, text: str, voice: str = "af_heart", asked: Controls | None = None) -> Rendered:
        pieces = tuple(self.engine.speak(self.utterance(text, voice, asked), Stop()))
        samples = np.concatenate([np.zeros(0, np.float32), *(piece.samples for piece in pieces)])
        words = tuple(word for piece in pieces for word in piece.words)
        return Rendered(samples, words, tuple(skip for piece in pieces for skip in piece.skipped), pieces)
