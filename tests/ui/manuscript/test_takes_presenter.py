# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes in the text of the real window."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from studio.core.project import Paragraph
from studio.ui.manuscript.takes.take_painter import TakeRow
from studio.ui.manuscript.takes.takes import TakesList
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.stepped_output import Steps
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
TEXT = "One two three.\nFour five."


def paragraph(it: Open) -> Paragraph:
    return it.studio.editing.project.paragraphs[0]


def has_takes(it: Open, count: int) -> bool:
    return len(it.studio.taking.takes_of(paragraph(it))) == count


async def with_takes(it: Open, count: int) -> ManuscriptEditor:
    """The editor with a paragraph that was rendered at so many speeds."""
    if it.studio.editing.project.text != TEXT:
        it.studio.editing.replace_text(TEXT)
    editor = it.window.manuscript.editor
    for number in range(len(it.studio.taking.takes_of(paragraph(it))), count):
        it.studio.designing.set_speed(-0.2 * number)
        it.studio.hearing.play_selection(0, 14)
        await it.until(partial(has_takes, it, number + 1), "a take is made")
        it.studio.hearing.stop()
    await it.settled()
    editor.setFocus()
    editor.select(3, 3)
    return editor


async def opened(it: Open, editor: ManuscriptEditor) -> TakesList:
    QTest.keyClick(editor, Qt.Key.Key_T, CTRL)
    await it.until(
        lambda: (shown := editor.takes_below.of(paragraph(it).id)) is not None and shown.isVisible(), "opened"
    )
    found = editor.takes_below.of(paragraph(it).id)
    assert found is not None
    return found


def rows(shown: TakesList) -> tuple[TakeRow, ...]:
    return shown.view.rows


