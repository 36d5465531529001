# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine that tells what it was asked."""

from __future__ import annotations

from collections.abc import Iterator

from studio.engine.base import SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine


class NotingEngine(ToneEngine):
    """Keeps what it was asked to speak."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Utterance] = []

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        self.asked.append(utterance)
        return super().speak(utterance, stop)
