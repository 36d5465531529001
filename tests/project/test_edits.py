# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.core.changes import Edit
from studio.core.errors import InvalidArgument
from studio.core.marks import Mark
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, new_paragraph, speakers_of
from studio.core.tagging import MarkedLine
from studio.project.edits import (
    edit_text,
    move_lines,
    move_mark,
    paragraph_at,
    paragraph_starts,
    with_text,
)

LETTERS = st.text(alphabet="ab \n", max_size=30)


@given(LETTERS, LETTERS, st.data())
def test_an_edit_gives_the_text_a_string_would(text: str, added: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    removed = data.draw(st.integers(0, len(text) - position))
    edited = edit_text(with_text(Project(), text), position, removed, added)
    assert edited.text == text[:position] + added + text[position + removed :]
    assert len({paragraph.id for paragraph in edited.paragraphs}) == len(edited.paragraphs)


def test_untouched_paragraphs_keep_their_ids() -> None:
    before = with_text(Project(), "one\ntwo\nthree")
    after = edit_text(before, 5, 0, "x\ny")
    assert after.text == "one\ntx\nywo\nthree"
    ids = [paragraph.id for paragraph in before.paragraphs]
    assert [after.paragraphs[0].id, after.paragraphs[1].id, after.paragraphs[3].id] == ids


def test_a_paragraph_that_is_only_moved_keeps_its_id() -> None:
    before = with_text(Project(), "one\ntwo\nthree")
    one, two, three = (paragraph.id for paragraph in before.paragraphs)
    assert [each.id for each in edit_text(before, 0, 4, "").paragraphs] == [two, three]
    pushed = edit_text(before, 4, 0, "new\n")
    assert [each.id for each in pushed.paragraphs if each.text != "new"] == [one, two, three]
    assert len({each.id for each in pushed.paragraphs}) == 4
    assert [each.id for each in edit_text(before, 3, 0, "\nnew").paragraphs if each.text != "new"] == [one, two, three]
    replaced = edit_text(before, 0, 8, "new\nand newer\n")
    assert replaced.paragraphs[-1].id == three
    assert replaced.text == "new\nand newer\nthree"


def test_the_time_of_a_subtitle_stays_with_its_first_part_and_with_the_first_of_what_is_joined() -> None:
    def times(project: Project) -> list[tuple[str, float | None]]:
        return [(each.text, each.cue_s and each.cue_s[0]) for each in project.paragraphs]

    lines = with_text(Project(), "one two\nthree")
    cues = ((1.0, 2.0), (3.0, 4.0))
    film = replace(lines, paragraphs=tuple(map(_at, lines.paragraphs, cues)))
    assert times(edit_text(film, 4, 0, "\n")) == [("one ", 1.0), ("two", None), ("three", 3.0)]
    assert times(edit_text(film, 0, 0, "\n")) == [("", None), ("one two", 1.0), ("three", 3.0)]
    assert times(edit_text(film, 7, 0, "\nnew")) == [("one two", 1.0), ("new", None), ("three", 3.0)]
    assert times(edit_text(film, 7, 1, " ")) == [("one two three", 1.0)]
    assert times(edit_text(film, 4, 5, "four\nfive")) == [("one four", 1.0), ("fivehree", 3.0)]
    assert times(edit_text(edit_text(film, 4, 0, "\n"), 4, 1, "")) == times(film)


def _at(paragraph: Paragraph, cue_s: tuple[float, float]) -> Paragraph:
    return replace(paragraph, cue_s=cue_s)


def test_an_edit_outside_the_text_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="position"):
        edit_text(with_text(Project(), "abc"), 2, 2, "")


def test_positions_and_paragraphs_agree() -> None:
    project = with_text(Project(), "one\n\nthree")
    assert paragraph_starts(project) == (0, 4, 5)
    assert [paragraph_at(project, position) for position in (0, 3, 4, 5, 10)] == [
        (0, 0),
        (0, 3),
        (1, 0),
        (2, 0),
        (2, 5),
    ]


TWO = 'One <break time="1s"/><break time="2s"/>two <emotion value="happy">three</emotion>.\nFour five.'


def marks(project: Project, row: int = 0) -> list[tuple[str, int, int, str]]:
    return [(mark.kind, mark.start, mark.end, mark.value) for mark in project.paragraphs[row].marks]


