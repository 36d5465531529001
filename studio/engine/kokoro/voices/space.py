# SPDX-License-Identifier: GPL-3.0-or-later
"""The space of voices: embeddings of 192 floats, and the style tables that the model speaks from.

A stock voice is a table of 510 styles of 256 floats, one for each length of text. Its embedding is the table's mean,
projected on 192 frozen directions; nothing is centred, so an embedding of a mix is the mix of the embeddings.
The way back finds the weights of the known voices that give the embedding, mixes their tables, and adds the remainder
to every row. So stock voices and mixes of them come back with the tables they were made from.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.commands import FETCH_MODEL
from studio.core.errors import ModelDamaged
from studio.core.resources import resource
from studio.engine.kokoro.frames import Floats
from studio.engine.shipped_arrays import shipped_arrays

BASIS_FILE = "voice_basis_v1.npz"
BASIS_SHA256 = "888443cf5dc923501ab64f8ff9c814fa2b8f39e97dffac218d7d691bc22b4695"
TABLE_SHAPE = (510, 256)
_EXACT = 1e-4
_MOST_WEIGHT = 1.5
_WHITENING_FLOOR = 0.01
FARTHEST = 7.3
"""Distance of the farthest stock voice from the mean, see `VoiceSpace.clamped`."""

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class VoiceBasis:
    """The basis of embeddings, the same on every machine.

    Attributes:
        keys: The known voices.
        directions: [192, 256], orthonormal, from an SVD of all known voices' styles at all lengths; the most telling
            come first.
        embeddings: [voices, 192], one for each key.
        by_length: [510, 256]: how a style changes with the text's length, averaged over the voices.
    """

    keys: tuple[str, ...]
    directions: Doubles
    embeddings: Doubles
    by_length: Doubles


def load_basis(find: Callable[[str], Path] = resource) -> VoiceBasis:
    """The basis that ships with the program.

    Raises:
        NotFound: it does not ship.
        ModelDamaged: it is not the one this version was made with.
    """
    arrays = shipped_arrays(BASIS_FILE, BASIS_SHA256, find)
    return VoiceBasis(
        tuple(str(key) for key in arrays["keys"]),
        arrays["directions"].astype(np.float64),
        arrays["embeddings"].astype(np.float64),
        arrays["length_scores"].astype(np.float64) @ arrays["length_directions"].astype(np.float64),
    )


class VoiceSpace:
    """Embeddings and style tables of the voices in *folder* (`<key>.bin`, float32, 510 x 256), all or only some.

    Args:
        folder: Where the tables are.
        basis: The basis of the embeddings.
        digests: SHA-256 (hex) of voices' tables, checked at the first reading; a voice without one is not checked.

    Attributes:
        damaged: Keys of voices whose tables are known to be damaged.
    """

    def __init__(self, folder: Path, basis: VoiceBasis, digests: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._digests = digests or {}
        self._read: dict[str, tuple[int, int]] = {}
        self.damaged: set[str] = set()
        self._basis = basis
        self._index = {key: index for index, key in enumerate(basis.keys)}
        self._solve = np.linalg.pinv(basis.embeddings.T)
        self._mean = basis.embeddings.mean(axis=0)
        centred = basis.embeddings - self._mean
        spread, axes = np.linalg.eigh(centred.T @ centred / len(basis.keys))
        self._whiten = axes / np.sqrt(np.maximum(spread, spread[-1] * _WHITENING_FLOOR))

    def embedding(self, key: str) -> tuple[float, ...]:
        """Embedding of the stock voice *key*; KeyError if unknown."""
        return tuple(float(value) for value in self._basis.embeddings[self._index[key]])

    def has_table(self, key: str) -> bool:
        """Whether the voice's table is on disk, whole by its size, and not known to be damaged."""
        path = self._folder / f"{key}.bin"
        if key in self.damaged:
            return False
        return path.is_file() and path.stat().st_size == 4 * TABLE_SHAPE[0] * TABLE_SHAPE[1]

    def mixed(self, parts: Sequence[tuple[Sequence[float], float]]) -> tuple[float, ...]:
        """Weighted mean of embeddings; weights above 0."""
        total = sum(weight for _, weight in parts)
        mean = sum(np.asarray(values, np.float64) * (weight / total) for values, weight in parts)
        return tuple(float(value) for value in np.asarray(mean))

    def weights(self, embedding: Sequence[float]) -> dict[str, float]:
        """The known voices' weights in *embedding*. A mix gives its own weights back, but for those below 0.0001."""
        found = self._weights(np.asarray(embedding, np.float64))
        return {key: float(weight) for key, weight in zip(self._basis.keys, found, strict=True) if weight}

    def clamped(self, embedding: Sequence[float]) -> Doubles:
        """*embedding*, moved towards the mean voice until it is no farther from it than the farthest stock voice.

        Distances are measured in the stock voices' spread (whitened; narrow directions count as a tenth of the widest).
        Farther out the model gives endless vowels or NaN.
        """
        values = np.clip(np.nan_to_num(np.asarray(embedding, np.float64)), -1e6, 1e6)
        away = values - self._mean
        distance = float(np.linalg.norm(away @ self._whiten))
        return values if distance <= FARTHEST else self._mean + away * (FARTHEST / distance)

    def table(self, key: str) -> Floats:
        """The style table [510, 256] of a stock voice whose table is on disk.

        Raises:
            OSError: it cannot be read.
            ModelDamaged: it is not a finite table.
        """
        path = self._folder / f"{key}.bin"
        found = path.stat()
        read = path.read_bytes()
        if self._read.get(key) != (found.st_size, found.st_mtime_ns):
            if key in self._digests and hashlib.sha256(read).hexdigest() != self._digests[key]:
                self.damaged.add(key)
                raise ModelDamaged(f"The voice file {key}.bin is damaged: run `{FETCH_MODEL}`.", "another digest")
            self._read[key] = (found.st_size, found.st_mtime_ns)
        data = np.frombuffer(read, "<f4", len(read) // 4)
        if data.size != TABLE_SHAPE[0] * TABLE_SHAPE[1] or not np.isfinite(data).all():
            raise ModelDamaged(f"The voice file {key}.bin is damaged: run `{FETCH_MODEL}`.", f"{data.size} numbers")
        return data.reshape(TABLE_SHAPE).astype(np.float32)

    def table_of_mix(self, weights: Mapping[str, float]) -> Floats:
        """The style tables of *weights* (they sum to 1), mixed; each must be on disk."""
        if len(weights) == 1:
            return self.table(next(iter(weights)))
        return sum(
            (self.table(key).astype(np.float64) * weight for key, weight in weights.items()), np.zeros(TABLE_SHAPE)
        ).astype(np.float32)

    def table_of_embedding(self, embedding: Sequence[float]) -> Floats:
        """The style table [510, 256] of *embedding*, clamped; a stock voice's own table for that voice's embedding.

        For voices without a table on disk, their embedding and the average change with length are used.
        """
        values = self.clamped(embedding)
        weights = self._weights(values)
        # Large weights of both signs would exaggerate the changes with length; the mean style stays exact.
        weights = weights * min(1.0, _MOST_WEIGHT / max(float(np.abs(weights).sum()), 1e-9))
        used = [(key, float(weight)) for key, weight in zip(self._basis.keys, weights, strict=True) if weight]
        used = [(key, weight) for key, weight in used if self._is_sound(key)]
        left_over = values - sum(
            (self._basis.embeddings[self._index[key]] * weight for key, weight in used), np.zeros_like(values)
        )
        left_weight = 1.0 - sum(weight for _, weight in used)
        if abs(left_weight) < _EXACT and float(np.abs(left_over).max()) < _EXACT:
            return self.table_of_mix(dict(used))
        table = left_over @ self._basis.directions + left_weight * self._basis.by_length
        for key, weight in used:
            table = table + weight * self.table(key)
        return table.astype(np.float32)

    def _is_sound(self, key: str) -> bool:
        """Whether the voice's table is there and has the right digest; reads the table if that is not known yet."""
        if self.has_table(key) and key in self._digests and key not in self._read:
            with contextlib.suppress(ModelDamaged):
                self.table(key)
        return self.has_table(key)

    def _weights(self, values: Doubles) -> Doubles:
        found = self._solve @ values
        found = np.where(np.abs(found) < _EXACT, 0.0, found)
        if np.count_nonzero(found) == 1 and abs(found.sum() - 1) < _EXACT:
            found = np.round(found)
        return np.asarray(found, np.float64)
