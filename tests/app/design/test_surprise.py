# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from studio.app.design.surprise import APART, FARTHEST, NEAREST, surprise
from studio.core.voices import EMBEDDING_LENGTH, MixPart, Voice
from tests.support.desk import Desk

SPREAD = np.random.default_rng(3).normal(size=(20, EMBEDDING_LENGTH))


def voice(number: int, language: str = "en-US", sex: str = "female", reason: str = "", own: bool = False) -> Voice:
    embedding = tuple(float(value) for value in SPREAD[number])
    return Voice(f"v{number}", f"V{number}", language, sex, embedding=embedding, unavailable_reason=reason, own=own)


VOICES = [
    *(voice(number) for number in range(8)),
    voice(8, sex="male"),
    voice(9, "fr"),
    voice(10, reason="It is not here."),
    voice(11, own=True),
    voice(12, "en-GB"),
]
KIND = (*range(8), 12)
PRESENT = (MixPart("v0", 0.6), MixPart("v1", 0.4))


def away(one: tuple[MixPart, ...], other: tuple[MixPart, ...]) -> float:
    """Distance in mean distances between two voices of the kind."""

    def embedding(mix: tuple[MixPart, ...]) -> NDArray[np.float64]:
        return np.asarray(np.sum([SPREAD[int(part.voice_id[1:])] * part.weight for part in mix], axis=0))

    kind = [SPREAD[number] for number in KIND]
    pairs = [np.linalg.norm(a - b) for number, a in enumerate(kind) for b in kind[:number]]
    return float(np.linalg.norm(embedding(one) - embedding(other)) / np.mean(pairs))


def test_it_is_another_voice_of_the_same_kind_each_time() -> None:
    chance, found = Random(5), list[tuple[MixPart, ...]]()
    for _ in range(12):
        made = surprise(PRESENT, VOICES, chance, found)
        assert {part.voice_id for part in made} <= {f"v{number}" for number in KIND}
        assert 2 <= len(made) <= 3
        assert sum(round(100 * part.weight) for part in made) == 100
        assert NEAREST - 1e-6 <= away(made, PRESENT) <= FARTHEST + 1e-6
        assert all(away(made, other) >= APART - 1e-6 for other in found)
        found.append(made)


def test_without_others_of_its_kind_there_is_none() -> None:
    assert surprise((MixPart("v9", 1.0),), VOICES, Random(1)) == ()
    assert surprise((MixPart("gone", 1.0),), VOICES, Random(1)) == ()
    assert surprise((), VOICES, Random(1)) == ()


async def test_a_surprise_is_a_step_of_undo_and_keeps_the_expression(desk: Desk) -> None:
    studio = desk.studio
    male = next(each for each in studio.voices.all if each.sex == "male" and each.language == "en-US")
    studio.designing.choose_voice(male.id)
    studio.designing.set_speed(0.5)
    before = studio.editing.project.design
    mixes = []
    for _ in range(3):
        studio.designing.surprise()
        mixes.append(studio.editing.project.design.mix)
    assert len(set(mixes)) == 3
    assert studio.editing.project.design.controls == before.controls
    for _ in range(3):
        studio.editing.undo()
    assert studio.editing.project.design == before
    french = next(each for each in studio.voices.all if each.language == "fr")
    studio.designing.choose_voice(french.id)
    studio.designing.surprise()
    assert "too few" in desk.notices[-1].text
