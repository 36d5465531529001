# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from studio.core.marks import MARK_KINDS, Mark, Marks
from studio.core.project import new_paragraph
from studio.core.tagging import MarkedLine, read_tags
from studio.ui.manuscript.lines.rows import Rows, row_of
from studio.ui.manuscript.text.clipboard import MIME_TYPE, from_mime, lines_between, speakers_in, to_mime
from tests.support.marks import marked_texts

MARKS = (Mark("pause", 4, 4, "1"), Mark("emotion", 4, 7, "happy"))


@pytest.fixture
def rows() -> Rows:
    made = Rows()
    made.replace(0, 1, [row_of(each) for each in (new_paragraph("One two", MARKS), new_paragraph("three"))])
    return made


def test_a_part_takes_the_marks_whose_chips_are_in_it(rows: Rows) -> None:
    # One |[pause][happy]two
    assert lines_between(rows, 0, 4) == (MarkedLine("One "),)
    assert lines_between(rows, 0, 5) == (MarkedLine("One ", (Mark("pause", 4, 4, "1"),)),)
    assert lines_between(rows, 5, 9) == (MarkedLine("two", (Mark("emotion", 0, 3, "happy"),)),)
    assert lines_between(rows, 4, 15) == (
        MarkedLine("two", (Mark("pause", 0, 0, "1"), Mark("emotion", 0, 3, "happy"))),
        MarkedLine("three"),
    )


def test_the_chip_of_a_span_alone_holds_on(rows: Rows) -> None:
    (line,) = lines_between(rows, 5, 6)
    assert (line.text, line.marks, line.holding) == ("", (), (Mark("emotion", 0, 0, "happy"),))
    assert to_mime((line,)).text() == '<emotion value="happy">'


def test_the_chip_of_a_word_said_otherwise_says_nothing_elsewhere(rows: Rows) -> None:
    rows.replace(0, 1, [row_of(new_paragraph("One two", (Mark("ipa", 0, 3, "w"),)))])
    assert lines_between(rows, 3, 4) == (MarkedLine(""),)


def test_lines_come_back_as_they_were_and_are_tags_elsewhere(rows: Rows) -> None:
    lines = lines_between(rows, 0, 15)
    data = to_mime(lines)
    assert from_mime(data) == lines
    assert data.text() == 'One <break time="1s"/><emotion value="happy">two</emotion>\nthree'


def test_a_part_without_marks_is_text_alone(rows: Rows) -> None:
    assert to_mime(lines_between(rows, 0, 3)).formats() == ["text/plain"]


@pytest.mark.parametrize(
    "told",
    [
        [],
        {},
        7,
        [7],
        [{"text": "a"}],
        [{"text": 7, "marks": [], "holding": []}],
        [{"text": "a\nb", "marks": [], "holding": []}],
        [{"text": "a" * 3001, "marks": [], "holding": []}],
        [{"text": "a", "marks": [["pause", 0, 0]], "holding": []}],
        [{"text": "a", "marks": [["pause", 2, 2, "1"]], "holding": []}],
        [{"text": "a", "marks": [["pause", 1, 0, "1"]], "holding": []}],
        [{"text": "a", "marks": [[None, 0, 0, "1"]], "holding": []}],
        [{"text": "a", "marks": 5, "holding": []}],
    ],
)
def test_what_is_not_ours_is_not_taken(told: object) -> None:
    data = QMimeData()
    data.setData(MIME_TYPE, json.dumps(told).encode())
    assert from_mime(data) == ()


@given(st.lists(marked_texts(), min_size=1, max_size=3), st.data())
def test_any_part_comes_back_with_its_marks_and_elsewhere_as_tags_that_say_the_same(
    drawn: list[tuple[str, Marks]], data: st.DataObject
) -> None:
    rows = Rows()
    rows.replace(0, 1, [row_of(new_paragraph(text, marks)) for text, marks in drawn])
    length = rows.document_start(len(rows)) - 1
    start = data.draw(st.integers(0, length))
    lines = lines_between(rows, start, data.draw(st.integers(start, length)))
    mime = to_mime(lines)
    if mime.hasFormat(MIME_TYPE):
        assert from_mime(mime) == lines
    else:
        assert not any(line.marks or line.holding for line in lines)
    if any(line.holding for line in lines):
        return
    told = read_tags(mime.text())
    assert [line.text for line in told] == [line.text for line in lines]
    for line, before in zip(told, lines, strict=True):
        assert sorted(line.marks, key=repr) == sorted((m for m in before.marks if MARK_KINDS[m.kind].tag), key=repr)


def test_who_says_the_lines_goes_with_them() -> None:
    data = to_mime([MarkedLine("One."), MarkedLine("Two.")], '{"readers":[]}')
    assert speakers_in(data) == '{"readers":[]}'
    assert from_mime(data) == (MarkedLine("One."), MarkedLine("Two."))
    assert speakers_in(to_mime([MarkedLine("One.")])) == ""
