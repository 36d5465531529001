# SPDX-License-Identifier: GPL-3.0-or-later
"""Time from asking to the first sound, and real-time factor; beside kokoro-onnx's stream where there is one.

python -m tests.bench.first_audio --rounds 7
python -m tests.bench.first_audio --rival VENV/bin/python     a Python that has kokoro-onnx, asked in turns with ours
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil

from studio.core.paths import data_dir
from studio.engine.stop import Stop
from tests.bench.figures import Figure, at_most, table
from tests.bench.kokoro import FOLDER, Speaker
from tests.bench.texts import six_sentences

SILENT = 1e-3
_TWENTY_WORDS = (
    "The keeper had carried the old recorder up the narrow stairs, because nobody below would ever believe what he {}.",
    "She wrote down every word that the stranger had said, folded the paper twice, and put it in her {}.",
    "If the weather holds until the end of the week, we can sail around the island and be back {}.",
    "Nobody in the little town could remember a winter in which the river had frozen all the way across {}.",
)
_LAST = ("heard", "saw", "pocket", "soon", "again", "before", "tonight", "alone", "there", "then")
_RIVAL = """
import asyncio, json, sys, time
from kokoro_onnx import Kokoro
import onnxruntime
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = int(sys.argv[3])
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
model = Kokoro.from_session(session, sys.argv[2])
async def say(text):
    begun, first, samples, cpu = time.perf_counter(), 0.0, 0, time.process_time()
    async for part, rate in model.create_stream(text, voice="af_heart", speed=1.0, lang="en-us"):
        first = first or time.perf_counter() - begun
        samples += len(part)
    return first, time.perf_counter() - begun, samples / rate, time.process_time() - cpu
asyncio.run(say("Hello there."))
print("ready", flush=True)
for line in sys.stdin:
    print(json.dumps(asyncio.run(say(json.loads(line)))), flush=True)
"""


def twenty_words(number: int) -> str:
    """A sentence of 20 words, a different one for each *number* up to 39."""
    return _TWENTY_WORDS[number % 4].format(_LAST[number // 4 % len(_LAST)])


def ask(speaker: Speaker, text: str) -> tuple[float, float, float, float]:
    """Seconds to the first sound, to the end, of speech, and of processor time."""
    begun, first, samples, cpu = time.perf_counter(), 0.0, 0, time.process_time()
    for piece in speaker.engine.speak(speaker.utterance(text), Stop()):
        if not first and float(np.abs(piece.samples).max(initial=0.0)) > SILENT:
            first = time.perf_counter() - begun
        samples += len(piece.samples)
    return first, time.perf_counter() - begun, samples / 24000, time.process_time() - cpu


@contextmanager
def rival(python: Path, threads: int) -> Iterator[subprocess.Popen[str]]:
    """A warm kokoro-onnx over the same model file, which answers texts, a line each."""
    with tempfile.TemporaryDirectory() as name:
        voices = Path(name) / "voices.npz"
        heart = np.fromfile(FOLDER / "voices" / "af_heart.bin", "<f4").reshape(510, 1, 256)
        np.savez(voices, af_heart=heart)
        command = [os.fspath(python), "-c", _RIVAL, os.fspath(FOLDER / "model.onnx"), os.fspath(voices), str(threads)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "ready"
            yield process
            process.terminate()


def ask_rival(process: subprocess.Popen[str], text: str) -> tuple[float, float, float, float]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(text) + "\n")
    process.stdin.flush()
    first, whole, speech, cpu = json.loads(process.stdout.readline())
    return first, whole, speech, cpu


def measure(rounds: int, python: Path | None, threads: int) -> list[Figure]:
    begun = time.perf_counter()
    speaker = Speaker(threads)
    figures = [Figure("loading the engine, warm-up included", f"{time.perf_counter() - begun:.2f} s")]
    if python is None:
        return figures + _alone(speaker, rounds)
    with rival(python, threads) as process:
        for name, text_of, most in (("six sentences", six_sentences, 0.08), ("20 words", twenty_words, 0.33)):
            ours, theirs = [], []
            for number in range(rounds):
                ours.append(ask(speaker, text_of(number)))
                theirs.append(ask_rival(process, text_of(number)))
            firsts, other_firsts = ([row[0] for row in rows] for rows in (ours, theirs))
            figures.append(at_most(f"first sound, {name}", statistics.median(firsts), 0.40, "s"))
            figures.append(Figure(f"kokoro-onnx, {name}", f"{statistics.median(other_firsts):.2f} s"))
            ratio = statistics.median(a / b for a, b in zip(firsts, other_firsts, strict=True))
            figures.append(at_most(f"ratio, {name}", ratio, most, "of kokoro-onnx's", 3))
            for label, column in (("real-time factor", 1), ("processor time per second of speech", 3)):
                mine, other = (
                    sum(row[column] for row in rows) / sum(row[2] for row in rows) for rows in (ours, theirs)
                )
                figures.append(at_most(f"{label}, {name} (kokoro-onnx {other:.2f})", mine, round(other, 2), "", 2))
    figures.append(at_most("resident memory", psutil.Process().memory_info().rss / 2**20, 300, "MB", 0))
    figures.append(
        Figure("resident memory at its most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    )
    return figures


def _alone(speaker: Speaker, rounds: int) -> list[Figure]:
    figures = []
    for name, text_of in (("six sentences", six_sentences), ("20 words", twenty_words)):
        rows = [ask(speaker, text_of(number)) for number in range(rounds)]
        figures.append(at_most(f"first sound, {name}", statistics.median(row[0] for row in rows), 0.40, "s"))
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.first_audio", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rival", type=Path)
    asked = parser.parse_args()
    figures = measure(asked.rounds, asked.rival, asked.threads)
    print(f"model {data_dir()}, load {os.getloadavg()[0]:.1f}")
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
