# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import pytest

from studio.core.dictionary import MOST_ENTRIES, Entry
from studio.core.errors import InvalidArgument
from studio.server.wire.pronunciations import Entries


def test_entries_are_read() -> None:
    items = [{"text": "a", "alias": "b"}, {"text": "c", "pronunciation": "d", "language": "fr", "case_sensitive": True}]
    assert Entries().check(items, "items") == (Entry("a", "b"), Entry("c", "d", "fr", True))


@pytest.mark.parametrize(
    ("items", "name"),
    [
        ({}, "items"),
        ([{"text": "a", "alias": "b"}] * (MOST_ENTRIES + 1), "items"),
        ([5], r"items\[0\]"),
        ([{"text": "a", "alias": "b"}, {"text": " ", "alias": "b"}], r"items\[1\].text"),
        ([{"text": "a"}], r"items\[0\].alias"),
        ([{"text": "a " * 60, "alias": "b"}], r"items\[0\].text"),
        ([{"text": "a", "alias": "b", "language": 5}], r"items\[0\].language"),
        ([{"text": "a", "alias": "b", "case_sensitive": 1.5}], r"items\[0\].case_sensitive"),
    ],
)
def test_a_wrong_item_is_named(items: Any, name: str) -> None:
    with pytest.raises(InvalidArgument, match=name):
        Entries().check(items, "items")
