# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.speech import controls
from studio.engine.plain_prosody import PlainProsody, plain_prosody

TOP = len(LEVELS) - 1


def test_controls_that_ask_for_nothing_change_nothing() -> None:
    assert plain_prosody(controls(0.0, {})) == PlainProsody()


@pytest.mark.parametrize(("speed", "rate"), [(-1.0, 0.6), (0.0, 1.0), (1.0, 1.5)])
def test_speed_is_the_rate(speed: float, rate: float) -> None:
    found = plain_prosody(controls(speed, {}))
    assert found.rate == pytest.approx(rate, abs=0.11)
    assert (found.pitch_semitones, found.pitch_range, found.gain_db) == (0.0, 1.0, 0.0)


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_each_emotion_changes_more_with_each_level(emotion: str) -> None:
    found = [plain_prosody(controls(0.0, {emotion: level})) for level in range(1, TOP + 1)]
    moved = [abs(each.pitch_semitones) for each in found]
    assert moved == sorted(set(moved))
    assert moved[-1] == pytest.approx(TOP * moved[0])
    assert found[-1].pitch_range == pytest.approx(found[0].pitch_range ** TOP)
    assert found[-1].rate == pytest.approx(found[0].rate ** TOP)


def test_joy_raises_the_voice_and_grief_lowers_and_slows_it() -> None:
    glad, sad = (plain_prosody(controls(0.0, {emotion: TOP})) for emotion in ("positivity", "sadness"))
    assert glad.pitch_semitones > 0 > sad.pitch_semitones
    assert glad.pitch_range > 1 > sad.pitch_range
    assert glad.rate > 1 > sad.rate
    assert glad.gain_db > 0 > sad.gain_db


@given(st.dictionaries(st.sampled_from(EMOTIONS), st.integers(1, TOP), min_size=2), st.floats(-1, 1))
def test_emotions_add_up_whatever_their_order(levels: dict[str, int], speed: float) -> None:
    together = plain_prosody(controls(speed, levels))
    alone = [plain_prosody(controls(0.0, {emotion: level})) for emotion, level in levels.items()]
    assert together.pitch_semitones == pytest.approx(sum(each.pitch_semitones for each in alone))
    assert together.gain_db == pytest.approx(sum(each.gain_db for each in alone))
    rate = plain_prosody(controls(speed, {})).rate
    for each in alone:
        rate *= each.rate
    assert together.rate == pytest.approx(rate)
    turned = plain_prosody(controls(speed, dict(reversed(levels.items()))))
    assert turned.pitch_semitones == pytest.approx(together.pitch_semitones)
    assert turned.rate == pytest.approx(together.rate)


def test_a_pitch_is_added_to_that_of_the_emotions() -> None:
    assert plain_prosody(controls(pitch=-2.5)) == PlainProsody(pitch_semitones=-2.5)
    surprised = plain_prosody(controls(0.0, {"surprise": TOP})).pitch_semitones
    assert plain_prosody(controls(0.0, {"surprise": TOP}, pitch=2.0)).pitch_semitones == surprised + 2.0


def test_variations_differ_from_one_another_and_from_none() -> None:
    found = [plain_prosody(controls(0.0, {}), number) for number in range(20)]
    assert len(set(found)) == 20
    assert all(0.9 < each.rate < 1.1 and abs(each.pitch_semitones) < 1.5 for each in found)
