# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of values: what they take, what they say of what they refuse, and that what is published is what is checked."""

from __future__ import annotations

import math
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.server.wire.schema import AnyOf, Choice, Described, Field, Flag, Kind, ListOf, Number, Object, Text, Uuid

UUID = "d46abd1d-2d02-43e8-819f-51fb652c1c61"
PAIR = Object({"id": Field(Text(5, 1), required=True), "weight": Field(Number(0, 2, above=True))}, "a pair")
KINDS: dict[str, Kind] = {
    "text": Text(5),
    "word": Text(5, worded=True),
    "some text": Text(5, 2),
    "choice": Choice(("a", "b")),
    "flag": Flag(),
    "number": Number(),
    "bounded": Number(-1, 1),
    "above": Number(0, 1, above=True),
    "whole": Number(1, 3, whole=True),
    "list": ListOf(Number(0, 1), 1, 2),
    "object": PAIR,
    "any": AnyOf((Choice(("slow",)), Number(-1, 1)), "slow or a number"),
}


@pytest.mark.parametrize(
    ("kind", "value", "made"),
    [
        (Text(3), "", ""),
        (Text(3), "abc", "abc"),
        (Uuid(), "", ""),
        (Uuid(), "{" + UUID.upper() + "}", UUID),
        (Choice(("a",)), "a", "a"),
        (Flag(), False, False),
        (Number(0, 1), 1, 1.0),
        (Number(whole=True), 8000.0, 8000),
        (ListOf(Flag()), [], []),
        (PAIR, {"id": "x", "weight": None, "more": 7}, {"id": "x", "weight": None}),
        (AnyOf((Flag(), Number()), "either"), 2, 2.0),
        (Described({}), object, object),
    ],
)
def test_what_a_kind_takes_it_makes_plain(kind: Kind, value: object, made: object) -> None:
    found = kind.check(value, "key")
    assert found == made
    assert type(found) is type(made)


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (Text(3), "abcd", "key: must be a text of at most 3 characters"),
        (Text(3), None, "key: must be a text of at most 3 characters"),
        (Text(3, worded=True), " ", "key: must be a text of 1 to 3 characters"),
        (Text(3, permitted="a name"), 1, "key: must be a name"),
        (Uuid(), "x", "key: must be a UUID"),
        (Uuid(), 5, "key: must be a UUID"),
        (Choice(("a", "b")), "c", "key: must be one of a, b"),
        (Choice(("a", "b")), ["a"], "key: must be one of a, b"),
        (Flag(), 1, "key: must be true or false"),
        (Number(0, 1), True, "key: must be a number from 0 to 1"),
        (Number(0, 1), "0", "key: must be a number from 0 to 1"),
        (Number(0, 1, above=True), 0, "key: must be a number from 0 to 1"),
        (Number(1, 3, whole=True), 1.5, "key: must be a whole number from 1 to 3"),
        (Number(), math.nan, "key: must be a finite number"),
        (Number(0, above=True), math.inf, "key: must be a finite number above 0"),
        (ListOf(Flag(), 1, permitted="flags"), [], "key: must be flags"),
        (ListOf(Flag()), [True, 1], "key[1]: must be true or false"),
        (ListOf(Flag(), permitted_of_all=True), [1], "key: must be true or false"),
        (PAIR, [], "key: must be a pair"),
        (PAIR, {}, "key.id: must be a text of 1 to 5 characters"),
        (PAIR, {"id": "x", "weight": 0}, "key.weight: must be a number from 0 to 2"),
        (AnyOf((Flag(),), "either"), 2, "key: must be either"),
    ],
)
def test_what_a_kind_refuses_it_refuses_in_words(kind: Kind, value: object, told: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        kind.check(value, "key")
    assert refused.value.user_text == told


def test_an_object_without_a_name_calls_its_keys_by_their_own() -> None:
    with pytest.raises(InvalidArgument, match=r"^weight: "):
        PAIR.check({"id": "x", "weight": "heavy"})
    with pytest.raises(InvalidArgument, match=r"^body: must be a pair"):
        PAIR.check(None)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(-3, 3, width=16)
    | st.sampled_from(["", " ", "a", "b", "slow", "abcdef", "\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "weight", "x"]), inner),
    max_leaves=5,
)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=50)
@example(0)
@example(1.0)
@example(2.5)
@example("b")
@example(" ")
@example([])
@example([0, 1])
@example({"id": "x", "weight": 0})
@given(VALUES)
def test_what_is_published_takes_what_is_taken(name: str, value: Any) -> None:
    kind = KINDS[name]
    try:
        kind.check(value, "key")
        taken = True
    except InvalidArgument:
        taken = False
    assert jsonschema_rs.Draft202012Validator(kind.json_schema()).is_valid(value) == taken


def test_a_key_that_is_not_required_may_be_null() -> None:
    every = Object({name: Field(kind) for name, kind in KINDS.items()})
    assert set(every.check(dict.fromkeys(KINDS)).values()) == {None}
    assert jsonschema_rs.is_valid(every.json_schema(), dict.fromkeys(KINDS))


def test_what_an_object_and_its_keys_are_about_is_published() -> None:
    schema = Object({"a": Field(Flag(), required=True, about="of a")}, about="of all").json_schema()
    assert (schema["description"], schema["properties"]["a"]["description"]) == ("of all", "of a")
    assert schema["required"] == ["a"]
