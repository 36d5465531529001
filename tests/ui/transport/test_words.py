# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from studio.app.takes.part import OverviewPart
from studio.app.takes.takes import LiveTake
from studio.core.timeline import WordTiming
from studio.ui.keys import ActionKeys
from studio.ui.theme import Theme
from studio.ui.transport import TransportPanel
from studio.ui.transport.words import ASTRAY_PX, GAP_PX, Fitted, place_words

pytestmark = pytest.mark.display

# Word times of Kokoro's voices: short words follow each other within a tenth of a second.
SPOKEN = (
    ("Everything", 1.93, 2.42), ("you", 2.42, 2.58), ("hear", 2.58, 2.84), ("was", 2.84, 2.97), ("spoken", 2.97, 3.35),
    ("on", 3.35, 3.49), ("your", 3.49, 3.61), ("own", 3.61, 3.79), ("machine,", 3.79, 4.37), ("and", 4.37, 4.55),
    ("no", 4.55, 4.72), ("word", 4.72, 4.95), ("of", 4.95, 5.04), ("it", 5.04, 5.13), ("has", 5.13, 5.31),
    ("left", 5.31, 5.58), ("this", 5.58, 5.76), ("room.", 5.76, 6.3),
)  # fmt: skip


def fit(text: str, narrow: bool, most_px: float) -> Fitted:
    """Letters of 6 px, of 5 px in narrower type."""
    letter = 5.0 if narrow else 6.0
    if len(text) * letter > most_px:
        text = text[: max(1, int(most_px / letter) - 1)] + "…"
    return Fitted(text, narrow, len(text) * letter)


def test_words_with_room_stand_at_their_sound() -> None:
    placed = place_words([("one", 50.0), ("two", 200.0)], 400.0, fit)
    assert [(one.fitted.text, one.left_px) for one in placed] == [("one", 41.0), ("two", 191.0)]


def test_a_crowd_moves_apart_to_both_sides() -> None:
    placed = place_words([("aaa", 195.0), ("bbb", 200.0), ("ccc", 205.0)], 400.0, fit)
    assert [one.left_px for one in placed] == [167.0, 191.0, 215.0]
    assert not any(one.fitted.narrow for one in placed)


def test_what_has_no_room_is_narrower_and_then_cut_but_never_left_out() -> None:
    many = [("word" * 3, 100.0 + 40.0 * number) for number in range(10)]
    placed = place_words(many, 800.0, fit)
    assert all(one.fitted.narrow for one in placed)
    assert any("…" in one.fitted.text for one in placed)
    assert all(one.fitted.text.startswith("w") for one in placed)


@pytest.mark.parametrize("seed", range(30))
def test_no_word_is_missing_or_under_another_and_each_is_near_its_sound(seed: int) -> None:
    chance = random.Random(seed)
    at, words = 0.0, []
    while at < 780.0:
        text = "x" * chance.choice((1, 2, 2, 3, 3, 4, 5, 7, 11))
        words.append((text, at))
        at += chance.uniform(14.0, 50.0)
    placed = place_words(words, 800.0, fit)
    assert len(placed) == len(words)
    for before, after in pairwise(placed):
        assert after.left_px >= before.left_px + before.fitted.width_px + GAP_PX - 0.01
    for (_, middle), one in zip(words, placed, strict=True):
        half = one.fitted.width_px / 2
        wanted = min(max(middle, half), 800.0 - half)
        assert abs(one.left_px + half - wanted) <= ASTRAY_PX
        assert one.left_px >= 0
        assert one.left_px + one.fitted.width_px <= 800.01


def test_a_crowd_that_nothing_can_fit_is_still_written() -> None:
    placed = place_words([("word", 5.0)] * 100, 300.0, fit)
    assert len(placed) == 100
    assert all(one.fitted.text for one in placed)


@pytest.mark.parametrize("pace", [1.0, 1.6])
def test_every_word_of_real_speech_is_written_whole_under_the_wave(
    app: QApplication, theme: Theme, show: Callable[..., None], pace: float
) -> None:
    words = [WordTiming(text, start_s / pace, end_s / pace) for text, start_s, end_s in SPOKEN]
    take = LiveTake("key", 1000)
    take.append(np.full(int(7000 / pace), 0.5, np.float32))
    take.add_words(words)
    take.finish()
    panel = TransportPanel(theme, ActionKeys(theme), 280, 320)
    show(panel, 1440, 128)
    panel.show_parts([OverviewPart("a", 0.0, 7.0 / pace, take)], 7.0 / pace)
    written: dict[float, set[str]] = {}
    for word in words:
        panel.show_position(word.start_s + 0.01, True)
        panel.detail.grab()
        for start_s, (text, box) in panel.detail.written().items():
            written.setdefault(start_s, set()).add(text)
            assert panel.detail.rect().toRectF().contains(box)
    assert all(word.text in written[word.start_s] for word in words)
