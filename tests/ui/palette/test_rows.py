# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette's rows: their order, and values that change in them."""

from __future__ import annotations

from studio.ui.palette.rows import ACTIONS, RECENT, TEXT, Row, Value, arrange

ROWS = (
    Row("open", "Open a project", keys="Ctrl O"),
    Row("speaker", "Same speaker as above"),
    Row("spell", "Spell the selection"),
    Row("", "…to speak of…", TEXT, found=True),
)


def titles(rows: list[Row]) -> list[str]:
    return [row.title for row in rows]


def test_better_matches_come_first_within_their_group() -> None:
    assert titles(arrange(ROWS, "spe", ())) == ["Spell the selection", "Same speaker as above", "…to speak of…"]
    assert titles(arrange(ROWS, "nothing such", ())) == ["…to speak of…"]


def test_what_was_used_lately_comes_first() -> None:
    shown = arrange(ROWS[:3], "", ("spell", "gone"))
    assert [(row.group, row.title) for row in shown] == [
        (RECENT, "Spell the selection"),
        (ACTIONS, "Open a project"),
        (ACTIONS, "Same speaker as above"),
    ]
    rows = [Row("one", "Play one"), Row("two", "Play two")]
    assert titles(arrange(rows, "play", ("two",))) == ["Play two", "Play one"]


def test_an_action_is_found_by_its_key() -> None:
    assert titles(arrange(ROWS[:3], "ctrl o", ())) == ["Open a project"]


def test_a_value_moves_by_strides_within_its_ends() -> None:
    now = [4]
    value = Value((0, 10), lambda: now[0], lambda: str(now[0]), lambda step: now.__setitem__(0, step), stride=5)
    value.move(1)
    assert now == [9]
    value.move(1)
    assert now == [10]
    value.move(-3)
    assert now == [0]