def test_points_stay_before_and_behind_what_is_put_between_them_or_go_with_it() -> None:
    project = with_text(Project(), TWO)
    happy = ("emotion", 9, 14, "happy")
    assert marks(edit_text(project, 4, 0, "x", points=1))[:2] == [("pause", 4, 4, "1"), ("pause", 5, 5, "2")]
    assert marks(edit_text(project, 4, 0, "x", points=0))[:2] == [("pause", 5, 5, "1"), ("pause", 5, 5, "2")]
    assert marks(edit_text(project, 4, 0, "", points=1, gone=1)) == [("pause", 4, 4, "1"), ("emotion", 8, 13, "happy")]
    assert marks(edit_text(project, 0, 4, "", points=0, gone=1))[0] == ("pause", 0, 0, "2")
    assert marks(edit_text(project, 4, 4, "", points=1)) == [("pause", 4, 4, "1"), ("emotion", 4, 9, "happy")]
    assert happy not in marks(project)


def test_what_is_put_at_the_begin_of_a_span_belongs_to_it_where_it_is_asked_for() -> None:
    project = with_text(Project(), TWO)
    at = project.text.index("three")
    before, inside = (marks(edit_text(project, at, 0, "very ", 0, 0, each))[-1] for each in (False, True))
    assert before == ("emotion", at + 5, at + 10, "happy")
    assert inside == ("emotion", at, at + 10, "happy")


def test_a_pause_is_put_elsewhere_among_the_pauses_there() -> None:
    project = with_text(Project(), TWO)
    assert [each[3] for each in marks(move_mark(project, 0, 0, 4, 2))[:2]] == ["2", "1"]
    assert [each[3] for each in marks(move_mark(project, 0, 1, 4, 0))[:2]] == ["2", "1"]
    assert [each[3] for each in marks(move_mark(project, 0, 0, 4, 1))[:2]] == ["1", "2"]
    moved = move_mark(project, 0, 0, len(project.paragraphs[0].text) + 1 + 4, 0)
    assert marks(moved, 1) == [("pause", 4, 4, "1")]
    assert marks(moved)[0] == ("pause", 4, 4, "2")
    assert moved.text == project.text


def test_a_span_begins_where_it_is_put_and_ends_where_it_did_or_is_as_long() -> None:
    project = with_text(Project(), TWO)
    assert marks(move_mark(project, 0, 2, 4, 2))[-1] == ("emotion", 4, 13, "happy")
    assert marks(move_mark(project, 0, 2, 10, 0))[-1] == ("emotion", 10, 13, "happy")
    far = move_mark(project, 0, 2, len(project.paragraphs[0].text) + 1 + 5, 0)
    assert marks(far, 1) == [("emotion", 5, 10, "happy")]
    assert len(marks(far)) == 2
    assert move_mark(project, 0, 2, len(project.paragraphs[0].text), 0) is project


@pytest.mark.parametrize(("to", "text"), [(0, "two One three."), (14, "One three.two ")])
def test_a_part_is_moved_with_its_marks(to: int, text: str) -> None:
    project = with_text(Project(), TWO)
    line = MarkedLine("two ", (Mark("pause", 0, 0, "2"),))
    moved = move_lines(project, Edit(4, 4, points=1), Edit(to, 0), (line,))
    assert moved.paragraphs[0].text == text
    assert ("pause", text.index("two"), text.index("two"), "2") in marks(moved)
    assert [each[0] for each in marks(moved)].count("pause") == 2


def test_a_part_is_not_moved_into_itself() -> None:
    with pytest.raises(InvalidArgument, match="to"):
        move_lines(with_text(Project(), TWO), Edit(4, 4), Edit(6, 0), (MarkedLine("two "),))


def kinds(project: Project) -> list[str]:
    return [("#" * each.level if each.kind == "heading" else each.kind[0]) + each.text for each in project.paragraphs]


def headed(level: int = 2) -> Project:
    return Project(
        (Paragraph("a", "One."), Paragraph("h", "Title", kind="heading", level=level), Paragraph("b", "Two."))
    )


def test_what_is_put_before_a_heading_is_text() -> None:
    assert kinds(edit_text(headed(), 5, 0, "\n")) == ["tOne.", "t", "##Title", "tTwo."]
    assert kinds(edit_text(headed(), 5, 0, "x\ny\n")) == ["tOne.", "tx", "ty", "##Title", "tTwo."]
    assert kinds(edit_text(headed(), 5, 0, "x\nMy ")) == ["tOne.", "tx", "##My Title", "tTwo."]
    assert kinds(edit_text(headed(), 5, 0, "My ")) == ["tOne.", "##My Title", "tTwo."]
    assert edit_text(edit_text(headed(), 5, 0, "\n"), 5, 1, "") == headed()


