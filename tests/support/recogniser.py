# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words a recogniser hears in a recording: Moonshine's tiny model of English, which its package carries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from tests.support.forced_alignment import plain_words

_RATE_HZ = 16000
# Without it the first and the last word are often missed.
_MARGIN_S = 0.5


class Recogniser:
    """Writes down what it hears; of the default voice's plain sentences it mistakes some 2 % of the words."""

    def __init__(self) -> None:
        from moonshine_voice import ModelArch
        from moonshine_voice.transcriber import Transcriber
        from moonshine_voice.utils import get_model_path

        self._transcriber: Any = Transcriber(str(get_model_path("tiny-en")), ModelArch.TINY)

    def words(self, samples: NDArray[np.float32], rate_hz: int) -> list[str]:
        return [word for word in plain_words(self.text(samples, rate_hz)) if word]

    def text(self, samples: NDArray[np.float32], rate_hz: int) -> str:
        """What was heard as it is written, with figures."""
        margin = np.zeros(round(_MARGIN_S * _RATE_HZ))
        sound = np.concatenate([margin, soxr.resample(samples.astype(np.float64), rate_hz, _RATE_HZ), margin])
        lines = self._transcriber.transcribe_without_streaming(sound.tolist(), _RATE_HZ).lines
        return " ".join(line.text for line in lines)


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words to change, leave out or put in to make *heard* of *said*."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, start=1):
        before, row[0] = row[0], number
        for index, other in enumerate(heard, start=1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (word != other))
    return row[-1]
