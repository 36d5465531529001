# SPDX-License-Identifier: GPL-3.0-or-later
"""Paragraphs that are shown at once or in slices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from studio.core.marks import Mark
from studio.core.project import Paragraph, new_paragraph
from studio.ui.manuscript.lines.rows import row_of
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.paragraphs import show_text
from tests.ui.conftest import Pump

pytestmark = pytest.mark.display


LONG = tuple(new_paragraph(f"Paragraph {number} of some words that say nothing. " * 3) for number in range(1500))
MARKED = tuple(replace(each, marks=(Mark("speed", 0, 9, "1.2"),)) for each in LONG)


def test_showing_a_text_tells_no_edit(editor: ManuscriptEditor, edits: list[tuple[int, int, str]]) -> None:
    show_text(editor, "Something else.")
    assert edits == []
    assert editor.toPlainText() == "Something else."


@pytest.fixture
def long(editor: ManuscriptEditor, pump: Pump) -> ManuscriptEditor:
    editor.show_paragraphs(LONG)
    pump()
    return editor


def shows(editor: ManuscriptEditor, paragraphs: tuple[Paragraph, ...]) -> bool:
    return list(editor.rows.between(0, len(editor.rows))) == [row_of(each) for each in paragraphs]


def test_a_mark_on_a_whole_book_is_seen_at_once_where_it_is_looked_at_and_then_everywhere(
    long: ManuscriptEditor, pump: Pump, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, at = long.verticalScrollBar(), LONG[0].text.index("words")
    long.select(at, at + 5)
    bar.setValue(bar.maximum() // 2)
    pump()
    seen = long.lines.block_at(bar.value() + 60).blockNumber()
    top = long.block_area(long.document().findBlockByNumber(seen)).top()
    shown: list[int] = []
    refresh = long.lines.refresh

    def noted(row: int, count: int) -> None:
        shown.append(row)
        refresh(row, count)

    monkeypatch.setattr(long.lines, "refresh", noted)
    long.show_paragraphs(MARKED)
    pump(lambda: shows(long, MARKED))
    assert len(shown) > 3
    assert shown[0] <= seen < shown[0] + 300
    assert long.toPlainText() == "\n".join(row_of(each).shown for each in MARKED)
    # Caret and view are where they were.
    assert long.selected() == (at, at + 5)
    assert abs(long.block_area(long.document().findBlockByNumber(seen)).top() - top) < 3 * 28
    moved = (*MARKED[40:], *MARKED[:40])
    long.show_paragraphs(moved)
    pump(lambda: shows(long, moved))
    assert long.text == "\n".join(each.text for each in moved)


@pytest.mark.parametrize("back", [LONG, MARKED[:700], (*MARKED[5:], *LONG[:5])])
def test_another_text_that_comes_before_all_is_shown_takes_its_place(
    long: ManuscriptEditor, pump: Pump, back: tuple[Paragraph, ...]
) -> None:
    long.show_paragraphs(MARKED)
    assert not shows(long, MARKED)
    long.show_paragraphs(back)
    pump(lambda: shows(long, back))
    assert long.toPlainText() == "\n".join(row_of(each).shown for each in back)


def test_what_is_typed_before_all_is_shown_is_typed_in_the_whole(
    long: ManuscriptEditor, edits: list[tuple[int, int, str]]
) -> None:
    last = len(long.text)
    long.select(last, last)
    long.show_paragraphs(MARKED)
    QTest.keyClicks(long, "x")
    assert edits == [(last, 0, "x")]
    assert list(long.rows.between(0, 1499)) == [row_of(each) for each in MARKED[:1499]]
    assert long.text == "\n".join(each.text for each in MARKED) + "x"
