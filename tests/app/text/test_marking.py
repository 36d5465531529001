# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of marks: each change is one step."""

from __future__ import annotations

from pathlib import Path

from tests.support.desk import Desk

TEXT = "One two three.\nFour five."


def marks(desk: Desk) -> list[tuple[int, str, int, int, str]]:
    return [
        (row, mark.kind, mark.start, mark.end, mark.value)
        for row, paragraph in enumerate(desk.studio.editing.project.paragraphs)
        for mark in paragraph.marks
    ]


async def test_a_mark_over_paragraphs_is_one_step_and_the_same_again_takes_it_away(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    marking, editing = desk.studio.marking, desk.studio.editing
    marking.choose(4, 19, "emotion", "curiosity:high")
    assert marks(desk) == [(0, "emotion", 4, 14, "curiosity:high"), (1, "emotion", 0, 4, "curiosity:high")]
    assert (editing.undo_label, marking.value(4, 19, "emotion")) == ("marking an emotion", "curiosity:high")
    marking.choose(4, 19, "emotion", "anger:low")
    assert marking.value(4, 19, "emotion") == "anger:low"
    marking.choose(4, 19, "emotion", "anger:low")
    assert (marks(desk), editing.undo_label) == ([], "clearing an emotion")
    for _ in range(3):
        editing.undo()
    assert (marks(desk), editing.undo_label) == ([], "opening a text")


async def test_spelling_is_set_and_taken_away(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    desk.studio.marking.choose(0, 3, "spell")
    assert marks(desk) == [(0, "spell", 0, 3, "")]
    desk.studio.marking.choose(0, 3, "spell")
    assert marks(desk) == []


async def test_a_pause_is_put_behind_words_or_at_a_place_among_others(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    marking = desk.studio.marking
    marking.pause_behind(0, 3)
    marking.pause_at(4, 0)
    assert marks(desk) == [(0, "pause", 4, 4, "0.5"), (0, "pause", 4, 4, "0.5")]
    marking.pause_at(25, 0)
    assert marks(desk)[-1] == (1, "pause", 10, 10, "0.5")
    assert desk.studio.editing.undo_label == "a pause"


async def test_marks_of_all_kinds_are_cleared_at_once(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    marking = desk.studio.marking
    marking.choose(0, 14, "speed", "1.2")
    marking.choose(4, 7, "volume", "2")
    marking.clear(4, 7)
    assert marks(desk) == [(0, "speed", 0, 4, "1.2"), (0, "speed", 7, 14, "1.2")]
    desk.studio.editing.undo()
    marking.clear(0, 14, "speed")
    assert marks(desk) == [(0, "volume", 4, 7, "2")]


async def test_a_project_that_is_only_read_gets_no_mark_and_says_why(desk: Desk, data_dir: Path) -> None:
    other = Desk(data_dir)
    await other.open()
    try:
        other.studio.marking.choose(0, 3, "spell")
        assert not any(paragraph.marks for paragraph in other.studio.editing.project.paragraphs)
        assert other.studio.marking.blocker() == "The project can only be read."
        assert desk.studio.marking.blocker() == ""
    finally:
        await other.studio.close()


async def test_a_mark_is_about_its_words_and_a_pause_about_those_around_it(desk: Desk) -> None:
    desk.studio.editing.replace_text('One two three four five. <break time="1s"/>Six <spell>seven</spell>.\nNext.')
    assert desk.studio.marking.stretch_of(0, 0) == (4, 35)
    assert desk.studio.marking.stretch_of(0, 1) == (29, 34)
    desk.studio.editing.replace_text('Before.\n<break time="1s"/>')
    assert desk.studio.marking.stretch_of(1, 0) == (8, 8)


async def test_a_pause_gets_longer_by_steps_and_a_span_by_words(desk: Desk) -> None:
    desk.studio.editing.replace_text('One <break time="59.5s"/><speed ratio="1.2">two</speed> three.')
    marking = desk.studio.marking
    marking.lengthen(0, 0, 1)
    marking.lengthen(0, 1, 1)
    marking.begin_by_word(0, 0, 1)
    assert marks(desk) == [(0, "pause", 4, 4, "60"), (0, "speed", 4, 14, "1.2")]
    marking.begin_by_word(0, 1, -1)
    assert marks(desk)[0] == (0, "speed", 0, 14, "1.2")
    assert desk.studio.editing.undo_label == "changing a speed"
    marking.set_reach(0, 0, 4, 7)
    marking.set_value(0, 1, "0.8")
    assert marking.nearest_edge(0, 6, "end") == 7
    assert marks(desk) == [(0, "pause", 4, 4, "60"), (0, "speed", 4, 7, "0.8")]
