# SPDX-License-Identifier: GPL-3.0-or-later
"""Single takes of the real studio with the tone engine, heard by themselves."""

from __future__ import annotations

import asyncio
from functools import partial

import psutil

from studio.core.takes import Take
from tests.support.desk import Desk, standing
from tests.support.waiting import wait_until_async

# Of half a minute: a busy machine may look at what is heard but every few seconds.
TEXT = "One two three four five six seven eight nine ten. " + "And again one two three. " * 30


async def two_takes(desk: Desk) -> tuple[Take, Take]:
    """Two takes of a text, the second one slower."""
    desk.studio.editing.replace_text(TEXT)
    for speed, count in ((0.0, 1), (-0.5, 2)):
        desk.studio.designing.set_speed(speed)
        desk.studio.hearing.play_all()
        await wait_until_async(partial(has_takes, desk, count))
        desk.studio.hearing.stop()
    first, second = takes(desk)
    return first, second


def has_takes(desk: Desk, count: int) -> bool:
    return len(takes(desk)) == count


def takes(desk: Desk) -> tuple[Take, ...]:
    return desk.studio.taking.takes_of(desk.studio.editing.project.paragraphs[0])


def heard(desk: Desk) -> tuple[str, bool]:
    found = desk.studio.take_hearing.heard()
    return ("", False) if found is None else (found.take, found.playing)


async def test_a_take_is_played_paused_and_resumed(desk: Desk) -> None:
    first, _ = await two_takes(desk)
    listening = desk.studio.take_hearing
    assert listening.heard() is None
    listening.play_or_pause(first)
    await wait_until_async(lambda: (found := listening.heard()) is not None and found.share > 0.05)
    listening.play_or_pause(first)
    await wait_until_async(lambda: heard(desk) == (first.id, False))
    listening.play_or_pause(first)
    await wait_until_async(lambda: heard(desk) == (first.id, True))
    desk.studio.hearing.stop()
    assert listening.heard() is None


async def test_the_take_that_is_heard_of_two_compared_is_told(desk: Desk) -> None:
    first, second = await two_takes(desk)
    desk.studio.comparing.compare(desk.studio.editing.project.paragraphs[0], first, second)
    await wait_until_async(lambda: heard(desk) == (first.id, True))
    assert desk.studio.comparing.switch_to(second)
    await wait_until_async(lambda: heard(desk) == (second.id, True))
    desk.studio.take_hearing.play_or_pause(second)
    await wait_until_async(lambda: heard(desk) == (second.id, False))
    desk.studio.hearing.stop()
    assert not desk.studio.comparing.switch_to(first)


async def test_a_take_that_is_stopped_while_it_is_read_is_not_heard(desk: Desk) -> None:
    first, _ = await two_takes(desk)
    desk.studio.takes.clear()
    desk.studio.take_hearing.play_or_pause(first)
    desk.studio.hearing.stop()
    await wait_until_async(lambda: not any(task.get_name() == "read a take" for task in asyncio.all_tasks()))
    assert desk.studio.take_hearing.heard() is None


async def test_a_take_leaves_the_place_at_which_reading_goes_on(desk: Desk) -> None:
    first, _ = await two_takes(desk)
    desk.studio.hearing.seek_to_char(TEXT.index("five"))
    desk.studio.take_hearing.play_or_pause(first)
    await wait_until_async(lambda: heard(desk)[0] == first.id)
    desk.studio.hearing.stop()
    assert desk.studio.hearing.resume_at == TEXT.index("five")


async def test_a_take_takes_the_place_of_what_waits_for_the_engine(desk: Desk) -> None:
    first, _ = await two_takes(desk)
    hearing = desk.studio.hearing
    psutil.Process(desk.engines[-1].pid).kill()
    await wait_until_async(lambda: not desk.studio.engine.state.ready)
    able: list[None] = []
    desk.studio.engine.able.connect(able.append)
    # Another text, of which nothing is kept.
    desk.studio.editing.edit_text(0, 0, "Before it all. ")
    hearing.play_all()
    assert hearing.view().phase == "waiting"
    desk.studio.take_hearing.play_or_pause(first)
    begun = hearing.begun
    await wait_until_async(lambda: heard(desk) == (first.id, True))
    assert set(standing(desk)) == {"engine"}
    hearing.play_or_pause()
    assert heard(desk) == (first.id, False)
    hearing.play_or_pause()
    await wait_until_async(lambda: able)
    assert hearing.begun == begun
    assert heard(desk) == (first.id, True)
    hearing.stop()
