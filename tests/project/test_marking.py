# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks set by hand on stretches of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.marks import MARK_KINDS, Mark, kind_of
from studio.core.project import Paragraph, Project
from studio.project.edits import edit_text, with_text
from studio.project.history import History
from studio.project.marking import (
    Stretch,
    nearest_edge,
    reach_by_word,
    stretches,
    value_of,
    with_marks,
    with_pauses,
    with_point,
    with_reach,
    with_value,
    without_marks,
)
from tests.support.marks import marked_texts

TEXT = "One two three.\n\n  Four five. \nSix."


def project(text: str = TEXT) -> Project:
    return with_text(Project(), text)


def marks(of: Project) -> list[list[tuple[str, int, int, str]]]:
    return [[(mark.kind, mark.start, mark.end, mark.value) for mark in each.marks] for each in of.paragraphs]


def test_stretches_are_the_parts_of_each_paragraph_without_blanks_at_their_ends() -> None:
    assert list(stretches(project(), 3, 30)) == [Stretch(0, 4, 14), Stretch(2, 2, 12)]
    assert list(stretches(project(), 14, 18)) == []


def test_what_is_not_read_is_not_marked() -> None:
    text = project("One.\nTwo.")
    note = Project(paragraphs=(Paragraph("n", "One.", kind="note"), text.paragraphs[1]))
    assert marks(with_marks(note, 0, 9, "spell", "")) == [[], [("spell", 0, 4, "")]]


def test_a_mark_over_several_paragraphs_is_one_in_each() -> None:
    made = with_marks(project(), 4, 35, "emotion", "happy")
    assert marks(made) == [
        [("emotion", 4, 14, "happy")], [], [("emotion", 2, 12, "happy")], [("emotion", 0, 4, "happy")],
    ]  # fmt: skip
    assert value_of(made, 4, 35, "emotion") == "happy"
    assert value_of(made, 0, 35, "emotion") is None


def test_marks_at_the_ends_of_what_is_selected_do_not_count_for_its_value() -> None:
    text = "“Nine fathoms down,” she said. …"
    made = with_marks(project(text), 1, 18, "speed", "1.2")
    assert value_of(made, 0, 20, "speed") == "1.2"
    assert value_of(made, 0, 24, "speed") is None
    assert value_of(made, 6, 12, "speed") == "1.2"
    assert value_of(made, len(text) - 1, len(text), "speed") is None
    assert value_of(with_marks(made, len(text) - 1, len(text), "speed", "2"), len(text) - 1, len(text), "speed") == "2"


def test_choosing_again_changes_the_value_there_alone() -> None:
    made = with_marks(with_marks(project(), 0, 13, "speed", "0.8"), 4, 7, "speed", "1.2")
    assert marks(made)[0] == [("speed", 0, 4, "0.8"), ("speed", 4, 7, "1.2"), ("speed", 7, 13, "0.8")]


def test_a_part_of_a_mark_is_taken_away_and_of_a_respelling_the_whole() -> None:
    made = with_marks(with_marks(project(), 0, 13, "speed", "0.8"), 4, 13, "ipa", "x")
    assert marks(without_marks(made, 4, 7, "speed"))[0] == [
        ("speed", 0, 4, "0.8"), ("ipa", 4, 13, "x"), ("speed", 7, 13, "0.8"),
    ]  # fmt: skip
    assert marks(without_marks(made, 4, 7))[0] == [("speed", 0, 4, "0.8"), ("speed", 7, 13, "0.8")]


def test_clearing_takes_the_pause_behind_the_blank_too() -> None:
    made = with_pauses(project(), 4, 7, "0.5")
    assert marks(made)[0] == [("pause", 8, 8, "0.5")]
    assert marks(without_marks(made, 4, 7))[0] == []
    assert marks(without_marks(made, 0, 3))[0] == [("pause", 8, 8, "0.5")]


def test_pauses_stand_behind_each_part_and_go_where_all_have_one() -> None:
    one = with_pauses(project(), 0, 7, "0.5")
    both = with_pauses(one, 4, 35, "1")
    assert marks(with_pauses(one, 4, 7, "1"))[0] == []
    assert marks(both) == [
        [("pause", 8, 8, "0.5"), ("pause", 14, 14, "1")], [], [("pause", 13, 13, "1")], [("pause", 4, 4, "1")],
    ]  # fmt: skip
    assert marks(with_pauses(both, 8, 35, "1")) == [[("pause", 8, 8, "0.5")], [], [], []]


def test_a_point_stands_among_the_points_of_its_place() -> None:
    made = project()
    for value, points in (("1", 0), ("2", 1), ("3", 1)):
        made = with_point(made, 0, Mark("pause", 4, 4, value), points)
    assert [mark.value for mark in made.paragraphs[0].marks] == ["1", "3", "2"]


SPANS = sorted(kind for kind, about in MARK_KINDS.items() if not about.point)


@st.composite
def marked_projects(draw: st.DrawFn) -> Project:
    drawn = draw(st.lists(marked_texts(), min_size=1, max_size=4))
    return Project(paragraphs=tuple(Paragraph(str(n), text, marks) for n, (text, marks) in enumerate(drawn)))


