# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from studio.core.emotions import CLOUD_NAMES, EMOTIONS, LEVELS, NAMED_EMOTIONS, emotions_named
from studio.core.speech import controls
from studio.engine import plain_prosody
from studio.engine.kokoro import prosody


def test_names_of_other_dialects_are_mixed_of_emotions_and_levels_that_exist() -> None:
    for name, mixed in NAMED_EMOTIONS.items():
        assert {emotion for emotion, _ in mixed} <= set(EMOTIONS), name
        assert all(1 <= level < len(LEVELS) for _, level in mixed), name
        assert list(mixed) == sorted(mixed, key=lambda part: EMOTIONS.index(part[0])), name


def test_each_emotion_has_a_name_in_the_cloud_that_means_mostly_itself() -> None:
    assert tuple(CLOUD_NAMES) == EMOTIONS
    for emotion, name in CLOUD_NAMES.items():
        mixed = NAMED_EMOTIONS[name]
        assert max(mixed, key=lambda part: part[1])[0] == emotion
        assert emotions_named(emotion) == mixed


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_each_engine_knows_each_emotion(emotion: str) -> None:
    asked = controls(0.0, {emotion: 5})
    assert prosody.prosody(asked) != prosody.prosody(controls())
    assert plain_prosody.plain_prosody(asked) != plain_prosody.plain_prosody(controls())
