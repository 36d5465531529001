# SPDX-License-Identifier: GPL-3.0-or-later
"""All controls of a design, dragged by the mouse while a sentence loops."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from studio.ui.door import calls
from tests.support.dragging import controls, drag
from tests.support.pace import slowed_down
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

TEXT = "One two three four five six seven eight nine ten."
DRAGS = 30
MOST_MS = 17.0


@contextmanager
def timed(into_ms: list[float]) -> Iterator[None]:
    """The processor time of each call through the door, beside what is measured anyway."""
    around = calls.around

    @contextmanager
    def measured(where: str) -> Iterator[None]:
        begun_s = time.thread_time()
        if around is None:
            yield
        else:
            with around(where):
                yield
        into_ms.append(1000 * (time.thread_time() - begun_s))

    calls.around = measured
    try:
        yield
    finally:
        calls.around = around


def test_no_control_that_is_dragged_holds_the_window_up_and_the_newest_is_heard(in_window: InWindow) -> None:
    took_ms: list[float] = []
    paced_ms: list[float] = []

    async def body(it: Open) -> None:
        studio, panel, random = it.studio, it.window.design, Random(1)
        studio.editing.replace_text(TEXT)
        voices = [voice.id for voice in studio.voices.all][:3]
        studio.designing.choose_voice(voices[0])
        for voice in voices[1:]:
            studio.designing.add_to_mix(voice)
        studio.hearing.loop(0, len(TEXT))
        await it.until(lambda: studio.hearing.view().word is not None, "the first word")
        await it.settled()
        there, dragged = controls(panel), set[QWidget]()
        assert len(there) >= 3 + 1 + 1 + 5
        asked: list[int] = []
        with timed(took_ms):
            for _ in range(DRAGS):
                dragged.add(await drag(panel, random, moves=8))
                # By the pace of then: other programs come and go.
                pace = slowed_down()
                paced_ms.extend([each_ms / pace for each_ms in took_ms[len(paced_ms) :]])
                asked.append(len(studio.playback.tuner.asked))
        assert len(dragged) >= len(there) // 2
        assert max(asked) <= 2, "what is on its way, and the newest"
        await it.until(lambda: not studio.hearing.view().tuning, "the newest sound")
        session = studio.playback.session
        assert session is not None
        assert session.design == studio.designing.spoken_design
        await it.until(lambda: studio.hearing.view().phase == "playing", "it goes on")
        studio.hearing.stop()

    in_window(body)
    assert len(paced_ms) > 500
    assert float(np.percentile(paced_ms, 99)) < MOST_MS
