# SPDX-License-Identifier: GPL-3.0-or-later
"""What emotions do to the voice; `python -m tests.bench.emotion` is the long form."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.speech import EMOTIONS, controls
from tests.bench.emotion import SENTENCES
from tests.support.emotion_measures import INTENDED, Manner, differences, manner
from tests.support.rendered import Rendered

pytestmark = pytest.mark.model

Say = Callable[..., Rendered]
VOICES = ("af_heart", "em_alex")


def manners(say: Say, voice: str, levels: dict[str, int]) -> list[Manner]:
    made = [say(text, voice, controls(0.0, levels)) for text in SENTENCES[voice[0]][:2]]
    assert all(np.abs(render.samples).max() < 1.0 for render in made)
    return [manner(render.samples, 24000) for render in made]


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_each_level_moves_what_it_is_meant_to_move(say: Say, emotion: str) -> None:
    for voice in VOICES:
        neutral = manners(say, voice, {})
        some, full = (differences(neutral, manners(say, voice, {emotion: level})) for level in (3, 5))
        for name, sign in INTENDED[emotion].items():
            # A measure of two sentences may stand still between two levels; at full level it has moved.
            assert full[name] * sign > 0.2, (voice, name)
            assert some[name] * sign > -0.3, (voice, name)
            assert (full[name] - some[name]) * sign > -0.3, (voice, name)


def test_no_emotion_is_the_voice_itself_bit_for_bit(say: Say) -> None:
    text = "Nothing is added here."

    assert np.array_equal(say(text).samples, say(text, controls=controls(0.0, dict.fromkeys(EMOTIONS, 0))).samples)


def test_emotions_combine(say: Say) -> None:
    neutral = manners(say, "af_heart", {})
    moved = differences(neutral, manners(say, "af_heart", {"sadness": 5, "curiosity": 5}))

    assert moved["rate"] < -15
    assert moved["rise"] > 1
    assert moved["tilt"] < -1


def test_all_emotions_at_once_still_speak_every_word(say: Say) -> None:
    made = say("You found it there.", controls=controls(-0.5, dict.fromkeys(EMOTIONS, 5)))

    assert made.texts == ["You", "found", "it", "there."]
    assert 0.7 < made.duration_s < 4
    assert 0.05 < np.abs(made.samples).max() < 1.0
