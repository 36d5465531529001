# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.core.timeline import word_spans
from studio.engine.base import Stop
from studio.engine.kokoro.cache import SaidLately
from studio.engine.kokoro.moments import Moments
from studio.engine.kokoro.prosody import Prosody
from studio.engine.kokoro.render import Around, Renderer, Reuse
from studio.engine.kokoro.session import HALVES, Decoded, Floats, Frames, Integers, Sessions, TextStates
from studio.engine.kokoro.units import Unit
from studio.engine.kokoro.voice_moments import load_voice_moments
from studio.engine.word_phonemes import WordPhonemes

UNITS = 40
CONTEXT = 6


class SilentSessions:
    """A model whose text has some strength at some places and no sound; notes how each run lies in what is decoded."""

    def __init__(self, seed: int) -> None:
        self._numbers = np.random.default_rng(seed)
        self.count = 0
        self.runs: list[tuple[int, int]] = []

    def encode(self, tokens: Integers, _style: Floats, _stop: Stop) -> TextStates:
        nothing = np.zeros(0, np.float32)
        return TextStates(self._numbers.uniform(1, 4, len(tokens)).astype(np.float32), nothing, nothing)

    def align(self, _states: TextStates, durations: Integers, _style: Floats, _stop: Stop) -> Frames:
        self.count = int(durations.sum())
        energy = self._numbers.uniform(2, 9, HALVES * self.count).astype(np.float32)
        energy[:20] = energy[-20:] = -9
        for at in self._numbers.integers(20, HALVES * self.count - 20, 3):
            energy[at : at + 10] = -6
        return Frames(np.zeros((1, 512, self.count), np.float32), np.full(HALVES * self.count, 150, np.float32), energy)

    def decode(self, _frames: Frames, first: int, last: int, _style: Floats, _stop: Stop) -> Decoded:
        return Decoded(first, np.zeros((1, 512, HALVES * (last - first)), np.float32), np.zeros(0, np.float32))

    def generate(
        self, decoded: Decoded, first: int, last: int, _style: Floats, of_unit: Moments, _stop: Stop
    ) -> tuple[Samples, Moments]:
        self.runs.append((last, decoded.last))
        return np.zeros(600 * (last - first), np.float32), of_unit


@pytest.mark.parametrize(
    ("is_all", "around", "goes_whole"),
    [
        (True, Around(), True),
        (True, Around(text_s=9.0), True),
        (False, Around(), False),
        (True, Around(before_s=1.0), False),
        (True, Around(after_s=1.0), False),
    ],
)
def test_a_short_text_goes_whole_unless_it_is_a_part(is_all: bool, around: Around, goes_whole: bool) -> None:
    tokens = "a" * 28
    word = WordPhonemes(word_spans("word")[0], tokens, "")
    sessions = SilentSessions(2)
    renderer = Renderer(
        cast(Sessions, sessions),
        {"a": 1},
        np.zeros((510, 256), np.float32),
        Prosody(),
        Stop(),
        load_voice_moments(),
        Reuse(SaidLately(0)),
        around,
    )
    pieces = list(renderer.pieces([Unit((word,), tokens, ((0, 0),), is_all=is_all)]))

    assert 60 < sessions.count < 95
    assert (len(pieces) == 1) is goes_whole


def test_each_slice_ends_well_before_what_is_decoded_unless_the_text_does() -> None:
    usual = load_voice_moments()
    table = np.zeros((510, 256), np.float32)
    partly = 0
    for seed in range(UNITS):
        sessions = SilentSessions(seed)
        tokens = "a" * (40 + 3 * seed)
        word = WordPhonemes(word_spans("word")[0], tokens, "")
        renderer = Renderer(cast(Sessions, sessions), {"a": 1}, table, Prosody(), Stop(), usual, Reuse(SaidLately(0)))
        list(renderer.pieces([Unit((word,), tokens, ((0, 0),))]))

        for last, decoded_last in sessions.runs:
            assert decoded_last == sessions.count or decoded_last - last >= CONTEXT
            partly += decoded_last < sessions.count
    assert partly > UNITS
