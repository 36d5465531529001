# SPDX-License-Identifier: GPL-3.0-or-later
"""Two takes of a paragraph, heard in turn."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import numpy as np
import pytest

from studio.audio.playout import FADE_S
from studio.core.project import Paragraph
from studio.core.takes import Take
from tests.support.desk import Desk, standing, step_until
from tests.support.signals import islands
from tests.support.stepped_output import RATE_HZ, Steps

TEXT = "One two three four five six seven eight nine ten."


async def two_takes(desk: Desk) -> tuple[Paragraph, tuple[Take, ...]]:
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_all()
    await step_until(desk, lambda: not desk.studio.hearing.active, "the end")
    (paragraph,) = desk.studio.editing.project.paragraphs
    desk.studio.rendering.another_reading(paragraph)
    await step_until(desk, lambda: len(takes(desk)) == 2, "the other reading")
    (paragraph,) = desk.studio.editing.project.paragraphs
    return paragraph, takes(desk)


def takes(desk: Desk) -> tuple[Take, ...]:
    return desk.studio.taking.takes_of(desk.studio.editing.project.paragraphs[0])


def lit(desk: Desk) -> int:
    word = desk.studio.hearing.view().word
    return word.start if word is not None else -1


async def test_a_switch_goes_on_at_the_same_word_without_a_gap(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    comparing = desk.studio.comparing
    await two_takes(desk)
    steps.blocks.clear()
    comparing.compare_or_switch(0)
    words: list[int] = []
    heard: list[str] = []
    for word in ("three", "six", "nine"):
        await step_until(desk, lambda: lit(desk) == TEXT.index(word), word)  # noqa: B023
        shown = standing(desk)["compare"]
        heard.append(shown[: len("Take 1")])
        comparing.compare_or_switch(0)

        def look() -> bool:
            words.append(lit(desk))
            return lit(desk) > TEXT.index(word)  # noqa: B023

        await step_until(desk, look, f"what follows {word}")
    await step_until(desk, lambda: not desk.studio.hearing.active, "the end")
    assert heard == ["Take 2", "Take 1", "Take 2"]
    assert standing(desk).get("compare", "") == ""
    assert words == sorted(words), "no word is heard again, or left out"
    # The tone engine's pauses are the only ones: 30 % of a word's time.
    sounds = islands(steps.heard, 96)
    gaps_s = [(begin - end) / RATE_HZ for (_, end), (begin, _) in pairwise(sounds)]
    assert max(gaps_s) < 0.3 * 0.2 * 1.3 + 2 * FADE_S
    assert len(sounds) == pytest.approx(10, abs=3), "a switch within a word fades out and in"


async def test_the_levels_are_matched(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    paragraph, (first, second) = await two_takes(desk)
    live = desk.studio.takes.get(second.id)
    assert live is not None
    live._track._samples[: live.frames] *= 0.1
    peaks = []
    for one, other in ((first, second), (second, first)):
        steps.blocks.clear()
        desk.studio.comparing.compare(paragraph, one, other)
        await step_until(desk, lambda: desk.studio.hearing.active, "the comparison")
        await step_until(desk, lambda: not desk.studio.hearing.active, "the end")
        peaks.append(float(np.abs(steps.heard).max()))
    assert peaks[0] == pytest.approx(peaks[1], rel=0.1)
    assert peaks[0] < 0.05


async def test_what_is_asked_for_meanwhile_is_heard_instead(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    paragraph, (first, second) = await two_takes(desk)
    desk.studio.comparing.compare(paragraph, first, second)
    desk.studio.hearing.play_all()
    begun = desk.studio.hearing.begun
    await step_until(desk, lambda: not desk.studio.hearing.active, "the end")
    assert desk.studio.hearing.begun == begun
    assert standing(desk).get("compare", "") == ""


async def prepared(desk: Desk) -> None:
    """Wait until all comparisons that were asked for are prepared."""
    names = ("compare takes", "read a take")
    await step_until(desk, lambda: not any(task.get_name() in names for task in asyncio.all_tasks()), "prepared")


@pytest.mark.parametrize("over", ["stop", "play_or_pause"])
async def test_stop_or_pause_while_it_is_prepared_ends_it(stepped: tuple[Desk, Steps], over: str) -> None:
    desk, _ = stepped
    paragraph, (first, second) = await two_takes(desk)
    desk.studio.hearing.play_all()
    desk.studio.takes.clear()
    desk.studio.comparing.compare(paragraph, first, second)
    getattr(desk.studio.hearing, over)()
    await prepared(desk)
    assert desk.studio.comparing.take(0) is None
    assert desk.studio.hearing.active == (over == "play_or_pause")


async def test_a_paragraph_that_is_removed_while_it_is_prepared_is_not_heard(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    _, (first, second) = await two_takes(desk)
    desk.studio.editing.edit_text(0, 0, "Before it all.\n")
    paragraph = desk.studio.editing.project.paragraphs[-1]
    assert paragraph.id == first.paragraph
    desk.studio.takes.clear()
    desk.studio.comparing.compare(paragraph, first, second)
    desk.studio.editing.edit_text(len("Before it all."), 1 + len(TEXT), "")
    await prepared(desk)
    assert desk.studio.hearing.view().phase == "stopped"
    assert not desk.studio.hearing.active


async def test_one_take_alone_is_told(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    desk.studio.comparing.compare_or_switch(3)
    assert "one take only" in standing(desk)["compare"]
    assert not desk.studio.hearing.active
