# SPDX-License-Identifier: GPL-3.0-or-later
"""The studio without its window, asked at random for whatever a person can ask it for, by a seed that is printed."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from random import Random
from typing import Any

from studio.core.project import Project
from studio.core.tagging import read_tags
from tests.support.deeds import Deeds
from tests.support.desk import Desk
from tests.support.waiting import HANGS_S, wait_until_async

DEEDS, LONG_S = 150, 120.0
LONGEST_REST_S = 0.08
SHOWN_DEEDS = 40


async def test_whatever_is_asked_for_nothing_fails_and_everything_is_there_at_the_next_start(
    data_dir: Path, tmp_path: Path, long_form: bool, seed: int
) -> None:
    print("seed", seed)
    random = Random(seed)
    failed: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: failed.append(context))
    desk = Desk(data_dir)
    await desk.open()
    deeds = Deeds(desk.studio, random, tmp_path)
    deeds.write(12)
    end_s = time.monotonic() + LONG_S
    try:
        while (time.monotonic() < end_s) if long_form else (len(deeds.did) < DEEDS):
            deeds.act()
            await asyncio.sleep(random.uniform(0.0, LONGEST_REST_S))
            desk.studio.hearing.view()
            desk.studio.overview.refresh()
            assert not failed, failed
            check(desk.studio.editing.project)
        await at_rest(desk)
    finally:
        print(len(deeds.did), "deeds, the last ones:", *deeds.did[-SHOWN_DEEDS:])
    project, path = desk.studio.editing.project, desk.studio.projects.path
    takes = {each.id: desk.studio.taking.takes_of(each) for each in project.paragraphs}
    await desk.studio.close()
    assert not failed, failed
    again = Desk(data_dir)
    try:
        await again.open()
        assert (again.studio.projects.path, again.studio.editing.project) == (path, project)
        await wait_until_async(lambda: again.studio.rendering.pending() == 0, HANGS_S, "all is rendered still")
        assert {each.id: again.studio.taking.takes_of(each) for each in project.paragraphs} == takes
    finally:
        await again.studio.close()
    assert not failed, failed


async def at_rest(desk: Desk) -> None:
    """Wait until all that was asked for is done, then render what is not."""
    studio = desk.studio
    studio.hearing.stop()
    studio.rendering.cancel()

    def asked_for() -> list[str]:
        names = [task.get_name() for task in asyncio.all_tasks()]
        names.remove("save the project")  # which goes on until the end
        return [name for name in names if any(word in name for word in ("project", "reading", "text", "version"))]

    await wait_until_async(lambda: not asked_for(), HANGS_S, "all that was asked for is done")
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active, HANGS_S, "the end of rendering")
    assert studio.rendering.pending() == 0, [notice.text for notice in desk.notices[-5:]]
    # One that cannot be rendered is left out until it changes, and would be pending at the next start.
    assert not [notice.text for notice in desk.notices if "not rendered" in notice.text]
    await wait_until_async(lambda: not studio.keeping.unsaved, HANGS_S, "saved")


def check(project: Project) -> None:
    """Marks are inside their paragraph and in order, and no tag that would be a mark is left as text."""
    assert len({each.id for each in project.paragraphs}) == len(project.paragraphs)
    for each in project.paragraphs:
        assert all(0 <= mark.start <= mark.end <= len(each.text) for mark in each.marks), each
        assert list(each.marks) == sorted(each.marks, key=lambda mark: mark.start), each
        (line,) = read_tags(each.script)
        assert line.text == each.text, each
