# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in slices against the same text in one run; `python -m tests.bench.splits` is the long form."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.core.voices import MixPart
from studio.engine.base import Stop, Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.moments import Moments
from studio.engine.kokoro.session import Decoded, Floats, Sessions
from tests.bench.splits import level_steps_db
from tests.support.mel_distance import mel_distance_db
from tests.support.rendered import Rendered
from tests.support.unsplit import unsplit

pytestmark = pytest.mark.model


def rendered(engine: KokoroEngine, text: str, voice_id: str) -> Rendered:
    pieces = tuple(engine.speak(Utterance(text, (MixPart(voice_id, 1.0),)), Stop()))
    samples = np.concatenate([piece.samples for piece in pieces])
    return Rendered(samples, tuple(word for piece in pieces for word in piece.words), (), pieces)


def test_a_split_is_close_to_the_unsplit_render(model_folder: Path, voice_ids: dict[str, str]) -> None:
    engine = KokoroEngine(model_folder, most_cached_bytes=0)
    text = "The captain told everyone to wait by the river, because the bridge was closed."
    for voice in ("af_heart", "bm_george"):
        split = rendered(engine, text, voice_ids[voice])
        with unsplit():
            whole = rendered(engine, text, voice_ids[voice])

        assert len(split.pieces) > len(whole.pieces) == 1
        assert split.words == whole.words
        assert len(split.samples) == len(whole.samples)
        # The first part knows the whole's loud and voiceless frames by count only; rounding alone is 0.6 to 1.0 dB.
        assert mel_distance_db(whole.samples, split.samples, 24000) < 2.4
        assert max(level_steps_db(split, whole)) < 2.0


def test_what_each_part_summed_goes_on_to_the_next_and_no_frame_counts_twice(
    model_folder: Path, voice_ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = KokoroEngine(model_folder, most_cached_bytes=0)
    runs: list[tuple[Moments, Moments]] = []
    generate = Sessions.generate

    def watched(
        self: Sessions, decoded: Decoded, first: int, last: int, style: Floats, of_unit: Moments, stop: Stop
    ) -> tuple[Samples, Moments]:
        sound, summed = generate(self, decoded, first, last, style, of_unit, stop)
        runs.append((of_unit, summed))
        return sound, summed

    monkeypatch.setattr(Sessions, "generate", watched)
    rendered(
        engine, "The captain told everyone to wait by the river, because the bridge was closed.", voice_ids["af_heart"]
    )

    assert len(runs) > 1
    assumed = runs[0][0].counts
    for (_, summed), (given, _) in pairwise(runs):
        assert given is summed
    last = runs[-1][1]
    counted = last.counts - assumed
    assert (counted <= last.kinds.sum(axis=0)).all()
    assert counted.sum() > 0.7 * len(last.kinds)


def test_the_pause_between_two_units_is_the_unsplit_ones(model_folder: Path, voice_ids: dict[str, str]) -> None:
    engine = KokoroEngine(model_folder, most_cached_bytes=0)
    text = "A warm wind came over the hills before noon. Her answer was short, polite and completely wrong."
    split = rendered(engine, text, voice_ids["af_heart"])
    with unsplit():
        whole = rendered(engine, text, voice_ids["af_heart"])

    pauses = [made.words[9].start_s - made.words[8].end_s for made in (split, whole)]
    assert pauses[0] == pytest.approx(pauses[1], abs=0.1)
