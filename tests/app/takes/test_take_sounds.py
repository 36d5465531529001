# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound of takes that is not in memory any more."""

from __future__ import annotations

import numpy as np

from tests.app.takes.conftest import in_use, rendered
from tests.support.desk import Desk


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