def changed(project: Project, draw: st.DataObject) -> Project:
    """*project* with any change by hand."""
    start = draw.draw(st.integers(0, len(project.text)))
    end = draw.draw(st.integers(start, len(project.text)))
    row = draw.draw(st.integers(0, len(project.paragraphs) - 1))
    at = draw.draw(st.integers(0, len(project.paragraphs[row].text)))
    numbers = range(len(project.paragraphs[row].marks))
    number = draw.draw(st.sampled_from(numbers)) if numbers else None
    changes = {
        "value": lambda: project if number is None else with_value(project, row, number, "0.7"),
        "reach": lambda: project if number is None else reached(project, row, number, at),
        "mark": lambda: with_marks(project, start, end, draw.draw(st.sampled_from(SPANS)), "happy"),
        "clear": lambda: without_marks(project, start, end, draw.draw(st.sampled_from(["", *SPANS]))),
        "pause": lambda: with_pauses(project, start, end, "0.5"),
        "point": lambda: with_point(project, row, Mark("pause", at, at, "1"), draw.draw(st.integers(0, 3))),
        "type": lambda: edit_text(project, start, 0, draw.draw(st.text(alphabet="ab ", max_size=3))),
        "split": lambda: edit_text(project, start, 0, "\n"),
        "join": lambda: edit_text(project, start, end - start, ""),
    }
    return changes[draw.draw(st.sampled_from(sorted(changes)))]()


def reached(project: Project, row: int, number: int, at: int) -> Project:
    """*project* with an end of a span at another place, if that is behind its begin."""
    mark = project.paragraphs[row].marks[number]
    spans = not kind_of(mark).point and at > mark.start
    return with_reach(project, row, number, mark.start, at) if spans else project


@given(marked_projects(), st.data())
def test_marks_set_and_edits_made_in_any_order_leave_each_mark_in_its_paragraph_and_in_order(
    project: Project, data: st.DataObject
) -> None:
    history = History(project)
    for _ in range(data.draw(st.integers(1, 6))):
        history.do("a change", changed(history.project, data))
        for paragraph in history.project.paragraphs:
            assert_in_order(paragraph)
    after = history.project
    while history.undo() is not None:
        for paragraph in history.project.paragraphs:
            assert_in_order(paragraph)
    assert history.project == project
    while history.redo() is not None:
        pass
    assert history.project == after


def assert_in_order(paragraph: Paragraph) -> None:
    found = paragraph.marks
    assert [mark.start for mark in found] == sorted(mark.start for mark in found)
    for mark in found:
        assert 0 <= mark.start <= mark.end <= len(paragraph.text)
        assert mark.point == kind_of(mark).point
    for group in {kind_of(mark).group for mark in found if not mark.point}:
        alike = [mark for mark in found if kind_of(mark).group == group]
        assert all(one.end <= other.start for one, other in pairwise(alike))


def test_a_value_is_changed_and_a_spans_ends_are_moved() -> None:
    made = with_marks(with_pauses(project(), 0, 3, "0.5"), 4, 7, "speed", "1.2")
    assert marks(with_value(made, 0, 0, "2"))[0] == [("pause", 4, 4, "2"), ("speed", 4, 7, "1.2")]
    assert marks(with_reach(made, 0, 1, 0, 13))[0] == [("speed", 0, 13, "1.2"), ("pause", 4, 4, "0.5")]
    for start, end in ((4, 4), (5, 2), (-1, 3), (0, 15)):
        with pytest.raises(InvalidArgument, match="start"):
            with_reach(made, 0, 1, start, end)


def test_a_span_over_another_of_its_kind_counts_there() -> None:
    made = with_marks(with_marks(project(), 0, 3, "speed", "0.8"), 4, 7, "speed", "1.2")
    assert marks(with_reach(made, 0, 1, 0, 7))[0] == [("speed", 0, 7, "1.2")]


def test_ends_go_by_words_and_keep_one() -> None:
    paragraph = with_marks(project(), 4, 7, "speed", "1.2").paragraphs[0]
    assert reach_by_word(paragraph, 0, "end", 1, "en") == (4, 14)
    assert reach_by_word(paragraph, 0, "end", 9, "en") == (4, 14)
    assert reach_by_word(paragraph, 0, "end", -1, "en") == (4, 7)
    assert reach_by_word(paragraph, 0, "begin", -1, "en") == (0, 7)
    assert reach_by_word(paragraph, 0, "begin", 1, "en") == (4, 7)
    chinese = with_marks(project("今天天气好"), 1, 2, "speed", "1.2").paragraphs[0]
    assert reach_by_word(chinese, 0, "end", 1, "zh") == (1, 3)


def test_the_nearest_edge_is_a_begin_or_an_end_of_a_word() -> None:
    paragraph = project().paragraphs[0]
    assert [nearest_edge(paragraph, at, "end", "en") for at in (0, 4, 6, 14)] == [3, 3, 7, 14]
    assert [nearest_edge(paragraph, at, "begin", "en") for at in (0, 3, 7, 14)] == [0, 4, 8, 8]
    assert nearest_edge(project().paragraphs[1], 0, "end", "en") == 0
