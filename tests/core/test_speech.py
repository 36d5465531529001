# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.emotions import EMOTIONS
from studio.core.errors import InvalidArgument
from studio.core.speech import controls, controls_from_wire, controls_to_wire, rate_of


@pytest.mark.parametrize(("speed", "rate"), [(-1.0, 0.6), (-0.5, 0.6**0.5), (0.0, 1.0), (0.5, 1.6**0.5), (1.0, 1.6)])
def test_rate_follows_the_stated_curve(speed: float, rate: float) -> None:
    assert rate_of(speed) == pytest.approx(rate)


def test_a_tag_without_a_level_means_medium() -> None:
    wire = controls_from_wire({"speed": "fastest", "emotion": ["anger:highest", "curiosity"]})
    assert wire.speed == 1.0
    assert (wire.level("anger"), wire.level("curiosity"), wire.level("sadness")) == (5, 3, 0)


@given(
    st.floats(-1, 1),
    st.dictionaries(st.sampled_from(EMOTIONS), st.integers(0, 5)),
    st.floats(0.5, 2),
    st.floats(-6, 6),
)
def test_controls_survive_the_wire(speed: float, levels: dict[str, int], volume: float, pitch: float) -> None:
    value = controls(speed, levels, volume, pitch)
    assert controls_from_wire(controls_to_wire(value)) == value


@pytest.mark.parametrize(
    "wire",
    [{"speed": "quick"}, {"speed": 1.1}, {"speed": math.nan}, {"speed": True}, {"emotion": "anger"}]
    + [{"pitch": 6.1}, {"pitch": math.nan}, {"pitch": True}, {"pitch": "high"}, {"volume": 0.4}]
    + [{"emotion": ["joy"]}, {"emotion": ["anger:loud"]}, {"emotion": [3]}],
)
def test_bad_controls_are_refused(wire: dict[str, object]) -> None:
    with pytest.raises(InvalidArgument):
        controls_from_wire(wire)
