# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from studio.ui.outline.rows import OutlineRow, OutlineRows

ROWS = [OutlineRow(number, title, "≈ 1:00") for number, title in enumerate(("One", "Two", "Three"))]


def test_what_a_row_says() -> None:
    rows = OutlineRows()
    rows.show_rows([*ROWS[:2], OutlineRow(2, "Three", "1:02", "ready")])
    last = rows.index(2)
    assert last.data() == "Three"
    assert last.data(Qt.ItemDataRole.AccessibleTextRole) == "3, Three, ready, 1:02"
    assert last.data(Qt.ItemDataRole.ToolTipRole) == "Three · 1:02"
    assert rows.row(QModelIndex()) is None
    assert (
        OutlineRow(0, "One", "1:00", "failed", failed="Paragraph 2 failed").words == "1, One, Paragraph 2 failed, 1:00"
    )


def test_only_rows_that_differ_are_drawn_anew() -> None:
    rows = OutlineRows()
    rows.show_rows(ROWS)
    told: list[int] = []
    rows.dataChanged.connect(lambda first, _last, _roles=None: told.append(first.row()))
    rows.show_rows([ROWS[0], OutlineRow(1, "Two", "≈ 1:00", "part", 0.5), ROWS[2]])
    assert told == [1]


def test_a_dragged_row_asks_to_be_moved() -> None:
    rows = OutlineRows()
    rows.show_rows(ROWS)
    asked: list[tuple[int, int]] = []
    rows.move_requested.connect(lambda number, to: asked.append((number, to)))
    move = Qt.DropAction.MoveAction
    for moved, before in ((0, 2), (0, 3), (2, 0), (1, -1)):
        data = rows.mimeData([rows.index(moved)])
        assert not rows.dropMimeData(data, move, before, 0, QModelIndex())
    data = rows.mimeData([rows.index(2)])
    assert not rows.dropMimeData(data, move, -1, -1, rows.index(1))
    assert asked == [(0, 1), (0, 2), (2, 0), (1, 2), (2, 1)]
    rows.movable = False
    assert not rows.dropMimeData(data, move, 0, 0, QModelIndex())
    assert len(asked) == 5
    assert not rows.flags(rows.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