def test_of_what_is_put_into_a_heading_the_first_line_belongs_to_it() -> None:
    assert kinds(edit_text(headed(), 7, 0, "x\ny\nz")) == ["tOne.", "##Tix", "ty", "tztle", "tTwo."]
    assert kinds(edit_text(headed(), 10, 0, "x\ny")) == ["tOne.", "##Titlex", "ty", "tTwo."]
    assert kinds(edit_text(headed(), 7, 6, "x\ny\nz")) == ["tOne.", "##Tix", "ty", "tzo."]
    assert kinds(edit_text(headed(), 5, 2, "x\ny")) == ["tOne.", "##x", "tytle", "tTwo."]
    # A line break divides it.
    assert kinds(edit_text(headed(), 7, 0, "\n")) == ["tOne.", "##Ti", "##tle", "tTwo."]
    note = replace(headed(), paragraphs=(Paragraph("n", "A note.", kind="note"),))
    assert kinds(edit_text(note, 2, 0, "x\ny\nz")) == ["nA x", "ny", "nznote."]


PLAY = Project(
    (
        Paragraph("0", "It rained."),
        Paragraph("1", "Part", kind="heading", level=2),
        Paragraph("2", "Yes.", speaker="a", cue_s=(1.0, 2.0)),
        Paragraph("3", "Well."),
        Paragraph("4", "No.", speaker="b", left_out=True),
        Paragraph("5", "End.", speaker=NARRATOR),
    ),
    (Speaker(NARRATOR), Speaker("a", "Ann"), Speaker("b", "Bob")),
)


def said(project: Project) -> list[tuple[str, str, str, int, bool, object]]:
    read = speakers_of(project)
    return [(each.text, read[each.id], each.kind, each.level, each.left_out, each.cue_s) for each in project.paragraphs]


@given(st.data())
def test_whole_lines_are_moved_with_what_they_are_and_who_reads_them(data: st.DataObject) -> None:
    count = len(PLAY.paragraphs)
    first = data.draw(st.integers(0, count - 2))
    behind = data.draw(st.integers(first + 1, count - 1))
    to = data.draw(st.integers(0, count - 1))
    assume(not first <= to <= behind)
    starts = paragraph_starts(PLAY)
    lines = (*(MarkedLine(each.text) for each in PLAY.paragraphs[first:behind]), MarkedLine(""))
    moved = move_lines(PLAY, Edit(starts[first], starts[behind] - starts[first]), Edit(starts[to], 0), lines)
    wanted = said(PLAY)
    taken = wanted[first:behind]
    rest = wanted[:first] + wanted[behind:]
    at = to if to < first else to - len(taken)
    assert said(moved) == rest[:at] + taken + rest[at:]
    assert len({each.id for each in moved.paragraphs}) == count


def test_a_heading_that_is_moved_leaves_the_empty_line_below_it_as_it_is() -> None:
    heading = Paragraph("1", "Part", kind="heading", level=1)
    project = Project((Paragraph("0", "One."), heading, Paragraph("2", ""), Paragraph("3", "Two.")))
    moved = move_lines(project, Edit(5, 5), Edit(0, 0), (MarkedLine("Part"), MarkedLine("")))
    assert kinds(moved) == ["#Part", "tOne.", "t", "tTwo."]
    gone = edit_text(project, 5, 5, "")
    assert kinds(gone) == ["tOne.", "t", "tTwo."]


def test_an_empty_line_between_others_is_moved_as_it_is() -> None:
    project = Project((Paragraph("0", "Left.", left_out=True), *map(new_paragraph, ("A", "", "B", "End."))))
    lines = tuple(map(MarkedLine, ("A", "", "B", "")))
    moved = move_lines(project, Edit(6, 5), Edit(0, 0), lines)
    assert [(each.text, each.left_out) for each in moved.paragraphs] == [
        ("A", False),
        ("", False),
        ("B", False),
        ("Left.", True),
        ("End.", False),
    ]


def test_what_is_moved_into_a_line_is_a_part_of_it_and_the_whole_lines_between_stay() -> None:
    lines = tuple(MarkedLine(each.text) for each in PLAY.paragraphs[2:5])
    within = move_lines(PLAY, Edit(16, 14), Edit(2, 0), lines)
    assert [each[:2] for each in said(within)] == [
        ("ItYes.", NARRATOR),
        ("Well.", "a"),
        ("No. rained.", NARRATOR),
        ("Part", NARRATOR),
        ("", "a"),
        ("End.", NARRATOR),
    ]
