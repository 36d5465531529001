# SPDX-License-Identifier: GPL-3.0-or-later
"""Voice prints: of made-up voices, by the real speaker encoder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.engine.clip.encoder import SpeakerEncoder
from studio.engine.clip.features import PITCH_AT, SEMITONE, VoicePrint, pitch_hz, print_of
from studio.engine.clip.mel import RATE_HZ
from studio.engine.clip.reading import ClipWithoutSpeech

Buzz = Callable[..., Samples]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def encoder(model_folder: Path) -> SpeakerEncoder:
    return SpeakerEncoder(model_folder)


@pytest.fixture(scope="module")
def low(encoder: SpeakerEncoder, buzz: Buzz) -> VoicePrint:
    return print_of(buzz(120.0), encoder)


@pytest.fixture(scope="module")
def high(encoder: SpeakerEncoder, buzz: Buzz) -> VoicePrint:
    return print_of(buzz(240.0), encoder)


def test_pitch_is_heard_and_stands_among_the_traits(low: VoicePrint, high: VoicePrint) -> None:
    assert low.pitch_hz == pytest.approx(120.0, rel=0.02)
    assert high.semitones_above(low) == pytest.approx(12.0, abs=0.4)
    assert low.semitones_above(high) == -high.semitones_above(low)
    assert pitch_hz(low.traits[PITCH_AT]) == pytest.approx(low.pitch_hz)
    assert (high.traits - low.traits)[PITCH_AT] / SEMITONE == pytest.approx(12.0, abs=0.4)


def test_the_traits_are_the_speaker_the_pitch_and_two_of_each_band(low: VoicePrint) -> None:
    assert low.traits.shape == (256 + 1 + 40 + 40,)
    assert np.isfinite(low.traits).all()
    means, spreads = low.traits[PITCH_AT + 1 : PITCH_AT + 41], low.traits[PITCH_AT + 41 :]
    assert means.mean() == pytest.approx(0.0, abs=1e-9)
    assert spreads.min() >= 0


def test_a_voice_is_most_similar_to_itself(low: VoicePrint, high: VoicePrint) -> None:
    assert low.similarity(low) == pytest.approx(1.0, abs=1e-5)
    assert low.similarity(high) == high.similarity(low) < 0.95


def test_neither_level_nor_silence_around_changes_a_print(low: VoicePrint, encoder: SpeakerEncoder, buzz: Buzz) -> None:
    quiet = np.concatenate([np.zeros(RATE_HZ, np.float32), 0.05 * buzz(120.0), np.zeros(2 * RATE_HZ, np.float32)])
    found = print_of(np.asarray(quiet, np.float32), encoder)
    assert found.pitch_hz == pytest.approx(low.pitch_hz, rel=0.005)
    assert found.similarity(low) > 0.98


@pytest.mark.parametrize(
    ("clip", "detail"),
    [
        (np.zeros(0, np.float32), "0.00 s of sound"),
        (np.zeros(RATE_HZ * 3, np.float32), "0.00 s of sound"),
        (np.random.default_rng(1).standard_normal(RATE_HZ * 3).astype(np.float32), "0% voiced"),
    ],
    ids=["empty", "silence", "noise"],
)
def test_what_holds_no_speech_is_refused(encoder: SpeakerEncoder, clip: Samples, detail: str) -> None:
    with pytest.raises(ClipWithoutSpeech) as refused:
        print_of(clip, encoder)
    assert refused.value.detail == detail


def test_less_than_four_fifths_of_a_second_is_too_little(encoder: SpeakerEncoder, buzz: Buzz) -> None:
    with pytest.raises(ClipWithoutSpeech, match="speech that can be heard"):
        print_of(buzz(120.0, 0.6), encoder)
