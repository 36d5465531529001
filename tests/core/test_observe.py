# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.observe import Signal


def test_receivers_are_called_in_the_order_in_which_they_connected() -> None:
    signal: Signal[int] = Signal()
    signal.emit(0)
    told: list[tuple[str, int]] = []
    for name in "abc":
        signal.connect(lambda value, name=name: told.append((name, value)))  # type: ignore[misc]
    signal.emit(7)
    assert told == [("a", 7), ("b", 7), ("c", 7)]


def test_who_disconnected_is_told_no_more_and_the_others_are() -> None:
    signal: Signal[int] = Signal()
    first: list[int] = []
    second: list[int] = []
    disconnect = signal.connect(first.append)
    signal.connect(second.append)
    signal.emit(1)
    disconnect()
    disconnect()
    signal.emit(2)
    assert (first, second) == ([1], [1, 2])


def test_connecting_and_disconnecting_while_a_value_is_told_act_from_the_next_one_on() -> None:
    signal: Signal[int] = Signal()
    told: list[str] = []

    def once(value: int) -> None:
        told.append(f"once {value}")
        disconnect()
        signal.connect(lambda value: told.append(f"late {value}"))

    disconnect = signal.connect(once)
    signal.connect(lambda value: told.append(f"always {value}"))
    signal.emit(1)
    signal.emit(2)
    assert told == ["once 1", "always 1", "always 2", "late 2"]


def test_what_a_receiver_raises_reaches_who_emits() -> None:
    signal: Signal[str] = Signal()
    signal.connect(int)
    signal.emit("7")
    with pytest.raises(ValueError, match="seven"):
        signal.emit("seven")
