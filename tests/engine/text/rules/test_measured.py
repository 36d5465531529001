# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.rules.quantities import quantity_at
from tests.support.spoken_forms import sentence_of


@pytest.mark.parametrize(
    ("written", "at"),
    [("1920, W. H. Auden", 0), ("5; V. Woolf", 0), ("At 10, am", 3), ("I am 10 in all", 5), ('"I am 5" he', 6)],
)
def test_no_unit_is_seen_where_there_is_none(written: str, at: int) -> None:
    found = quantity_at(sentence_of(written), at)
    assert found is not None
    assert found.unit is None
