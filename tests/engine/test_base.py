# SPDX-License-Identifier: GPL-3.0-or-later
"""The flag that stops a render, and what a head start counts as."""

from __future__ import annotations

import threading

import pytest

from studio.engine.base import NO_HEAD_START, HeadStart, Stop


def test_a_callback_is_called_once_when_set_and_not_before() -> None:
    stop, called = Stop(), list[str]()
    stop.on_set(lambda: called.append("first"))
    stop.on_set(lambda: called.append("second"))
    assert not stop.is_set()
    assert called == []
    stop.set()
    stop.set()
    assert stop.is_set()
    assert called == ["first", "second"]


def test_who_comes_after_it_was_set_is_called_at_once() -> None:
    stop, called = Stop(), list[str]()
    stop.set()
    take_back = stop.on_set(lambda: called.append("late"))
    assert called == ["late"]
    take_back()
    stop.set()
    assert called == ["late"]


def test_a_callback_that_was_taken_back_is_not_called() -> None:
    stop, called = Stop(), list[str]()
    take_back = stop.on_set(lambda: called.append("gone"))
    stop.on_set(lambda: called.append("kept"))
    take_back()
    take_back()
    stop.set()
    assert called == ["kept"]


def test_a_callback_may_ask_the_flag_and_add_another() -> None:
    stop, called = Stop(), list[bool]()
    stop.on_set(lambda: called.append(stop.is_set()))
    stop.on_set(lambda: stop.on_set(lambda: called.append(True)) and None)
    stop.set()
    assert called == [True, True]


def test_of_many_threads_that_set_it_one_calls() -> None:
    stop, called, ready = Stop(), list[int](), threading.Barrier(8)
    for number in range(50):
        stop.on_set(lambda number=number: called.append(number))  # type: ignore[misc]

    def set_together() -> None:
        ready.wait(10)
        stop.set()

    threads = [threading.Thread(target=set_together) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert called == list(range(50))


@pytest.mark.parametrize(
    ("head_start", "waits"), [(NO_HEAD_START, False), (HeadStart(0.0, 3.0), False), (HeadStart(0.1), True)]
)
def test_a_head_start_without_audio_to_gather_is_none(head_start: HeadStart, waits: bool) -> None:
    assert bool(head_start) is waits
