# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.emotions import EMOTIONS, NAMED_EMOTIONS, emotions_named
from studio.core.errors import InvalidArgument
from studio.core.generation import scaled, with_generation_config
from studio.core.project import VoiceDesign, take_key
from studio.core.speech import Controls, controls, controls_from_wire, controls_to_wire, rate_of, speed_of
from studio.core.voices import MixPart

PAGE = Path(__file__).parents[2] / "resources" / "docs" / "expression.md"


@pytest.mark.parametrize("rate", [0.6, 0.75, 0.99, 1.0, 1.01, 1.3, 1.5, 1.6])
def test_a_rate_comes_back_from_its_speed(rate: float) -> None:
    assert rate_of(speed_of(rate)) == pytest.approx(rate)


def test_speed_volume_and_emotion_take_the_place_of_the_older_controls() -> None:
    before = controls(-0.5, {"anger": 3})
    after = with_generation_config(before, {"speed": 1.5, "volume": 0.5, "emotion": "sad"})
    assert after.rate == pytest.approx(1.5)
    assert after.volume == 0.5
    assert after.emotions == (("sadness", 4),)
    assert with_generation_config(before, {"volume": 2}).emotions == (("anger", 3),)


@pytest.mark.parametrize("value", [None, {}, {"speed": None, "volume": None, "emotion": None}, {"accent": "x"}])
def test_absent_values_change_nothing(value: object) -> None:
    assert with_generation_config(Controls(), value) == Controls()


def test_one_is_neutral() -> None:
    assert with_generation_config(Controls(), {"speed": 1, "volume": 1.0, "emotion": "neutral"}) == Controls()


@pytest.mark.parametrize(
    ("value", "argument"),
    [
        ([], "generation_config"),
        ({"speed": 0.59}, "generation_config.speed"),
        ({"speed": 1.51}, "generation_config.speed"),
        ({"speed": "fast"}, "generation_config.speed"),
        ({"speed": True}, "generation_config.speed"),
        ({"volume": 2.1}, "generation_config.volume"),
        ({"volume": float("nan")}, "generation_config.volume"),
        ({"emotion": "hangry"}, "generation_config.emotion"),
        ({"emotion": ["angry"]}, "generation_config.emotion"),
    ],
)
def test_what_is_out_of_range_is_named(value: object, argument: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        with_generation_config(Controls(), value)
    assert caught.value.argument == argument


def test_every_named_emotion_is_made_of_ours() -> None:
    assert len(NAMED_EMOTIONS) >= 55
    for name, mixed in NAMED_EMOTIONS.items():
        assert name == name.lower()
        assert controls(0.0, dict(mixed)).emotions == mixed
        assert bool(mixed) == (name != "neutral")
        assert {emotion for emotion, _ in mixed} <= set(EMOTIONS)


def test_names_are_found_in_any_case() -> None:
    assert emotions_named(" Angry ") == emotions_named("anger") == (("anger", 4),)
    assert emotions_named("hangry") is None


def test_the_page_shows_the_table() -> None:
    page = PAGE.read_text("utf-8")
    for name, mixed in NAMED_EMOTIONS.items():
        levels = ", ".join(f"{emotion} {level}" for emotion, level in mixed) or "none"
        assert f"| {name} | {levels} |" in page


def test_factors_scale_within_what_is_permitted() -> None:
    assert scaled(Controls()) == Controls()
    assert scaled(controls(1.0), rate=1.5).rate == pytest.approx(1.6)
    assert scaled(Controls(volume=0.8), volume=0.8).volume == pytest.approx(0.64)
    assert scaled(Controls(volume=2.0), volume=1.5).volume == 2.0


def test_a_pitch_counts_for_a_take_and_none_leaves_takes_as_they_were() -> None:
    design = VoiceDesign((MixPart("one", 2.0), MixPart("two", 1.0)), controls(0.5, {"anger": 2}, 1.5), "en-GB")
    # As it was before there was a pitch.
    before = "54676e62c17c702c6a70dfbceee2019867c9eb8ed37a45151736f3d7c7aa3ee8"
    assert take_key("One.", design, "tone 1") == before
    assert take_key("One.", replace(design, controls=replace(design.controls, pitch=0.5)), "tone 1") != before


def test_volume_counts_for_a_take_and_goes_over_the_wire() -> None:
    loud = Controls(volume=1.5)
    assert take_key("x", VoiceDesign(controls=loud), "e") != take_key("x", VoiceDesign(), "e")
    assert controls_from_wire(controls_to_wire(loud)) == loud
    assert "volume" not in controls_to_wire(Controls())
    with pytest.raises(InvalidArgument):
        controls_from_wire({"volume": 3})
