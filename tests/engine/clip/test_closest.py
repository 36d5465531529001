# SPDX-License-Identifier: GPL-3.0-or-later
"""The search, in a made-up voice space where mixing is not quite even."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import nnls

from studio.engine.clip.closest import MOST_PARTS, SENTENCES, ClosestBlend, Try, closest_blend
from studio.engine.clip.features import PITCH_AT, VoicePrint
from studio.engine.clip.stock_prints import StockPrints, load_stock_prints
from studio.engine.clip.weights import Doubles, closest_weights, pruned
from studio.engine.kokoro.voices import stock_voices

SIZE = 337
NUMBERS = np.random.default_rng(4)
STOCK = StockPrints(tuple(f"v{index}" for index in range(20)), NUMBERS.standard_normal((20, SIZE)), np.eye(SIZE))


def heard(weights: Doubles, text: str = "") -> VoicePrint:
    """A voice of these weights: bent away from the even mix, and changed a little by its text."""
    even = weights @ STOCK.traits
    bent = even + 0.5 * np.tanh(even) * (1 - float((weights**2).sum()))
    shift = np.random.default_rng(len(text)).standard_normal(SIZE) * 0.1
    traits = bent + shift
    return VoicePrint(traits[:256] / np.linalg.norm(traits[:256]), 150 * 2 ** (traits[PITCH_AT] / 1.2), traits)


def as_array(weights: dict[str, float]) -> Doubles:
    return np.array([weights.get(key, 0.0) for key in STOCK.keys])


def searched(clip: VoicePrint, on_try: Callable[[Try], None] = lambda _: None, **options: object) -> ClosestBlend:
    search = closest_blend(clip, STOCK, **options)  # type: ignore[arg-type]
    attempt = next(search)
    while True:
        on_try(attempt)
        try:
            attempt = search.send(heard(as_array(dict(attempt.weights)), attempt.text))
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
    assert [each.text for each in tries] == list(SENTENCES[: len(tries)])


def test_no_render_is_asked_for_when_time_is_short() -> None:
    now_s = 0.0

    def slow(_: Try) -> None:
        nonlocal now_s
        now_s += 7.0

    found = searched(heard(np.full(20, 0.05)), slow, rounds=9, search_s=18.0, clock=lambda: now_s)
    assert found.rounds == 2
    assert now_s == 14.0


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
    assert prints.of({"af_heart", "none"}).keys == ("af_heart",)
