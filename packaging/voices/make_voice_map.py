# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes `resources/voice_map_v1.json`: where each stock voice stands on the map of voices.

    python packaging/voices/make_voice_map.py resources/voice_map_v1.json

A voice begins at its pitch (to the right) and brightness (upwards). From there the distances are brought towards those
between the prints by stress majorisation's loss (Kruskal 1964), held by pitch and brightness; then marks that are too
near one another are pushed apart. An affine map takes embeddings to places: it meets each stock voice, so it takes a
blend to the mean of its voices' places. Of those it is the one with the smallest coefficients.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.spatial.distance import pdist, squareform

from studio.core.languages import primary
from studio.core.resources import resource
from studio.engine.clip.features import PITCH_AT
from studio.engine.clip.stock_prints import load_stock_prints
from studio.engine.kokoro.voices.stock import stock_voices

Doubles = NDArray[np.float64]

SIZE = 1120, 600
MARGIN = 60
APART = 40.0
"""Pixels between marks; the map promises 38."""
WORD_FROM_R = 0.5
BANDS = slice(PITCH_AT + 1, PITCH_AT + 41)
"""Mean levels of 40 mel bands among the traits."""
HELD_BY_PITCH, HELD_BY_BRIGHTNESS = 1.0, 0.2
"""How much the axes count beside the distances."""
SPREAD = 50.0
LEVELS = 0.40, 0.72, 1.15, 1.75
GRID = 8
GROUPS = (
    ("American", ("en-US",)),
    ("British", ("en-GB",)),
    ("Romance", ("es", "fr", "it", "pt")),
    ("Hindi", ("hi",)),
    ("Japanese", ("ja",)),
    ("Chinese", ("zh",)),
)


def main(target: Path) -> None:
    prints = load_stock_prints()
    pitch = prints.traits[:, PITCH_AT]
    levels = prints.traits[:, BANDS]
    brightness = levels @ (np.arange(levels.shape[1]) - (levels.shape[1] - 1) / 2)
    likeness = pdist(prints.traits @ prints.measure)
    places = apart(arranged(pitch, brightness, likeness))
    r_x, r_y = r(places[:, 0], pitch), r(-places[:, 1], brightness)
    print(f"pitch {r_x:.2f}, brightness {r_y:.2f}, likeness {r(pdist(places), likeness):.2f}")
    print(f"least distance {pdist(places).min():.1f}")
    stock = {each.key: each.voice for each in stock_voices()}
    ids = [stock[key].id for key in prints.keys]
    groups = [group_of(stock[key].language) for key in prints.keys]
    made: dict[str, Any] = {
        "size": SIZE,
        "across": ["lower", "higher"] if r_x >= WORD_FROM_R else [],
        "up": ["softer", "brighter"] if r_y >= WORD_FROM_R else [],
        "groups": [
            {"name": name, "languages": tags, "contours": territory(places[[name == of for of in groups]])}
            for name, tags in GROUPS
        ],
        "places": {
            voice_id: [round(float(x), 1), round(float(y), 1)] for voice_id, (x, y) in zip(ids, places, strict=True)
        },
        "of_embedding": affine(prints.keys, places).round(7).tolist(),
    }
    target.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")


def group_of(language: str) -> str:
    return next(name for name, tags in GROUPS if language in tags or primary(language) in tags)


def arranged(pitch: Doubles, brightness: Doubles, likeness: Doubles) -> Doubles:
    """Places in pixels, [voices, 2], y downwards."""
    wide, high = ((length - 2 * MARGIN) for length in SIZE)
    start = np.column_stack([spread(pitch) * wide, (1 - spread(brightness)) * high]) + MARGIN
    distances = likeness * pdist(start).mean() / likeness.mean()
    pairs = np.triu_indices(len(start), 1)
    held = np.array([HELD_BY_PITCH, HELD_BY_BRIGHTNESS])

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        at = flat.reshape(start.shape)
        between = at[pairs[0]] - at[pairs[1]]
        lengths = np.maximum(np.hypot(between[:, 0], between[:, 1]), 1e-6)
        off = lengths - distances
        pull = (2 * off / lengths)[:, None] * between / len(start)
        slope = 2 * held * (at - start)
        np.add.at(slope, pairs[0], pull)
        np.add.at(slope, pairs[1], -pull)
        return float((off**2).sum() / len(start) + (held * (at - start) ** 2).sum()), slope.ravel()

    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B").x.reshape(start.shape)
    for axis, length in enumerate(SIZE):
        found[:, axis] = MARGIN + spread(found[:, axis]) * (length - 2 * MARGIN)
    return np.asarray(found, np.float64)


