# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.emotions import EMOTIONS
from studio.core.speech import Controls, controls
from studio.engine.kokoro.frames import Frames
from studio.engine.kokoro.prosody import Prosody, durations, edit, finish, limit_peaks, prosody
from tests.support.speech_measures import brightness_db

RAW = np.random.default_rng(1).uniform(1, 6, 200).astype(np.float32)


def frames(count: int = 40) -> Frames:
    f0_hz = np.linspace(150, 250, 2 * count).astype(np.float32)
    f0_hz[: count // 2] = 8.0
    return Frames(np.zeros((1, 512, count), np.float32), f0_hz, np.full(2 * count, 7, np.float32))


def test_neutral_changes_nothing() -> None:
    neutral = prosody(Controls())
    made = frames()
    sound = np.random.default_rng(0).uniform(-0.9, 0.9, 2400).astype(np.float32)

    assert neutral == Prosody()
    assert edit(made, neutral, [40]) is made
    assert finish(sound, neutral) is sound
    assert np.array_equal(durations(RAW, 1.0), np.round(RAW).astype(np.int64))


def test_the_pitch_asked_for_is_added_to_that_of_the_emotions() -> None:
    surprised = prosody(controls(0, {"surprise": 5})).pitch_semitones
    assert prosody(controls(0, {"surprise": 5}, pitch=-3.5)).pitch_semitones == surprised - 3.5
    assert prosody(controls(pitch=2.0)) == Prosody(pitch_semitones=2.0)


@given(st.floats(0.6, 1.6))
def test_the_length_follows_the_rate_to_a_frame(rate: float) -> None:
    assert abs(int(durations(RAW, rate).sum()) - int(durations(RAW, 1.0).sum()) / rate) <= 1


def test_no_token_is_dropped_at_the_fastest_nor_held_for_ever_at_the_slowest() -> None:
    raw = np.array([0.1, 1.0, 1.0, 900.0, 1.2], np.float32)

    assert durations(raw, 2.0).min() == 1
    assert durations(raw, 0.6).max() <= 50 / 0.6 + 1


@pytest.mark.parametrize("name", EMOTIONS)
def test_an_emotion_grows_with_its_level(name: str) -> None:
    sizes = []
    for level in range(1, 6):
        how = prosody(controls(0, {name: level}))
        sizes.append(abs(how.pitch_semitones) + abs(np.log(how.pitch_range)) + abs(how.gain_db))
    assert sizes == sorted(sizes)
    assert sizes[0] > 0


def test_all_emotions_at_once_stay_in_bounds() -> None:
    how = prosody(controls(1.0, dict.fromkeys(EMOTIONS, 5)))

    assert abs(how.pitch_semitones) <= 6
    assert 0.4 <= how.pitch_range <= 2.2
    assert 0.7 * 1.6 <= how.rate <= 1.4 * 1.6


def test_pitch_moves_only_where_there_is_voice() -> None:
    made = frames()
    moved = edit(made, Prosody(pitch_semitones=12.0), [])

    unvoiced = made.f0_hz < 25
    assert np.array_equal(moved.f0_hz[unvoiced], made.f0_hz[unvoiced])
    np.testing.assert_allclose(moved.f0_hz[~unvoiced], 2 * made.f0_hz[~unvoiced], rtol=1e-5)


def test_the_range_is_stretched_about_the_median() -> None:
    made = frames()
    voiced = made.f0_hz > 25
    moved = edit(made, Prosody(pitch_range=2.0), [])

    assert np.median(moved.f0_hz[voiced]) == pytest.approx(np.median(made.f0_hz[voiced]), rel=0.01)
    spread = np.log2(moved.f0_hz[voiced][-1] / moved.f0_hz[voiced][0])
    assert spread == pytest.approx(2 * np.log2(made.f0_hz[voiced][-1] / made.f0_hz[voiced][0]), rel=0.01)


def test_a_whole_final_rise_ends_half_an_octave_above_the_median_and_leaves_the_beginning() -> None:
    made = frames()
    moved = edit(made, Prosody(final_rise_semitones=6.0), [40])
    median_hz = float(np.median(made.f0_hz[made.f0_hz > 25]))

    assert moved.f0_hz[-1] / median_hz == pytest.approx(2**0.5, rel=1e-2)
    np.testing.assert_allclose(moved.f0_hz[:40], made.f0_hz[:40], rtol=1e-5)


def test_a_final_rise_grows_with_what_is_asked() -> None:
    ends_hz = [edit(frames(), Prosody(final_rise_semitones=asked), [40]).f0_hz[-1] for asked in (0.0, 1.2, 3.6, 6.0)]

    assert ends_hz == sorted(ends_hz)
    assert len(set(ends_hz)) == 4


def test_a_final_rise_is_carried_by_the_voice_and_held_while_it_fades() -> None:
    made = frames()
    # Fades over the last frames before the sentence's pause; what follows is another sentence.
    made.energy[40:60] = np.linspace(7, 0.1, 20)
    made.energy[60:70] = -4
    whole, half = (edit(made, Prosody(final_rise_semitones=asked), [35]) for asked in (6.0, 3.0))

    added = whole.energy - made.energy
    last = int(np.flatnonzero(made.energy[:70] > 3)[-1])
    assert added[last] == pytest.approx(3.0, abs=0.01)
    assert (np.diff(added[last : last + 8]) < 0).all()
    assert not added[last + 8 :].any()
    assert not added[:20].any()
    np.testing.assert_allclose(half.energy - made.energy, added / 2, atol=1e-5)
    np.testing.assert_allclose(whole.f0_hz[last : last + 6], whole.f0_hz[last], rtol=1e-5)
    np.testing.assert_allclose(whole.f0_hz[70:], made.f0_hz[70:], rtol=1e-5)
    assert np.array_equal(made.energy[60:70], whole.energy[60:70])


@pytest.mark.parametrize("shelf_db", [5.0, -5.0])
def test_the_shelf_acts_above_2_khz_alone(shelf_db: float) -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, 24000).astype(np.float32)

    change = brightness_db(finish(noise, Prosody(shelf_db=shelf_db)), 24000) - brightness_db(noise, 24000)
    assert change == pytest.approx(shelf_db, abs=1.2)
    t_s = np.arange(24000) / 24000
    tone = (0.1 * np.sin(2 * np.pi * 300 * t_s)).astype(np.float32)
    shelved = finish(tone, Prosody(shelf_db=shelf_db))[1000:-1000]
    assert np.abs(shelved).max() == pytest.approx(0.1, rel=0.06)


def test_peaks_are_bent_below_full_scale() -> None:
    loud = np.linspace(-3, 3, 1000).astype(np.float32)

    bent = limit_peaks(loud)
    assert np.abs(bent).max() < 1.0
    assert np.all(np.diff(bent) >= 0)
    quiet = (loud / 4).astype(np.float32)
    assert limit_peaks(quiet) is quiet
