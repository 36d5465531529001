# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
from typing import Any

import pytest

from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.errors import EngineUnavailable, SaveFailed
from tests.support.waiting import wait_until_async


def refuse(text: str = "Full.") -> None:
    raise SaveFailed(text)


@pytest.fixture
def told() -> list[Notice]:
    return []


@pytest.fixture
def work(told: list[Notice]) -> Work:
    made = Work()
    made.notices.connect(told.append)
    return made


def texts(told: list[Notice]) -> list[tuple[str, str]]:
    return [(notice.key, notice.text) for notice in told]


def test_what_may_not_be_is_told_under_its_key(work: Work, told: list[Notice]) -> None:
    work.attempt(lambda: None, "mix")
    assert told == []
    work.attempt(refuse, "mix")
    assert texts(told) == [("mix", "Full.")]


async def test_a_failure_is_told_until_the_same_succeeds(work: Work, told: list[Notice]) -> None:
    async def do(full: bool) -> None:
        if full:
            refuse()

    undone: list[str] = []
    work.begin("save", do(full=True), failed=lambda: undone.append("back"))
    await wait_until_async(lambda: told)
    assert undone == ["back"]
    work.begin("save", do(full=False), failed=lambda: undone.append("never"))
    await wait_until_async(lambda: len(told) == 2)
    assert texts(told) == [("save", "Full."), ("save", "")]
    assert undone == ["back"]
    await work.tasks.close()


def test_want_of_the_engine_is_told_until_the_engine_changes(work: Work, told: list[Notice]) -> None:
    work.report(EngineUnavailable("Away."), "play")
    work.report(SaveFailed("Full."), "save")
    work.notices.check()
    assert texts(told) == [("play", "Away."), ("save", "Full.")]
    work.engine_changed()
    work.notices.check()
    assert texts(told)[2:] == [("play", "")]


async def test_a_fault_in_a_task_is_told_without_its_words(work: Work, told: list[Notice]) -> None:
    async def broken() -> None:
        raise ValueError("a person's text")

    seen: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: seen.append(context["exception"]))
    work.tasks.spawn("list", broken())
    await wait_until_async(lambda: told and seen)
    assert texts(told) == [("list", "Something went wrong (list).")]
    assert isinstance(seen[0], ValueError)
    await work.tasks.close()
