# SPDX-License-Identifier: GPL-3.0-or-later
"""A walk through the region of likely voices towards a clip.

Each step goes to where the traits are expected to be nearest to the clip's without the voice being unlikely. What is
heard there corrects the slopes along the step (C. G. Broyden, 1965), so that some ten renders do where measuring the
slope of each axis would take two hundred.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.engine.clip.features import VoicePrint
from studio.engine.clip.region import Region
from studio.engine.kokoro.voices.space import FARTHEST

_LONGEST_STEP = 8.0
_SHORTEST_STEP = 0.3
_GAIN = 0.01
_PULL = 1.5

Doubles = NDArray[np.float64]


class Walk:
    """A walk towards *clip*; `note` takes what was heard at a place, `next_place` says where to listen.

    Args:
        measure: Distances of traits times this matrix are distances between voices.
        trust: How much the distance from the clip counts beside that from the mean voice, both squared.

    Attributes:
        clip: Where it goes.
        region: Where it stays.
    """

    def __init__(self, clip: VoicePrint, region: Region, measure: Doubles, trust: float) -> None:
        self.clip = clip
        self.region = region
        self._weighting = measure * np.sqrt(trust)
        self._slopes = region.slopes.copy()
        self._last: tuple[Doubles, Doubles] | None = None
        self._best: tuple[float, Doubles, VoicePrint] | None = None
        self._reach = _LONGEST_STEP

    def note(self, place: Doubles, heard: VoicePrint, is_sound: bool = True) -> bool:
        """Take what was heard at *place*; True if it is the nearest so far. One that is not *is_sound* never is."""
        if self._last is not None:
            step = place - self._last[0]
            missed = heard.traits - self._last[1] - self._slopes @ step
            self._slopes += np.outer(missed, step) / max(float(step @ step), 1e-9)
        self._last = place, heard.traits
        cost = self._cost(place, heard.traits)
        nearer = is_sound and (self._best is None or cost < self._best[0])
        self._reach = min(self._reach * 2, _LONGEST_STEP) if nearer else self._reach / 2
        if nearer:
            self._best = cost, place, heard
        return nearer

    def next_place(self) -> Doubles | None:
        """The next place; None once there is hardly anything to gain, or no step helps any more."""
        assert self._best is not None
        cost, place, heard = self._best
        slopes = self._weighting.T @ self._slopes
        left = self._weighting.T @ (self.clip.traits - heard.traits)
        wanted = self._nearest_place(slopes, left + slopes @ place)
        step = wanted - place
        length = float(np.linalg.norm(step))
        if self._reach < _SHORTEST_STEP or length < _SHORTEST_STEP:
            return None
        step *= min(1.0, self._reach / length)
        if self._cost(place + step, heard.traits + self._slopes @ step) > (1 - _GAIN) * cost:
            return None
        return np.asarray(place + step, np.float64)

    @staticmethod
    def _nearest_place(slopes: Doubles, left: Doubles) -> Doubles:
        """The place p no farther out than stock voices that makes |left - slopes p|^2 + |p|^2 least."""
        pull = 1.0
        squares, towards = slopes.T @ slopes, slopes.T @ left
        while True:
            place = np.linalg.solve(squares + pull * np.eye(len(squares)), towards)
            if np.linalg.norm(place) <= FARTHEST:
                return np.asarray(place, np.float64)
            pull *= _PULL

    def _cost(self, place: Doubles, traits: Doubles) -> float:
        left = self._weighting.T @ (traits - self.clip.traits)
        return float(left @ left + place @ place)
