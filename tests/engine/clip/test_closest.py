# SPDX-License-Identifier: GPL-3.0-or-later
"""The search, in a made-up voice space where mixing is not quite even."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.errors import SpeechFailed
from studio.engine.clip.closest import MOST_MOVED, MOST_PARTS, ClosestBlend, Try, closest_blend
from studio.engine.clip.comparison_text import SENTENCES, ComparisonText
from studio.engine.clip.features import PITCH_AT, SEMITONE, VoicePrint
from studio.engine.clip.stock_prints import StockPrints
from studio.engine.clip.weights import Doubles

SIZE = 337
NUMBERS = np.random.default_rng(4)
STOCK = StockPrints(tuple(f"v{index}" for index in range(20)), NUMBERS.standard_normal((20, SIZE)), np.eye(SIZE))


def heard(weights: Doubles, text: str = "", moved: float = 0.0) -> VoicePrint:
    """A voice of these weights: bent away from the even mix, changed a little by its text, and moved a little too far
    (1.2 semitones for one)."""
    even = weights @ STOCK.traits
    bent = even + 0.5 * np.tanh(even) * (1 - float((weights**2).sum()))
    shift = np.random.default_rng(len(text)).standard_normal(SIZE) * 0.1
    traits = bent + shift
    traits[PITCH_AT] += 1.2 * moved * SEMITONE
    return VoicePrint(traits[:256] / np.linalg.norm(traits[:256]), 150 * 2 ** (traits[PITCH_AT] / 1.2), traits)


def as_array(weights: dict[str, float]) -> Doubles:
    return np.array([weights.get(key, 0.0) for key in STOCK.keys])


def searched(
    clip: VoicePrint,
    on_try: Callable[[Try], None] = lambda _: None,
    said: ComparisonText | None = None,
    **options: object,
) -> ClosestBlend:
    search = closest_blend(clip, STOCK, said, **options)  # type: ignore[arg-type]
    attempt = next(search)
    while True:
        on_try(attempt)
        try:
            attempt = search.send(heard(as_array(dict(attempt.weights)), attempt.words.text, attempt.moved))
        except StopIteration as ended:
            found: ClosestBlend = ended.value
            return found


def test_every_voice_is_found_again() -> None:
    for index, key in enumerate(STOCK.keys):
        found = searched(heard(np.eye(20)[index], "unseen"))
        assert next(iter(found.weights)) == key
        assert found.weights[key] > 0.9
        assert found.similarity > 0.95


@pytest.mark.parametrize("pair", [(0, 1), (5, 17), (9, 3)])
def test_a_blend_is_found_with_its_weights(pair: tuple[int, int]) -> None:
    true = np.zeros(20)
    true[list(pair)] = 0.7, 0.3
    found = searched(heard(true, "unseen text"))
    assert list(found.weights)[:2] == [f"v{pair[0]}", f"v{pair[1]}"]
    assert found.weights[f"v{pair[0]}"] == pytest.approx(0.7, abs=0.08)
    assert sum(found.weights.values()) == pytest.approx(1.0)
    assert len(found.weights) <= MOST_PARTS


def test_what_is_tried_says_how_far_the_search_is() -> None:
    tries: list[Try] = []
    searched(heard(np.full(20, 0.05)), tries.append, rounds=3)
    assert [each.done for each in tries] == [0, 1 / 3, 2 / 3][: len(tries)]
    assert [each.words for each in tries] == list(SENTENCES[: len(tries)])


def test_no_render_is_asked_for_when_time_is_short() -> None:
    now_s = 0.0
    tries: list[Try] = []

    def slow(attempt: Try) -> None:
        nonlocal now_s
        tries.append(attempt)
        now_s += 0.1 * attempt.words.length

    clip = heard(np.full(20, 0.05))
    found = searched(clip, slow, rounds=9, search_s=18.0, clock=lambda: now_s)
    assert found.rounds == len(tries) == 2
    assert now_s == pytest.approx(0.1 * sum(words.length for words in SENTENCES[:2]))
    now_s = 0.0
    tries.clear()
    said = ComparisonText("These are the words of the clip, eighty letters long as they are written down here.")
    searched(clip, slow, said, search_s=18.0, clock=lambda: now_s)
    assert [each.words for each in tries] == [SENTENCES[0], said], "the clip's own words come before further sentences"


def test_the_words_of_the_clip_are_said_once_they_are_known() -> None:
    tries: list[Try] = []
    said = ComparisonText("It is this that is said in the clip, and nothing else than this.")
    found = searched(heard(np.eye(20)[3], said.text), tries.append, said)
    assert [each.words for each in tries[:3]] == [*SENTENCES[:2], said]
    assert {each.words for each in tries[2:]} == {said}
    assert found.weights["v3"] > 0.97
    assert found.moved == 0
    assert abs(found.semitones) < 0.25


def test_words_that_nobody_can_speak_are_done_without() -> None:
    clip, said = heard(np.eye(20)[3]), ComparisonText("ـ" * 60)
    search = closest_blend(clip, STOCK, said)
    attempt, texts = next(search), []
    with pytest.raises(StopIteration) as ended:
        while True:
            texts.append(attempt.words)
            spoken = heard(as_array(dict(attempt.weights)), attempt.words.text, attempt.moved)
            attempt = search.send(None if attempt.words is said else spoken)
    assert texts.count(said) == 1
    assert ended.value.value.weights["v3"] > 0.9
    nothing = closest_blend(clip, STOCK)
    next(nothing)
    with pytest.raises(SpeechFailed, match="spoke nothing"):
        nothing.send(None)


@pytest.mark.parametrize("away", [2.5, -1.0])
def test_a_pitch_that_no_voice_has_is_reached(away: float) -> None:
    said = ComparisonText("It is this that is said in the clip, and nothing else than this.")
    every = np.eye(20)
    at = int((STOCK.traits[:, PITCH_AT] * np.sign(away)).argmax())
    clip = heard(every[at], said.text, away / 1.2)
    found = searched(clip, said=said)
    assert found.weights[f"v{at}"] > 0.9
    assert found.moved == pytest.approx(away / 1.2, abs=0.4)
    reached = heard(as_array(dict(found.weights)), said.text, found.moved)
    assert abs(reached.semitones_above(clip)) < 0.3
    assert abs(found.semitones) < 0.3
    far = searched(heard(every[at], said.text, 10 * away))
    assert abs(far.moved) == MOST_MOVED
    assert abs(far.semitones) > 1
