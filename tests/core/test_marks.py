# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.core.marks import (
    MARK_KINDS,
    Mark,
    Marks,
    around,
    before,
    behind,
    cleared,
    kind_of,
    ordered,
    put,
    put_point,
)
from tests.support.marks import marked_texts, marks_of


@given(marked_texts(), st.data())
def test_a_text_cut_in_two_has_all_its_marks_in_the_parts(marked: tuple[str, Marks], data: st.DataObject) -> None:
    text, marks = marked
    place = data.draw(st.integers(0, len(text)))
    head, tail = before(marks, place), behind(marks, place, len(text))
    whole = tuple(mark for mark in marks if kind_of(mark).grows or not mark.start < place < mark.end)
    assert ordered((*head, *(mark.shifted(place) for mark in tail)), len(text)) == whole


@given(marked_texts(), st.data())
def test_marks_of_one_group_never_overlap_and_stand_in_order(marked: tuple[str, Marks], data: st.DataObject) -> None:
    text, marks = marked
    new = data.draw(marks_of(text))
    for mark in new:
        marks = put(marks, mark, len(text))
    assert list(marks) == sorted(marks, key=lambda mark: (mark.start, mark.end))
    for group in {kind_of(mark).group for mark in marks}:
        spans = [mark for mark in marks if kind_of(mark).group == group and not kind_of(mark).point]
        assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= mark.start <= mark.end <= len(text) for mark in marks)
    assert not new or new[-1].point or any(mark.start <= new[-1].start and new[-1].end <= mark.end for mark in marks)


def test_what_is_put_over_a_mark_of_its_kind_counts_and_the_rest_stays() -> None:
    slow = (Mark("speed", 0, 10, "0.8"),)
    assert put(slow, Mark("speed", 3, 5, "1.2"), 10) == (
        Mark("speed", 0, 3, "0.8"),
        Mark("speed", 3, 5, "1.2"),
        Mark("speed", 5, 10, "0.8"),
    )
    assert put(slow, Mark("volume", 3, 5, "2"), 10) == (*slow, Mark("volume", 3, 5, "2"))
    # A word said otherwise is said so as a whole, or not at all.
    assert put((Mark("ipa", 0, 4, "x"),), Mark("spell", 2, 6), 10) == (Mark("spell", 2, 6),)


def test_points_at_one_place_can_be_parted() -> None:
    pauses = (Mark("pause", 3, 3, "1"), Mark("pause", 3, 3, "2"))
    assert before(pauses, 3, 1) == pauses[:1]
    assert behind(pauses, 3, 5, 1) == (Mark("pause", 0, 0, "2"),)
    assert (before(pauses, 3), behind(pauses, 3, 5)) == (pauses, ())


def test_text_typed_at_the_end_of_a_mark_belongs_to_it_and_at_its_begin_does_not() -> None:
    marks = (Mark("emotion", 2, 5, "curiosity:low"), Mark("ipa", 2, 5, "x"), Mark("pause", 5, 5, "1"))
    assert list(around(marks, 5)) == [marks[0]]
    assert list(around(marks, 2)) == []


def test_a_mark_of_a_later_version_is_kept_and_moves_with_its_text() -> None:
    later = (Mark("whisper", 2, 5, "soft"),)
    assert not kind_of(later[0]).point
    assert kind_of(later[0]).becomes == "nothing"
    assert before(later, 4) == (Mark("whisper", 2, 4, "soft"),)
    assert "whisper" not in MARK_KINDS


def test_what_is_cleared_says_nothing_of_that_text_any_more() -> None:
    marks = (Mark("speed", 0, 10, "0.8"), Mark("pause", 3, 3, "1"), Mark("pause", 6, 6, "2"), Mark("ipa", 4, 9, "x"))
    left = cleared(ordered(marks, 10), 3, 5, 10)
    assert left == (Mark("speed", 0, 3, "0.8"), Mark("speed", 5, 10, "0.8"), Mark("pause", 6, 6, "2"))
    assert cleared(ordered(marks, 10), 3, 5, 10, {"saying"}) == tuple(m for m in ordered(marks, 10) if m.kind != "ipa")


def test_a_point_is_put_among_the_points_of_its_place() -> None:
    marks = (Mark("pause", 2, 2, "1"), Mark("pause", 2, 2, "2"), Mark("speed", 2, 4, "2"))
    new = Mark("pause", 2, 2, "3")
    assert [mark.value for mark in put_point(marks, new, 1)] == ["1", "3", "2", "2"]
    assert [mark.value for mark in put_point(marks, new, 9)] == ["1", "2", "2", "3"]
