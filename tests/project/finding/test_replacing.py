# SPDX-License-Identifier: GPL-3.0-or-later
"""Replaced parts of paragraphs, and what becomes of their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.marks import Mark, ordered
from studio.core.project import Paragraph, Project
from studio.project.finding.query import Query, pattern_of
from studio.project.finding.replacement import replacement_of
from studio.project.finding.replacing import puts_in, replaced, with_puts

SPEED, IPA, PAUSE = "speed", "ipa", "pause"
THINGS = Query(r"(the|this) (light|lamp)", expression=True)


def after(text: str, marks: tuple[Mark, ...], query: Query, written: str) -> Paragraph:
    paragraph = Paragraph("p", text, marks)
    pattern = pattern_of(query)
    spans = [match.span() for match in pattern.finditer(text) if match[0]]
    return replaced(paragraph, puts_in(paragraph, pattern, replacement_of(written, pattern, query.expression), spans))


def said(paragraph: Paragraph) -> list[tuple[str, str]]:
    """Kinds of marks, with the words that they are on; of a point those behind it."""
    return [(mark.kind, paragraph.text[mark.start : mark.end or None]) for mark in paragraph.marks]


def test_groups_take_their_marks_along() -> None:
    text = "at the light"
    made = after(text, (Mark(SPEED, 7, 12, "0.8"), Mark(IPA, 3, 6, "ðə")), THINGS, "$2 of $1")
    assert made.text == "at light of the"
    assert said(made) == [(SPEED, "light"), (IPA, "the")]


def test_a_word_put_between_belongs_to_what_is_around_it() -> None:
    made = after("at the light", (Mark(SPEED, 3, 12, "0.8"),), THINGS, "$1 old $2")
    assert said(made) == [(SPEED, "the old light")]
    made = after("at the light", (Mark(SPEED, 3, 6, "0.8"),), THINGS, "$1 old $2")
    assert said(made) == [(SPEED, "the")]


@pytest.mark.parametrize(
    ("mark", "becomes"),
    [
        (Mark(SPEED, 3, 8, "2"), [(SPEED, "lamps")]),
        (Mark(SPEED, 0, 14, "2"), [(SPEED, "at lamps shine")]),
        (Mark(SPEED, 5, 7, "2"), [(SPEED, "lamps")]),
        (Mark(IPA, 3, 8, "x"), []),
        (Mark(IPA, 9, 14, "x"), [(IPA, "shine")]),
    ],
)
def test_a_mark_on_replaced_words_is_on_those_put_there(mark: Mark, becomes: list[tuple[str, str]]) -> None:
    made = after("at light shine", (mark,), Query("light"), "lamps")
    assert made.text == "at lamps shine"
    assert said(made) == becomes


def test_a_saying_stays_on_letters_that_stay() -> None:
    made = after("Nova said", (Mark(IPA, 0, 4, "x"),), Query("Nova"), "Nova Prime")
    assert said(made) == [(IPA, "Nova")]


def test_a_pause_in_text_that_goes_stands_behind_what_is_put_there() -> None:
    pauses = tuple(Mark(PAUSE, at, at, str(at)) for at in (3, 6, 8, 12))
    made = after("at the light now", pauses, Query("the light"), "home")
    assert [(mark.start, mark.value) for mark in made.marks] == [(3, "3"), (7, "6"), (7, "8"), (7, "12")]
    made = after("at the light now", pauses, THINGS, "$2 $1")
    assert made.text == "at light the now"
    assert [(mark.start, mark.value) for mark in made.marks] == [(3, "3"), (4, "8"), (12, "6"), (12, "12")]


def test_only_the_wanted_hits_are_replaced_and_the_paragraph_stays_itself() -> None:
    paragraph = Paragraph("p", "a b a b a", kind="heading", level=2, speaker="s")
    pattern = pattern_of(Query("a"))
    puts = puts_in(paragraph, pattern, replacement_of("xyz", pattern, False), [(4, 5)])
    made = with_puts(Project((Paragraph("q", "a"), paragraph)), {"p": puts})
    assert made.paragraphs[0] == Paragraph("q", "a")
    assert made.paragraphs[1] == Paragraph("p", "a b xyz b a", kind="heading", level=2, speaker="s")


LETTERS = st.text("ab ", max_size=30)


PLACES = st.tuples(st.integers(0, 30), st.integers(0, 30))


@given(LETTERS, st.lists(PLACES, max_size=6), st.sampled_from(["", "$2$1", "x$1", "$1$1", "yy"]))
def test_marks_are_in_order_and_outside_of_what_is_replaced_on_the_same_words(
    text: str, places: list[tuple[int, int]], written: str
) -> None:
    size = len(text)
    spans = [(min(a, b), min(max(a, b), size)) for a, b in places]
    marks = [Mark(SPEED, start, end, "2") for start, end in spans if start < end]
    marks += [Mark(PAUSE, start, start, "1") for start, _ in spans if start <= size]
    before = Paragraph("p", text, ordered(marks, size))
    made = after(text, before.marks, Query("(a)(b)", expression=True), written)
    assert made.marks == ordered(made.marks, len(made.text))
    assert sum(mark.kind == PAUSE for mark in made.marks) == sum(mark.kind == PAUSE for mark in before.marks)
    plain = {"": "", "$2$1": "ba", "x$1": "xa", "$1$1": "aa", "yy": "yy"}[written]
    assert made.text == text.replace("ab", plain)
    if "ab" not in text:
        assert made == before
