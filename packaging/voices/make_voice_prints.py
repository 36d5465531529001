# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes `resources/voice_prints_v1.npz`: the stock voices' traits, and the measure by which clips are compared.

    python packaging/voices/make_voice_prints.py MODEL_FOLDER resources/voice_prints_v1.npz [RENDERS_FOLDER]

Renders every voice and some blends, for a quarter of an hour on two cores; with RENDERS_FOLDER renders are kept there
and not made again. The measure is what is left when differences that are not the voice's are taken out: another text,
noise, a telephone's band, a room's colour, and that mixing is not even.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from studio.core.digests import file_sha256
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.clip.encoder import SpeakerEncoder
from studio.engine.clip.features import PITCH_AT, print_of
from studio.engine.clip.mel import RATE_HZ
from studio.engine.clip.noise import enhanced
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.stop import Stop

TEXT = (
    "The quick brown fox jumps over the lazy dog, while five wizards box beneath the jade moon. Please call Stella "
    "and ask her to bring these things from the store: fresh snow peas, thick slabs of blue cheese, and maybe a snack."
)
OTHER_TEXT = (
    "When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow. People look, but no one "
    "ever finds the pot of gold at its end."
)
BLEND_TEXT = "She had your dark suit in greasy wash water all year. Don't ask me to carry an oily rag like that."
BLENDS = 100
SEED = 2
SHRINKAGE = 0.1
RECORDING_WEIGHT = 0.5
"""How much the differences between recordings of the same voice count beside those between its texts."""

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


class Renders:
    """Renders at 16 kHz, kept in *folder* if there is one."""

    def __init__(self, model: Path, folder: Path | None) -> None:
        self._engine = KokoroEngine(model)
        self._ids = {stock.key: stock.voice.id for stock in stock_voices()}
        self._folder = folder

    def get(self, name: str, text: str, weights: Mapping[str, float]) -> Floats:
        path = self._folder / f"{name}.npy" if self._folder else None
        if path is not None and path.is_file():
            return np.asarray(np.load(path), np.float32)
        source = tuple(MixPart(self._ids[key], weight) for key, weight in weights.items())
        pieces = self._engine.speak(Utterance(text, source, "en-US"), Stop())
        samples = soxr.resample(np.concatenate([piece.samples for piece in pieces]), 24000, RATE_HZ)
        if path is not None:
            np.save(path, samples)
        print(name, flush=True)
        return np.asarray(samples, np.float32)


def blends(keys: list[str]) -> list[dict[str, float]]:
    numbers = np.random.default_rng(SEED)
    found = []
    for _ in range(BLENDS):
        count = int(numbers.choice([2, 2, 3]))
        chosen = [keys[index] for index in numbers.choice(len(keys), count, replace=False)]
        found.append(dict(zip(chosen, map(float, numbers.dirichlet(np.ones(count) * 1.5)), strict=True)))
    return found


def recordings(numbers: np.random.Generator) -> dict[str, Callable[[Floats], Floats]]:
    """What recordings do to a voice."""

    def noisy(samples: Floats) -> Floats:
        level = float(np.sqrt(np.mean(samples**2)))
        return np.asarray(samples + 0.1 * level * numbers.standard_normal(len(samples)), np.float32)

    def filtered(samples: Floats, gain_db: Callable[[Doubles], Doubles]) -> Floats:
        hz = np.asarray(np.fft.rfftfreq(len(samples), 1 / RATE_HZ), np.float64)
        spectrum = np.fft.rfft(samples) * 10 ** (gain_db(hz) / 20)
        return np.asarray(np.fft.irfft(spectrum, len(samples)), np.float32)

    def octaves(hz: Doubles) -> Doubles:
        return np.log2(np.maximum(hz, 60.0) / 1000.0)

    return {
        "noise": noisy,
        "noise taken out": lambda samples: enhanced(noisy(samples)),
        "telephone": lambda samples: filtered(samples, lambda hz: np.where((hz > 300) & (hz < 3400), 0.0, -40.0)),
        "bright": lambda samples: filtered(samples, lambda hz: 2.0 * octaves(hz)),
        "dull": lambda samples: filtered(samples, lambda hz: -2.0 * octaves(hz)),
    }


def main(model: Path, target: Path, folder: Path | None) -> None:
    renders, encoder = Renders(model, folder), SpeakerEncoder(model)
    keys = [stock.key for stock in stock_voices()]

    def traits(samples: Floats) -> Doubles:
        return print_of(samples, encoder).traits

    plain = [renders.get(f"text_{key}", TEXT, {key: 1.0}) for key in keys]
    table = np.array([traits(samples) for samples in plain])
    texts = [traits(renders.get(f"other_{key}", OTHER_TEXT, {key: 1.0})) for key in keys]
    differences = [np.array(texts) - table]
    mixes = blends(keys)
    mixed = np.array([[mix.get(key, 0.0) for key in keys] for mix in mixes]) @ table
    heard = [traits(renders.get(f"blend_{index}", BLEND_TEXT, mix)) for index, mix in enumerate(mixes)]
    differences.append(np.array(heard) - mixed)
    for name, recorded in recordings(np.random.default_rng(SEED)).items():
        print(name, flush=True)
        # Each recording is tried on a part of the voices; together they are seen with all.
        some = range(len(differences) % 3, len(keys), 3)
        changes = np.array([traits(recorded(plain[index])) - table[index] for index in some])
        differences.append(RECORDING_WEIGHT * changes)
    stacked = np.concatenate(differences)
    spread = stacked.T @ stacked / len(stacked)
    spread += SHRINKAGE * np.trace(spread) / len(spread) * np.eye(len(spread))
    sizes, axes = np.linalg.eigh(spread)
    measure = (axes / np.sqrt(sizes)) @ axes.T
    print("pitch counts", measure[PITCH_AT, PITCH_AT])
    np.savez(target, keys=np.array(keys), traits=table.astype(np.float32), measure=measure.astype(np.float32))
    print(file_sha256(target))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
