# SPDX-License-Identifier: GPL-3.0-or-later
"""The walk, in a made-up space of voices whose traits bend away from what the stock voices tell."""

from __future__ import annotations

import numpy as np
import pytest

from studio.engine.clip.features import VoicePrint
from studio.engine.clip.region import Region, region_of
from studio.engine.clip.walk import Doubles, Walk
from studio.engine.kokoro.voices.space import FARTHEST

SIZE, TRAITS = 40, 60
NUMBERS = np.random.default_rng(11)
TRUE = NUMBERS.standard_normal((SIZE, TRAITS)) * 0.3
KNOWN = NUMBERS.standard_normal((25, SIZE))


def traits_of(embedding: Doubles) -> Doubles:
    even = embedding @ TRUE
    return np.asarray(even + 0.3 * np.sin(even), np.float64)


def heard(embedding: Doubles) -> VoicePrint:
    traits = traits_of(embedding)
    return VoicePrint(traits / np.linalg.norm(traits), 120.0, traits)


@pytest.fixture(name="region")
def region_fixture() -> Region:
    return region_of(KNOWN, np.array([traits_of(each) for each in KNOWN]))


def walked(region: Region, clip: VoicePrint, start: Doubles, rounds: int = 20) -> tuple[list[float], Doubles]:
    """Distances of the traits from the clip's, and the best place."""
    walk, place, best = Walk(clip, region, np.eye(TRAITS), 4.0), start, start
    away: list[float] = []
    for _ in range(rounds):
        said = heard(region.embedding(place))
        if walk.note(place, said):
            best = place
        away.append(float(np.linalg.norm(said.traits - clip.traits)))
        following = walk.next_place()
        if following is None:
            break
        place = following
    return away, best


def test_it_comes_closer_than_any_blend_to_a_voice_outside_of_them(region: Region) -> None:
    weights = np.full(len(KNOWN), -0.1)
    weights[3], weights[8] = 2.0, 1.4
    clip = heard(weights @ KNOWN / weights.sum())
    away, _ = walked(region, clip, region.place(KNOWN[3]))
    nearest = min(float(np.linalg.norm(traits_of(each) - clip.traits)) for each in KNOWN)
    assert min(away) < 0.4 * nearest
    assert len(away) <= 20


def test_it_stays_where_voices_are(region: Region) -> None:
    far = heard(30.0 * KNOWN[3])
    _, best = walked(region, far, region.place(KNOWN[3]))
    assert np.linalg.norm(best) <= FARTHEST + 1e-6


def test_it_ends_where_there_is_nothing_to_gain(region: Region) -> None:
    at = np.zeros(SIZE)
    away, best = walked(region, heard(region.embedding(at)), at)
    assert away == [0.0]
    np.testing.assert_array_equal(best, at)


def test_a_place_without_sound_speech_is_never_the_nearest(region: Region) -> None:
    clip = heard(KNOWN[5])
    walk = Walk(clip, region, np.eye(TRAITS), 4.0)
    assert walk.note(region.place(KNOWN[3]), heard(KNOWN[3]))
    there = region.place(KNOWN[5])
    assert not walk.note(there, clip, is_sound=False)
    assert walk.note(there, clip)
