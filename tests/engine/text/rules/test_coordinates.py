# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.rules.coordinates import coordinate
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("51.5° N", "fifty-one point five degrees|north"),
        ("1°N", "one degree|north"),
        ("40°26'46\" W", "forty degrees|twenty-six minutes|forty-six seconds|west"),
        ("40° 06′ S", "forty degrees|six minutes|south"),
        ("51°30'", "fifty-one degrees|thirty minutes"),
        ("51.5°", None),
        ("20° Not", None),
    ],
)
def test_degrees_with_a_direction_or_minutes(written: str, said: str | None) -> None:
    assert said_by(coordinate, written) == said


def test_a_language_without_directions_leaves_them() -> None:
    assert said_by(coordinate, "51.5° N", "fr") is None
