# SPDX-License-Identifier: GPL-3.0-or-later
"""A blend that nobody asked for: another voice than the present one, and still one of its kind.

Voices of the same language and sex are mixed at random. How alike two blends are is the distance of their embeddings,
in mean distances between two of these voices.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from studio.core.languages import primary
from studio.core.voices import MixPart, Voice, whole_percents

Doubles = NDArray[np.float64]

NEAREST, FARTHEST = 0.3, 0.85
"""Between these distances from the present blend a surprise is found."""
APART = 0.15
"""Least distance from an earlier surprise."""
_TRIES = 300
_LEAST_PERCENT = 15
_KEEPS_A_VOICE = 0.5


def surprise(
    mix: Sequence[MixPart], voices: Sequence[Voice], chance: Random, earlier: Sequence[Sequence[MixPart]] = ()
) -> tuple[MixPart, ...]:
    """Another blend than *mix*, with weights in whole percents; none if there are too few voices of its kind.

    Args:
        mix: The present blend.
        voices: All voices.
        chance: Decides.
        earlier: Surprises that it is not to be like.
    """
    known = {voice.id: voice for voice in voices if voice.embedding}
    present = [part for part in mix if part.voice_id in known]
    if not present:
        return ()
    heaviest = known[max(present, key=lambda part: part.weight).voice_id]
    kind = [voice for voice in known.values() if voice.available and not voice.own and _alike(voice, heaviest)]
    if len(kind) < 2:
        return ()
    table = {voice_id: np.asarray(voice.embedding, np.float64) for voice_id, voice in known.items()}
    scale = _scale([table[voice.id] for voice in kind])
    here = _embedding(present, table)
    others = [_embedding(each, table) for each in earlier if all(part.voice_id in table for part in each)]
    tried = (_random_mix(kind, heaviest, chance) for _ in range(_TRIES))
    return min(tried, key=lambda each: _off(_embedding(each, table), here, others, scale))


def _alike(voice: Voice, other: Voice) -> bool:
    return primary(voice.language) == primary(other.language) and voice.sex in ("", other.sex or voice.sex)


def _random_mix(kind: Sequence[Voice], heaviest: Voice, chance: Random) -> tuple[MixPart, ...]:
    count = min(chance.choice((2, 2, 3)), len(kind))
    chosen = chance.sample(list(kind), count)
    if heaviest in kind and heaviest not in chosen and chance.random() < _KEEPS_A_VOICE:
        chosen[0] = heaviest
    free = 100 - count * _LEAST_PERCENT
    shares = [chance.random() for _ in chosen]
    percents = whole_percents([_LEAST_PERCENT + free * share / sum(shares) for share in shares])
    return tuple(MixPart(voice.id, percent / 100) for voice, percent in zip(chosen, percents, strict=True))


def _off(found: Doubles, here: Doubles, others: Sequence[Doubles], scale: float) -> float:
    """How far a blend is out of bounds, 0 within them."""
    away = float(np.linalg.norm(found - here)) / scale
    off = max(NEAREST - away, away - FARTHEST, 0.0)
    return off + sum(max(APART - float(np.linalg.norm(found - other)) / scale, 0.0) for other in others)


def _embedding(mix: Sequence[MixPart], table: dict[str, Doubles]) -> Doubles:
    total = sum(part.weight for part in mix)
    return np.asarray(sum(table[part.voice_id] * (part.weight / total) for part in mix))


def _scale(embeddings: Sequence[Doubles]) -> float:
    pairs = [float(np.linalg.norm(one - other)) for index, one in enumerate(embeddings) for other in embeddings[:index]]
    return max(sum(pairs) / len(pairs), 1e-9)
