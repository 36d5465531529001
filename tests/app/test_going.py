# SPDX-License-Identifier: GPL-3.0-or-later
"""Places that are written, and where they are in the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.app.going import Goal, position_of, read_goal
from studio.core.errors import InvalidArgument
from tests.support.desk import Desk


@pytest.mark.parametrize(
    ("written", "goal"),
    [
        ("3:14", Goal("time", 194)),
        ("1:02:03.5", Goal("time", 3723.5)),
        ("0:07,25", Goal("time", 7.25)),
        ("90:00", Goal("time", 5400)),
        ("12", Goal("paragraph", 12)),
        (" p 12 ", Goal("paragraph", 12)),
        ("P12", Goal("paragraph", 12)),
        ("¶ 3", Goal("paragraph", 3)),
        ("c 3", Goal("chapter", 3)),
        ("Chapter 3", Goal("chapter", 3)),
        ("ch. 3", Goal("chapter", 3)),
    ],
)
def test_times_paragraphs_and_chapters_are_read(written: str, goal: Goal) -> None:
    assert read_goal(written) == goal


@pytest.mark.parametrize("written", ["", "three", "1:2", "1:60", "1:60:00", "-3", "3.14", "p", "1:02:03:04", "x 3"])
def test_anything_else_says_what_is_permitted(written: str) -> None:
    with pytest.raises(InvalidArgument, match="must be a time"):
        read_goal(written)


async def test_goals_are_places_of_the_text_or_say_what_there_is(desk: Desk) -> None:
    editing = desk.studio.editing
    editing.replace_text("One\nmany words are here\nTwo")
    with pytest.raises(InvalidArgument, match="the text has no chapters"):
        position_of(read_goal("c 1"), desk.studio)
    made = [
        replace(each, kind="heading", level=1) if len(each.text) == 3 else each for each in editing.project.paragraphs
    ]
    editing.replace_found("headings", replace(editing.project, paragraphs=tuple(made)))
    places = [position_of(read_goal(written), desk.studio) for written in ("2", "c 2", "0:00", "0:02")]
    assert places[:3] == [4, 24, 0]
    assert 4 <= places[3] < 24
    for written, permitted in (
        ("4", "from 1 to 3"),
        ("0", "from 1 to 3"),
        ("c 3", "a chapter from 1 to 2"),
        ("9:00", "which is 0:0"),
    ):
        with pytest.raises(InvalidArgument, match=permitted):
            position_of(read_goal(written), desk.studio)
