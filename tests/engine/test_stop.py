# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from threading import Thread

from studio.engine.stop import Stop, Stopped, until_stopped


def test_callbacks_are_called_once_when_it_is_set() -> None:
    stop, called = Stop(), []
    stop.on_set(lambda: called.append("first"))
    stop.on_set(lambda: called.append("second"))
    assert not stop.is_set()
    stop.set()
    stop.set()
    assert stop.is_set()
    assert called == ["first", "second"]


def test_a_callback_that_comes_late_is_called_at_once() -> None:
    stop, called = Stop(), []
    stop.set()
    stop.on_set(lambda: called.append("late"))()
    assert called == ["late"]


def test_a_callback_that_was_taken_back_is_not_called() -> None:
    stop, called = Stop(), []
    forget = stop.on_set(lambda: called.append("never"))
    forget()
    forget()
    stop.set()
    assert called == []


def test_a_wait_ends_when_another_thread_sets_it() -> None:
    stop, ended = Stop(), []
    waiting = Thread(target=lambda: ended.append(stop.wait(60)))
    waiting.start()
    stop.set()
    waiting.join(30)
    assert ended == [True]


def test_a_wait_ends_by_itself_and_leaves_nothing_behind() -> None:
    stop = Stop()
    assert not stop.wait(0.001)
    stop.set()
    assert stop.wait(60)


def test_what_comes_before_the_stop_is_handed_on() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        yield 2
        raise Stopped

    assert list(until_stopped(pieces())) == [1, 2]


def test_a_callback_may_ask_the_flag_and_add_another() -> None:
    stop, called = Stop(), list[bool]()
    stop.on_set(lambda: called.append(stop.is_set()))

    def add_another() -> None:
        stop.on_set(lambda: called.append(True))

    stop.on_set(add_another)
    stop.set()
    assert called == [True, True]


def test_of_many_threads_that_set_it_one_calls() -> None:
    stop, called, ready = Stop(), list[int](), threading.Barrier(8)
    for number in range(50):
        stop.on_set(partial(called.append, number))

    def set_together() -> None:
        ready.wait(10)
        stop.set()

    threads = [threading.Thread(target=set_together) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert called == list(range(50))
