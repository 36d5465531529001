# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random

import pytest

from studio.project.file.ranks import LONGEST, between


def test_ranks_lie_between_wherever_rows_are_put() -> None:
    chance = random.Random(5)
    ranks = between(b"", None, 300)
    for _ in range(2000):
        at = chance.randint(0, len(ranks))
        low = ranks[at - 1] if at else b""
        high = ranks[at] if at < len(ranks) else None
        ranks[at:at] = between(low, high, chance.choice((1, 1, 1, 2, 7, 300)))
    assert ranks == sorted(set(ranks))
    assert all(rank[-1] for rank in ranks)


@pytest.mark.parametrize("first", [True, False])
def test_a_thousand_rows_put_one_by_one_at_a_place_stay_short_where_it_is_usual(first: bool) -> None:
    low, high = between(b"", None, 2)
    longest = 0
    for _ in range(1000):
        (rank,) = between(low, high, 1)
        assert low < rank < high
        longest = max(longest, len(rank))
        low, high = (low, rank) if first else (rank, high)
    assert longest < (400 if first else LONGEST)
