# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures word times against a forced aligner, the aligner's own error first.

python -m tests.bench.words            30 sentences
python -m tests.bench.words --long     200 sentences, six voices in turns
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.bench.figures import Figure, table
from tests.bench.kokoro import Speaker
from tests.bench.sentences import english_sentences
from tests.support.forced_alignment import Aligner
from tests.support.speech_measures import frame_levels_db

VOICES = ("af_heart", "af_bella", "am_michael", "am_onyx", "bf_emma", "bm_george")
_SINGLE = [
    "garden",
    "letter",
    "window",
    "station",
    "mother",
    "paper",
    "seven",
    "yellow",
    "kitchen",
    "music",
    "number",
    "after",
    "table",
    "river",
    "doctor",
    "summer",
    "bottle",
    "animal",
    "dinner",
    "open",
    "picture",
    "teacher",
    "simple",
    "money",
    "answer",
    "family",
    "morning",
    "winter",
    "building",
    "hundred",
    "person",
    "travel",
    "sudden",
    "market",
    "island",
    "water",
    "problem",
    "nothing",
    "perfect",
    "another",
    "village",
    "coffee",
    "second",
    "careful",
    "dangerous",
    "orange",
    "silver",
    "under",
]
_GROUP = 8
_STEP_S = 0.005
_BELOW_PEAK_DB = 35.0


def aligner_errors_s(speaker: Speaker, aligner: Aligner, gap_s: float) -> tuple[list[float], list[float]]:
    """Errors of the aligner's starts and ends on words said one by one, trimmed and put together *gap_s* apart."""
    starts: list[float] = []
    ends: list[float] = []
    for group, voice in enumerate(VOICES):
        words = _SINGLE[group * _GROUP : (group + 1) * _GROUP]
        sounds = [_trimmed(speaker.say(f"{word.capitalize()}.", voice).samples) for word in words]
        silence = np.zeros(round(gap_s * 24000), np.float32)
        truth: list[tuple[float, float]] = []
        at_s = 0.0
        for sound in sounds:
            truth.append((at_s, at_s + len(sound) / 24000))
            at_s += (len(sound) + len(silence)) / 24000
        joined = np.concatenate([part for sound in sounds for part in (sound, silence)])
        for (start_s, end_s), span in zip(aligner.spans_s(joined, 24000, " ".join(words)), truth, strict=False):
            starts.append(start_s - span[0])
            ends.append(end_s - span[1])
    return starts, ends


def engine_errors_s(speaker: Speaker, aligner: Aligner, count: int) -> tuple[list[float], list[float], int]:
    """Errors of the engine's starts and ends over *count* sentences, and how many of those could be aligned."""
    starts: list[float] = []
    ends: list[float] = []
    aligned = 0
    for number, text in enumerate(english_sentences(count)):
        made = speaker.say(text, VOICES[number % len(VOICES)])
        spans = aligner.spans_s(made.samples, 24000, text)
        aligned += bool(spans)
        for word, (start_s, end_s) in zip(made.words, spans, strict=False):
            starts.append(word.start_s - start_s)
            ends.append(word.end_s - end_s)
    return starts, ends, aligned


def measure(count: int) -> list[Figure]:
    speaker, aligner = Speaker(), Aligner()
    figures = []
    for gap_s in (0.0, 0.15):
        starts, ends = aligner_errors_s(speaker, aligner, gap_s)
        figures += [
            _plain(f"the aligner's own {name}, words {gap_s} s apart", found)
            for name, found in (("starts", starts), ("ends", ends))
        ]
    starts, ends, aligned = engine_errors_s(speaker, aligner, count)
    figures.append(Figure("sentences aligned", f"{aligned} of {count}, {len(starts)} words"))
    figures += _held("starts", starts, 25, 60)
    figures += _held("ends", ends, 40, 100)
    return figures


def _plain(name: str, errors_s: Sequence[float]) -> Figure:
    middle, most, lean = _milliseconds(errors_s)
    return Figure(name, f"median {middle:.0f} ms, 95 % within {most:.0f} ms, lean {lean:+.0f} ms")


def _held(name: str, errors_s: Sequence[float], middle_ms: float, most_ms: float) -> list[Figure]:
    middle, most, lean = _milliseconds(errors_s)
    return [
        Figure(
            f"{name}, median (lean {lean:+.0f} ms)", f"{middle:.0f} ms", f"at most {middle_ms} ms", middle <= middle_ms
        ),
        Figure(f"{name}, 95 % within", f"{most:.0f} ms", f"at most {most_ms} ms", most <= most_ms),
    ]


def _milliseconds(errors_s: Sequence[float]) -> tuple[float, float, float]:
    errors = 1000 * np.asarray(errors_s)
    return float(np.median(np.abs(errors))), float(np.percentile(np.abs(errors), 95)), float(np.median(errors))


def _trimmed(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    levels = frame_levels_db(samples, 24000, _STEP_S)
    loud = np.flatnonzero(levels > levels.max() - _BELOW_PEAK_DB)
    size = round(_STEP_S * 24000)
    return samples[loud[0] * size : (loud[-1] + 1) * size]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.words", description=__doc__)
    parser.add_argument("--long", action="store_true")
    figures = measure(200 if parser.parse_args().long else 30)
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