def test_the_margin_tells_the_number_of_takes_and_opens_and_closes_them(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = await with_takes(it, 1)
        margin, told = editor.margin, QAccessible.queryAccessibleInterface(editor.margin)
        assert margin.takes_area(0).isEmpty()
        QTest.keyClick(editor, Qt.Key.Key_T, CTRL)
        await it.settled()
        assert editor.takes_below.of(paragraph(it).id) is None
        editor = await with_takes(it, 3)
        await it.until(lambda: not margin.takes_area(0).isEmpty(), "the takes are counted")
        assert told.text(QAccessible.Text.Description).endswith(", 3 takes")
        before = editor.block_area(editor.document().lastBlock()).top()
        QTest.mouseClick(margin, LEFT, pos=QPoint(50, round(margin.takes_area(0).center().y())))
        await it.until(lambda: editor.takes_below.of(paragraph(it).id) is not None, "opened")
        await it.settled()
        shown = editor.takes_below.of(paragraph(it).id)
        assert shown is not None
        assert editor.block_area(editor.document().lastBlock()).top() - before == shown.view.height
        first, last = (
            editor.block_area(block) for block in (editor.document().firstBlock(), editor.document().lastBlock())
        )
        assert first.top() + 28 <= shown.y() <= shown.geometry().bottom() < last.top()
        assert editor.hasFocus()
        QTest.mouseClick(margin, LEFT, pos=QPoint(50, round(margin.takes_area(0).center().y())))
        await it.settled()
        assert editor.block_area(editor.document().lastBlock()).top() == before

    in_window(body)


def test_the_list_tells_which_take_is_in_use_and_how_the_others_differ(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        shown = await opened(it, await with_takes(it, 3))
        assert shown.hasFocus()
        assert [(row.name, row.used) for row in rows(shown)] == [("Take 3", True), ("Take 2", False), ("Take 1", False)]
        assert [row.difference for row in rows(shown)] == ["", "speed 0.90×", "speed 1.00×"]
        assert [row.age for row in rows(shown)] == ["just now"] * 3
        assert all(row.length.endswith(" s") and max(row.bars) == 1.0 for row in rows(shown))

    in_window(body)


def test_keys_use_star_lock_name_and_delete_takes_and_undo_brings_them_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = await with_takes(it, 3)
        shown = await opened(it, editor)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_S, Qt.Key.Key_L, Qt.Key.Key_Delete):
            QTest.keyClick(shown, key)
        assert [(row.starred, row.locked) for row in rows(shown)] == [(False, False), (True, True), (False, False)]
        assert "locked: unlock it" in it.window.notices.cards()[-1].text.text()
        QTest.keyClick(shown, Qt.Key.Key_L)
        QTest.keyClick(shown, Qt.Key.Key_Delete)
        assert [row.name for row in rows(shown)] == ["Take 3", "Take 1"]
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        await it.settled()
        assert [row.name for row in rows(shown)] == ["Take 3", "Take 2", "Take 1"]
        QTest.keyClick(shown, Qt.Key.Key_F2)
        field = shown.findChild(QLineEdit)
        assert field is not None
        assert field.hasFocus()
        QTest.keyClicks(field, "Slow")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await it.settled()
        assert "Slow" in [row.name for row in rows(shown)]
        QTest.keyClick(shown, Qt.Key.Key_Return)
        await it.settled()
        (used,) = (note for note in paragraph(it).takes if note.used)
        assert used.take == shown.current.id
        QTest.keyClick(shown, Qt.Key.Key_Escape)
        await it.settled()
        assert editor.takes_below.of(paragraph(it).id) is None
        assert editor.hasFocus()

    in_window(body)


def test_two_takes_are_compared_from_the_same_place(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        shown = await opened(it, await with_takes(it, 2))
        assert [row.badge for row in rows(shown)] == ["A", "B"]
        QTest.keyClick(shown, Qt.Key.Key_B)
        QTest.keyClick(shown, Qt.Key.Key_Down)
        QTest.keyClick(shown, Qt.Key.Key_A)
        assert [row.badge for row in rows(shown)] == ["B", "A"]
        spots = {(each.what, each.row): each.area.center().toPoint() for each in shown.spots()}
        QTest.mouseClick(shown, LEFT, pos=spots["badge", 0])
        assert [row.badge for row in rows(shown)] == ["A", ""]
        QTest.mouseClick(shown, LEFT, pos=spots["badge", 1])
        assert [row.badge for row in rows(shown)] == ["A", "B"]
        spots = {(each.what, each.row): each.area.center().toPoint() for each in shown.spots()}
        QTest.mouseClick(shown, LEFT, pos=spots["compare", 0])

        def heard() -> list[bool]:
            it.presenter.tick()
            return [row.heard > 0.05 for row in rows(shown)]

        await it.heard(steps, lambda: heard() == [True, False], "A is heard")
        QTest.mouseClick(shown, LEFT, pos=spots["compare", 1])
        await it.heard(steps, lambda: heard() == [False, True], "B is heard")
        it.studio.hearing.stop()

    in_window(body, lambda _device: steps.open())


def test_the_design_of_a_take_is_restored_in_one_step(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        shown = await opened(it, await with_takes(it, 3))
        assert "restore" not in [each.what for each in shown.spots()], "its design is the present one"
        QTest.keyClick(shown, Qt.Key.Key_Down)
        spot = next(each.area.center().toPoint() for each in shown.spots() if each.what == "restore")
        QTest.mouseClick(shown, LEFT, pos=spot)
        await it.settled()
        assert it.studio.editing.project.design.controls.speed == -0.2
        assert [row.used for row in rows(shown)] == [False, True, False]
        it.studio.editing.undo()
        assert it.studio.editing.project.design.controls.speed == -0.4

    in_window(body)


def test_typing_in_the_paragraph_leaves_its_list_below_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = await with_takes(it, 2)
        shown = await opened(it, editor)
        top = shown.y()
        editor.setFocus()
        QTest.keyClicks(editor, "and more words " * 8)
        await it.until(lambda: shown.y() == top + 28, "a line further down")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await it.settled()
        assert shown.isVisible()
        assert editor.block_area(editor.document().lastBlock()).top() > shown.geometry().bottom()

    in_window(body)


def test_the_list_is_reached_by_tab_behind_the_margin_told_as_a_list_and_closed_by_its_key(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = await with_takes(it, 2)
        shown = await opened(it, editor)
        told = QAccessible.queryAccessibleInterface(shown)
        assert (told.role(), told.text(QAccessible.Text.Name)) == (QAccessible.Role.List, "Takes of the paragraph")
        assert told.text(QAccessible.Text.Description) == rows(shown)[0].words
        editor.setFocus()
        editor.select(len(editor.text), len(editor.text))
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        assert editor.margin.hasFocus()
        QTest.keyClick(editor.margin, Qt.Key.Key_Tab)
        assert shown.hasFocus()
        QTest.keyClick(shown, Qt.Key.Key_T, CTRL)
        await it.settled()
        assert editor.takes_below.of(paragraph(it).id) is None
        assert editor.hasFocus()

    in_window(body)


def test_in_a_project_that_may_only_be_read_takes_are_heard_and_not_changed(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        shown = await opened(it, await with_takes(it, 2))
        before = it.studio.editing.project
        it.studio.keeping.file.read_only = "It is open on another machine."
        QTest.keyClick(shown, Qt.Key.Key_Down)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_S, Qt.Key.Key_L, Qt.Key.Key_Delete):
            QTest.keyClick(shown, key)
        assert it.studio.editing.project is before
        QTest.keyClick(shown, Qt.Key.Key_Space)
        await it.heard(steps, lambda: it.studio.take_hearing.heard() is not None, "a take is heard")
        it.studio.hearing.stop()
        it.studio.keeping.file.read_only = ""
        QTest.keyClick(shown, Qt.Key.Key_S)
        assert it.studio.editing.project is not before

    in_window(body, lambda _device: steps.open())
