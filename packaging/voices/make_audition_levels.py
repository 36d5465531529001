# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes `resources/samples/audition_levels.json`: the loudness at which each stock voice says its sample sentence.

    python packaging/voices/make_audition_levels.py MODEL_FOLDER resources/samples/audition_levels.json

Auditions are matched by it from their first sound on. Takes some five minutes on two cores.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from studio.app.hearing.audition_text import sample_sentence
from studio.audio.loudness import integrated_lufs
from studio.core.digests import file_sha256
from studio.core.resources import resource
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.stop import Stop


def main(model: Path, out: Path) -> None:
    engine = KokoroEngine(model)
    levels: dict[str, float] = {}
    for voice in engine.voices():
        said = Utterance(sample_sentence(voice.language), (MixPart(voice.id, 1.0),), voice.language)
        samples = np.concatenate([piece.samples for piece in engine.speak(said, Stop())])
        levels[voice.id] = round(integrated_lufs(samples, engine.sample_rate_hz), 1)
    engine.close()
    of = file_sha256(resource("samples/audition.json"))
    out.write_text(json.dumps({"sentences": of, "lufs": levels}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
