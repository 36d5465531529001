# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of clips, and speech that fits between them, without a server."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from studio.core.errors import InvalidArgument
from studio.core.pcm import Samples
from studio.core.speech import controls, speed_of
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.engine.tone import SAMPLE_RATE_HZ, ToneEngine
from studio.server.rendering.between_clips import SpeechMeasures, between, measures_of_file


def test_silence_has_no_level_and_no_rate() -> None:
    for samples in (np.zeros(48000, np.float32), np.zeros(1, np.float32), np.full(4800, np.nan, np.float32)):
        file = io.BytesIO()
        soundfile.write(file, samples, 24000, format="WAV", subtype="FLOAT")
        file.seek(0)
        measures = measures_of_file(file, "clip")
        assert (measures.level, measures.syllables_per_s) == (0.0, 0.0)


TEXT = "One two three four five six seven."


def utterance(rate: float = 1.0) -> Utterance:
    return Utterance(TEXT, (MixPart(NEWSMAN_ID, 1.0),), controls=controls(speed_of(rate), {}))


def joined(pieces: list[SpeechPiece]) -> Samples:
    return np.concatenate([piece.samples for piece in pieces])


def measured(samples: Samples) -> SpeechMeasures:
    file = io.BytesIO()
    soundfile.write(file, samples, SAMPLE_RATE_HZ, format="WAV", subtype="FLOAT")
    file.seek(0)
    return measures_of_file(file, "clip")


@pytest.fixture(scope="module")
def usual() -> Samples:
    return joined(list(ToneEngine().speak(utterance(), Stop())))


def fitted(left: SpeechMeasures | None, right: SpeechMeasures | None, match_rate: bool = True) -> list[SpeechPiece]:
    pieces = between(ToneEngine(), utterance(), left, right, match_rate, Stop())
    return [piece for piece in pieces if len(piece.samples) or piece.words]


def test_the_measures_of_a_clip(usual: Samples) -> None:
    found = measured(np.concatenate([np.zeros(SAMPLE_RATE_HZ, np.float32), usual]))
    assert found.lead_s == pytest.approx(1.0, abs=0.04)
    # A tone a word: seven in 1.4 s, the last of which is silent at its end.
    assert found.syllables_per_s == pytest.approx(5.0, rel=0.15)
    loud = usual[np.abs(usual) > 0.01]
    assert found.level == pytest.approx(float(np.sqrt((loud**2).mean())), rel=0.15)
    assert measured(usual * np.float32(0.5)).level == pytest.approx(found.level / 2, rel=0.02)


def test_a_clip_without_sound_in_it_is_refused_by_name() -> None:
    with pytest.raises(InvalidArgument, match="left: "):
        measures_of_file(io.BytesIO(b"no sound"), "left")
    file = io.BytesIO()
    soundfile.write(file, np.zeros(0, np.float32), SAMPLE_RATE_HZ, format="WAV")
    file.seek(0)
    with pytest.raises(InvalidArgument, match="right: must be a sound file with sound in it"):
        measures_of_file(file, "right")


@pytest.mark.parametrize(("rate", "gain"), [(1.3, 0.3), (0.75, 1.5), (1.0, 1.0)])
def test_speech_is_as_fast_and_as_loud_as_the_clip_before_it(usual: Samples, rate: float, gain: float) -> None:
    clip = measured(joined(list(ToneEngine().speak(utterance(rate), Stop()))) * np.float32(gain))
    found = measured(joined(fitted(clip, None)))
    assert found.level == pytest.approx(clip.level, rel=0.1)
    assert found.syllables_per_s == pytest.approx(clip.syllables_per_s, rel=0.1)
    asked = measured(joined(fitted(clip, None, match_rate=False)))
    assert asked.syllables_per_s == pytest.approx(measured(usual).syllables_per_s, rel=0.05)


def test_no_gain_makes_it_clip_or_roar(usual: Samples) -> None:
    for level in (50.0, 1e-6):
        clip = SpeechMeasures(level, 0.0, 0.0, 0.0)
        samples = joined(fitted(clip, clip))
        assert np.abs(samples).max() <= 0.991
    silent = SpeechMeasures(0.0, 0.0, 1.0, 1.0)
    assert np.abs(joined(fitted(silent, None))).max() == pytest.approx(np.abs(usual).max(), rel=1e-6)


class Late(ToneEngine):
    """Begins with 0.3 s of silence."""

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        yield SpeechPiece(np.zeros(round(0.3 * SAMPLE_RATE_HZ), np.float32), ())
        for piece in super().speak(utterance, stop):
            yield replace(piece, words=tuple(word.shifted(0.3) for word in piece.words))


@pytest.mark.parametrize(("tail_s", "kept_s"), [(0.5, 0.0), (0.1, 0.1), (0.0, 0.2)])
def test_silence_at_a_join_is_taken_off_where_the_clip_has_its_own(tail_s: float, kept_s: float) -> None:
    before = SpeechMeasures(0.1, 0.0, 0.0, tail_s)
    pieces = list(between(Late(), utterance(), before, None, False, Stop()))
    assert measured(joined(pieces)).lead_s == pytest.approx(kept_s, abs=0.04)
    first = next(word for piece in pieces for word in piece.words)
    assert first.start_s == pytest.approx(kept_s, abs=0.04)


def test_silence_behind_is_taken_off_where_the_next_clip_begins_with_it() -> None:
    alone, after = fitted(None, None), fitted(None, SpeechMeasures(0.1, 0.0, 0.5, 0.0))
    tail_s = measured(joined(alone)).tail_s
    assert len(joined(alone)) - len(joined(after)) == pytest.approx(tail_s * SAMPLE_RATE_HZ, abs=1)


def test_a_stop_ends_it_without_a_sound() -> None:
    stop = Stop()
    pieces = between(ToneEngine(), utterance(), SpeechMeasures(0.1, 9.0, 0.0, 0.0), None, True, stop)
    assert len(next(pieces).samples) == 0
    stop.set()
    assert [piece for piece in pieces if len(piece.samples)] == []
