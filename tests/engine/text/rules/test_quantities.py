# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.rules.quantities import quantity_at
from tests.support.spoken_forms import sentence_of


@pytest.mark.parametrize(
    ("written", "tag", "end", "value"),
    [
        ("$5 million dollars", "en-US", 10, 5),
        ("2 1/2 cups", "en-US", 5, 2.5),
        ("1 234 567 x", "fr", 9, 1_234_567),
        ("1.299,– €", "de", 9, 1299),
        ("½", "en-US", 1, 0.5),
        (".5%", "en-US", 3, 0.5),
        ("12KG", "en-US", 4, 12),
        ("2 M€", "fr", 4, 2),
    ],
)
def test_what_belongs_to_figures(written: str, tag: str, end: int, value: float) -> None:
    found = quantity_at(sentence_of(written, tag), 0)
    assert found is not None
    assert (found.end, found.value) == (end, value)
