# SPDX-License-Identifier: GPL-3.0-or-later
"""Other readings of the same text: how far they differ, and that the same number is the same reading."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.variation import varied_durations, varied_pitch, varied_style
from studio.engine.stop import Stop
from tests.support.rendered import Rendered
from tests.support.speech_measures import pitches_hz

SENTENCES = (
    "It was a bright cold day in April, and the clocks were striking thirteen.",
    "He put the letter down, walked to the window, and looked out at the rain.",
)
TOKENS = "wˈʌn tˈu θɹˈi"
STARTS = (0, 5, 9)


def test_a_style_keeps_the_timbre_of_its_own_length() -> None:
    table = np.arange(510 * 256, dtype=np.float32).reshape(510, 256)
    for number in range(1, 20):
        style = varied_style(table, 100, number)
        assert np.array_equal(style[:128], table[99, :128])
        row = int(style[128] // 256)
        assert 69 <= row <= 149
    assert varied_style(table, 510, 3).shape == varied_style(table, 1, 3).shape == (256,)


def test_durations_keep_their_sum_and_have_a_frame_at_least() -> None:
    raw = np.full(len(TOKENS) + 2, 3.3, np.float32)
    raw[2] = 0.1
    found = {tuple(varied_durations(raw, 1.0, STARTS, TOKENS, number)) for number in range(1, 9)}
    assert len(found) > 4
    for durations in found:
        assert min(durations) >= 1
        assert sum(durations) == pytest.approx(np.maximum(raw, 1).sum(), abs=2)
    fast = varied_durations(raw, 1.5, STARTS, TOKENS, 1)
    assert fast.sum() == pytest.approx(np.maximum(raw, 1).sum() / 1.5, abs=3)


def test_pitch_keeps_its_mean_and_what_is_unvoiced() -> None:
    durations = np.full(len(TOKENS) + 2, 4)
    f0_hz = np.full(8 * len(durations), 120.0, np.float32)
    f0_hz[10:14] = 0.0
    moved = varied_pitch(f0_hz, durations, STARTS, TOKENS, 2)
    voiced = f0_hz > 0
    assert np.array_equal(moved[~voiced], f0_hz[~voiced])
    semitones = 12 * np.log2(moved[voiced] / 120.0)
    assert semitones.mean() == pytest.approx(0.0, abs=1e-4)
    assert semitones.std() > 0.1
    assert np.array_equal(varied_pitch(f0_hz, durations, (), "", 2), f0_hz)


def say(engine: KokoroEngine, voice_id: str, text: str, variation: int) -> Rendered:
    pieces = tuple(engine.speak(Utterance(text, (MixPart(voice_id, 1.0),), variation=variation), Stop()))
    samples = np.concatenate([piece.samples for piece in pieces])
    return Rendered(samples, tuple(word for piece in pieces for word in piece.words), (), pieces)


def melody(said: Rendered) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Median F0 of each word in semitones about their mean, NaN where nothing is voiced."""
    tones = []
    for word in said.words:
        part = said.samples[round(word.start_s * 24000) : round(word.end_s * 24000)]
        found = pitches_hz(part, 24000, 0.005)
        tones.append(12 * float(np.log2(np.median(found))) if len(found) > 4 else np.nan)
    values = np.array(tones)
    return np.asarray(values - np.nanmean(values))


@pytest.mark.model
def test_readings_differ_in_durations_and_melody_and_the_same_number_is_the_same(
    forgetful_kokoro: KokoroEngine, voice_ids: dict[str, str]
) -> None:
    voice = voice_ids["af_heart"]
    durations, tones, readings = [], [], []
    for sentence in SENTENCES:
        readings = [say(forgetful_kokoro, voice, sentence, variation) for variation in range(3)]
        for one, other in combinations(readings, 2):
            lengths = [np.array([word.end_s - word.start_s for word in each.words]) for each in (one, other)]
            durations.append(np.mean(np.abs(lengths[0] / lengths[1] - 1)))
            apart = melody(one) - melody(other)
            tones.append(np.sqrt(np.nanmean(apart**2)))
    print("durations", np.round(durations, 3), "semitones", np.round(tones, 2))
    assert np.mean(durations) > 0.03
    assert np.mean(tones) > 0.7
    again = say(forgetful_kokoro, voice, SENTENCES[-1], 2)
    assert np.array_equal(again.samples, readings[2].samples)
    assert again.words == readings[2].words
