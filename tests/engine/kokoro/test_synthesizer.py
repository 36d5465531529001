# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import islice
from typing import cast

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.core.timeline import word_spans
from studio.engine.base import SpeechPiece
from studio.engine.kokoro.frames import HALVES, Decoded, Floats, Frames, Integers, TextStates
from studio.engine.kokoro.prosody import Prosody
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.streaming.cache import SaidLately
from studio.engine.kokoro.streaming.moments import Moments
from studio.engine.kokoro.streaming.pace import Pace
from studio.engine.kokoro.streaming.schedule import Around
from studio.engine.kokoro.streaming.voice_moments import load_voice_moments
from studio.engine.kokoro.synthesizer import Loaded, Reuse, Synthesizer
from studio.engine.kokoro.units import Unit
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.stop import Stop

UNITS = 40
CONTEXT = 6


class SteadyPace(Pace):
    """Notes nothing more once it is settled."""

    is_settled = False

    def note(self, frames: int, took_s: float) -> None:
        if not self.is_settled:
            super().note(frames, took_s)


class SilentSessions:
    """A model whose text has some strength at some places and no sound; notes how each run lies in what is decoded."""

    def __init__(self, seed: int) -> None:
        self._numbers = np.random.default_rng(seed)
        self.count = 0
        self.runs: list[tuple[int, int]] = []
        self.given: list[Moments] = []

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
        self.given.append(of_unit)
        return np.zeros(600 * (last - first), np.float32), of_unit


class TimedSessions(SilentSessions):
    """Takes as long as the model does at *factor* of real time, by a clock of its own: encoder and decoder are measured
    to take 0.04 to 0.06 and 0.06 of the generator's time for as many frames."""

    def __init__(self, seed: int, factor: float) -> None:
        super().__init__(seed)
        self._frame_s = 0.025 * factor
        self.now_s = 0.0

    def align(self, states: TextStates, durations: Integers, style: Floats, stop: Stop) -> Frames:
        frames = super().align(states, durations, style, stop)
        self.now_s += 0.06 * frames.count * self._frame_s
        return frames

    def decode(self, frames: Frames, first: int, last: int, style: Floats, stop: Stop) -> Decoded:
        self.now_s += 0.06 * (last - first) * self._frame_s
        return super().decode(frames, first, last, style, stop)

    def generate(
        self, decoded: Decoded, first: int, last: int, style: Floats, of_unit: Moments, stop: Stop
    ) -> tuple[Samples, Moments]:
        self.now_s += (last - first) * self._frame_s
        return super().generate(decoded, first, last, style, of_unit, stop)


def spoken(
    is_all: bool,
    around: Around,
    factor: float = 0.0,
    tokens: int = 28,
    kept: SaidLately | None = None,
    sessions: SilentSessions | None = None,
    first_only: bool = False,
) -> list[SpeechPiece]:
    """One unit, on a machine that is always as slow as *factor*; or only its first piece."""
    word = WordPhonemes(word_spans("word")[0], "a" * tokens, "")
    pace = SteadyPace()
    pace.note(40, factor)
    pace.is_settled = True
    synthesizer = Synthesizer(
        Loaded(cast(Sessions, sessions or SilentSessions(2)), {"a": 1}, load_voice_moments()),
        np.zeros((510, 256), np.float32),
        Prosody(),
        Stop(),
        Reuse(kept or SaidLately(0), pace),
        around,
    )
    pieces = synthesizer.pieces([Unit((word,), "a" * tokens, ((0, 0),), is_all=is_all)])
    return list(islice(pieces, 1 if first_only else None))


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
    assert (len(spoken(is_all, around)) == 1) is goes_whole


def test_what_goes_whole_is_summed_about_what_is_usual_and_assumes_nothing() -> None:
    whole, part = SilentSessions(2), SilentSessions(2)
    spoken(True, Around(), sessions=whole)
    spoken(False, Around(), sessions=part)

    assert np.array_equal(whole.given[0].centres, part.given[0].centres)
    assert whole.given[0].centres.any()
    assert not whole.given[0].counts.any()
    assert part.given[0].counts.all()


def test_a_longer_text_never_goes_whole() -> None:
    assert len(spoken(True, Around(), tokens=50)) > 1


def test_a_text_alone_sounds_as_it_does_alone_after_it_was_a_part() -> None:
    kept = SaidLately(1 << 24)
    runs = []
    for is_all in (False, True, False, True):
        sessions = SilentSessions(2)
        spoken(is_all, Around(), kept=kept, sessions=sessions)
        runs.append(len(sessions.runs))

    assert runs[0] > 1
    # Each is kept by itself.
    assert runs[1:] == [1, 0, 0]


