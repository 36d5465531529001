# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.project.dialogue.quotations import quotations, speaks


def quoted(*texts: str) -> list[list[str]]:
    return [
        [text[each.start : each.end] for each in found] for text, found in zip(texts, quotations(texts), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("« Un », dit-il. «Deux.»", ["« Un »", "«Deux.»"]),
        ("„Eins“, sagte er. „Zwei.”", ["„Eins“", "„Zwei.”"]),
        ("»Eins«, sagte er. »Zwei.«", ["»Eins«", "»Zwei.«"]),
        ("「はい」と言った。", ["「はい」"]),
        ("‘It’s the boys’ coats,’ he said. ‘Isn’t it?’", ["‘It’s the boys’ coats,’", "‘Isn’t it?’"]),
        ("'It's late,' he said. 'Isn't it?'", ["'It's late,'", "'Isn't it?'"]),
        ("“He said ‘no’,” she said.", ["“He said ‘no’,”"]),
        ("‘He said “no”,’ she said.", ["‘He said “no”,’"]),
        ("(“One.”) He left—“Two.”", ["“One.”", "“Two.”"]),
        ("A 6\" pipe and the '90s.", []),
        ("“Unended, he said.", []),
    ],
)
def test_quotations_are_found_by_their_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == [found]


def test_a_quotation_over_paragraphs_goes_on_where_the_next_one_opens_again() -> None:
    first, blank, second, third = quotations(("“One.", "", "“Two.", "“Three.” Then “four.”"))
    assert [(each.goes_on, each.continued) for each in (*first, *blank, *second, *third)] == [
        (True, False),
        (True, True),
        (False, True),
        (False, False),
    ]


def test_what_is_called_so_is_told_from_what_is_said() -> None:
    assert speaks("“Come.”")
    assert speaks("« Oui ! »")
    assert speaks("‘Why, “no”.’")
    assert not speaks("“patience”")
    assert not speaks("“Welcome”")
    assert not speaks("“”")


@given(st.lists(st.text("aB.,’‘“”\"'«» \n—", max_size=30), max_size=4))
def test_quotations_are_within_their_paragraph_and_apart(texts: list[str]) -> None:
    for text, found in zip(texts, quotations(texts), strict=True):
        done = 0
        for each in found:
            assert done <= each.start < each.end <= len(text)
            done = each.end
        assert not any(each.goes_on for each in found[:-1])