def spread(values: Doubles) -> Doubles:
    """Evenly between 0 and 1."""
    return np.asarray((values - values.min()) / np.ptp(values), np.float64)


def apart(places: Doubles) -> Doubles:
    """*places* with marks pushed apart, each pair as little as need be."""
    found = places.copy()
    for _ in range(2000):
        between = found[:, None] - found[None]
        lengths = squareform(pdist(found)) + np.eye(len(found)) * 1e9
        push = np.maximum(APART - lengths, 0.0) / 2
        if not push.any():
            break
        found += (between / lengths[..., None] * push[..., None]).sum(1)
        found = np.clip(found, MARGIN / 2, np.array(SIZE) - MARGIN / 2)
    return found


def affine(keys: tuple[str, ...], places: Doubles) -> Doubles:
    """[193, 2]: an embedding followed by a one, times this, is a place."""
    with np.load(resource("voice_basis_v1.npz")) as basis:
        of = {str(key): row for key, row in zip(basis["keys"], basis["embeddings"], strict=True)}
    embeddings = np.array([of[key] for key in keys], np.float64)
    middle, centre = embeddings.mean(0), places.mean(0)
    turn = np.linalg.pinv(embeddings - middle) @ (places - centre)
    return np.vstack([turn, centre - middle @ turn])


def territory(places: Doubles) -> list[list[list[list[int]]]]:
    """Closed lines in pixels, at each level those of the sum of Gaussians around *places*."""
    # A rim in which the sum is nothing closes all lines.
    across, down = (np.arange(-200, length + 200 + GRID, GRID, dtype=np.float64) for length in SIZE)
    squared = (across[None, :, None] - places[:, 0]) ** 2 + (down[:, None, None] - places[:, 1]) ** 2
    field = np.exp(-squared / (2 * SPREAD**2)).sum(-1)
    return [
        [
            [[round(across[0] + GRID * x), round(down[0] + GRID * y)] for x, y in line]
            for line in closed_lines(field - level)
        ]
        for level in LEVELS
    ]


def closed_lines(field: Doubles) -> list[list[tuple[float, float]]]:
    """The lines at which *field* is 0, as (column, row), by marching squares (Maple 2003); *field* is negative at its
    rim."""
    follows: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    for row, column in np.argwhere(_changing(field > 0)):
        for begin, end in _steps(field[row : row + 2, column : column + 2]):
            follows[_edge(row, column, begin)] = _edge(row, column, end)
    lines = []
    while follows:
        edge, following = follows.popitem()
        line = [_crossing(field, edge)]
        while following in follows:
            line.append(_crossing(field, following))
            following = follows.pop(following)
        lines.append(line)
    return lines


def _changing(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    corners = inside[:-1, :-1].astype(int) + inside[1:, :-1] + inside[:-1, 1:] + inside[1:, 1:]
    return (corners > 0) & (corners < 4)


def _steps(square: Doubles) -> list[tuple[int, int]]:
    """From which edge of the square (0 above, 1 right, 2 below, 3 left) a line goes to which, with what is positive at
    its right."""
    corners = [square[0, 0], square[0, 1], square[1, 1], square[1, 0]]
    enters = [edge for edge in range(4) if corners[edge] <= 0 < corners[(edge + 1) % 4]]
    leaves = [edge for edge in range(4) if corners[edge] > 0 >= corners[(edge + 1) % 4]]
    if len(enters) == 2 and square.mean() <= 0:
        leaves = [(edge + 1) % 4 for edge in enters]
    elif len(enters) == 2:
        leaves = [(edge - 1) % 4 for edge in enters]
    return list(zip(enters, leaves, strict=True))


def _edge(row: int, column: int, edge: int) -> tuple[int, int, int]:
    """Row, column and direction (0 across, 1 down) of an edge, the same for both squares that share it."""
    return [(row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1)][edge]


def _crossing(field: Doubles, edge: tuple[int, int, int]) -> tuple[float, float]:
    row, column, down = edge
    first, second = field[row, column], field[row + down, column + 1 - down]
    share = float(first / (first - second))
    return column + share * (1 - down), row + share * down


def r(one: Doubles, other: Doubles) -> float:
    return float(np.corrcoef(one, other)[0, 1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
