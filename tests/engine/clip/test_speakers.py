# SPDX-License-Identifier: GPL-3.0-or-later
"""One or two people by the directions of a clip's windows."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.clip.speakers import two_speak

DIMENSIONS = 256


def directions(centre: NDArray[np.float64], count: int, spread: float, seed: int) -> NDArray[np.float64]:
    """Directions around *centre*, at a cosine of about 1 / sqrt(1 + spread²)."""
    noise = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)) / np.sqrt(DIMENSIONS)
    made = centre + spread * noise
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float64)


def apart(cosine: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    one, other = np.eye(DIMENSIONS)[:2]
    return one, cosine * one + np.sqrt(1 - cosine**2) * other


@pytest.mark.parametrize(("cosine", "two"), [(0.95, False), (0.85, False), (0.65, True), (0.4, True)])
@pytest.mark.parametrize("in_turns", [False, True])
def test_two_groups_far_apart_are_two_people(cosine: float, two: bool, in_turns: bool) -> None:
    one, other = apart(cosine)
    windows = np.concatenate([directions(one, 10, 0.4, 1), directions(other, 10, 0.4, 2)])
    if in_turns:
        windows = windows.reshape(2, 10, -1).transpose(1, 0, 2).reshape(20, -1)
    assert two_speak(windows) == two


def test_a_few_windows_that_differ_are_no_second_person() -> None:
    one, other = apart(0.4)
    assert not two_speak(np.concatenate([directions(one, 17, 0.4, 3), directions(other, 3, 0.4, 4)]))


def test_one_person_or_too_little_speech_is_one() -> None:
    one, other = apart(0.4)
    assert not two_speak(directions(one, 40, 0.8, 5))
    assert not two_speak(np.tile(one, (12, 1)))
    assert not two_speak(np.concatenate([directions(one, 3, 0.1, 6), directions(other, 3, 0.1, 7)]))
    assert not two_speak(np.zeros((1, DIMENSIONS)))
