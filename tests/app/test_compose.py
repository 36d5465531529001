# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

from studio.app.compose import make_studio
from studio.app.keeping.data_folder import DataFolder
from studio.core.engines import TONE
from tests.support.waiting import wait_until_async


async def test_it_speaks_by_the_engine_asked_for_and_leaves_the_folder_to_its_owner(data_dir: Path) -> None:
    folder = DataFolder(data_dir)
    assert folder.take()
    studio = make_studio(folder, TONE.option)
    try:
        studio.start()
        await wait_until_async(lambda: not studio.engine.blocker())
        assert studio.engine.state.status is not None
        assert studio.engine.state.status.engine.startswith("tone")
        assert studio.voices.all
    finally:
        await studio.close()
    assert not DataFolder(data_dir).take()
    folder.give_back()
