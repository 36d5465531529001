# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.client.wire.backoff import Backoff


@given(st.integers(0, 8), st.floats(0.001, 0.2))
def test_each_wait_is_twice_the_one_before_and_up_to_half_of_it_more(retry: int, first_s: float) -> None:
    least_s = first_s * 2**retry
    assert least_s <= Backoff(first_delay_s=first_s).delay_s(retry) <= 1.5 * least_s


def test_clients_do_not_come_back_together() -> None:
    assert len({Backoff().delay_s(0) for _ in range(20)}) > 1


@pytest.mark.parametrize(("asked_s", "waits_s"), [(0.0, 0.0), (0.25, 0.25), (60.0, 60.0), (1e9, 60.0)])
def test_what_the_server_asks_for_goes_first_up_to_a_minute(asked_s: float, waits_s: float) -> None:
    assert Backoff(first_delay_s=5.0).delay_s(3, asked_s) == waits_s


def test_no_wait_is_longer_than_a_minute() -> None:
    assert Backoff().delay_s(500) == 60.0
