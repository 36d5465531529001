# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.core.marks import Mark, kind_of
from studio.core.project import Paragraph, Project
from studio.core.tagging import read_tags
from studio.project.edits import edit_lines, edit_text
from tests.support.marks import marked_texts

SPEED = Mark("speed", 4, 13, "1.2")


def project(*marks: Mark) -> Project:
    return Project((Paragraph("p", "one two three four", marks),))


def put(to: Project, position: int, text: str, removed: int = 0) -> tuple[Paragraph, ...]:
    return edit_lines(to, position, removed, read_tags(text)).paragraphs


def test_what_is_typed_in_or_at_the_end_of_a_mark_belongs_to_it() -> None:
    assert edit_text(project(SPEED), 7, 0, "ly").paragraphs[0].marks == (Mark("speed", 4, 15, "1.2"),)
    assert edit_text(project(SPEED), 13, 0, "s").paragraphs[0].marks == (Mark("speed", 4, 14, "1.2"),)
    assert edit_text(project(SPEED), 4, 0, "x").paragraphs[0].marks == (Mark("speed", 5, 14, "1.2"),)


def test_a_marked_word_that_is_typed_over_stays_marked_but_not_how_it_was_said() -> None:
    assert edit_text(project(SPEED), 4, 9, "x").paragraphs[0].marks == (Mark("speed", 4, 5, "1.2"),)
    said = project(Mark("ipa", 4, 7, "tuː"))
    assert edit_text(said, 4, 3, "x").paragraphs[0].marks == ()
    assert edit_text(said, 5, 1, "").paragraphs[0].marks == ()
    assert edit_text(said, 0, 3, "1").paragraphs[0].marks == (Mark("ipa", 2, 5, "tuː"),)


def test_a_paragraph_split_within_a_mark_and_joined_again_is_as_before() -> None:
    marks = (SPEED, Mark("pause", 7, 7, "0.5"))
    split = edit_text(project(*marks), 8, 0, "\n")
    assert [each.marks for each in split.paragraphs] == [
        (Mark("speed", 4, 8, "1.2"), Mark("pause", 7, 7, "0.5")),
        (Mark("speed", 0, 5, "1.2"),),
    ]
    assert set(edit_text(split, 8, 1, "").paragraphs[0].marks) == set(marks)


def test_a_tag_that_stands_alone_holds_to_the_end_of_what_it_is_put_into() -> None:
    (only,) = put(project(), 4, '<speed ratio="0.8"/>')
    assert only.marks == (Mark("speed", 4, 18, "0.8"),)
    (inner,) = put(project(SPEED), 8, '<speed ratio="0.8"/>')
    # A pair ends what was set within it.
    assert inner.marks == (Mark("speed", 4, 8, "1.2"), Mark("speed", 8, 13, "0.8"))


def test_a_closing_tag_ends_the_mark_it_is_put_into_and_else_is_kept_without_effect() -> None:
    (ended,) = put(project(SPEED), 7, "</speed>")
    assert ended.marks == (Mark("speed", 4, 7, "1.2"),)
    (lost,) = put(project(), 7, "</speed>")
    assert lost.marks == (Mark("unknown", 7, 7, "</speed>"),)


def test_lines_put_between_bring_their_marks() -> None:
    first, last = put(project(SPEED), 18, ' <volume ratio="0.5">five\nsix</volume> seven')
    assert first.text == "one two three four five"
    assert first.marks == (SPEED, Mark("volume", 19, 23, "0.5"))
    assert (last.text, last.marks) == ("six seven", (Mark("volume", 0, 3, "0.5"),))


@given(marked_texts(), marked_texts(), st.data())
def test_any_edit_keeps_every_mark_within_its_paragraph_and_in_order(
    one: tuple[str, tuple[Mark, ...]], other: tuple[str, tuple[Mark, ...]], data: st.DataObject
) -> None:
    now = Project((Paragraph("a", *one), Paragraph("b", *other)))
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(now.text)))
        removed = data.draw(st.integers(0, len(now.text) - position))
        added = data.draw(st.sampled_from(["", "x", "a b", "\n", "one\ntwo", "<b>"]))
        text = now.text[:position] + added + now.text[position + removed :]
        now = edit_text(now, position, removed, added, data.draw(st.none() | st.integers(0, 2)))
        assert now.text == text
        for paragraph in now.paragraphs:
            places = [(mark.start, mark.end) for mark in paragraph.marks]
            assert places == sorted(places)
            assert all(0 <= start <= end <= len(paragraph.text) for start, end in places)
            assert all(mark.start < mark.end for mark in paragraph.marks if not kind_of(mark).point)


@given(marked_texts(), st.data())
def test_points_are_lost_only_with_the_text_around_them(one: tuple[str, tuple[Mark, ...]], data: st.DataObject) -> None:
    text, marks = one
    position = data.draw(st.integers(0, len(text)))
    removed = data.draw(st.integers(0, len(text) - position))
    edited = edit_text(Project((Paragraph("a", text, marks),)), position, removed, "x")
    kept = [mark for mark in marks if mark.point and not position < mark.start < position + removed]
    assert len([mark for paragraph in edited.paragraphs for mark in paragraph.marks if mark.point]) == len(kept)
