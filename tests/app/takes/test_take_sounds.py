# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound of takes that is not in memory any more."""

from __future__ import annotations

import asyncio
import threading

import numpy as np
import pytest

from studio.app.takes.takes import LiveTake
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
