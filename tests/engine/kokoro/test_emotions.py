# SPDX-License-Identifier: GPL-3.0-or-later
"""What emotions do to the voice; `python -m tests.bench.emotion` is the long form."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.emotions import EMOTIONS
from studio.core.speech import controls
from tests.bench.emotion import SENTENCES
from tests.support.emotion_measures import INTENDED, Manner, differences, manner
from tests.support.forced_alignment import plain_words
from tests.support.recogniser import Recogniser, word_errors
from tests.support.rendered import Rendered

pytestmark = pytest.mark.model

Say = Callable[..., Rendered]
VOICES = ("af_heart", "em_alex")
# In the units of the measures; by `python -m tests.bench.emotion` the means are two to four times as large.
LEAST_AT_FULL_LEVEL = {"pitch": 1.0, "range": 0.5, "rate": 4.0, "level": 0.7, "tilt": 1.5, "rise": 1.5}


def manners(say: Say, voice: str, levels: dict[str, int], sentences: int = 2) -> list[Manner]:
    made = [say(text, voice, controls(0.0, levels)) for text in SENTENCES[voice[0]][:sentences]]
    assert all(np.abs(render.samples).max() < 1.0 for render in made)
    return [manner(render.samples, 24000) for render in made]


@pytest.fixture(scope="module")
def neutral(say: Say) -> dict[str, list[Manner]]:
    """Each voice without emotions, which every emotion is compared with."""
    return {voice: manners(say, voice, {}, 4) for voice in VOICES}


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_full_level_moves_what_it_is_meant_to_move_and_half_of_it_some_of_the_way(
    say: Say, neutral: dict[str, list[Manner]], emotion: str
) -> None:
    # Where a sentence ends differs most from one to the next.
    sentences = 4 if "rise" in INTENDED[emotion] else 2
    for voice in VOICES:
        plain = neutral[voice][:sentences]
        some, full = (differences(plain, manners(say, voice, {emotion: level}, sentences)) for level in (3, 5))
        for name, sign in INTENDED[emotion].items():
            assert full[name] * sign > LEAST_AT_FULL_LEVEL[name], (voice, name)
            # Of so few sentences, a measure may be off by some of that.
            assert 0.1 * full[name] * sign < some[name] * sign < 1.1 * full[name] * sign, (voice, name)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_full_level_is_understood_but_for_a_word(say: Say, recogniser: Recogniser, emotion: str) -> None:
    sentences = SENTENCES["a"]
    heard = [recogniser.words(say(text, controls=controls(0.0, {emotion: 5})).samples, 24000) for text in sentences]

    assert sum(word_errors(plain_words(text), words) for text, words in zip(sentences, heard, strict=True)) <= 1, heard


def test_no_emotion_is_the_voice_itself_bit_for_bit(say: Say) -> None:
    text = "Nothing is added here."

    assert np.array_equal(say(text).samples, say(text, controls=controls(0.0, dict.fromkeys(EMOTIONS, 0))).samples)


def test_emotions_combine(say: Say, neutral: dict[str, list[Manner]]) -> None:
    moved = differences(neutral["af_heart"][:2], manners(say, "af_heart", {"sadness": 5, "curiosity": 5}))

    assert moved["rate"] < -15
    assert moved["rise"] > 1
    assert moved["tilt"] < -1


def test_all_emotions_at_once_still_speak_every_word(say: Say) -> None:
    made = say("You found it there.", controls=controls(-0.5, dict.fromkeys(EMOTIONS, 5)))

    assert made.texts == ["You", "found", "it", "there."]
    assert 0.7 < made.duration_s < 4
    assert 0.05 < np.abs(made.samples).max() < 1.0
