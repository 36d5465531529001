# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound of takes that is not in memory any more."""

from __future__ import annotations

import asyncio
import gc
import threading
from typing import Any

import numpy as np
import pytest

from studio.app.takes.takes import LiveTake
from studio.core.errors import SpeechFailed
from studio.core.takes import Take
from tests.app.takes.conftest import in_use, rendered
from tests.support.desk import Desk
from tests.support.waiting import HANGS_S, wait_until_async


async def test_sound_that_is_not_in_memory_is_read_from_what_was_kept(desk: Desk) -> None:
    await rendered(desk)
    found = in_use(desk)
    assert found is not None
    before = desk.studio.taking.sounds.of(found.take)
    assert before is not None
    await desk.studio.taking.settle()
    # The file's thread writes in turn.
    await desk.studio.keeping.writer.run(lambda: None)
    desk.studio.takes.clear()
    silent = desk.studio.taking.sounds.of(found.take)
    assert silent is not None
    assert silent.dropped
    assert silent.words == before.words
    live = desk.studio.taking.sounds.to_play(found.take)
    assert live is not None
    assert await desk.studio.taking.sounds.fill(live)
    assert np.abs(live.read(0, live.frames) - before.read(0, before.frames)).max() < 1 / 32000


async def test_sound_that_is_being_read_is_waited_for_by_whoever_asks_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reading that goes over to another design gives up the wait while a thread reads on into the same take."""
    await rendered(desk)
    found = in_use(desk)
    assert found is not None
    sounds = desk.studio.taking.sounds
    before = sounds.of(found.take)
    assert before is not None
    await desk.studio.taking.settle()
    await desk.studio.keeping.writer.run(lambda: None)
    desk.studio.takes.clear()
    live = sounds.to_play(found.take)
    assert live is not None
    read, begun, go_on = sounds._read, threading.Event(), threading.Event()

    def held(take: Take, live: LiveTake) -> bool:
        begun.set()
        assert go_on.wait(HANGS_S)
        return read(take, live)

    monkeypatch.setattr(sounds, "_read", held)
    first = asyncio.ensure_future(sounds.fill(live))
    await wait_until_async(begun.is_set, HANGS_S, "the thread that reads")
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    second = asyncio.ensure_future(sounds.fill(live))
    await asyncio.sleep(0)
    assert not second.done()
    go_on.set()
    assert await second
    assert live.complete
    assert live.words == before.words
    assert live.frames == before.frames


async def test_of_a_project_that_was_left_it_is_no_fault_that_its_sound_cannot_be_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rendered(desk)
    found = in_use(desk)
    assert found is not None
    studio, sounds = desk.studio, desk.studio.taking.sounds
    await studio.taking.settle()
    await studio.keeping.writer.run(lambda: None)
    studio.takes.clear()
    live = sounds.to_play(found.take)
    assert live is not None
    begun, go_on = threading.Event(), threading.Event()
    told: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context))

    def away(_take: Take, _live: LiveTake) -> bool:
        begun.set()
        assert go_on.wait(HANGS_S)
        raise SpeechFailed("The drive was pulled out.")

    monkeypatch.setattr(sounds, "_read", away)
    filling = asyncio.ensure_future(sounds.fill(live))
    await wait_until_async(begun.is_set, HANGS_S, "the thread that reads")
    before = studio.projects.path
    studio.projects.new()
    await wait_until_async(lambda: studio.projects.path != before, what="another project")
    go_on.set()
    assert not await filling
    gc.collect()
    assert told == []
    assert not desk.said("recordings")


async def test_where_the_sound_in_use_is_lost_the_take_before_it_is_heard(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rendered(desk)
    studio, sounds, first = desk.studio, desk.studio.taking.sounds, in_use(desk)
    studio.rendering.another_reading(studio.editing.project.paragraphs[0])
    await wait_until_async(lambda: in_use(desk) not in (None, first), what="the other reading")
    second = in_use(desk)
    assert first is not None
    assert second is not None
    await studio.taking.settle()
    await studio.keeping.writer.run(lambda: None)
    studio.takes.clear()
    read = sounds._read
    monkeypatch.setattr(sounds, "_read", lambda take, live: take.id != second.take.id and read(take, live))
    live = sounds.to_play(second.take)
    assert live is not None
    assert not await sounds.fill(live)
    assert in_use(desk) == first
    assert studio.rendering.pending() == 0
