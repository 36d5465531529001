# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.speech import controls
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.session import Sessions
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


@pytest.mark.model
def test_a_repeated_sentence_is_the_same_and_is_not_rendered_again(
    engine: KokoroEngine, say: Callable[..., Rendered], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "A sentence that is said again and again. And then a second one comes after it, no longer."
    first = say(text)

    def refuse(*_: object) -> None:
        raise AssertionError("rendered again")

    monkeypatch.setattr(Sessions, "decode", refuse)
    monkeypatch.setattr(Sessions, "encode", refuse)
    again = say(text)
    assert np.array_equal(first.samples, again.samples)
    assert first.words == again.words
    phonemes = [[phoneme for piece in made.pieces for phoneme in piece.phonemes] for made in (first, again)]
    assert phonemes[0] == phonemes[1]
    with pytest.raises(AssertionError, match="rendered again"):
        say(text, controls=controls(0.5))


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
