# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in slices against the same text in one run; `python -m tests.bench.splits` is the long form."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.frames import HALVES, Decoded, Floats
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.settings import KokoroSettings
from studio.engine.kokoro.splitting import UNSPLIT
from studio.engine.kokoro.streaming.moments import Moments
from studio.engine.stop import Stop
from tests.bench.splits import level_steps_db
from tests.support.mel_distance import mel_distance_db
from tests.support.rendered import Rendered

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def engines(model_folder: Path, forgetful_kokoro: KokoroEngine) -> tuple[KokoroEngine, KokoroEngine]:
    """One that renders as usual, and one that splits nothing; neither keeps anything."""
    return forgetful_kokoro, KokoroEngine(model_folder, KokoroSettings(most_cached_bytes=0, splitting=UNSPLIT))


def rendered(engine: KokoroEngine, text: str, voice_id: str) -> Rendered:
    pieces = tuple(engine.speak(Utterance(text, (MixPart(voice_id, 1.0),)), Stop()))
    samples = np.concatenate([piece.samples for piece in pieces])
    return Rendered(samples, tuple(word for piece in pieces for word in piece.words), (), pieces)


def test_a_split_is_close_to_the_unsplit_render(
    engines: tuple[KokoroEngine, KokoroEngine], voice_ids: dict[str, str]
) -> None:
    engine, unsplit = engines
    text = "The captain told everyone to wait by the river, because the bridge was closed."
    for voice in ("af_heart", "bm_george"):
        split = rendered(engine, text, voice_ids[voice])
        whole = rendered(unsplit, text, voice_ids[voice])

        assert len(split.pieces) > len(whole.pieces) == 1
        assert split.words == whole.words
        assert len(split.samples) == len(whole.samples)
        # Rounding alone is 0.6 to 1.0 dB.
        assert mel_distance_db(whole.samples, split.samples, 24000) < 2.2
        steps_db = level_steps_db(split, whole)
        assert np.mean(steps_db) < 1.5
        assert max(steps_db) < 3.0


@dataclass
class Run:
    given: Moments
    summed: Moments
    last: int
    decoded: Decoded


class WatchedSessions(Sessions):
    """Notes the generator's runs as they come."""

    def __init__(self, folder: Path, threads: int | None) -> None:
        self.runs: list[Run] = []
        super().__init__(folder, threads)

    def generate(
        self, decoded: Decoded, first: int, last: int, style: Floats, of_unit: Moments, stop: Stop
    ) -> tuple[Samples, Moments]:
        sound, summed = super().generate(decoded, first, last, style, of_unit, stop)
        self.runs.append(Run(of_unit, summed, last, decoded))
        return sound, summed


@pytest.fixture(scope="module")
def watched(model_folder: Path) -> tuple[KokoroEngine, list[Run]]:
    """An engine, and the runs of its generator."""
    made: list[WatchedSessions] = []

    def watching(folder: Path, threads: int | None) -> WatchedSessions:
        made.append(WatchedSessions(folder, threads))
        return made[-1]

    engine = KokoroEngine(model_folder, KokoroSettings(most_cached_bytes=0, sessions=watching))
    return engine, made[0].runs


def test_what_each_part_summed_goes_on_to_the_next_and_no_frame_counts_twice(
    voice_ids: dict[str, str], watched: tuple[KokoroEngine, list[Run]]
) -> None:
    engine, runs = watched
    del runs[:]
    text = "The captain told everyone to wait by the river, because the bridge was closed."
    rendered(engine, text, voice_ids["af_heart"])

    assert len(runs) > 1
    assumed = runs[0].given.counts
    assert (assumed > 0).all()
    for before, run in pairwise(runs):
        assert run.given is before.summed
    last = runs[-1].summed
    counted = last.counts - assumed
    assert (counted <= last.kinds.sum(axis=0)).all()
    assert counted.sum() > 0.7 * len(last.kinds)
    beyond = [run.decoded.last - run.last for run in runs if run.decoded.last < len(last.kinds) // HALVES]
    assert beyond
    assert min(beyond) >= 6


def test_nothing_is_assumed_of_what_is_run_as_a_whole(
    voice_ids: dict[str, str], watched: tuple[KokoroEngine, list[Run]]
) -> None:
    engine, runs = watched
    del runs[:]
    rendered(engine, "Yes, I know.", voice_ids["af_heart"])

    (run,) = runs
    assert not run.given.counts.any()
    assert (run.summed.counts == run.summed.kinds.sum(axis=0)).all()


def test_the_pause_between_two_units_is_the_unsplit_ones(
    engines: tuple[KokoroEngine, KokoroEngine], voice_ids: dict[str, str]
) -> None:
    engine, unsplit = engines
    text = "A warm wind came over the hills before noon. Her answer was short, polite and completely wrong."
    split = rendered(engine, text, voice_ids["af_heart"])
    whole = rendered(unsplit, text, voice_ids["af_heart"])

    pauses = [made.words[9].start_s - made.words[8].end_s for made in (split, whole)]
    assert pauses[0] == pytest.approx(pauses[1], abs=0.1)
