# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding and replacing in the window, by keyboard and by pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.sheets.start.panel import StartSheet
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
TEXT = "In the lamp room the light\nwas this lamp\nwithout any"


async def with_text(it: Open, text: str = TEXT) -> None:
    it.studio.editing.replace_text(text)
    editor = it.window.manuscript.editor
    await it.until(lambda: editor.text == text, "the text")
    editor.setFocus()
    editor.select(0, 0)


async def found(it: Open, count: int) -> None:
    finding = it.studio.finding
    await it.until(lambda: finding.active and not finding.busy and finding.count == count, f"{count} found")


def test_by_keyboard_alone_groups_are_replaced_and_taken_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        editor, bar, editing = it.window.manuscript.editor, it.window.manuscript.find_bar, it.studio.editing
        QTest.keyClick(editor, Qt.Key.Key_H, CTRL)
        assert bar.field.line.hasFocus()
        QTest.keyClicks(bar.field.line, "(the|this) (light|lamp)")
        for _ in range(3):
            QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Tab)
        assert bar.field.expression.hasFocus()
        QTest.keyClick(bar.field.expression, Qt.Key.Key_Space)
        await found(it, 3)
        assert bar.count.text() == "1 of 3"
        while not bar.put.hasFocus():
            QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Tab)
        QTest.keyClicks(bar.put, "$1 old $2")
        await it.until(lambda: "the lamp → the old lamp" in it.window.status.doing.text(), "the preview")
        assert it.window.status.doing.text().startswith("3 found in 2 paragraphs")
        QTest.keyClick(bar.put, Qt.Key.Key_Return)
        await found(it, 2)
        assert editing.project.text.startswith("In the old lamp room the light")
        QTest.keyClick(bar.put, Qt.Key.Key_Return, ALT)
        await found(it, 0)
        assert editing.project.text == "In the old lamp room the old light\nwas this old lamp\nwithout any"
        assert bar.count.text() == "none"
        QTest.keyClick(bar.put, Qt.Key.Key_Escape)
        assert not bar.isVisible()
        assert editor.hasFocus()
        for _ in range(2):
            QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        assert editing.project.text == TEXT
        assert "found" not in it.window.status.doing.text()

    in_window(body)


def test_by_pointer_alone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        panel, bar = it.window.manuscript, it.window.manuscript.find_bar
        panel.editor.select(7, 11)
        QTest.mouseClick(panel.find_button, LEFT)
        await found(it, 2)
        assert bar.field.line.text() == "lamp"
        assert not bar.replaces
        QTest.mouseClick(bar.down, LEFT)
        assert bar.count.text() == "2 of 2"
        QTest.mouseClick(bar.up, LEFT)
        assert bar.count.text() == "1 of 2"
        it.presenter.actions["replace"].trigger()
        bar.put.setText("light")
        await it.until(lambda: bar.all.text() == "All 2", "the count on the button")
        QTest.mouseClick(bar.all, LEFT)
        await found(it, 0)
        assert it.studio.editing.project.text == TEXT.replace("lamp", "light")
        QTest.mouseClick(panel.undo, LEFT)
        await found(it, 2)
        QTest.mouseClick(bar.close_button, LEFT)
        assert not bar.isVisible()

    in_window(body)


