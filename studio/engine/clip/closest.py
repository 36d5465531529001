# SPDX-License-Identifier: GPL-3.0-or-later
"""The blend of stock voices that comes closest to a clip.

First the weights whose mixed traits are nearest to the clip's; then that blend is rendered, how far the render is from
what mixing promised is taken into account, and the weights are found again. The search is a generator, so that whoever
owns the engine decides when it renders.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.engine.clip.features import PITCH_AT, VoicePrint
from studio.engine.clip.stock_prints import StockPrints
from studio.engine.clip.weights import closest_weights, pruned

SENTENCES = (
    "The quick brown fox jumps over the lazy dog, while five wizards box beneath the jade moon.",
    "Please call Stella and ask her to bring these things from the store.",
    "Fresh snow peas, thick slabs of blue cheese, and maybe a snack for her brother Bob.",
    "She had your dark suit in greasy wash water all year.",
    "We also need a small plastic snake and a big toy frog for the kids.",
    "Don't ask me to carry an oily rag like that.",
)
"""What blends are rendered with, in English, whatever the clip's language: the stock prints were made from the like."""

ROUNDS = 8
SEARCH_S = 18.0
MOST_PARTS = 8
LEAST_WEIGHT = 0.02

_SETTLED = 0.01
_PITCH_WEIGHT = 6.0

Doubles = NDArray[np.float64]
Search = Generator["Try", VoicePrint, "ClosestBlend"]
"""Yields what to render, is sent the print of that render, returns what it found."""


@dataclass(frozen=True, slots=True)
class Try:
    """A blend to be rendered.

    Attributes:
        weights: Stock voices' keys to weights of sum 1.
        text: In English.
        done: Share of the search that is done, 0 to 1.
    """

    weights: Mapping[str, float]
    text: str
    done: float


@dataclass(frozen=True, slots=True)
class ClosestBlend:
    """What a search found.

    Attributes:
        weights: Stock voices' keys to weights of sum 1, the heaviest first.
        similarity: Cosine between the speakers of the clip and of the blend as rendered, up to 1.
        semitones: How much higher the blend speaks than the clip, by their median pitches.
        rounds: How often it rendered.
    """

    weights: Mapping[str, float]
    similarity: float
    semitones: float
    rounds: int


def closest_blend(
    clip: VoicePrint,
    stock: StockPrints,
    rounds: int = ROUNDS,
    search_s: float = SEARCH_S,
    clock: Callable[[], float] = time.monotonic,
) -> Search:
    """Search for the blend of *stock* nearest to *clip*.

    Args:
        rounds: Renders at most, 1 or more.
        search_s: No render is asked for that would probably end after so many seconds.
    """
    began_s = clock()
    parts, measure = stock.traits, _measure(stock)
    weights = pruned(closest_weights(parts @ measure, clip.traits @ measure), LEAST_WEIGHT, MOST_PARTS)
    offsets: list[Doubles] = []
    best: tuple[float, ClosestBlend] | None = None
    longest_s = 0.0
    for number in range(rounds):
        asked_s = clock()
        if best is not None and asked_s + longest_s - began_s > search_s:
            break
        heard = yield Try(_by_key(stock, weights), SENTENCES[number % len(SENTENCES)], number / rounds)
        longest_s = max(longest_s, clock() - asked_s)
        distance = float(np.linalg.norm((heard.traits - clip.traits) @ measure))
        if best is None or distance < best[0]:
            found = _by_key(stock, weights)
            best = distance, ClosestBlend(found, heard.similarity(clip), heard.semitones_above(clip), 0)
        # What a render differs from the mixed traits by: mixing is not quite even, and its text is another one.
        offsets.append(heard.traits - weights @ parts)
        wanted = clip.traits - np.mean(offsets, axis=0)
        before, weights = weights, pruned(closest_weights(parts @ measure, wanted @ measure), LEAST_WEIGHT, MOST_PARTS)
        if float(np.abs(weights - before).max()) < _SETTLED:
            break
    assert best is not None
    found_blend = best[1]
    return ClosestBlend(found_blend.weights, found_blend.similarity, found_blend.semitones, len(offsets))


def _measure(stock: StockPrints) -> Doubles:
    """With the pitch counting for more: a wrong pitch is heard first."""
    measure = stock.measure.copy()
    measure[PITCH_AT] *= _PITCH_WEIGHT
    return measure


def _by_key(stock: StockPrints, weights: Doubles) -> dict[str, float]:
    order = np.argsort(-weights, kind="stable")
    return {stock.keys[index]: float(weights[index]) for index in order if weights[index] > 0}
