# SPDX-License-Identifier: GPL-3.0-or-later
"""The search in slices, and expressions that never end."""

from __future__ import annotations

import itertools
import time

from studio.project.finding.query import Query, pattern_of
from studio.project.finding.search import PARAGRAPH_S, matches, search

ENDLESS = r"(a|aa)+(b|bb)*(a|aa)+(b|bb)*c"


def test_hits_are_places_in_each_text() -> None:
    found = search(pattern_of(Query("a")), ["banana", "", "A tree"])
    assert found.spans == (((1, 2), (3, 4), (5, 6)), (), ((0, 1),))
    assert found.slow == ()


def test_a_slice_ends_with_the_first_text_that_is_over_time() -> None:
    ticks = itertools.count()
    found = search(pattern_of(Query("a")), ["a"] * 10, 3, clock=lambda: float(next(ticks)))
    assert len(found.spans) == 4


def test_a_match_without_a_character_is_none() -> None:
    assert [match.span() for match in matches(pattern_of(Query("x*", expression=True)), "axxb")] == [(1, 3)]


def test_an_expression_that_takes_for_ever_is_given_up_for_that_paragraph() -> None:
    texts = ["a" * 5000, "abac"]
    begun_s = time.thread_time()
    found = search(pattern_of(Query(ENDLESS, expression=True)), texts, slice_s=60)
    assert time.thread_time() - begun_s < 10 * PARAGRAPH_S
    assert found.slow == (0,)
    assert found.spans == ((), ((0, 4),))


def test_the_usual_trap_does_not_hang() -> None:
    texts = ["a" * 3000 + "b", "caaa"]
    begun_s = time.thread_time()
    found = search(pattern_of(Query("(a+)+$", expression=True)), texts, slice_s=60)
    assert time.thread_time() - begun_s < 10 * PARAGRAPH_S
    assert found.spans[1] == ((1, 4),)
