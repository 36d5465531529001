# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech of a given duration, by an engine whose length is known: 0.2 s a word at its usual rate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.speech import controls
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.engine.tone import SAMPLE_RATE_HZ, ToneEngine
from studio.server.rendering.fitting import TOLERANCE, fitted

TEXT = "One two three four five."


def utterance(text: str = TEXT, speed: float = 0.0) -> Utterance:
    return Utterance(text, (MixPart(NEWSMAN_ID, 1.0),), controls=controls(speed, {}))


def spoken(duration_s: float, text: str = TEXT, speed: float = 0.0) -> list[SpeechPiece]:
    pieces = fitted(ToneEngine(), utterance(text, speed), Stop(), duration_s)
    return [piece for piece in pieces if len(piece.samples) or piece.words]


def length_s(pieces: list[SpeechPiece]) -> float:
    return sum(len(piece.samples) for piece in pieces) / SAMPLE_RATE_HZ


@settings(max_examples=25)
@example(1.04, 0.0)
@given(st.floats(0.65, 1.6), st.floats(-1.0, 1.0))
def test_it_lasts_as_long_as_asked_whatever_its_own_speed(duration_s: float, speed: float) -> None:
    pieces = spoken(duration_s, speed=speed)
    assert length_s(pieces) == pytest.approx(duration_s, rel=TOLERANCE)
    words = [word for piece in pieces for word in piece.words]
    assert [word.text for word in words] == TEXT.split()
    assert words[-1].end_s <= length_s(pieces) + 1e-6
    # It is the speech that lasts, not a silence behind it: a tone ends after 70 % of the last of five slots.
    assert words[-1].end_s / duration_s == pytest.approx(0.94, abs=TOLERANCE)


@pytest.mark.parametrize("duration_s", [0.3, 5.0])
def test_what_is_out_of_reach_is_refused_with_what_is_not(duration_s: float) -> None:
    with pytest.raises(InvalidArgument, match=r"duration: must be from about 0\.6 to 1\.7 seconds"):
        spoken(duration_s)


@pytest.mark.parametrize("text", ["🙂", "…"])
def test_what_says_nothing_is_silence_and_told(text: str) -> None:
    (piece,) = spoken(2.0, text)
    assert length_s([piece]) == 2.0
    assert not piece.samples.any()
    assert piece.skipped == (text,)
    assert [word.text for word in piece.words] == [text]


def test_others_have_their_turn_while_it_is_measured() -> None:
    first = next(fitted(ToneEngine(), utterance(), Stop(), 1.5))
    assert (len(first.samples), first.words) == (0, ())


def test_a_stop_ends_it_without_a_sound() -> None:
    stop = Stop()
    pieces = fitted(ToneEngine(), utterance(), stop, 1.0)
    next(pieces)
    stop.set()
    assert [piece for piece in pieces if len(piece.samples)] == []


class Coarse(ToneEngine):
    """Speaks at two lengths only, 1 s and 0.8 s, whatever its rate; the last 0.1 s are silence."""

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        for piece in islice(super().speak(utterance, stop), 1):
            count = SAMPLE_RATE_HZ if utterance.controls.rate < 1.15 else SAMPLE_RATE_HZ * 4 // 5
            samples = np.ones(count, np.float32)
            samples[-SAMPLE_RATE_HZ // 10 :] = 0
            yield SpeechPiece(samples, piece.words)


@pytest.mark.parametrize("duration_s", [0.9, 1.15])
def test_what_cannot_be_slowed_so_finely_ends_with_silence(duration_s: float) -> None:
    pieces = fitted(Coarse(), utterance(), Stop(), duration_s)
    samples = np.concatenate([piece.samples for piece in pieces])
    assert len(samples) == round(duration_s * SAMPLE_RATE_HZ)
    assert not samples[-SAMPLE_RATE_HZ // 10 :].any()
