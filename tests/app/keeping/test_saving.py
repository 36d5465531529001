# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving goes on for as long as the program does, whatever fails."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import Callable

import pytest

from studio.app.keeping.saving import Autosave, SaveDelays
from studio.core.errors import SaveFailed
from studio.core.project import Project
from studio.project.edits import with_text
from studio.project.file.content import Content
from tests.support.waiting import wait_until_async

QUICK = SaveDelays(after_s=0.0, retry_s=0.01)


class Disk:
    """Takes documents, and fails with *fault* where one is set."""

    def __init__(self) -> None:
        self.project = Project()
        self.fault: BaseException | None = None
        self.written: list[str] = []
        self.tries = 0
        self.told: list[str] = []

    def write(self, content: Content) -> None:
        self.tries += 1
        if self.fault is not None:
            raise self.fault
        self.written.append(content.project.text)

    def tell(self, error: SaveFailed | None) -> None:
        self.told.append("" if error is None else error.user_text)

    def autosave(self) -> Autosave:
        return Autosave(self.write, self.content, self.tell, QUICK)

    def content(self) -> Content:
        return Content(self.project)


FAULTS: tuple[Callable[[], BaseException], ...] = (
    lambda: SaveFailed("The disk is full."),
    lambda: OSError(errno.EIO, "Input/output error"),
    lambda: FileExistsError(errno.EEXIST, "a file in the folder's place"),
    lambda: UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    lambda: RuntimeError("something that nobody thought of"),
    lambda: RecursionError(),
    lambda: MemoryError(),
)


@pytest.mark.parametrize("fault", FAULTS)
async def test_it_tries_for_ever_says_so_once_and_says_when_it_is_well(fault: Callable[[], BaseException]) -> None:
    disk = Disk()
    autosave = disk.autosave()
    running = asyncio.create_task(autosave.run())
    disk.fault = fault()
    disk.project = with_text(Project(), "Typed.")
    autosave.touch()
    await wait_until_async(lambda: disk.tries > 5)
    assert len(disk.told) == 1
    assert disk.told[0]
    assert (autosave.unsaved, autosave.fault is None) == (True, False)
    disk.fault = None
    await wait_until_async(lambda: disk.told[-1] == "")
    assert disk.written[-1] == "Typed."
    assert (autosave.unsaved, autosave.fault is None) == (False, True)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_save_that_failed_is_not_tried_again_at_once() -> None:
    disk = Disk()
    autosave = Autosave(disk.write, disk.content, disk.tell, SaveDelays(after_s=0.0, retry_s=3600.0))
    running = asyncio.create_task(autosave.run())
    disk.fault = SaveFailed("The disk is full.")
    disk.project = with_text(Project(), "Typed.")
    autosave.touch()
    await wait_until_async(lambda: disk.told)
    for _ in range(50):
        await asyncio.get_running_loop().run_in_executor(None, lambda: None)
    assert disk.tries == 1
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_it_outlives_a_fault_in_what_it_tells() -> None:
    disk = Disk()
    told: list[int] = []

    def failing(_error: SaveFailed | None) -> None:
        told.append(1)
        raise KeyError

    autosave = Autosave(disk.write, disk.content, failing, QUICK)
    running = asyncio.create_task(autosave.run())
    disk.fault = SaveFailed("full")
    disk.project = with_text(Project(), "Typed.")
    autosave.touch()
    await wait_until_async(lambda: told)
    disk.fault = None
    await wait_until_async(lambda: disk.written == ["Typed."])
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_save_that_was_cancelled_does_not_come_after_a_newer_one() -> None:
    begun, go_on = threading.Event(), threading.Event()
    written: list[str] = []
    project = Project()

    def write(one: Content) -> None:
        if one.project.text == "old":
            begun.set()
            assert go_on.wait(20.0)
        written.append(one.project.text)

    autosave = Autosave(write, lambda: Content(project), lambda _error: None, QUICK)
    project = with_text(Project(), "old")
    first = asyncio.create_task(autosave.save())
    await wait_until_async(begun.is_set)
    first.cancel()
    project = with_text(Project(), "new")
    second = asyncio.create_task(autosave.save())
    await asyncio.sleep(0)
    go_on.set()
    assert await second
    await asyncio.gather(first, return_exceptions=True)
    assert written == ["old", "new"]


def test_a_change_is_saved_within_a_second_and_at_rest_within_five() -> None:
    usual = SaveDelays()
    assert usual.after_s < 1.0
    assert usual.after_s + usual.rest_s < 5.0
