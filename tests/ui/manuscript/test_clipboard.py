# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QMimeData

from studio.core.marks import Mark
from studio.core.project import new_paragraph
from studio.core.tagging import MarkedLine
from studio.ui.manuscript.clipboard import MIME_TYPE, from_mime, lines_between, to_mime
from studio.ui.manuscript.rows import Rows, row_of

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
    assert (line.text, line.marks, line.holding) == ("", (), (MARKS[1],))
    assert to_mime((line,)).text() == '<emotion value="happy">'


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
