# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters and pages of a list of voices, without a server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from studio.core.errors import InvalidArgument
from studio.core.voices import Voice
from studio.server.voices.pages import Page, VoiceQuery, filtered, page, query_value, voice_query
from studio.server.voices.store import StoredVoice
from studio.server.wire.schema import Flag, Number, Text

LISTED = [
    StoredVoice(Voice(f"v{number}", name, "en", sex=sex, description=description, own=own), "")
    for number, (name, sex, description, own) in enumerate(
        [
            ("Alto", "female", "clear", False),
            ("Reed", "male", "dark STRASSE", False),
            ("Mine", "", "a blend", True),
            ("Other", "female", "", True),
        ]
    )
]


def ids(found: Page | list[StoredVoice]) -> list[str]:
    return [each.voice.id for each in (found.voices if isinstance(found, Page) else found)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (VoiceQuery(), "0123"),
        (VoiceQuery(is_owner=True), "23"),
        (VoiceQuery(is_owner=False), "01"),
        (VoiceQuery(is_starred=True), ""),
        (VoiceQuery(is_starred=False), "0123"),
        (VoiceQuery(gender="female"), "03"),
        (VoiceQuery(gender=""), "2"),
        (VoiceQuery(words=" REED "), "1"),
        (VoiceQuery(words="straße"), "1"),
        (VoiceQuery(words="v2"), "2"),
        (VoiceQuery(words="female"), ""),
        (VoiceQuery(words="e", is_owner=True), "23"),
    ],
)
def test_a_query_keeps_what_it_asks_for(query: VoiceQuery, found: str) -> None:
    assert ids(filtered(LISTED, query)) == [f"v{number}" for number in found]


@pytest.mark.parametrize(
    ("query", "found", "has_more", "next_after"),
    [
        (VoiceQuery(), "0123", False, None),
        (VoiceQuery(limit=2), "01", True, "v1"),
        (VoiceQuery(limit=4), "0123", False, None),
        (VoiceQuery(starting_after="v1"), "23", False, None),
        (VoiceQuery(starting_after=" V3 "), "", False, None),
        (VoiceQuery(ending_before="v3", limit=2), "12", True, None),
        (VoiceQuery(ending_before="v0"), "", False, None),
        (VoiceQuery(starting_after="v0", ending_before="v3", limit=1), "1", True, "v1"),
        (VoiceQuery(limit=1, is_owner=True), "2", True, "v2"),
        # A cursor may be a voice that the filter leaves out.
        (VoiceQuery(starting_after="v0", is_owner=True), "23", False, None),
    ],
)
def test_pages_lie_between_their_cursors(query: VoiceQuery, found: str, has_more: bool, next_after: str | None) -> None:
    cut = page(LISTED, query)
    assert ids(cut) == [f"v{number}" for number in found]
    assert (cut.has_more, cut.next_after) == (has_more, next_after)


@pytest.mark.parametrize("name", ["starting_after", "ending_before"])
def test_a_cursor_that_is_no_voice_of_the_list_is_refused(name: str) -> None:
    with pytest.raises(InvalidArgument, match=name):
        page(LISTED, VoiceQuery(**{name: "nobody"}))  # type: ignore[arg-type]


@given(st.integers(1, 5), st.integers(0, 9))
def test_page_after_page_holds_every_voice_once(limit: int, count: int) -> None:
    voices = [StoredVoice(Voice(str(number), "", "en"), "") for number in range(count)]
    found: list[str] = []
    after: str | None = None
    while True:
        cut = page(voices, VoiceQuery(limit=limit, starting_after=after))
        found += ids(cut)
        after = cut.next_after
        if after is None:
            break
    assert found == [str(number) for number in range(count)]


def test_an_address_is_read_and_what_is_empty_or_unknown_passed_over() -> None:
    asked = "limit=7&gender=feminine&q=&is_owner=TRUE&is_starred=0&x=1&expand[]=embedding&expand=is_starred"
    assert voice_query(QueryParams(asked)) == VoiceQuery(
        limit=7, is_owner=True, is_starred=False, gender="female", expand=frozenset({"embedding", "is_starred"})
    )
    assert voice_query(QueryParams("")) == VoiceQuery()


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=101", "limit=1e1", "limit=-1", "limit=٣", "is_owner=2", "gender=x"]
)
def test_a_wrong_address_is_refused_by_its_key(asked: str) -> None:
    with pytest.raises(InvalidArgument, match=asked.partition("=")[0]):
        voice_query(QueryParams(asked))


def test_a_value_of_an_address_is_of_its_kind() -> None:
    assert query_value("1", Flag(), "a") is True
    assert query_value("1", Number(0, 1), "a") == 1
    assert query_value("1", Text(5), "a") == "1"
