# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine that knows more than sound and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.core.timeline import PhonemeTiming
from studio.engine.base import NO_HEAD_START, HeadStart, SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine


class KnowingEngine(ToneEngine):
    """Names one phoneme a word, and is too slow by its own account: 1.25 s are to be gathered, or 0.5 waited.

    A text without a letter has no sound, and nothing is told of it.
    """

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        if not any(map(str.isalpha, utterance.text)):
            for piece in super().speak(utterance, stop):
                yield replace(piece, samples=piece.samples[:0])
            return
        head_start = HeadStart(1.25, 0.5)
        for piece in super().speak(utterance, stop):
            phonemes = tuple(PhonemeTiming("ə", word.start_s, word.end_s) for word in piece.words)
            yield replace(piece, phonemes=phonemes, head_start=head_start)
            head_start = NO_HEAD_START
