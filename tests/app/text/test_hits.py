# SPDX-License-Identifier: GPL-3.0-or-later
"""Hits by rows, and how they follow edits."""

from __future__ import annotations

import random

from studio.app.text.hits import Hit, Hits, Place, moved_spans
from studio.core.project import Paragraph
from studio.project.finding.search import Spans


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(f"p{number}", text) for number, text in enumerate(texts))


def spans_of(text: str) -> Spans:
    return tuple((at, at + 1) for at, letter in enumerate(text) if letter == "a")


def searched(hits: Hits) -> Hits:
    while rows := hits.next_due(0, 3):
        for row in rows:
            hits.put(row, hits.paragraphs[row], spans_of(hits.paragraphs[row].text))
    return hits


def test_hits_are_counted_and_gone_through_in_order() -> None:
    hits = Hits()
    hits.begin(paragraphs("banana", "x", "a"), None, True)
    searched(hits)
    assert (hits.count, hits.rows) == (4, 2)
    assert hits.at_or_after(Place(0, 4)) == Hit(0, 5, 6)
    assert hits.at_or_after(Place(0, 6)) == hits.at_or_after(Place(1, 0)) == Hit(2, 0, 1)
    assert hits.at_or_after(Place(2, 1)) is None
    assert hits.last_before(Place(2, 0)) == Hit(0, 5, 6)
    assert hits.last_before(Place(0, 1)) is None
    assert hits.before(Place(2, 0)) == 3


def test_rows_that_are_due_come_from_a_place_on_and_then_from_the_top() -> None:
    hits = Hits()
    hits.begin(paragraphs(*"abcde"), None, True)
    assert hits.next_due(3, 10) == range(3, 5)
    for row in (3, 4, 1):
        hits.put(row, hits.paragraphs[row], ())
    assert hits.next_due(3, 10) == range(1)
    hits.clear_due()
    assert not hits.next_due(0, 10)


def test_what_was_found_in_a_text_that_has_changed_is_dropped() -> None:
    hits = Hits()
    before = paragraphs("a", "b")
    hits.begin(before, None, True)
    hits.follow(paragraphs("b", "b"), True)
    hits.put(0, before[0], ((0, 1),))
    assert hits.count == 0
    assert 0 in hits.next_due(0, 1)


def test_hits_move_with_the_text_and_those_that_the_edit_touches_go() -> None:
    assert moved_spans("a ba a", "a bxa a", ((0, 1), (3, 4), (5, 6))) == ((0, 1), (4, 5), (6, 7))
    assert moved_spans("aaa", "aa", ((0, 1), (1, 2), (2, 3))) == ((0, 1), (1, 2))


def test_a_scope_holds_hits_wholly_within_it_and_moves_with_its_text() -> None:
    hits = Hits()
    before = paragraphs("aaa", "aaa", "aaa")
    hits.begin(before, (Place(0, 1), Place(1, 2)), True)
    searched(hits)
    assert [hits.of(row) for row in range(3)] == [((1, 2), (2, 3)), ((0, 1), (1, 2)), ()]
    hits.follow((Paragraph("new", "a"), *before), True)
    searched(hits)
    assert hits.scope == (Place(1, 1), Place(2, 2))
    assert hits.count == 4


def test_after_any_edits_hits_are_those_of_the_text() -> None:
    drawn = random.Random(3)
    now = list(paragraphs(*("".join(drawn.choices("ab ", k=8)) for _ in range(12))))
    hits = Hits()
    hits.begin(tuple(now), None, True)
    searched(hits)
    for number in range(200):
        row, what = drawn.randrange(len(now)), drawn.choice(("change", "insert", "remove", "swap"))
        if what == "change":
            text = now[row].text
            at = drawn.randint(0, len(text))
            now[row] = Paragraph(now[row].id, text[:at] + drawn.choice(("a", "b a", "")) + text[at + 1 :])
        elif what == "insert":
            now.insert(row, Paragraph(f"n{number}", "".join(drawn.choices("ab", k=4))))
        elif what == "remove" and len(now) > 2:
            del now[row]
        else:
            other = drawn.randrange(len(now))
            now[row], now[other] = now[other], now[row]
        hits.follow(tuple(now), True)
        for at, paragraph in enumerate(now):
            assert set(hits.of(at)) <= set(spans_of(paragraph.text))
        if number % 3 == 0:
            searched(hits)
            assert [hits.of(at) for at in range(len(now))] == [spans_of(each.text) for each in now]
        assert hits.count == sum(len(hits.of(at)) for at in range(len(now)))
        assert hits.rows == sum(bool(hits.of(at)) for at in range(len(now)))
