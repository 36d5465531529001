# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.app.overview.chapters import ChapterState, OutlineChapter
from studio.app.takes.in_use import Stale
from studio.app.takes.part import OverviewPart
from studio.app.takes.takes import LiveTake
from studio.core.errors import EngineUnavailable
from studio.ui.manuscript.margin.states import chapter_state, state_of

RATE_HZ = 24000


def take(seconds: float, complete: bool = True) -> LiveTake:
    made = LiveTake("key", RATE_HZ)
    made.append(np.zeros(round(seconds * RATE_HZ), np.float32))
    if complete:
        made.finish()
    return made


def part(
    sound: LiveTake | None, duration_s: float = 4.0, lead_s: float = 0.0, changed: Stale = "", stale: Stale = ""
) -> OverviewPart:
    return OverviewPart("a", 0.0, duration_s, sound, lead_s, changed, stale)


@pytest.mark.parametrize(
    ("of", "shape", "words"),
    [
        (None, "ring", "Not rendered"),
        (part(None), "ring", "Not rendered"),
        (part(take(4.0)), "disc", "Ready"),
        (part(take(3.0), lead_s=1.0), "half", "Partly ready"),
        (part(take(3.0)), "half", "Partly ready"),
        (part(take(2.5, complete=False)), "arc", "Rendering 62 %"),
        (part(take(9.0, complete=False)), "arc", "Rendering 99 %"),
        (part(take(0.0, complete=False)), "ring", "Next"),
        (replace(part(take(2.5, complete=False)), broken_off=True), "half", "Partly ready"),
        (replace(part(take(0.0, complete=False)), broken_off=True), "ring", "Not rendered"),
        (part(take(4.0), changed="text"), "ring", "Text changed"),
        (part(take(4.0), changed="voice"), "ring", "Voice changed"),
        (part(take(4.0), changed="voice", stale="voice"), "ring", "Voice changed"),
        (part(take(4.0), stale="version"), "disc", "Ready, older"),
        (part(take(4.0), stale="engine"), "disc", "Ready, kept"),
    ],
)
def test_a_state_has_a_shape_and_words(of: OverviewPart | None, shape: str, words: str) -> None:
    state = state_of(of)
    assert (state.shape, state.words) == (shape, words)


@pytest.mark.parametrize(
    ("state", "shape", "words"),
    [
        ("ready", "disc", "Chapter · 4:12"),
        ("part", "half", "53 % · ≈ 4:12"),
        ("rendering", "arc", "53 % · ≈ 4:12"),
        ("none", "ring", "Chapter · ≈ 4:12"),
        ("failed", "ring", "Chapter · ≈ 4:12"),
    ],
)
def test_a_heading_has_the_state_and_length_of_its_chapter(state: ChapterState, shape: str, words: str) -> None:
    made = chapter_state(OutlineChapter("a", 0, 3, "One", state, 252.0, state != "ready", 0.53))
    assert (made.shape, made.words) == (shape, words)


def test_a_take_that_broke_off_is_not_rendered() -> None:
    broken = take(2.0, complete=False)
    broken.error = EngineUnavailable("gone")
    assert state_of(part(broken)).words == "Not rendered"
