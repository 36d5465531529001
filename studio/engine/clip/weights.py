# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights of the mix that comes closest to a target."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

_TOLERANCE = 1e-9


def closest_weights(parts: Doubles, target: Doubles) -> Doubles:
    """Weights [n], 0 or more, of sum 1, whose mix of *parts* [n, dims] is nearest to *target* [dims].

    The active-set method of C. L. Lawson and R. J. Hanson (Solving Least Squares Problems, 1974), with the sum held
    by a row that outweighs all others.
    """
    held = 30.0 * max(float(np.abs(parts).max()), 1e-9)
    rows = np.hstack([parts, np.full((len(parts), 1), held)])
    gram = rows @ rows.T
    pulls = rows @ np.append(target, held)
    weights = np.zeros(len(parts))
    active = np.zeros(len(parts), bool)
    for _ in range(10 * len(parts)):
        gradient = pulls - gram @ weights
        gradient[active] = -np.inf
        if active.all() or gradient.max() <= _TOLERANCE * np.abs(pulls).max():
            break
        active[gradient.argmax()] = True
        weights, active = _settled(gram, pulls, weights, active)
    return weights / max(float(weights.sum()), _TOLERANCE)


def _settled(
    gram: Doubles, pulls: Doubles, weights: Doubles, active: NDArray[np.bool_]
) -> tuple[Doubles, NDArray[np.bool_]]:
    """The best weights of the *active* parts; parts whose weight would become negative are dropped."""
    while active.any():
        solved = np.zeros(len(weights))
        ridge = _TOLERANCE * np.trace(gram) / len(gram) * np.eye(int(active.sum()))
        solved[active] = np.linalg.solve(gram[np.ix_(active, active)] + ridge, pulls[active])
        negative = active & (solved <= 0)
        if not negative.any():
            return solved, active
        share = np.min(weights[negative] / np.maximum(weights[negative] - solved[negative], 1e-300))
        weights = weights + share * (solved - weights)
        active = active & (weights > _TOLERANCE)
        weights = np.where(active, weights, 0.0)
    return weights, active


def pruned(weights: Doubles, least: float, most: int) -> Doubles:
    """The *most* heaviest of *weights* that are at least *least* of the whole, scaled to sum 1 again."""
    heaviest = np.argsort(-weights, kind="stable")[:most]
    kept = np.zeros_like(weights)
    kept[heaviest] = weights[heaviest]
    kept[kept < least] = 0.0
    if not kept.any():
        kept[heaviest[0]] = 1.0
    return np.asarray(kept / kept.sum(), np.float64)
