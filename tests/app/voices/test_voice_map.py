# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of voices: what its axes and distances tell, and where mixes and own voices stand."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from studio.app.voices.voice_map import Placed, load_voice_map, mix_at, place_of_mix
from studio.core.languages import primary
from studio.core.voices import EMBEDDING_LENGTH, MixPart, Voice
from studio.engine.clip.features import PITCH_AT
from studio.engine.clip.stock_prints import load_stock_prints
from studio.engine.kokoro.voices.space import load_basis
from studio.engine.kokoro.voices.stock import stock_voices

MAP = load_voice_map()
PRINTS = load_stock_prints()
IDS = {stock.key: stock.voice.id for stock in stock_voices()}
PLACES = np.array([MAP.stock[IDS[key]] for key in PRINTS.keys])


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def distances(points: np.ndarray) -> np.ndarray:
    return np.array([math.dist(one, other) for one, other in combinations(points.tolist(), 2)])


def test_each_stock_voice_has_a_place_on_the_map() -> None:
    assert set(MAP.stock) == set(IDS.values())
    width, height = MAP.size
    assert all(0 <= x <= width and 0 <= y <= height for x, y in MAP.stock.values())


def test_marks_can_be_told_apart() -> None:
    assert distances(PLACES).min() >= 38.0


def test_pitch_rises_to_the_right() -> None:
    assert MAP.across == ("lower", "higher")
    assert correlation(PLACES[:, 0], PRINTS.traits[:, PITCH_AT]) >= 0.9


def test_brightness_rises_upwards_where_words_say_so() -> None:
    levels = PRINTS.traits[:, PITCH_AT + 1 : PITCH_AT + 41]
    tilt = np.array([np.polyfit(np.arange(40), each, 1)[0] for each in levels])
    assert MAP.up == ("softer", "brighter")
    assert correlation(-PLACES[:, 1], tilt) >= 0.5


def test_distances_keep_most_of_the_likeness() -> None:
    assert correlation(distances(PLACES), distances(PRINTS.traits @ PRINTS.measure)) >= 0.8


def test_each_voice_lies_within_the_outer_line_of_its_group() -> None:
    for stock in stock_voices():
        group = MAP.group_of(stock.voice.language)
        assert group is not None
        outer = group.contours[0]
        assert any(_inside(MAP.stock[stock.voice.id], line) for line in outer), stock.key


def test_higher_lines_lie_within_lower_ones() -> None:
    for group in MAP.groups:
        for lower, higher in zip(group.contours, group.contours[1:], strict=False):
            assert all(any(_inside(point, line) for line in lower) for inner in higher for point in inner[:1])


def _inside(point: tuple[float, float], line: tuple[tuple[float, float], ...]) -> bool:
    """By the number of crossings to the right."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(line, (*line[1:], line[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


def test_a_language_without_stock_voices_has_no_group() -> None:
    assert MAP.group_of("sw") is None
    assert {primary(tag) for group in MAP.groups for tag in group.languages} >= {"en", "hi", "ja", "zh"}


def own(number: int, embedding: tuple[float, ...] | None) -> Voice:
    return Voice(f"own {number}", f"Own {number}", "en-US", own=True, embedding=embedding)


def test_an_own_blend_stands_at_the_mean_of_its_voices() -> None:
    keys, weights = ("af_heart", "bm_george", "jf_alpha"), (0.5, 0.3, 0.2)
    mix = tuple(MixPart(IDS[key], weight) for key, weight in zip(keys, weights, strict=True))
    basis = load_basis()
    embedding = np.array(weights) @ basis.embeddings[[basis.keys.index(key) for key in keys]]
    places = MAP.places([own(1, tuple(embedding.tolist()))])
    assert places["own 1"] == pytest.approx(place_of_mix(mix, MAP.stock), abs=1.0)


def test_an_own_voice_far_from_all_others_stays_on_the_map() -> None:
    places = MAP.places([own(number, (scale,) * EMBEDDING_LENGTH) for number, scale in enumerate((-1e3, 1e3))])
    width, height = MAP.size
    assert all(0 <= x <= width and 0 <= y <= height for x, y in places.values())


def test_a_voice_without_embedding_or_of_another_space_has_no_place() -> None:
    assert MAP.places([own(1, None), own(2, (1.0, 2.0))]) == {}


PLACED = {"a": (0.0, 0.0), "b": (30.0, 0.0), "c": (0.0, 60.0), "d": (500.0, 500.0)}


def test_the_nearest_voices_come_in_their_order() -> None:
    placed = Placed(PLACED)
    assert placed.nearest((5.0, 0.0)) == ["a", "b", "c"]
    assert placed.nearest((400.0, 400.0), 1) == ["d"]
    assert Placed({}).nearest((0.0, 0.0)) == []
    assert Placed({"b": (1.0, 0.0), "a": (1.0, 0.0)}).nearest((0.0, 0.0)) == ["a", "b"]


def test_of_voices_as_near_the_first_ids_are_taken() -> None:
    ring = {f"v{number}": (math.cos(number), math.sin(number)) for number in range(9)}
    corners = {name: (x, y) for name, x, y in (("d", 1, 1), ("b", -1, 1), ("c", 1, -1), ("a", -1, -1))}
    assert Placed(corners | {"e": (0.5, 0.5)}).nearest((0.0, 0.0)) == ["e", "a", "b"]
    assert Placed(corners).nearest((0.0, 0.0), 9) == ["a", "b", "c", "d"]
    assert len(Placed(ring).nearest((0.0, 0.0))) == 3


def test_a_point_shares_by_the_inverse_of_distances() -> None:
    shares = mix_at((10.0, 0.0), {"a": (0.0, 0.0), "b": (30.0, 0.0)})
    assert shares == pytest.approx({"a": 2 / 3, "b": 1 / 3})


def test_a_point_on_a_voice_is_that_voice() -> None:
    assert mix_at((30.0, 0.2), PLACED) == {"b": 1.0}


def test_a_share_too_small_to_be_heard_is_left_out() -> None:
    shares = mix_at((2.0, 0.0), {"a": (0.0, 0.0), "d": (900.0, 0.0)})
    assert shares == {"a": 1.0}


def test_without_voices_there_is_no_mix() -> None:
    assert mix_at((1.0, 1.0), {}) == {}


def test_a_mix_of_voices_without_a_place_has_none() -> None:
    assert place_of_mix((MixPart("x", 1.0),), PLACED) is None
    assert place_of_mix((MixPart("x", 0.5), MixPart("b", 0.5)), PLACED) == (30.0, 0.0)
