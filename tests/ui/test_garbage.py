# SPDX-License-Identifier: GPL-3.0-or-later
"""Garbage that holds objects of Qt is collected in the window's thread, whoever makes garbage meanwhile."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from studio.ui import garbage
from studio.ui.garbage import MANY, collect_due, collect_thoroughly, keep_from_collector, keep_many
from studio.ui.main import qt_loop
from tests.support.waiting import HANGS_S

LITTER = 20_000
ROUNDS = 200
LONG = 1_000_000
"""Objects over which any machine needs longer than a round may take."""


class Ring(QObject):
    """An object that only the collector ends, as it holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collected() -> Iterator[list[tuple[str, int]]]:
    """Name of the thread and generation of each collection."""
    told: list[tuple[str, int]] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            told.append((threading.current_thread().name, info["generation"]))

    gc.callbacks.append(note)
    try:
        yield told
    finally:
        gc.callbacks.remove(note)


@pytest.fixture
def rekept() -> Iterator[None]:
    """Afterwards the collector looks at no more than before, as for all tests."""
    yield
    collect_thoroughly()


def litter() -> None:
    """Cycles enough for the collector to be due many times."""
    for _ in range(LITTER):
        cycle: list[object] = []
        cycle.append(cycle)


async def turn() -> None:
    """One more turn of the loop."""
    await asyncio.sleep(0.001)


def test_another_threads_garbage_is_no_reason_to_destroy_objects_of_qt_there(
    app: QApplication, collected: list[tuple[str, int]]
) -> None:
    async def work() -> None:
        gone = weakref.ref(Ring())
        collected.clear()
        elsewhere = threading.Thread(target=litter, name="elsewhere")
        elsewhere.start()
        elsewhere.join()
        assert collected == []
        assert gone() is not None
        while gone() is not None:
            litter()
            await turn()

    with qt_loop(app) as loop:
        loop.run_until_complete(asyncio.wait_for(work(), HANGS_S))
    assert {name for name, _generation in collected} == {threading.main_thread().name}


def test_garbage_is_collected_when_the_events_have_been_handled(
    app: QApplication, collected: list[tuple[str, int]]
) -> None:
    async def work() -> None:
        collected.clear()
        litter()
        assert collected == []
        await turn()
        assert collected

    with qt_loop(app) as loop:
        loop.run_until_complete(work())


def test_python_collects_by_itself_again_afterwards(app: QApplication) -> None:
    with qt_loop(app):
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_is_left_at_the_end_is_collected_there_also_if_it_was_kept(app: QApplication, rekept: None) -> None:
    with qt_loop(app):
        gone = weakref.ref(Ring())
        keep_from_collector()
    assert gone() is None


def test_what_outlived_a_long_round_is_not_looked_at_again(rekept: None) -> None:
    kept = [[number] for number in range(LONG)]
    gc.disable()
    try:
        before = gc.get_freeze_count()
        for _ in range(ROUNDS):
            litter()
            collect_due()
        assert gc.get_freeze_count() >= before + LONG
    finally:
        gc.enable()
    assert len(kept) == LONG


def test_what_was_only_in_use_during_a_short_round_is_collected_later(
    rekept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as an export that ran meanwhile, and was cancelled then."""
    monkeypatch.setattr(garbage, "LONG_ROUND_S", 1.0)  # on a busy machine a short one may take long
    gc.disable()
    try:
        gc.freeze()
        in_use = Ring()
        gone = weakref.ref(in_use)
        before = gc.get_freeze_count()
        for _ in range(ROUNDS):
            litter()
            collect_due()
        assert gc.get_freeze_count() <= before
        del in_use
        for _ in range(ROUNDS):
            litter()
            collect_due()
        assert gone() is None
    finally:
        gc.enable()


def test_few_new_objects_are_not_kept_and_many_are(rekept: None) -> None:
    gc.collect()
    before = gc.get_freeze_count()
    few = [[number] for number in range(MANY // 100)]
    keep_many()
    assert gc.get_freeze_count() <= before
    gc.disable()
    try:
        many = [[number] for number in range(MANY + 1)]
        keep_many()
    finally:
        gc.enable()
    assert gc.get_freeze_count() > before + MANY
    assert len(few) + len(many) == MANY // 100 + MANY + 1


def test_what_is_there_is_kept_from_the_garbage_collector(rekept: None) -> None:
    before = gc.get_freeze_count()
    keep_from_collector()
    assert gc.get_freeze_count() > before


def test_what_was_kept_and_is_garbage_now_goes_in_a_thorough_round(rekept: None) -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    keep_from_collector()
    del ring
    gc.collect()
    assert gone() is not None
    collect_thoroughly()
    assert gone() is None
    assert gc.get_freeze_count()
