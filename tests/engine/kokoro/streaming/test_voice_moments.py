# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.engine.kokoro import parts
from studio.engine.kokoro.frames import Floats, Frames
from studio.engine.kokoro.prosody import Prosody, durations, edit
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.streaming.moments import KINDS, Moments, moments, weights
from studio.engine.kokoro.streaming.voice_moments import VoiceMoments, load_voice_moments, predictors
from studio.engine.kokoro.voices.space import VoiceSpace, load_basis
from studio.engine.stop import Stop

HALVES = 400


@pytest.fixture(scope="module")
def usual() -> VoiceMoments:
    return load_voice_moments()


@pytest.fixture(scope="module")
def sessions(model_folder: Path) -> Sessions:
    return Sessions(model_folder)


def unit() -> Moments:
    numbers = np.random.default_rng(4)
    energy = np.repeat(np.array([-9, 0, 4, 0], np.float32), [80, 40, 30, 250])
    energy[150:] = numbers.uniform(2, 9, 250)
    return moments(np.repeat(np.array([0, 150], np.float32), [150, 250]), energy)


def means_and_deviations(of_unit: Moments) -> tuple[Floats, Floats]:
    """Of each channel [C], as a run that adds nothing takes them."""
    weighed = weights(of_unit, 0, 0).weights
    offset, power = np.split((weighed @ of_unit.sums[0])[0], 2)
    return of_unit.centres[0, 0] + offset, np.sqrt(power - offset**2)


def test_what_is_assumed_is_there_for_all_channels_and_kinds(usual: VoiceMoments) -> None:
    assumed = usual.assumed(unit(), usual.usual)
    means, deviations = means_and_deviations(assumed)

    assert assumed.centres.shape == (1, 1, parts.NORMALISED_CHANNELS)
    assert assumed.sums.shape == (1, KINDS, 2 * parts.NORMALISED_CHANNELS)
    assert (assumed.counts > 0).all()
    assert assumed.summed_until == 0
    assert np.isfinite(means).all()
    assert (deviations > 0).all()


def test_only_the_half_of_a_style_that_the_generator_is_given_counts(usual: VoiceMoments) -> None:
    style = np.random.default_rng(5).normal(0, 0.1, 256).astype(np.float32)
    same, other = style.copy(), style.copy()
    same[128:] = 1
    other[:128] = 0
    heard = np.full(400, 150, np.float32), np.full(400, 5, np.float32)
    of_style, of_same, of_other = (predictors(each, *heard) for each in (style, same, other))

    assert np.array_equal(of_style, of_same)
    of_this, of_that = (usual.assumed(unit(), known).centres for known in (of_style, of_other))
    assert not np.allclose(of_this, of_that)


@pytest.mark.parametrize("sign", [-1, 1])
def test_what_lies_beyond_what_was_fitted_counts_as_the_farthest(usual: VoiceMoments, sign: int) -> None:
    beyond, farthest = (
        usual.assumed(unit(), known).centres
        for known in (usual.usual + sign * 100, usual.highest if sign > 0 else usual.lowest)
    )
    assert np.array_equal(beyond, farthest)


def test_where_nothing_is_voiced_the_style_alone_tells(usual: VoiceMoments) -> None:
    style = np.zeros(256, np.float32)
    silence = np.zeros(400, np.float32), np.full(400, -9, np.float32)
    known = predictors(style, *silence)
    assumed = usual.assumed(moments(*silence), known)

    assert np.isfinite(assumed.sums).all()
    heard = np.where(np.isnan(known), usual.usual, known)
    assert np.allclose(assumed.centres, usual.assumed(unit(), heard).centres)


@pytest.mark.model
@pytest.mark.parametrize("how", [Prosody(), Prosody(pitch_semitones=5, pitch_range=1.8, energy=1.5)])
@pytest.mark.parametrize("mix", [{"af_heart": 1.0}, {"em_alex": 1.0}, {"bf_emma": 0.6, "zm_yunxi": 0.4}])
def test_what_is_assumed_is_near_to_what_a_text_has(
    usual: VoiceMoments, model_folder: Path, sessions: Sessions, mix: dict[str, float], how: Prosody
) -> None:
    tokens = np.array([0, 50, 83, 54, 156, 31, 16, 65, 102, 83, 54, 16, 62, 83, 156, 31, 4, 0], np.int64)
    stop = Stop()
    space = VoiceSpace(model_folder / "voices", load_basis())
    style = space.table_of_mix(mix)[len(tokens) - 3]
    states = sessions.encode(tokens, style, stop)
    frames = sessions.align(states, durations(states.raw_durations, 1.0), style, stop)
    edited = edit(frames, how, [frames.count])
    decoded = sessions.decode(edited, 0, frames.count, style, stop)
    nothing = moments(edited.f0_hz, edited.energy)
    _, summed = sessions.generate(decoded, 0, frames.count, style, nothing, stop)
    means, deviations = means_and_deviations(summed)

    def off(other: Floats, as_heard: Frames) -> Floats:
        """How far what is assumed is off, of all channels: the means, in deviations, and log deviations."""
        known = predictors(other, as_heard.f0_hz, as_heard.energy)
        assumed_means, assumed_deviations = means_and_deviations(usual.assumed(nothing, known))
        far = (assumed_means - means) / deviations, np.log(assumed_deviations / deviations)
        return np.asarray(np.sqrt(np.mean(np.square(far), axis=1)), np.float32)

    found = off(style, edited)
    assert found[0] < 0.3
    assert found[1] < 0.15
    for key in ("am_onyx", "jf_alpha"):
        assert (off(space.table(key)[len(tokens) - 3], edited) > np.array([1.3, 1.2]) * found).all()
    if edited is not frames:
        assert (off(style, frames) > 1.1 * found).all()
