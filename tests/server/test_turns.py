# SPDX-License-Identifier: GPL-3.0-or-later
"""What the host relies on: an engine's renders can be advanced in turns without changing one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import numpy as np
import pytest

from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.rendering.engines import load_engine

TEXTS = ("The first text is here. It has two sentences.", "Another one speaks, more slowly. And it ends.")


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "kokoro":
        # With what it has said lately, nothing would be rendered in turns.
        yield request.getfixturevalue("forgetful_kokoro")
        return
    made = ToneEngine() if request.param == "tone" else load_engine(request.param, None).engine
    yield made
    made.close()


def utterances(engine: Engine) -> list[Utterance]:
    from studio.core.speech import controls
    from studio.core.voices import MixPart

    voices = [voice for voice in engine.voices() if voice.available and voice.language.startswith("en")]
    return [
        Utterance(text, (MixPart(voice.id, 1.0),), voice.language, controls(speed))
        for text, voice, speed in zip(TEXTS, voices, (0.5, -0.5), strict=False)
    ]


def joined(pieces: list[SpeechPiece]) -> tuple[np.ndarray[tuple[int], np.dtype[np.float32]], list[str]]:
    return np.concatenate([piece.samples for piece in pieces]), [word.text for piece in pieces for word in piece.words]


@pytest.mark.parametrize("engine", ["tone", "espeak", pytest.param("kokoro", marks=pytest.mark.model)], indirect=True)
def test_renders_in_turns_sound_as_they_do_alone(engine: Engine) -> None:
    asked = utterances(engine)
    alone = [list(engine.speak(utterance, Stop())) for utterance in asked]
    running: list[Iterator[SpeechPiece]] = [iter(engine.speak(utterance, Stop())) for utterance in asked]
    turns = list(zip_longest(*running))
    for index, expected in enumerate(alone):
        got = [turn[index] for turn in turns if turn[index] is not None]
        samples, words = joined(got)
        assert words == TEXTS[index].split()
        same = joined(expected)[0]
        # espeak-ng's noise and phases are drawn anew each time, its lengths and levels hardly.
        assert len(samples) == pytest.approx(len(same), rel=0.01)
        assert np.std(samples) == pytest.approx(np.std(same), rel=0.2)
        assert engine.name == "espeak-ng" or np.array_equal(samples, same)
