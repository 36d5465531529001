# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math

import pytest

from studio.app.design.likeness import distances
from studio.core.voices import EMBEDDING_LENGTH, MixPart, Voice


def at(value: float) -> tuple[float, ...]:
    return (value,) + (0.0,) * (EMBEDDING_LENGTH - 1)


def voice(name: str, value: float | None) -> Voice:
    return Voice(name, name, "en-US", embedding=None if value is None else at(value))


def found(voices: list[Voice], *mix: MixPart) -> dict[str, float]:
    told: dict[str, float] = {}
    for some in distances(voices, mix):
        told.update(some)
    return told


def test_voices_are_as_far_as_their_embeddings_from_the_mixs() -> None:
    voices = [voice("a", 0.0), voice("b", 4.0), voice("c", 1.5), voice("none", None)]
    told = found(voices, MixPart("a", 3.0), MixPart("b", 1.0))
    assert told == {"a": pytest.approx(1.0), "b": pytest.approx(3.0), "c": pytest.approx(0.5)}


def test_a_voice_of_the_mix_that_is_not_known_may_bring_its_embedding() -> None:
    voices = [voice("a", 0.0)]
    assert found(voices, MixPart("hers", 1.0, at(2.0))) == {"a": pytest.approx(2.0)}
    assert found(voices, MixPart("hers", 1.0)) == {}
    assert found(voices) == {}


def test_many_voices_are_told_in_parts() -> None:
    voices = [voice(str(number), float(number)) for number in range(1001)]
    parts = list(distances(voices, (MixPart("0", 1.0),)))
    assert len(parts) > 3
    assert math.fsum(sum(part.values()) for part in parts) == pytest.approx(sum(range(1001)))