def test_f3_goes_on_from_the_caret_and_selects_and_enter_stays_in_the_bar(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        editor, bar = it.window.manuscript.editor, it.window.manuscript.find_bar
        QTest.keyClick(editor, Qt.Key.Key_F3)
        assert bar.field.line.hasFocus()
        QTest.keyClicks(bar.field.line, "LAMP")
        await found(it, 2)
        QTest.keyClick(bar.field.line, Qt.Key.Key_Return)
        assert (bar.count.text(), bar.field.line.hasFocus()) == ("2 of 2", True)
        QTest.keyClick(bar.field.line, Qt.Key.Key_Return, SHIFT)
        assert bar.count.text() == "1 of 2"
        editor.setFocus()
        editor.select(8, 8)
        QTest.keyClick(editor, Qt.Key.Key_F3)
        assert editor.textCursor().selectedText() == "lamp"
        assert editor.selected()[0] == TEXT.rindex("lamp")
        QTest.keyClick(editor, Qt.Key.Key_F3)
        assert editor.selected()[0] == TEXT.index("lamp")
        QTest.keyClick(editor, Qt.Key.Key_F3, SHIFT)
        assert editor.selected()[0] == TEXT.rindex("lamp")

    in_window(body)


def test_enter_replaces_and_goes_on_from_the_field_that_finds_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        editor, bar, editing = it.window.manuscript.editor, it.window.manuscript.find_bar, it.studio.editing
        QTest.keyClick(editor, Qt.Key.Key_H, CTRL)
        QTest.keyClicks(bar.field.line, "lamp")
        await found(it, 2)
        QTest.keyClick(bar.field.line, Qt.Key.Key_Return)
        assert (editing.project.text, bar.put.hasFocus()) == (TEXT, True)
        QTest.keyClicks(bar.put, "lantern")
        bar.field.line.setFocus()
        QTest.keyClick(bar.field.line, Qt.Key.Key_F3)
        assert bar.count.text() == "2 of 2"
        QTest.keyClick(bar.field.line, Qt.Key.Key_Return)
        await found(it, 1)
        assert editing.project.text == TEXT.replace("this lamp", "this lantern")
        QTest.keyClick(bar.field.line, Qt.Key.Key_Return)
        await found(it, 0)
        assert editing.project.text == TEXT.replace("lamp", "lantern")

    in_window(body)


def test_escape_selects_the_hit_that_was_at_hand(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        editor, bar = it.window.manuscript.editor, it.window.manuscript.find_bar
        QTest.keyClick(editor, Qt.Key.Key_F, CTRL)
        QTest.keyClicks(bar.field.line, "this")
        await found(it, 1)
        QTest.keyClick(bar.field.line, Qt.Key.Key_Escape)
        assert editor.textCursor().selectedText() == "this"
        assert not it.studio.finding.active

    in_window(body)


def test_selected_lines_are_searched_alone_until_that_is_switched_off(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        editor, bar = it.window.manuscript.editor, it.window.manuscript.find_bar
        editor.select(TEXT.index("room"), TEXT.index("without"))
        QTest.keyClick(editor, Qt.Key.Key_F, CTRL)
        assert bar.field.within.isChecked()
        QTest.keyClicks(bar.field.line, "lamp")
        await found(it, 1)
        QTest.mouseClick(bar.field.within, LEFT)
        await found(it, 2)
        QTest.mouseClick(bar.field.within, LEFT)
        await found(it, 1)

    in_window(body)


def test_another_query_is_sought_in_what_is_left_of_the_selection(in_window: InWindow) -> None:
    text = "a lamp\na lamp\na lamp\na light"

    async def body(it: Open) -> None:
        await with_text(it, text)
        editor, bar, editing = it.window.manuscript.editor, it.window.manuscript.find_bar, it.studio.editing
        editor.select(text.index("\n") + 1, text.rindex("\n"))
        QTest.keyClick(editor, Qt.Key.Key_H, CTRL)
        bar.field.line.setText("lamp")
        await found(it, 2)
        bar.put.setText("l")
        QTest.mouseClick(bar.all, LEFT)
        await it.until(lambda: editing.project.text == "a lamp\na l\na l\na light", "the replacement")
        await found(it, 0)
        bar.field.line.setText("a l")
        await found(it, 2)
        assert bar.field.within.isChecked()
        editor.select(0, len(editor.text))
        bar.field.within.click()
        bar.field.within.click()
        await found(it, 4)
        editing.edit_text(0, 6, "")
        bar.field.line.setText("a")
        await found(it, 3)
        assert bar.field.within.isChecked()

    in_window(body)


def test_a_bad_expression_says_why_in_the_status(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        bar = it.window.manuscript.find_bar
        it.presenter.actions["find"].trigger()
        bar.field.expression.click()
        bar.field.line.setText("(the")
        await it.until(lambda: "missing )" in it.window.status.doing.text(), "the reason")
        assert bar.field.wrong
        assert not bar.down.isEnabled()
        bar.field.line.setText("(the)")
        await found(it, 2)
        assert not bar.field.wrong

    in_window(body)


def test_control_f_finds_a_project_on_the_sheet_of_projects_and_text_elsewhere(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        bar, stage = it.window.manuscript.find_bar, it.window.stage
        it.presenter.actions["projects"].trigger()
        it.window.setFocus()
        QTest.keyClick(it.window, Qt.Key.Key_F, CTRL)
        assert isinstance(stage.sheet, StartSheet)
        assert not bar.isVisible()
        stage.close_all()
        QTest.keyClick(it.window, Qt.Key.Key_F, CTRL)
        assert bar.isVisible()

    in_window(body)


def test_hits_are_over_the_waves_and_the_word_is_outlined_there(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await with_text(it)
        transport, bar = it.window.transport, it.window.manuscript.find_bar
        it.studio.rendering.render_changed()
        await it.until(lambda: it.studio.overview.changed_count == 0, "rendered")
        it.presenter.tick()
        it.presenter.actions["find"].trigger()
        bar.field.line.setText("lamp")
        await found(it, 2)
        await it.until(lambda: len(transport.overview.ticks) == 2, "the marks")
        box = transport.detail.found_box()
        (written,) = [place for text, place in transport.detail.written().values() if text == "lamp"][:1]
        assert box == written
        it.window.manuscript.find_bar.close_button.click()
        await it.until(lambda: not transport.overview.ticks, "no marks")
        assert transport.detail.found_box().isEmpty()

    in_window(body)
