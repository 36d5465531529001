# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.server.wire.json_object import parse_object


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b'"a"', b"{", b"\xff{}", b'{"a": NaN}', b'{"a": Infinity}'])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidArgument, match="body: must be a JSON object"):
        parse_object(data)


def test_objects_are_read_with_or_without_a_mark_of_their_order() -> None:
    assert parse_object(b'\xef\xbb\xbf{"a": 1}') == parse_object('{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r'"\ud83d\ude42"', "🙂"),
        (r'"a\ud83d"', "a�"),
        (r'["\udc00", {"\udc00": "x"}]', ["�", {"�": "x"}]),
        ("1" * 18, int("1" * 18)),
        ("1" * 400, float("inf")),
    ],
)
def test_halves_of_letters_and_giant_numbers_are_made_harmless(written: str, read: object) -> None:
    assert parse_object('{"a": ' + written + "}") == {"a": read}


@given(st.dictionaries(st.text(), st.none() | st.integers(-(10**17), 10**17) | st.text() | st.lists(st.text())))
def test_any_object_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    assert parse_object(json.dumps(value)) == value
    assert parse_object(json.dumps(value, ensure_ascii=False).encode()) == value


def test_more_values_than_any_request_needs_are_refused_before_they_are_made() -> None:
    assert len(parse_object('{"a": "' + "[{," * 100_000 + '"}')["a"]) == 300_000
    with pytest.raises(InvalidArgument, match="at most 200000 values"):
        parse_object("[" + "0," * 200_001 + "0]")
