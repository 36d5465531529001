# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.rules.units import unit_at
from tests.support.spoken_forms import sentence_of


@pytest.mark.parametrize(
    ("written", "many"),
    [
        ("m/s²", "meters per second squared"),
        ("KG", "kilograms"),
        ("km³", "cubic kilometers"),
        ("µg/mL", "micrograms per milliliter"),
    ],
)
def test_units_are_built_of_their_parts(written: str, many: str) -> None:
    found = unit_at(sentence_of(written), 0)
    assert found is not None
    assert (found[0].many, found[2]) == (many, len(written))


def test_no_unit_is_found_in_a_word() -> None:
    assert unit_at(sentence_of("xyz"), 0) is None
    assert unit_at(sentence_of("kgs2x"), 0) is None
