# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.audio.stretch import FASTEST, SLOWEST, Stretch
from studio.core.pcm import Samples
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.espeak.engine import EspeakEngine
from studio.engine.stop import Stop
from tests.support.signals import at_rate, noise, phase_of, tone
from tests.support.speech_measures import pitches_hz, speech_level_db

RATE_HZ = 24000
SPEEDS = (0.75, 1.25, 1.5, 2.0)
# What a window may be moved by, in seconds of the source.
OFF_S = 0.012


def stretched(samples: Samples, speed: float, rate_hz: int = RATE_HZ, most: int = 2400) -> Samples:
    """*samples* that come *most* at a time."""
    stretch = Stretch(rate_hz, speed)
    pieces = [stretch.push(samples[at : at + most]) for at in range(0, len(samples), most)]
    return np.concatenate([*pieces, stretch.push(samples[:0], last=True)])


@functools.cache
def speech() -> tuple[Samples, int]:
    """A sentence, and its rate."""
    engine = EspeakEngine()
    text = "The tape had lain in the lamp room for forty years, wrapped in a flour sack and a note."
    pieces = engine.speak(Utterance(text, (MixPart(engine.voices()[0].id, 1.0),)), Stop())
    return np.concatenate([piece.samples for piece in pieces]), engine.sample_rate_hz


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("frequency_hz", [80.0, 440.0, 3000.0])
def test_a_sine_keeps_its_pitch_and_level_without_a_click(speed: float, frequency_hz: float) -> None:
    heard = stretched(tone(4.0, RATE_HZ, frequency_hz), speed)[1200:-1200].astype(np.float64)
    phase, level = phase_of(heard.astype(np.float32), RATE_HZ, frequency_hz)
    off_hz = np.polyfit(np.arange(len(phase)) / 20, phase, 1)[0] / (2 * np.pi)
    assert abs(off_hz) < 0.001 * frequency_hz
    assert np.abs(20 * np.log10(level / 0.5)).max() < 0.1
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard)))) ** 2
    off_sine = np.abs(np.fft.rfftfreq(len(heard), 1 / RATE_HZ) - frequency_hz) > 25
    assert 10 * np.log10(spectrum[off_sine].sum() / spectrum.sum()) < -35, "a click is noise beside the sine"


def pitch_ratios(samples: Samples, heard: Samples, rate_hz: int, speed: float) -> list[float]:
    """F0 of each clearly voiced frame heard against that of the same place in *samples*. The medians of both would hang
    on which frames are voiced clearly."""
    # Periods are measured in whole frames, of which more are needed.
    fine_hz = 4 * rate_hz
    before, after = (at_rate(each, rate_hz, fine_hz) for each in (samples, heard))
    count = round(0.04 * fine_hz) + fine_hz // 60 + 2
    ratios: list[float] = []
    for start in range(0, len(after) - count, round(0.02 * fine_hz)):
        there = round((start + count / 2) * speed - count / 2)
        if 0 <= there <= len(before) - count:
            was, now = (
                pitches_hz(each, fine_hz) for each in (before[there : there + count], after[start : start + count])
            )
            if len(was) and len(now):
                ratios.append(float(now[0] / was[0]))
    assert len(ratios) > 40
    return ratios


@pytest.mark.parametrize("speed", SPEEDS)
def test_speech_keeps_its_pitch_and_level(speed: float) -> None:
    samples, rate_hz = speech()
    heard = stretched(samples, speed, rate_hz)
    assert len(samples) / len(heard) == pytest.approx(speed, rel=1e-4)
    assert np.median(pitch_ratios(samples, heard, rate_hz, speed)) == pytest.approx(1.0, abs=0.01)
    assert speech_level_db(heard, rate_hz) == pytest.approx(speech_level_db(samples, rate_hz), abs=0.8)
    voiced = len(pitches_hz(samples, rate_hz)) / len(pitches_hz(heard, rate_hz))
    assert voiced == pytest.approx(speed, rel=0.1), "as much of it is voiced as before"


@settings(deadline=None, max_examples=40)
@given(
    speed=st.floats(SLOWEST, FASTEST),
    frames=st.integers(0, 6000),
    most=st.integers(1, 3000),
    rate_hz=st.sampled_from([8000, 24000, 44100]),
)
def test_pieces_of_any_size_give_what_the_whole_gives_in_its_length(
    speed: float, frames: int, most: int, rate_hz: int
) -> None:
    samples = noise(1.0, 8000)[:frames]
    heard = stretched(samples, speed, rate_hz, most)
    assert len(heard) == round(frames / speed)
    np.testing.assert_array_equal(heard, stretched(samples, speed, rate_hz, max(frames, 1)))


@pytest.mark.parametrize("speed", SPEEDS)
def test_what_is_heard_comes_from_its_place(speed: float) -> None:
    """Bursts of noise, each of its own, are heard where the speed puts them."""
    samples = np.zeros(4 * RATE_HZ, np.float32)
    places = np.arange(0.2, 3.8, 0.2)
    burst = noise(0.1, RATE_HZ)
    for place_s in places:
        at = round(place_s * RATE_HZ)
        samples[at : at + len(burst)] = burst
    loud = np.abs(stretched(samples, speed)) > 0.02
    onsets_s = (
        np.flatnonzero(np.diff(np.convolve(loud, np.ones(round(480 / speed)), "full") > 0, prepend=False))[::2]
        / RATE_HZ
    )
    assert len(onsets_s) == len(places)
    assert np.abs(onsets_s * speed - places).max() < OFF_S
    assert abs(np.mean(onsets_s * speed - places)) < 0.0045


def test_silence_stays_silent_and_the_first_sound_is_the_sources_own() -> None:
    samples = np.concatenate((tone(0.5, RATE_HZ), np.zeros(RATE_HZ, np.float32)))
    heard = stretched(samples, 2.0)
    np.testing.assert_allclose(heard[:360], samples[:360], atol=1e-7)
    assert not heard[-RATE_HZ // 3 :].any()


@pytest.mark.parametrize("speed", [0.0, 0.74, 2.01, float("nan")])
def test_other_speeds_are_refused(speed: float) -> None:
    with pytest.raises(ValueError, match=r"0\.75 to 2"):
        Stretch(RATE_HZ, speed)
