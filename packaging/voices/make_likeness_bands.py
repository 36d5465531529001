# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes `resources/likeness_bands_v1.json`: how similar recordings of one voice are, and those of two.

    python packaging/voices/make_likeness_bands.py MODEL_FOLDER resources/likeness_bands_v1.json

Each stock voice says two texts. A band reaches from the 10th to the 90th percentile of the cosines between prints: of
one voice with itself over both texts, and of two voices of one sex over one text. Takes some minutes on two cores.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import soxr

from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.clip.encoder import SpeakerEncoder
from studio.engine.clip.features import VoicePrint, print_of
from studio.engine.clip.mel import RATE_HZ
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.stop import Stop

TEXTS = (
    "My sister keeps an old radio in the kitchen. Every evening she turns it on, pours a cup of tea, and lets a "
    "stranger tell her what the weather is going to do.",
    "Nobody on the hill had expected the mule to come back by itself. It stood at the gate in the rain, with one "
    "shoe missing, and waited to be told that it had done well.",
)


def main(model: Path, target: Path) -> None:
    engine, encoder = KokoroEngine(model), SpeakerEncoder(model)

    def heard(voice_id: str, text: str) -> VoicePrint:
        pieces = engine.speak(Utterance(text, (MixPart(voice_id, 1.0),), "en-US"), Stop())
        samples = soxr.resample(np.concatenate([piece.samples for piece in pieces]), engine.sample_rate_hz, RATE_HZ)
        return print_of(np.asarray(samples, np.float32), encoder)

    prints = {}
    for stock in stock_voices():
        prints[stock] = [heard(stock.voice.id, text) for text in TEXTS]
        print(stock.key, round(prints[stock][0].similarity(prints[stock][1]), 3), flush=True)
    same = [one.similarity(other) for one, other in prints.values()]
    others = [
        prints[one][0].similarity(prints[other][0])
        for one, other in combinations(prints, 2)
        if one.voice.sex == other.voice.sex
    ]
    bands = {name: band(values) for name, values in (("same", same), ("others", others))}
    print(bands, "medians", np.median(same), np.median(others))
    target.write_text(json.dumps(bands) + "\n", "utf-8")


def band(values: list[float]) -> list[float]:
    return [round(float(np.percentile(values, share)), 3) for share in (10, 90)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
