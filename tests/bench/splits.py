# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how far a text that is rendered in slices is from the same text rendered in one run.

python -m tests.bench.splits            6 texts
python -m tests.bench.splits --long     24 texts, six voices in turns
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np

from studio.engine.kokoro.splitting import UNSPLIT
from tests.bench.figures import Figure, at_most, table
from tests.bench.kokoro import Speaker
from tests.bench.sentences import WRITTEN
from tests.bench.words import VOICES
from tests.support.mel_distance import mel_distance_db
from tests.support.rendered import Rendered
from tests.support.speech_measures import FLOOR_DB, frame_levels_db, speech_level_db

_AROUND_S = 0.3


def level_steps_db(split: Rendered, whole: Rendered) -> list[float]:
    """How much the level jumps at each join against the same place of the unsplit render: 0.3 s before and after it."""
    around = round(_AROUND_S * 24000)
    steps = []
    for end in np.cumsum([len(piece.samples) for piece in split.pieces])[:-1]:
        sides = [slice(max(0, end - around), end), slice(end, end + around)]
        if all(frame_levels_db(whole.samples[side], 24000).max(initial=FLOOR_DB) > FLOOR_DB for side in sides):
            before, after = (
                speech_level_db(split.samples[side], 24000) - speech_level_db(whole.samples[side], 24000)
                for side in sides
            )
            steps.append(abs(after - before))
    return steps


def measure(texts: Sequence[str], name: str, at_most_db: float | None = None) -> list[Figure]:
    speaker, unsplit = Speaker(most_cached_bytes=0), Speaker(most_cached_bytes=0, splitting=UNSPLIT)
    distances: list[float] = []
    steps: list[float] = []
    lengths: list[float] = []
    for number, text in enumerate(texts):
        voice = VOICES[number % len(VOICES)]
        split = speaker.say(text, voice)
        whole = unsplit.say(text, voice)
        distances.append(mel_distance_db(whole.samples, split.samples, 24000))
        lengths.append(abs(split.duration_s - whole.duration_s))
        if lengths[-1] == 0.0:
            steps += level_steps_db(split, whole)
    mean = f"{name}: log-mel distance, mean of {len(texts)}"
    distance_db = float(np.mean(distances))
    figures = [
        Figure(mean, f"{distance_db:.2f} dB") if at_most_db is None else at_most(mean, distance_db, at_most_db, "dB")
    ]
    figures.append(Figure(f"{name}: log-mel distance, largest", f"{max(distances):.2f} dB"))
    figures.append(Figure(f"{name}: difference in length, largest", f"{1000 * max(lengths):.0f} ms"))
    if steps:
        figures.append(
            Figure(f"{name}: level step at a join", f"mean {np.mean(steps):.1f}, largest {max(steps):.1f} dB")
        )
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.splits", description=__doc__)
    parser.add_argument("--long", action="store_true")
    count = 24 if parser.parse_args().long else 6
    figures = measure(WRITTEN[:count], "a sentence in slices", at_most_db=2.0)
    pairs = [" ".join(WRITTEN[at : at + 2]) for at in range(0, count, 2)]
    # Two sentences read apart are two readings: only within a sentence is it the same one.
    figures += measure(pairs, "two sentences in two units")
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
