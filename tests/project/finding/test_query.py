# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns made of what is sought: letters, words, expressions, and what is refused."""

from __future__ import annotations

import re
import time

import pytest

from studio.project.finding.query import BadExpression, Query, pattern_of


def found(query: Query, text: str) -> list[str]:
    return [match[0] for match in pattern_of(query).finditer(text)]


@pytest.mark.parametrize(
    ("sought", "text", "hits"),
    [
        ("strasse", "Die Straße, die STRASSE", ["Straße", "STRASSE"]),
        ("STRAßE", "strasse", ["strasse"]),
        ("istanbul", "İstanbul, Istanbul, ISTANBUL", ["İstanbul", "Istanbul", "ISTANBUL"]),
        ("İstanbul", "istanbul", ["istanbul"]),
        ("σας", "ΣΑΣ σας", ["ΣΑΣ", "σας"]),
        ("café", "cafe\u0301 Café", ["cafe\u0301", "Café"]),
        ("cafe\u0301", "CAFÉ", ["CAFÉ"]),
        ("10 km", "10\u00a0km", ["10\u00a0km"]),
        ("a.b*c", "aXbbc a.b*c", ["a.b*c"]),
        ("שלום", "הוא אמר שלום לי", ["שלום"]),
        ("الكتاب", "هذا الكتاب", ["الكتاب"]),
        ("東京", "東京都と東京", ["東京", "東京"]),
        ("😀", "a 😀 b", ["😀"]),
    ],
)
def test_words_are_found_as_a_person_would_find_them(sought: str, text: str, hits: list[str]) -> None:
    assert found(Query(sought), text) == hits


def test_with_case_large_and_small_letters_differ() -> None:
    assert found(Query("The", case=True), "The the THE") == ["The"]
    assert found(Query("straße", case=True), "STRASSE straße") == ["straße"]


@pytest.mark.parametrize(
    ("sought", "text", "count"),
    [
        ("lamp", "lamp lamps a lamp, clamp", 2),
        ("שלום", "שלום ושלום", 1),
        ("東京", "東京都", 1),
        ("ไทย", "ภาษาไทยดี", 1),
        ("so-called", "so-called", 1),
        ("“Yes", "he said “Yes”", 1),
        ("e\u0301t", "été", 0),
    ],
)
def test_whole_words_end_where_words_do(sought: str, text: str, count: int) -> None:
    assert len(found(Query(sought, words=True), text)) == count


def test_whole_words_of_an_expression_take_its_longer_branch() -> None:
    assert found(Query("the|there", words=True, expression=True), "there the then") == ["there", "the"]


@pytest.mark.parametrize("case", [True, False])
def test_an_expression_is_one(case: bool) -> None:
    query = Query(r"(the|this) (light|lamp)", case=case, expression=True)
    assert len(found(query, "The lamp, the light, this lamp")) == (2 if case else 3)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("(the", r"complete: missing \) at character 5"),
        ("[a", "complete: .* at character 3"),
        ("*", "nothing to repeat"),
        (r"\p{Nonsense}", "unknown property"),
        (r"\L<names>", "."),
        ("(" * 400 + ")" * 400, "."),
        ("a" * 1001, "at most 1000 characters"),
        ("((((((a?){99}){99}){99}){99}){99}){99}", "repeats multiply"),
        ("(a{1,50000}){3}", "repeats multiply"),
    ],
)
def test_a_bad_expression_says_why_within_a_moment(expression: str, why: str) -> None:
    begun_s = time.thread_time()
    with pytest.raises(BadExpression) as caught:
        pattern_of(Query(expression, expression=True))
    assert caught.value.argument == "expression"
    assert re.search(why, caught.value.permitted), caught.value.permitted
    assert time.thread_time() - begun_s < 1.0


def test_counts_within_reason_are_taken() -> None:
    assert found(Query(r"\d{4}-\d{2}-\d{2}", expression=True), "on 1961-10-03") == ["1961-10-03"]
