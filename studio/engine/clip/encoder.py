# SPDX-License-Identifier: GPL-3.0-or-later
"""The speaker encoder: gives a clip's speaker embedding.

Three LSTM layers of 256 units over mel power, a linear layer, a rectifier, unit length: the generalised end-to-end
speaker verification model (L. Wan et al., 2018, arXiv:1710.10467) with Resemblyzer's published weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.commands import FETCH_MODEL
from studio.core.errors import ModelDamaged, ModelMissing
from studio.core.pcm import Samples
from studio.engine.clip.mel import BANDS, mel_spectra

FILE = "speaker_encoder.bin"
UNITS = 256
PART_FRAMES = 160
"""Frames of the windows that the encoder reads, 1.6 s each."""

_LAYERS = 3
_STEP_FRAMES = 77
_MOST_PARTS = 64
_MIN_COVERAGE = 0.75
_FETCH = f"run `{FETCH_MODEL}`"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """Weights [inputs, 1024] and [256, 1024] and bias [1024] of an LSTM layer; gates in the order input, forget, cell,
    output."""

    inputs: Floats
    hidden: Floats
    bias: Floats


@dataclass(frozen=True, slots=True, eq=False)
class SpeakerEmbedding:
    """The embedding of a clip's speaker, averaged over windows of 1.6 s.

    Attributes:
        speaker: [256] of unit length, the model's output.
        raw: [256] before the rectifier; it changes more linearly when voices are mixed.
        windows: [n, 256] of unit length, those of the windows in their order.
    """

    speaker: Floats
    raw: Floats
    windows: Floats


class SpeakerEncoder:
    """The encoder with the weights of *folder*/speaker_encoder.bin: the tensors of `resources/models.json`, float32,
    one after the other.

    Raises:
        ModelMissing: it is not there.
        ModelDamaged: it is not of the right size, or not finite.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        try:
            data = np.fromfile(path, "<f4")
        except FileNotFoundError:
            raise ModelMissing(f"Clips need the file {FILE}, which is not on this machine: {_FETCH}.") from None
        except OSError as error:
            raise ModelDamaged(f"The file {FILE} cannot be read: {_FETCH}.", repr(error)) from error
        shapes = [shape for layer in range(_LAYERS) for shape in _layer_shapes(BANDS if layer == 0 else UNITS)]
        shapes += [(UNITS, UNITS), (UNITS,)]
        sizes = [int(np.prod(shape)) for shape in shapes]
        if data.size != sum(sizes) or not np.isfinite(data).all():
            raise ModelDamaged(f"The file {FILE} is damaged: {_FETCH}.", f"{data.size} numbers")
        arrays = [
            part.reshape(shape) for part, shape in zip(np.split(data, np.cumsum(sizes)[:-1]), shapes, strict=True)
        ]
        self._layers = [
            _Layer(arrays[at].T.copy(), arrays[at + 1].T.copy(), arrays[at + 2] + arrays[at + 3])
            for at in range(0, 4 * _LAYERS, 4)
        ]
        self._out, self._out_bias = arrays[-2].T.copy(), arrays[-1]

    def embed(self, samples: Samples) -> SpeakerEmbedding:
        """The embedding of *samples*: speech at 16 kHz without long pauses, at a level of -30 dB."""
        states = _parts(mel_spectra(samples))
        for layer in self._layers:
            states = _run(layer, states)
        raw = states[:, -1] @ self._out + self._out_bias
        directions = np.maximum(raw, 0.0)
        directions /= np.maximum(np.linalg.norm(directions, axis=1, keepdims=True), 1e-9)
        mean = directions.mean(axis=0)
        return SpeakerEmbedding(mean / max(float(np.linalg.norm(mean)), 1e-9), raw.mean(axis=0), directions)


def _layer_shapes(inputs: int) -> list[tuple[int, ...]]:
    return [(4 * UNITS, inputs), (4 * UNITS, UNITS), (4 * UNITS,), (4 * UNITS,)]


def _parts(mel: Floats) -> Floats:
    """Windows [windows, 160, 40] that overlap by half, evenly chosen where there are too many."""
    count = len(mel)
    starts = list(range(0, max(1, count - PART_FRAMES + _STEP_FRAMES), _STEP_FRAMES))
    if len(starts) > 1 and count - starts[-1] < _MIN_COVERAGE * PART_FRAMES:
        starts.pop()
    if len(starts) > _MOST_PARTS:
        starts = [starts[index] for index in np.linspace(0, len(starts) - 1, _MOST_PARTS).round().astype(int)]
    padded = np.pad(mel, ((0, max(0, starts[-1] + PART_FRAMES - count)), (0, 0)))
    return np.stack([padded[start : start + PART_FRAMES] for start in starts])


def _run(layer: _Layer, inputs: Floats) -> Floats:
    """Hidden states [windows, frames, 256] of one layer."""
    driven = inputs @ layer.inputs + layer.bias
    hidden = np.zeros((len(inputs), UNITS), np.float32)
    cell = np.zeros_like(hidden)
    states = np.empty((*inputs.shape[:2], UNITS), np.float32)
    for frame in range(inputs.shape[1]):
        gates = driven[:, frame] + hidden @ layer.hidden
        admit, forget, release = (_sigmoid(gates[:, at : at + UNITS]) for at in (0, UNITS, 3 * UNITS))
        cell = forget * cell + admit * np.tanh(gates[:, 2 * UNITS : 3 * UNITS])
        hidden = release * np.tanh(cell)
        states[:, frame] = hidden
    return states


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * values), np.float32)
