# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.emotions import EMOTIONS
from studio.core.errors import InvalidArgument
from studio.core.speech import controls, controls_from_wire, controls_to_wire, rate_of
from studio.core.timeline import WordTiming, word_at, word_spans
from studio.core.voices import MixPart, checked_embedding, normalised


@pytest.mark.parametrize(("speed", "rate"), [(-1.0, 0.6), (-0.5, 0.6**0.5), (0.0, 1.0), (0.5, 1.6**0.5), (1.0, 1.6)])
def test_rate_follows_the_stated_curve(speed: float, rate: float) -> None:
    assert rate_of(speed) == pytest.approx(rate)


def test_a_tag_without_a_level_means_medium() -> None:
    wire = controls_from_wire({"speed": "fastest", "emotion": ["anger:highest", "curiosity"]})
    assert wire.speed == 1.0
    assert (wire.level("anger"), wire.level("curiosity"), wire.level("sadness")) == (5, 3, 0)


@given(st.floats(-1, 1), st.dictionaries(st.sampled_from(EMOTIONS), st.integers(0, 5)))
def test_controls_survive_the_wire(speed: float, levels: dict[str, int]) -> None:
    value = controls(speed, levels)
    assert controls_from_wire(controls_to_wire(value)) == value


@pytest.mark.parametrize(
    "wire",
    [{"speed": "quick"}, {"speed": 1.1}, {"speed": math.nan}, {"speed": True}, {"emotion": "anger"}]
    + [{"emotion": ["joy"]}, {"emotion": ["anger:loud"]}, {"emotion": [3]}],
)
def test_bad_controls_are_refused(wire: dict[str, object]) -> None:
    with pytest.raises(InvalidArgument):
        controls_from_wire(wire)


@given(st.text())
def test_words_are_those_of_split_with_their_places(text: str) -> None:
    spans = word_spans(text)
    assert [text[span.start : span.end] for span in spans] == text.split() == [span.text for span in spans]


def test_the_word_heard_is_the_last_one_begun() -> None:
    words = (WordTiming("a", 0.1, 0.2), WordTiming("b", 0.5, 0.6))
    assert [word_at(words, t_s) for t_s in (0.0, 0.1, 0.3, 0.5, 9.0)] == [-1, 0, 0, 1, 1]


def test_weights_are_scaled_to_one() -> None:
    assert [part.weight for part in normalised((MixPart("a", 3), MixPart("b", 1)))] == [0.75, 0.25]


@pytest.mark.parametrize("weight", [0.0, -1.0, math.nan, math.inf])
def test_a_weight_must_be_positive_and_finite(weight: float) -> None:
    with pytest.raises(InvalidArgument, match="weight"):
        normalised((MixPart("a", 1.0), MixPart("b", weight)))


@pytest.mark.parametrize("values", [[1.0] * 191, [math.nan] * 192, ["a"] * 192, "x" * 192])
def test_an_embedding_is_192_finite_numbers(values: list[float]) -> None:
    with pytest.raises(InvalidArgument, match="192"):
        checked_embedding(values)
