# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.speech import controls
from studio.core.voices import MixPart
from studio.engine.base import SpeechPiece, Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.frames import Decoded, TextStates
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.settings import KokoroSettings
from studio.engine.kokoro.streaming.cache import BYTES_VARIABLE, DEFAULT_BYTES, SaidLately, SaidUnit, cache_bytes
from studio.engine.stop import Stop
from tests.support.rendered import Rendered


def unit(samples: int) -> SaidUnit:
    return SaidUnit(np.zeros(samples, np.float32), (), (), 0)


def test_what_was_used_longest_ago_goes_first_and_the_bound_holds() -> None:
    said = SaidLately(3 * unit(1000).size_bytes)
    for key in "abc":
        said.keep_unit(key, unit(1000))
    assert said.unit("a") is not None
    said.keep_unit("d", unit(1000))

    assert [key for key in "abcd" if said.unit(key) is not None] == ["a", "c", "d"]
    assert said.size_bytes == 3 * unit(1000).size_bytes


def test_what_is_larger_than_the_bound_is_not_kept() -> None:
    said = SaidLately(10_000)
    said.keep_unit("a", unit(1_000_000))

    assert said.unit("a") is None
    assert said.size_bytes == 0


@pytest.mark.parametrize(
    ("value", "expected"), [("", DEFAULT_BYTES), ("2", 2 * 2**20), ("0", 0), ("-1", 0), ("much", DEFAULT_BYTES)]
)
def test_the_bound_is_a_setting(monkeypatch: pytest.MonkeyPatch, value: str, expected: int) -> None:
    monkeypatch.setenv(BYTES_VARIABLE, value)

    assert cache_bytes() == expected


class CountingSessions(Sessions):
    """Notes how often the model was asked."""

    def __init__(self, folder: Path, threads: int | None) -> None:
        self.asked = 0
        super().__init__(folder, threads)

    def encode(self, *given: Any) -> TextStates:
        self.asked += 1
        return super().encode(*given)

    def decode(self, *given: Any) -> Decoded:
        self.asked += 1
        return super().decode(*given)


@pytest.mark.model
def test_a_repeated_sentence_is_the_same_and_is_not_rendered_again(
    model_folder: Path, voice_ids: dict[str, str]
) -> None:
    made: list[CountingSessions] = []

    def counting(folder: Path, threads: int | None) -> CountingSessions:
        made.append(CountingSessions(folder, threads))
        return made[-1]

    engine = KokoroEngine(model_folder, KokoroSettings(sessions=counting))
    (sessions,) = made

    def said(speed: float = 0.0) -> list[SpeechPiece]:
        text = "A sentence that is said again and again. And then a second one comes after it, no longer."
        return list(engine.speak(Utterance(text, voice, controls=controls(speed)), Stop()))

    voice = (MixPart(voice_ids["af_heart"], 1.0),)
    first = said()
    asked = sessions.asked
    again = said()
    assert sessions.asked == asked
    sound, sound_again = (np.concatenate([piece.samples for piece in pieces]) for pieces in (first, again))
    assert np.array_equal(sound, sound_again)
    words, words_again = ([word for piece in pieces for word in piece.words] for pieces in (first, again))
    assert words == words_again
    phonemes, phonemes_again = ([each for piece in pieces for each in piece.phonemes] for pieces in (first, again))
    assert phonemes == phonemes_again
    said(speed=0.5)
    assert sessions.asked > asked


@pytest.mark.model
def test_a_sentence_that_was_stopped_is_not_kept_in_part(
    engine: KokoroEngine, say: Callable[..., Rendered], voice_ids: dict[str, str]
) -> None:
    text = "This one is stopped after its first piece, which is far from its end, and is then said as a whole."
    stop = Stop()
    pieces = engine.speak(Utterance(text, (MixPart(voice_ids["af_heart"], 1.0),)), stop)
    begun_s = len(next(iter(pieces)).samples) / 24000
    stop.set()
    assert not list(pieces)

    assert say(text).duration_s > 3 * begun_s
