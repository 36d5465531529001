# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of marks that are numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.mark_values import RANGES, dragged_value, next_value, typed_value
from studio.core.marks import Mark
from studio.core.markup import parse_markup
from studio.core.tagging import with_tags

KINDS = st.sampled_from(sorted(RANGES))


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("pause", "0.5", "0.5"),
        ("pause", " ,8 s", "0.8"),
        ("pause", "500 ms", "0.5"),
        ("pause", "1,25s", "1.25"),
        ("pause", "60", "60"),
        ("speed", "1.2×", "1.2"),
        ("speed", ".75 x", "0.75"),
        ("volume", "2", "2"),
    ],
)
def test_a_value_is_read_as_people_write_it(kind: str, typed: str, value: str) -> None:
    assert typed_value(kind, typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("pause", "61"), ("pause", "0"), ("pause", "-1"), ("pause", "two"), ("pause", ""), ("pause", "1×"),
     ("speed", "2"), ("speed", "1 s"), ("volume", "0.4"), ("volume", "nan"), ("pause", "1e1"), ("pause", "٣")],
)  # fmt: skip
def test_what_is_not_permitted_is_refused_with_what_is(kind: str, typed: str) -> None:
    with pytest.raises(InvalidArgument, match=f"{kind}: must be {RANGES[kind].least:g} to {RANGES[kind].most:g}"):
        typed_value(kind, typed)


@given(KINDS, st.floats(-3000, 3000), st.booleans(), st.integers(-20, 20))
def test_dragged_and_stepped_values_are_values_that_the_engines_take(kind: str, px: float, fine: bool, by: int) -> None:
    known = RANGES[kind]
    for value in (dragged_value(kind, "1", px, fine), next_value(kind, "1", by)):
        assert known.least <= float(value) <= known.most
        assert typed_value(kind, value) == value
        mark = Mark(kind, 0, 0 if kind == "pause" else 2, value)
        assert not parse_markup(with_tags("so it is", (mark,)).text).skipped


def test_a_drag_goes_in_handy_steps_and_finely_in_hundredths() -> None:
    assert [dragged_value("pause", "0.5", px) for px in (-100, -9, 0, 12, 30, 500)] == [
        "0.05", "0.4", "0.5", "0.6", "0.8", "5.5",
    ]  # fmt: skip
    assert dragged_value("pause", "0.5", 15, fine=True) == "0.53"
    assert dragged_value("pause", "20", 100) == "25"
    assert dragged_value("speed", "1.2", -20) == "1.1"
    assert [next_value("pause", value, by) for value, by in (("0.5", 1), ("0.1", -1), ("5", 1), ("5", -1))] == [
        "0.6", "0.05", "6", "4.9",
    ]  # fmt: skip
