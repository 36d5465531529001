# SPDX-License-Identifier: GPL-3.0-or-later
"""A program of its own, which writes down the English words of the speech on its standard input.

    python -m studio.audio.recogniser < SAMPLES

The samples are mono, float32 (little endian), at 16 kHz. It tells lines of JSON: {"share"} of what is done, at last
{"words"}, or {"fault"}. The recogniser is Moonshine's tiny model, which the package moonshine-voice carries: nothing is
fetched. It is native code that can neither be stopped nor trusted: here it can be ended, and has limits.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from itertools import pairwise
from typing import Any

import numpy as np

from studio.core.pcm import Samples

RATE_HZ = 16000
_MODEL = "tiny-en"
_NICE = 5
_MOST_CPU_S = 600
# The model hears half a minute at once; a cut stands in the quietest place of the last part of that.
_LONGEST_S, _SHORTEST_S = 20.0, 12.0
_QUIET_S = 0.1
# Without it the first and the last word are often missed.
_MARGIN_S = 0.5


def main() -> int:
    """Tell the words."""
    _limit()
    samples: Samples = np.frombuffer(sys.stdin.buffer.read(), "<f4").astype(np.float32)
    try:
        hear = _recogniser()
    except Exception as error:  # of native code, which raises what it likes
        _tell({"fault": f"{type(error).__name__}: {error}"})
        return 1
    words: list[str] = []
    cuts = cuts_of(samples)
    for begin, end in pairwise(cuts):
        words.append(hear(samples[begin:end]))
        _tell({"share": end / max(len(samples), 1)})
    _tell({"words": " ".join(each for each in words if each)})
    return 0


def cuts_of(samples: Samples) -> list[int]:
    """Where *samples* are cut into parts of at most 20 s, from the begin to the end."""
    cuts, quiet = [0], round(_QUIET_S * RATE_HZ)
    while len(samples) - cuts[-1] > _LONGEST_S * RATE_HZ:
        first, last = (cuts[-1] + round(each * RATE_HZ) for each in (_SHORTEST_S, _LONGEST_S))
        parts = samples[first : first + (last - first) // quiet * quiet].reshape(-1, quiet)
        cuts.append(first + quiet * int((parts**2).sum(axis=1).argmin()) + quiet // 2)
    return [*cuts, len(samples)]


def _recogniser() -> Any:
    from moonshine_voice import ModelArch
    from moonshine_voice.transcriber import Transcriber
    from moonshine_voice.utils import get_model_path

    transcriber = Transcriber(str(get_model_path(_MODEL)), ModelArch.TINY)
    margin = np.zeros(round(_MARGIN_S * RATE_HZ), np.float32)

    def hear(samples: Samples) -> str:
        sound = np.concatenate([margin, samples, margin])
        lines = transcriber.transcribe_without_streaming(sound.tolist(), RATE_HZ).lines
        return " ".join(line.text.strip() for line in lines)

    return hear


def _limit() -> None:
    with suppress(AttributeError, OSError):
        os.nice(_NICE)
    with suppress(ImportError):
        import resource

        for kind, most in (
            (resource.RLIMIT_CPU, _MOST_CPU_S),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (most, most))


def _tell(value: object) -> None:
    sys.stdout.write(json.dumps(value))
    sys.stdout.write("\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
