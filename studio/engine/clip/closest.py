# SPDX-License-Identifier: GPL-3.0-or-later
"""The blend of stock voices that comes closest to a clip.

The search begins with the weights whose mixed traits are nearest to the clip's. It has that blend rendered, corrects
the target by the difference between the render and what mixing promised, and finds the weights again. A pitch that no
weights reach is reached by moving the blend (`region.StockEmbeddings`). The search is a generator, so that the engine's
owner decides when it renders.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import SpeechFailed
from studio.engine.clip.comparison_text import SENTENCES, ComparisonText
from studio.engine.clip.features import PITCH_AT, SEMITONE, VoicePrint
from studio.engine.clip.pace import Pace
from studio.engine.clip.stock_prints import StockPrints
from studio.engine.clip.weights import closest_weights, pruned

ROUNDS = 8
SEARCH_S = 18.0
MOST_PARTS = 8
LEAST_WEIGHT = 0.02
MOST_MOVED = 4.0
"""Semitones."""

_FIRST_ROUNDS = 2
_SETTLED = 0.01
_SETTLED_SEMITONES = 0.1
_HEARD_SEMITONES = 0.25
# Another text moves a voice's median pitch by half a semitone, for two in three voices.
_CERTAIN_SEMITONES = 1.0
_PITCH_WEIGHT = 6.0

Doubles = NDArray[np.float64]
Search = Generator["Try", VoicePrint | None, "ClosestBlend"]
"""Yields blends to render; is sent the print of each render, None if no speech is in it; returns the closest blend."""


@dataclass(frozen=True, slots=True)
class Try:
    """A blend to be rendered.

    Attributes:
        weights: Stock voices' keys to weights of sum 1.
        moved: Semitones that it is moved by in addition.
        words: The text that it says.
        done: Share of the search that is done, 0 to 1.
        closer: The closest so far, if that is another one than the last that was told.
        embedding: [192] of a voice beyond blends, to be rendered in place of the blend.
    """

    weights: Mapping[str, float]
    moved: float
    words: ComparisonText
    done: float
    closer: ClosestBlend | None = None
    embedding: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosestBlend:
    """The result of a search: a blend, or a voice beyond blends.

    Attributes:
        weights: Stock voices' keys to weights of sum 1, the heaviest first.
        moved: Semitones that the blend is moved by in addition.
        similarity: Cosine between the speakers of the clip and of the rendered blend, up to 1.
        semitones: How much higher the blend speaks than the clip, by their median pitches, estimated from all renders.
        rounds: Number of renders.
        embedding: [192] of a voice beyond blends, () for a blend. *weights* and *moved* are then those of the closest
            blend.
    """

    weights: Mapping[str, float]
    moved: float
    similarity: float
    semitones: float
    rounds: int
    embedding: tuple[float, ...] = ()


def closest_blend(
    clip: VoicePrint,
    stock: StockPrints,
    said: ComparisonText | None = None,
    rounds: int = ROUNDS,
    search_s: float = SEARCH_S,
    clock: Callable[[], float] = time.monotonic,
) -> Search:
    """Search for the blend of *stock* nearest to *clip*.

    Args:
        said: What is said in the clip, if known. Blends that say the same are compared without the effect of another
            text, which moves a voice's median pitch by half a semitone.
        rounds: Most renders, 1 or more.
        search_s: No render is asked for that would probably end after so many seconds.

    Raises:
        SpeechFailed: a blend spoke nothing although it said one of our sentences; the clip's own words may be silent.
    """
    pace = Pace(clock, search_s)
    evidence = _Evidence(clip, stock)
    blend = _Blend(evidence.nearest_weights(), 0.0)
    closer: ClosestBlend | None = None
    for number in range(rounds):
        words = SENTENCES[number % len(SENTENCES)]
        if said and (number >= _FIRST_ROUNDS or not pace.has_time_for(words, said)):
            words = said
        if number and not pace.has_time_for(words):
            break
        with pace.rendering(words):
            heard = yield Try(_by_key(stock, blend.weights), blend.moved, words, number / rounds, closer)
        closer = None
        if heard is None:
            if words is not said:
                raise SpeechFailed("A blend of voices spoke nothing: please report this.", words.text)
            said = None
            continue
        if evidence.add(blend, heard, own_words=words is said) and (words is said or said is None):
            closer = evidence.found()
        before, blend = blend, evidence.moved(_Blend(evidence.nearest_weights(), 0.0))
        if blend.is_like(before) and (words is said or said is None):
            break
    return evidence.found()


@dataclass(frozen=True, slots=True, eq=False)
class _Blend:
    """Weights [voices] of sum 1, and semitones that the blend is moved by in addition."""

    weights: Doubles
    moved: float

    def is_like(self, other: _Blend) -> bool:
        if abs(self.moved - other.moved) > _SETTLED_SEMITONES:
            return False
        return float(np.abs(self.weights - other.weights).max()) < _SETTLED


class _Evidence:
    """Prints of the blends rendered so far, for a search near *clip*."""

    def __init__(self, clip: VoicePrint, stock: StockPrints) -> None:
        self._clip = clip
        self._stock = stock
        self._parts = stock.traits
        self._measure = measure_of(stock)
        self._heard: list[tuple[_Blend, VoicePrint]] = []
        self._own_words = False
        self.rounds = 0

    def add(self, blend: _Blend, heard: VoicePrint, own_words: bool) -> bool:
        """Add the print *heard* of *blend*; True if it is the nearest so far. Blends that said the clip's own words go
        before all others."""
        if own_words and not self._own_words:
            self._own_words = True
            self._heard.clear()
        self._heard.append((blend, heard))
        self.rounds += 1
        return self._nearest()[1] is heard

    def nearest_weights(self) -> Doubles:
        wanted = self._clip.traits - self._offset()
        weights = closest_weights(self._parts @ self._measure, wanted @ self._measure)
        return pruned(weights, LEAST_WEIGHT, MOST_PARTS)

    def moved(self, blend: _Blend) -> _Blend:
        """*blend* moved to the clip's pitch, as estimated so far."""
        return self._moved_by(blend, self._semitones(blend))

    def found(self) -> ClosestBlend:
        """The nearest comparable blend, moved to the clip's pitch; its similarity is that before it was moved."""
        blend, heard = self._nearest()
        away = heard.semitones_above(self._clip) if self._own_words else self._semitones(blend)
        moved = self._moved_by(blend, away)
        left, weights = away + moved.moved - blend.moved, _by_key(self._stock, moved.weights)
        return ClosestBlend(weights, moved.moved, heard.similarity(self._clip), left, self.rounds)

    def _nearest(self) -> tuple[_Blend, VoicePrint]:
        return min(self._heard, key=lambda tried: self._distance(tried[1]))

    def _moved_by(self, blend: _Blend, away: float) -> _Blend:
        """*blend*, which speaks *away* semitones too high, moved to the clip's pitch. It is not moved where hardly
        anyone would hear the difference, or where the text may be its cause."""
        if abs(away) <= (_HEARD_SEMITONES if self._own_words else _CERTAIN_SEMITONES):
            return blend
        return _Blend(blend.weights, float(np.clip(blend.moved - away, -MOST_MOVED, MOST_MOVED)))

    def _semitones(self, blend: _Blend) -> float:
        """Semitones by which *blend* is expected to speak higher than the clip."""
        expected = _promised(self._parts, blend) + self._offset()
        return float((expected - self._clip.traits)[PITCH_AT] / SEMITONE)

    def _distance(self, heard: VoicePrint) -> float:
        return float(np.linalg.norm((heard.traits - self._clip.traits) @ self._measure))

    def _offset(self) -> Doubles:
        """The difference between renders and what mixing promises: mixing is not quite linear, and the text differs.

        Where the text is the clip's own only the last render counts, which is that of the nearest blend.
        """
        if not self._heard:
            return np.zeros_like(self._clip.traits)
        counted = self._heard[-1:] if self._own_words else self._heard
        offsets = [heard.traits - _promised(self._parts, blend) for blend, heard in counted]
        return np.asarray(np.mean(offsets, axis=0), np.float64)


def _promised(parts: Doubles, blend: _Blend) -> Doubles:
    """The traits that mixing and moving alone would give."""
    traits = blend.weights @ parts
    traits[PITCH_AT] += SEMITONE * blend.moved
    return np.asarray(traits, np.float64)


def measure_of(stock: StockPrints) -> Doubles:
    """The measure of *stock* with more weight on the pitch, as a wrong pitch is heard first."""
    measure = stock.measure.copy()
    measure[PITCH_AT] *= _PITCH_WEIGHT
    return measure


def _by_key(stock: StockPrints, weights: Doubles) -> dict[str, float]:
    order = np.argsort(-weights, kind="stable")
    return {stock.keys[index]: float(weights[index]) for index in order if weights[index] > 0}
