# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of voices: places of stock voices, made from their prints, of own voices by their embedding, and of mixes.

Places are pixels of a map at its natural size, y downwards. Distances on it keep most of the voices' likeness.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.core.languages import primary
from studio.core.resources import resource
from studio.core.voices import EMBEDDING_LENGTH, MixPart, Voice

NEAREST = 3
"""Voices that take the weights of a point."""
_ON_IT = 1.0
_LEAST_SHARE = 0.005

Place = tuple[float, float]
Line = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """Voices of one kind of language.

    Attributes:
        languages: Their BCP 47 tags, or the first part of these.
        contours: Closed lines around their places: one sum of Gaussians at rising levels.
    """

    name: str
    languages: tuple[str, ...]
    contours: tuple[tuple[Line, ...], ...]

    def has(self, language: str) -> bool:
        """Whether a voice of that BCP 47 tag belongs to it."""
        return language in self.languages or primary(language) in self.languages


@dataclass(frozen=True, slots=True, eq=False)
class VoiceMap:
    """The map as it ships, made by `packaging/voices/make_voice_map.py`.

    Attributes:
        size: Width and height.
        across: What is meant by left and right, in a word each; none where it says too little of the voices.
        up: The same for below and above.
        groups: Groups of stock voices.
        stock: Places of stock voices by their id.
        of_embedding: [193, 2]. An embedding followed by a one, times this, is a place.
    """

    size: Place
    across: tuple[str, ...]
    up: tuple[str, ...]
    groups: tuple[VoiceGroup, ...]
    stock: Mapping[str, Place]
    of_embedding: NDArray[np.float64]

    def places(self, voices: Iterable[Voice]) -> dict[str, Place]:
        """The places of those of *voices* that have one, by their id.

        A voice that is no stock voice is where its embedding puts it: a blend at the mean of its voices.
        """
        found: dict[str, Place] = {}
        own: list[str] = []
        embeddings: list[Sequence[float]] = []
        for voice in voices:
            if voice.id in self.stock:
                found[voice.id] = self.stock[voice.id]
            elif voice.embedding is not None and len(voice.embedding) == EMBEDDING_LENGTH:
                own.append(voice.id)
                embeddings.append(voice.embedding)
        if own:
            at = np.asarray(embeddings, np.float64) @ self.of_embedding[:-1] + self.of_embedding[-1]
            on_it = np.clip(at, 0.0, self.size).tolist()
            found.update((voice_id, (x, y)) for voice_id, (x, y) in zip(own, on_it, strict=True))
        return found

    def group_of(self, language: str) -> VoiceGroup | None:
        return next((group for group in self.groups if group.has(language)), None)


def place_of_mix(mix: Iterable[MixPart], places: Mapping[str, Place]) -> Place | None:
    """The mean of the places of a mix's voices by their weights; None if none has a place."""
    placed = [(part.weight, places[part.voice_id]) for part in mix if part.voice_id in places]
    total = math.fsum(weight for weight, _place in placed)
    if total <= 0:
        return None
    x, y = (math.fsum(weight * place[axis] for weight, place in placed) / total for axis in (0, 1))
    return x, y


class Placed:
    """Voices by their places, asked at each step of a point that is dragged.

    Args:
        places: The places by the voices' ids.
    """

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.places = places
        self._ids = sorted(places)
        self._at = np.array([places[each] for each in self._ids], np.float64).reshape(-1, 2)

    def nearest(self, point: Place, count: int = NEAREST) -> list[str]:
        """The voices nearest to *point*, the nearest first."""
        away = np.hypot(self._at[:, 0] - point[0], self._at[:, 1] - point[1])
        # Of those as near as the last that counts, the first ids are taken.
        near = np.flatnonzero(away <= np.partition(away, count - 1)[count - 1]) if count < len(away) else slice(None)
        order = np.argsort(away[near], kind="stable")[:count]
        return [self._ids[number] for number in np.arange(len(away))[near][order].tolist()]


def mix_at(point: Place, places: Mapping[str, Place]) -> dict[str, float]:
    """Shares of the voices of *places* at *point*, by the inverse of their distances; they sum to 1.

    A voice on the point has all of it. Shares under half a percent are left out.
    """
    distances = {voice_id: math.dist(point, place) for voice_id, place in places.items()}
    if not distances:
        return {}
    first = min(distances, key=lambda voice_id: (distances[voice_id], voice_id))
    if distances[first] < _ON_IT:
        return {first: 1.0}
    return _shares({voice_id: 1 / distance for voice_id, distance in distances.items()}, _LEAST_SHARE)


def _shares(weights: Mapping[str, float], least: float) -> dict[str, float]:
    total = math.fsum(weights.values())
    kept = {voice_id: weight for voice_id, weight in weights.items() if weight >= least * total}
    total = math.fsum(kept.values())
    return {voice_id: weight / total for voice_id, weight in kept.items()}


@lru_cache(maxsize=1)
def load_voice_map() -> VoiceMap:
    """The map that ships with the program.

    Raises:
        NotFound: it does not ship.
    """
    told = json.loads(resource("voice_map_v1.json").read_text("utf-8"))
    groups = tuple(
        VoiceGroup(
            each["name"],
            tuple(each["languages"]),
            tuple(tuple(tuple((x, y) for x, y in line) for line in level) for level in each["contours"]),
        )
        for each in told["groups"]
    )
    width, height = told["size"]
    return VoiceMap(
        (width, height),
        tuple(told["across"]),
        tuple(told["up"]),
        groups,
        {voice_id: (x, y) for voice_id, (x, y) in told["places"].items()},
        np.asarray(told["of_embedding"], np.float64),
    )
