# SPDX-License-Identifier: GPL-3.0-or-later
"""A text through espeak-ng: settings, its pieces and where it stops."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.base import SpeechPiece
from studio.engine.espeak.synthesizer import Synthesizer, parameters
from studio.engine.espeak_ng import Parameter, sample_rate_hz
from studio.engine.plain_prosody import PlainProsody
from studio.engine.stop import Stop


def pieces(text: str, prosody: PlainProsody = PlainProsody(), stop: Stop | None = None) -> list[SpeechPiece]:  # noqa: B008 - frozen
    return list(Synthesizer("en-US", "f3", prosody, stop or Stop()).pieces(text))


def length_s(found: list[SpeechPiece]) -> float:
    return sum(len(piece.samples) for piece in found) / sample_rate_hz()


def test_a_voice_left_as_it_is_speaks_with_the_usual_settings() -> None:
    assert parameters(PlainProsody()) == {
        Parameter.RATE_WPM: 175,
        Parameter.VOLUME: 75,
        Parameter.PITCH: 50,
        Parameter.RANGE: 50,
    }


@given(st.floats(0.01, 100), st.floats(-100, 100), st.floats(0, 100), st.floats(-200, 60))
def test_settings_stay_within_what_the_library_permits(rate: float, pitch: float, spread: float, gain: float) -> None:
    found = parameters(PlainProsody(rate, pitch, spread, gain))
    assert 80 <= found[Parameter.RATE_WPM] <= 450
    assert 0 <= found[Parameter.VOLUME] <= 200
    assert 0 <= found[Parameter.PITCH] <= 100
    assert 0 <= found[Parameter.RANGE] <= 100


def test_each_sentence_is_a_piece_and_the_pause_lies_between_them() -> None:
    found = pieces("One is here. Two is there.")
    assert [[word.text for word in piece.words] for piece in found] == [["One", "is", "here."], ["Two", "is", "there."]]
    words = [word for piece in found for word in piece.words]
    assert all(before.end_s <= after.start_s for before, after in pairwise(words))
    assert words[3].start_s - words[2].end_s == pytest.approx(0.37, abs=0.1)
    assert words[-1].end_s == pytest.approx(length_s(found), abs=0.05)


def test_a_pause_goes_with_the_rate() -> None:
    slow = pieces("One. Two.", PlainProsody(rate=0.5))
    first, second = (word for piece in slow for word in piece.words)
    assert second.start_s - first.end_s == pytest.approx(0.7, abs=0.15)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_no_text_gives_no_piece(text: str) -> None:
    assert pieces(text) == []


def test_what_cannot_be_said_has_a_time_without_a_sound() -> None:
    (piece,) = pieces("🙂")
    assert piece.skipped == ("🙂",)
    assert [(word.text, word.start_s, word.end_s) for word in piece.words] == [("🙂", 0.0, 0.0)]
    assert not len(piece.samples)


def test_the_first_sound_is_not_kept_waiting_by_a_pause() -> None:
    (piece,) = pieces("One.")
    assert np.abs(piece.samples[: sample_rate_hz() // 5]).max() > 0.01


def test_once_stopped_it_gives_nothing_more() -> None:
    stop = Stop()
    running = Synthesizer("en-US", "f3", PlainProsody(), stop).pieces("One. " * 50)
    assert next(running).words
    stop.set()
    assert list(running) == []
    assert pieces("One.", stop=stop) == []
