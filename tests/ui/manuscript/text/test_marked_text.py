# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointer on marks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QToolTip

from studio.core.marks import Mark
from studio.ui.manuscript.lines.chip_hits import end_box
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from tests.support.paragraphs import show_text
from tests.support.pointing import double_click, move_pointer
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

LEFT, SHIFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
PAUSE = Mark("pause", 7, 7, "0.5")
CURIOUS = Mark("emotion", 11, 18, "curiosity:high")


@pytest.fixture
def editor(theme: Theme, show: Show) -> ManuscriptEditor:
    made = ManuscriptEditor(theme)
    show(made, 840, 500)
    made.setFocus()
    show_text(made, "knees. My name is Anders.\nNext", PAUSE, CURIOUS)
    return made


def figure(editor: ManuscriptEditor) -> QPoint:
    box = editor.lines.chip_box(0, 7)
    return QPoint(round(box.right()) - 14, round(box.center().y()))


def end(editor: ManuscriptEditor) -> QPoint:
    box = end_box(editor.lines, editor.rows[0], 0, CURIOUS, "end")
    return QPoint(round(box.x()), round(box.bottom()) - 4)


def letter(editor: ManuscriptEditor, index: int) -> QPoint:
    cursor = editor.textCursor()
    cursor.setPosition(editor.rows.to_document(index))
    return editor.cursorRect(cursor).center()


def drag(
    editor: ManuscriptEditor, start: QPoint, to: QPoint, with_key: Qt.KeyboardModifier = NONE, drop: bool = True
) -> None:
    QTest.mousePress(editor.viewport(), LEFT, pos=start)
    for place in (start + QPoint(6, 0), to):
        where = editor.viewport().mapToGlobal(place)
        event = _move(place, where, with_key)
        QApplication.sendEvent(editor.viewport(), event)
    if drop:
        QTest.mouseRelease(editor.viewport(), LEFT, with_key, to)


def _move(place: QPoint, where: QPoint, with_key: Qt.KeyboardModifier, held: Qt.MouseButton = LEFT) -> QMouseEvent:
    none = Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(where), none, held, with_key)


def test_a_pauses_figure_follows_the_pointer_and_is_told_once_at_the_end(editor: ManuscriptEditor) -> None:
    changed, dropped = QSignalSpy(editor.value_changed), QSignalSpy(editor.chip_dropped)
    start, wide = figure(editor), editor.lines.chip_box(0, 7).width()
    drag(editor, start, start + QPoint(75, 0), drop=False)
    assert editor.rows[0].chips[0].mark.value == "1.25"
    assert editor.lines.chip_box(0, 7).width() > wide
    assert changed.count() == 0
    QTest.mouseRelease(editor.viewport(), LEFT, pos=start + QPoint(75, 0))
    assert (changed.at(0), changed.count(), dropped.count()) == ([0, 0, "1.25"], 1, 0)


def test_with_shift_the_figure_goes_finely(editor: ManuscriptEditor) -> None:
    changed = QSignalSpy(editor.value_changed)
    drag(editor, figure(editor), figure(editor) + QPoint(-20, 0), SHIFT)
    assert changed.at(0) == [0, 0, "0.46"]


def test_a_drag_back_to_the_figure_that_was_changes_nothing(editor: ManuscriptEditor) -> None:
    changed, pressed = QSignalSpy(editor.value_changed), QSignalSpy(editor.mark_pressed)
    before = editor.rows[0]
    drag(editor, figure(editor), figure(editor) + QPoint(60, 0), drop=False)
    QApplication.sendEvent(editor.viewport(), _move(figure(editor), editor.viewport().mapToGlobal(QPoint(0, 0)), NONE))
    start = figure(editor)
    editor._grab.pressed = start.toPointF()  # type: ignore[union-attr]
    QApplication.sendEvent(editor.viewport(), _move(start, editor.viewport().mapToGlobal(start), NONE))
    QTest.mouseRelease(editor.viewport(), LEFT, pos=start)
    assert (changed.count(), pressed.count()) == (0, 0)
    assert editor.rows[0] == before


