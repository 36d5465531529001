# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.kokoro import parts
from studio.engine.kokoro.frames import EDGE_HALVES
from studio.engine.kokoro.session import moment_inputs
from studio.engine.kokoro.streaming.moments import KINDS, Moments, after, moments, weights

HZ, ENERGY = (
    np.repeat(np.array(row, np.float32), [20, 4, 30, 10, 30, 6])
    for row in ([0, 0, 200, 0, 190, 0], [-9, -1, 8, 4, 6, -9])
)
# What a channel holds in each of these stretches.
CHANNEL: NDArray[np.float32] = np.repeat(np.array([0, 1, 5, -2, 3, 0], np.float32), [20, 4, 30, 10, 30, 6])


def run(unit: Moments, first: int, last: int) -> tuple[float, Moments]:
    """The mean that a run takes for the channel's, and the unit with what the run summed."""
    weighed = weights(unit, first, last)
    sums = unit.sums + (weighed.kinds.T @ CHANNEL[first:last])[None, :, None]
    return float((weighed.weights @ sums)[0, 0, 0]), after(unit, weighed, sums)


def test_half_frames_are_sorted_by_silence_voice_and_strength() -> None:
    kinds = moments(HZ, ENERGY).kinds.argmax(axis=1)

    assert kinds.tolist() == [0] * 20 + [1] * 4 + [7] * 30 + [2] * 10 + [3] * 30 + [0] * 6


def test_voiced_half_frames_are_sorted_into_eight_equal_parts_by_strength() -> None:
    energy = np.random.default_rng(6).uniform(2, 9, 80).astype(np.float32)
    kind = moments(np.full(80, 150, np.float32), energy).kinds.argmax(axis=1)

    assert np.bincount(kind).tolist() == [0] * 3 + [10] * 8
    assert (np.diff(kind[np.argsort(energy)]) >= 0).all()


def test_a_run_over_all_takes_the_mean_of_all() -> None:
    assert run(moments(HZ, ENERGY), 0, 100)[0] == pytest.approx(CHANNEL.mean())


def test_a_part_with_some_of_each_kind_takes_the_mean_of_all() -> None:
    # Of silence, weak and strong voice it has other shares than the whole.
    assert run(moments(HZ, ENERGY), 16, 66 + EDGE_HALVES)[0] == pytest.approx(CHANNEL.mean())
    assert abs(float(CHANNEL[16:66].mean()) - float(CHANNEL.mean())) > 0.5


def test_the_end_of_a_run_counts_in_the_next_one_but_that_of_the_unit_at_once() -> None:
    unit = moments(HZ, ENERGY)

    assert run(unit, 0, 60)[1].counts.sum() == 60 - EDGE_HALVES
    assert run(unit, 20, 100)[1].counts.sum() == 80


def test_what_two_runs_share_counts_once() -> None:
    _, unit = run(moments(HZ, ENERGY), 0, 60)
    mean, unit = run(unit, 50, 100)

    assert mean == pytest.approx(CHANNEL.mean())
    assert unit.counts.tolist() == moments(HZ, ENERGY).kinds.sum(axis=0).tolist()


def test_a_run_inside_what_was_summed_adds_nothing() -> None:
    _, unit = run(moments(HZ, ENERGY), 0, 100)
    _, same = run(unit, 40, 60)

    assert same.counts.tolist() == unit.counts.tolist()
    assert same.summed_until == 100


def test_both_stages_of_the_generator_sum_half_frames() -> None:
    unit = moments(HZ, ENERGY)
    given = moment_inputs(unit, weights(unit, 0, 100))
    coarse, fine = (given[name] for name in parts.MOMENTS.kinds.values())

    assert (coarse.shape, fine.shape) == ((KINDS, 50 * 20), (KINDS, 50 * 120 + 1))
    for stage in (coarse, fine):
        assert stage.sum(axis=1) == pytest.approx(unit.kinds.sum(axis=0), rel=1e-5)


def test_the_others_stand_for_a_kind_that_was_not_seen() -> None:
    mean, _ = run(moments(HZ, ENERGY), 24, 54 + EDGE_HALVES)

    assert mean == pytest.approx(5.0)


@pytest.mark.parametrize("count", [2, 4, 18])
@pytest.mark.parametrize(("hz", "energy"), [(0.0, -9.0), (0.0, 5.0), (150.0, 5.0)])
def test_any_unit_has_weights_that_sum_to_one(count: int, hz: float, energy: float) -> None:
    unit = moments(np.full(count, hz, np.float32), np.full(count, energy, np.float32))
    weighed = weights(unit, 0, count)

    assert weighed.kinds.shape == (count, KINDS)
    assert float((weighed.weights @ weighed.kinds.sum(axis=0))[0]) == pytest.approx(1.0)
