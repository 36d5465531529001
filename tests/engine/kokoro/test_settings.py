# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.settings import USUAL, KokoroSettings
from studio.engine.kokoro.splitting import UNSPLIT
from studio.engine.kokoro.streaming.pace import Pace
from studio.engine.stop import Stop

pytestmark = pytest.mark.model

TEXT = "The keeper carried the old recorder up the stairs, because nobody below would ever believe what he had heard."


class StandingPace(Pace):
    def note(self, frames: int, took_s: float) -> None:
        """Stays as it is."""


def test_the_engine_does_as_it_is_set(model_folder: Path, voice_ids: dict[str, str]) -> None:
    asked: list[tuple[Path, int | None]] = []

    def sessions(folder: Path, threads: int | None) -> Sessions:
        asked.append((folder, threads))
        return Sessions(folder, threads)

    pace = StandingPace()
    pace.factor = 0.25
    engine = KokoroEngine(model_folder, KokoroSettings(1, 0, UNSPLIT, sessions, lambda: pace))
    assert asked == [(model_folder, 1)]
    spoken = list(engine.speak(Utterance(TEXT, (MixPart(voice_ids["af_heart"], 1.0),)), Stop()))
    assert len(spoken) == 1
    assert engine.pace == 0.25


def test_usually_texts_are_split(engine: KokoroEngine, voice_ids: dict[str, str]) -> None:
    assert KokoroSettings() == USUAL
    assert len(list(engine.speak(Utterance(TEXT, (MixPart(voice_ids["af_heart"], 1.0),)), Stop()))) > 1