def test_the_end_of_a_span_goes_to_the_words_edge_that_is_nearest_and_with_shift_to_the_letter(
    editor: ManuscriptEditor,
) -> None:
    reached = QSignalSpy(editor.reach_changed)
    edges = (6, 9, 14, 17, 25)
    editor.snap = lambda _row, at, _side: min(edges, key=lambda edge: abs(edge - at))
    drag(editor, end(editor), letter(editor, 23), drop=False)
    assert editor.rows[0].marks[1].end == 25
    QTest.mouseRelease(editor.viewport(), LEFT, pos=letter(editor, 23))
    assert reached.at(0) == [0, 1, 11, 25]
    show_text(editor, "knees. My name is Anders.\nNext", PAUSE, CURIOUS)
    drag(editor, end(editor), letter(editor, 22), SHIFT)
    assert reached.at(1) == [0, 1, 11, 22]
    show_text(editor, "knees. My name is Anders.\nNext", PAUSE, CURIOUS)
    drag(editor, end(editor), letter(editor, 28), SHIFT)
    assert reached.at(2) == [0, 1, 11, 25]


def test_a_press_on_a_chip_tells_it_and_two_open_it(editor: ManuscriptEditor) -> None:
    pressed, opened = QSignalSpy(editor.mark_pressed), QSignalSpy(editor.mark_opened)
    QTest.mouseClick(editor.viewport(), LEFT, pos=figure(editor))
    assert pressed.at(0) == [0, 0]
    assert editor.chip_selected == (0, 0)
    double_click(editor.viewport(), LEFT, pos=figure(editor))
    assert opened.at(0) == [0, 0]


def test_a_project_that_is_only_read_has_chips_that_are_heard_and_not_dragged(editor: ManuscriptEditor) -> None:
    editor.show_read_only(True)
    changed, pressed = QSignalSpy(editor.value_changed), QSignalSpy(editor.mark_pressed)
    drag(editor, figure(editor), figure(editor) + QPoint(60, 0))
    assert changed.count() == 0
    QTest.mouseClick(editor.viewport(), LEFT, pos=figure(editor))
    assert pressed.count() >= 1


def test_what_is_dragged_while_the_text_changes_is_left_alone(editor: ManuscriptEditor) -> None:
    changed = QSignalSpy(editor.value_changed)
    drag(editor, figure(editor), figure(editor) + QPoint(60, 0), drop=False)
    show_text(editor, "Another text.")
    QTest.mouseRelease(editor.viewport(), LEFT, pos=QPoint(200, 30))
    assert changed.count() == 0
    assert editor.text == "Another text."


def test_the_pointer_and_handles_show_what_can_be_taken(editor: ManuscriptEditor) -> None:
    shapes = []
    for place in (figure(editor), end(editor), letter(editor, 2)):
        move_pointer(editor.viewport(), place)
        QApplication.sendEvent(
            editor.viewport(), _move(place, editor.viewport().mapToGlobal(place), NONE, Qt.MouseButton.NoButton)
        )
        shapes.append((editor.viewport().cursor().shape(), len(editor.handles())))
    assert shapes == [
        (Qt.CursorShape.SizeHorCursor, 0), (Qt.CursorShape.SizeHorCursor, 2), (Qt.CursorShape.IBeamCursor, 0),
    ]  # fmt: skip


def test_hovering_over_a_chip_says_what_its_mark_does(editor: ManuscriptEditor, pump: Pump) -> None:
    place = figure(editor)
    QApplication.sendEvent(
        editor.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, editor.viewport().mapToGlobal(place))
    )
    assert QToolTip.text().startswith("Silence for 0.5 s.\nPress to hear it.")
    away = letter(editor, 20)
    QApplication.sendEvent(
        editor.viewport(), QHelpEvent(QEvent.Type.ToolTip, away, editor.viewport().mapToGlobal(away))
    )
    pump(lambda: not QToolTip.isVisible())


def test_the_mark_in_hand_is_the_chip_beside_the_caret_else_the_innermost_span(editor: ManuscriptEditor) -> None:
    show_text(editor, "one two three four", Mark("speed", 0, 18, "1.2"), Mark("emotion", 4, 13, "happy"))
    editor.select(6, 6)
    assert editor.mark_in_hand == (0, 1)
    editor.select(16, 16)
    assert editor.mark_in_hand == (0, 0)
    editor.select_chip(0, 1)
    assert editor.mark_in_hand == editor.chip_selected == (0, 1)
    show_text(editor, "one two", PAUSE)
    editor.select(2, 2)
    assert editor.mark_in_hand is None
