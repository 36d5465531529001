# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of takes below the text of their paragraphs."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy

from studio.ui.manuscript.takes.take_painter import TakeRow
from studio.ui.manuscript.takes.takes import TakesView
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.paragraphs import show_text
from tests.ui.conftest import Pump

pytestmark = pytest.mark.display


def of(editor: ManuscriptEditor, row: int, takes: int = 2) -> TakesView:
    return TakesView(editor.rows[row].id, tuple(TakeRow(str(n), f"Take {n}") for n in range(takes, 0, -1)))


def tops(editor: ManuscriptEditor) -> list[float]:
    document = editor.document()
    return [editor.block_area(document.findBlockByNumber(row)).top() for row in range(document.blockCount())]


def test_a_list_has_its_room_below_its_paragraph_and_the_next_ones_are_further_down(
    editor: ManuscriptEditor, pump: Pump
) -> None:
    before, view = tops(editor), of(editor, 0)
    editor.takes_below.show([view])
    opened = editor.takes_below.of(view.paragraph_id)
    assert opened is not None
    pump(opened.isVisible)
    after = tops(editor)
    assert (after[0], after[1]) == (before[0], before[1] + view.height)
    assert before[0] + 28 <= opened.y() <= opened.geometry().bottom() < after[1]
    assert editor.takes_below.rows == [0]
    editor.takes_below.show([])
    assert (tops(editor), editor.takes_below.of(view.paragraph_id)) == (before, None)


def test_the_text_has_the_keyboard_once_its_list_is_closed(editor: ManuscriptEditor, pump: Pump) -> None:
    view = of(editor, 0)
    editor.takes_below.show([view])
    opened = editor.takes_below.of(view.paragraph_id)
    assert opened is not None
    pump(opened.isVisible)
    opened.setFocus()
    assert editor.takes_below.in_hand == view.paragraph_id
    editor.takes_below.show([])
    assert (editor.takes_below.in_hand, editor.hasFocus()) == ("", True)


def test_a_list_is_hidden_while_its_paragraph_is_not_seen(editor: ManuscriptEditor, pump: Pump) -> None:
    show_text(editor, "\n".join(f"Line {number}" for number in range(100)))
    editor.scrolling.begin_at(0.0)
    view = of(editor, 2)
    editor.takes_below.show([view])
    opened = editor.takes_below.of(view.paragraph_id)
    assert opened is not None
    pump(opened.isVisible)
    editor.scrolling.begin_at(60.0)
    pump(lambda: not opened.isVisible())
    assert editor.takes_below.opened == (view.paragraph_id,)


def test_what_is_asked_for_names_the_paragraph(editor: ManuscriptEditor) -> None:
    view = of(editor, 1)
    editor.takes_below.show([view])
    asked, named = QSignalSpy(editor.takes_below.asked), QSignalSpy(editor.takes_below.named)
    opened = editor.takes_below.of(view.paragraph_id)
    assert opened is not None
    opened.asked.emit("star", "2")
    opened.named.emit("1", "The slow one")
    assert [list(spy.at(0)) for spy in (asked, named)] == [
        [view.paragraph_id, "star", "2"],
        [view.paragraph_id, "1", "The slow one"],
    ]
