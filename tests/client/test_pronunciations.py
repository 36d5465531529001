# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.client.errors import NotUnderstood
from studio.client.pronunciations import PronunciationDict, dict_from_json, entries_json, page_from_json
from studio.core.dictionary import Entry

ENTRIES = (Entry("Nova", "NOO-vah", "en", True), Entry("SQL", "sequel"))
TOLD = {"id": "d1", "name": "Names", "items": entries_json(ENTRIES)}


def test_a_dictionary_comes_back_equal() -> None:
    assert dict_from_json(TOLD) == PronunciationDict("d1", "Names", ENTRIES)
    assert dict_from_json({**TOLD, "items": [{"text": "a", "pronunciation": "b"}]}).entries == (Entry("a", "b"),)


def test_a_page_tells_where_the_next_one_begins() -> None:
    page = {"data": [TOLD], "has_more": True, "next_page": "d1"}
    assert page_from_json(page) == ((dict_from_json(TOLD),), "d1")
    assert page_from_json({**page, "has_more": False})[1] == ""


@pytest.mark.parametrize("value", [None, [], {}, {"id": 1}, {**TOLD, "items": 5}, {**TOLD, "items": [1]}])
def test_what_is_no_dictionary_is_not_understood(value: object) -> None:
    with pytest.raises(NotUnderstood):
        dict_from_json(value)
    with pytest.raises(NotUnderstood):
        page_from_json({"data": [value]})
