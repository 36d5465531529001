# SPDX-License-Identifier: GPL-3.0-or-later
"""The search, in a made-up voice space where mixing is not quite even."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import nnls

from studio.core.errors import SpeechFailed
from studio.engine.clip.closest import MOST_MOVED, MOST_PARTS, ClosestBlend, Try, closest_blend
from studio.engine.clip.features import PITCH_AT, SEMITONE, VoicePrint
from studio.engine.clip.lines import SENTENCES, Line, line_of_clip
from studio.engine.clip.pitch_direction import pitch_direction
from studio.engine.clip.stock_prints import StockPrints, load_stock_prints
from studio.engine.clip.weights import Doubles, closest_weights, pruned
from studio.engine.kokoro.voices.stock import stock_voices

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
    clip: VoicePrint, on_try: Callable[[Try], None] = lambda _: None, said: Line | None = None, **options: object
) -> ClosestBlend:
    search = closest_blend(clip, STOCK, said, **options)  # type: ignore[arg-type]
    attempt = next(search)
    while True:
        on_try(attempt)
        try:
            attempt = search.send(heard(as_array(dict(attempt.weights)), attempt.line.text, attempt.moved))
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
    assert [each.line for each in tries] == list(SENTENCES[: len(tries)])


def test_no_render_is_asked_for_when_time_is_short() -> None:
    now_s = 0.0
    tries: list[Try] = []

    def slow(attempt: Try) -> None:
        nonlocal now_s
        tries.append(attempt)
        now_s += 0.1 * attempt.line.length

    clip = heard(np.full(20, 0.05))
    found = searched(clip, slow, rounds=9, search_s=18.0, clock=lambda: now_s)
    assert found.rounds == len(tries) == 2
    assert now_s == pytest.approx(0.1 * sum(line.length for line in SENTENCES[:2]))
    now_s = 0.0
    tries.clear()
    said = Line("These are the words of the clip, eighty letters long as they are written down here.")
    searched(clip, slow, said, search_s=18.0, clock=lambda: now_s)
    assert [each.line for each in tries] == [SENTENCES[0], said], "the clip's own words come before further sentences"


def test_the_words_of_the_clip_are_said_once_they_are_known() -> None:
    tries: list[Try] = []
    said = Line("It is this that is said in the clip, and nothing else than this.")
    found = searched(heard(np.eye(20)[3], said.text), tries.append, said)
    assert [each.line for each in tries[:3]] == [*SENTENCES[:2], said]
    assert {each.line for each in tries[2:]} == {said}
    assert found.weights["v3"] > 0.97
    assert found.moved == 0
    assert abs(found.semitones) < 0.25


def test_words_that_nobody_can_speak_are_done_without() -> None:
    clip, said = heard(np.eye(20)[3]), Line("ـ" * 60)
    search = closest_blend(clip, STOCK, said)
    attempt, lines = next(search), []
    with pytest.raises(StopIteration) as ended:
        while True:
            lines.append(attempt.line)
            spoken = heard(as_array(dict(attempt.weights)), attempt.line.text, attempt.moved)
            attempt = search.send(None if attempt.line is said else spoken)
    assert lines.count(said) == 1
    assert ended.value.value.weights["v3"] > 0.9
    nothing = closest_blend(clip, STOCK)
    next(nothing)
    with pytest.raises(SpeechFailed, match="spoke nothing"):
        nothing.send(None)


@pytest.mark.parametrize("away", [2.5, -1.0])
def test_a_pitch_that_no_voice_has_is_reached(away: float) -> None:
    said = Line("It is this that is said in the clip, and nothing else than this.")
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


def test_the_direction_of_pitch_is_the_same_for_both_sexes() -> None:
    numbers = np.random.default_rng(2)
    sexes = ["female", "male"] * 20
    pitches_hz = 120 + 20 * numbers.standard_normal(40)
    higher, female = numbers.standard_normal((2, 192))
    embeddings = np.outer(pitches_hz, higher)
    at_female = np.array([sex == "female" for sex in sexes])
    embeddings[at_female] += 100 * female
    pitches_hz[at_female] += 90
    np.testing.assert_allclose(pitch_direction(embeddings, pitches_hz, sexes), higher)
    with pytest.raises(ValueError, match="one pitch"):
        pitch_direction(embeddings, np.full(40, 120.0), sexes)


WORDS = "Thirty letters are enough to hear a voice by."


@pytest.mark.parametrize(
    ("transcript", "language", "line"),
    [
        (f"  {WORDS}\n{WORDS} ", "", Line(f"{WORDS} {WORDS}", "en-US")),
        (WORDS, "en-gb", Line(WORDS, "en-GB")),
        (f'<break time="5s"/><volume ratio="2"/>{WORDS}', "", Line(WORDS, "en-US")),
        (WORDS, "fr-CA", Line(WORDS, "fr")),
        (WORDS, "ko", None),
        ("Too few letters!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", "en", None),
        ("", "en", None),
        ("吾輩は猫である。名前はまだ無い。", "ja", Line("吾輩は猫である。名前はまだ無い。", "ja")),
        ("猫" * 300, "zh", Line("猫" * 50, "zh")),
        ("word " * 99, "en", Line("word " * 39 + "word", "en-US")),
        ("x" * 999, "en", Line("x" * 50, "en-US")),
        ("1" * 999, "en", Line("1" * 50, "en-US")),
    ],
)
def test_what_of_a_transcript_is_said(transcript: str, language: str, line: Line | None) -> None:
    found = line_of_clip(transcript, language)
    assert found == line
    assert found is None or found.length <= 200


@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(2, 30))
def test_weights_are_those_of_non_negative_least_squares(seed: int, count: int, size: int) -> None:
    numbers = np.random.default_rng(seed)
    parts, target = numbers.standard_normal((count, size)), numbers.standard_normal(size)
    found = closest_weights(parts, target)
    held = 30 * np.abs(parts).max()
    true, _ = nnls(np.hstack([parts, np.full((count, 1), held)]).T, np.append(target, held))
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1)
    distance, best = (np.linalg.norm(weights @ parts - target) for weights in (found, true / true.sum()))
    assert distance <= best * 1.01 + 1e-4


def test_equal_parts_do_not_trouble_the_solver() -> None:
    assert closest_weights(np.ones((5, 3)), np.ones(3)).sum() == pytest.approx(1)
    assert closest_weights(np.zeros((3, 2)), np.zeros(2)).sum() == pytest.approx(1)


def test_small_weights_are_left_out() -> None:
    weights = pruned(np.array([0.5, 0.01, 0.3, 0.19]), 0.02, 2)
    np.testing.assert_allclose(weights, [0.625, 0, 0.375, 0])
    np.testing.assert_allclose(pruned(np.full(100, 0.01), 0.02, 8).sum(), 1.0)


def test_the_shipped_prints_are_of_all_stock_voices() -> None:
    prints = load_stock_prints()
    assert prints.keys == tuple(stock.key for stock in stock_voices())
    assert prints.traits.shape == (54, SIZE)
    np.testing.assert_allclose(prints.measure, prints.measure.T, atol=1e-4)
    assert 70 < prints.pitches_hz().min() < 100 < 300 < prints.pitches_hz().max() < 350
    assert prints.of({"af_heart", "none"}).keys == ("af_heart",)