def test_the_first_piece_of_a_speech_alone_says_when_to_begin() -> None:
    alone, longer, later = (
        [piece.head_start.buffer_s for piece in spoken(False, around, 1.5)]
        for around in (Around(), Around(after_s=5.0), Around(before_s=5.0))
    )
    assert alone[0] > 0
    assert longer[0] > alone[0]
    assert not any((*alone[1:], *longer[1:], *later))


@pytest.mark.parametrize("factor", [0.3, 0.5, 0.6, 0.8, 1.2])
@pytest.mark.parametrize("lengths", [(28, 160), (12, 160, 160), (60, 40, 160), (400,)])
def test_what_makes_later_units_ready_is_waited_for(factor: float, lengths: tuple[int, ...]) -> None:
    sessions = TimedSessions(3, factor)
    pace = SteadyPace()
    # It varies by a tenth.
    for number in range(50):
        pace.note(100, 100 * 0.025 * factor * (0.9, 1.1)[number % 2])
    synthesizer = Synthesizer(
        Loaded(cast(Sessions, sessions), {"a": 1, " ": 2}, load_voice_moments()),
        np.zeros((510, 256), np.float32),
        Prosody(),
        Stop(),
        Reuse(SaidLately(0), pace),
        Around(text_s=sum(lengths) * 2.5 * 0.025),
    )
    word = WordPhonemes(word_spans("word")[0], "a", "")
    units = [Unit((word,), "a" * length, ((0, 0),), is_all=False) for length in lengths]
    pace.is_settled = True
    pieces = [(sessions.now_s, piece) for piece in synthesizer.pieces(units)]

    first_s, first = pieces[0]
    begun_s = first_s + first.head_start.wait_s
    heard_s = 0.0
    for ready_s, piece in pieces:
        assert ready_s <= begun_s + heard_s + 1e-6, "a gap"
        heard_s += len(piece.samples) / 24000


def test_what_begins_the_speech_is_decoded_as_a_whole_when_there_is_time() -> None:
    for seed in range(10):
        sessions = SilentSessions(seed)
        first = spoken(False, Around(), factor=0.15, tokens=400, sessions=sessions)[0]
        decoded = [last for _, last in sessions.runs]
        # Not before the third slice, which is the shorter for it.
        assert decoded[1] < sessions.count
        assert decoded[3] == sessions.count
        assert not first.head_start


def test_a_later_unit_is_heard_after_what_was_heard_before_at_the_pace_of_speech() -> None:
    for seed in range(10):
        sessions = TimedSessions(seed, 1.0)
        pieces = spoken(False, Around(before_s=4.0), tokens=120, sessions=sessions, first_only=True)
        assert len(pieces[0].samples) >= 24000 // 2
        assert sessions.now_s < 4.0 + 0.2, "with the contexts of its first slice"


def test_slices_grow_with_what_was_heard_before_a_text() -> None:
    first, later = SilentSessions(2), SilentSessions(2)
    first_piece = spoken(False, Around(), tokens=120, sessions=first)[0]
    later_piece = spoken(False, Around(before_s=4.0), tokens=120, sessions=later)[0]

    assert len(first_piece.samples) < 0.8 * 24000
    assert len(later_piece.samples) > 1.5 * 24000
    # There is time to decode all of a text that does not begin the speech.
    assert first.runs[0][1] < first.count
    assert {decoded_last for _, decoded_last in later.runs} == {later.count}


def test_each_slice_ends_well_before_what_is_decoded_unless_the_text_does() -> None:
    usual = load_voice_moments()
    table = np.zeros((510, 256), np.float32)
    partly = 0
    for seed in range(UNITS):
        sessions = SilentSessions(seed)
        tokens = "a" * (40 + 3 * seed)
        word = WordPhonemes(word_spans("word")[0], tokens, "")
        synthesizer = Synthesizer(
            Loaded(cast(Sessions, sessions), {"a": 1}, usual), table, Prosody(), Stop(), Reuse(SaidLately(0))
        )
        list(synthesizer.pieces([Unit((word,), tokens, ((0, 0),))]))

        for last, decoded_last in sessions.runs:
            assert decoded_last == sessions.count or decoded_last - last >= CONTEXT
            partly += decoded_last < sessions.count
    assert partly > UNITS
