# SPDX-License-Identifier: GPL-3.0-or-later
"""Words replaced by an expression with groups, and taken back, on the real program: by keys alone, by mouse alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.marks import Mark
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.waiting import wait_until_async

pytestmark = pytest.mark.display

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TEXT = "Not until the light goes out.\nI kept this lamp, and the light went out."
DONE = "Not until the old light goes out.\nI kept this old lamp, and the old light went out."


async def by_keys(program: Program) -> None:
    editor, bar = program.window.manuscript.editor, program.window.manuscript.find_bar
    QTest.keyClick(editor, KEY.Key_H, CTRL)
    QTest.keyClicks(focused(), "(the|this) (light|lamp)")
    await tab_to(bar.field.expression)
    QTest.keyClick(focused(), KEY.Key_Space)
    await found(program, 3)
    await tab_to(bar.put)
    QTest.keyClicks(focused(), "$1 old $2")
    await wait_until_async(lambda: "the light → the old light" in program.window.status.doing.text(), what="preview")
    QTest.keyClick(focused(), KEY.Key_Return, ALT)
    await text_is(program, DONE)
    QTest.keyClick(focused(), KEY.Key_Escape)
    assert editor.hasFocus()


async def by_mouse(program: Program) -> None:
    panel, bar = program.window.manuscript, program.window.manuscript.find_bar
    QTest.mouseClick(panel.find_button, LEFT)
    QTest.mouseClick(bar.field.expression, LEFT)
    # What is written is written by keys, whoever holds the mouse.
    QTest.mouseClick(bar.field.line, LEFT)
    QTest.keyClicks(bar.field.line, "(the|this) (light|lamp)")
    await found(program, 3)
    program.presenter.actions["replace"].trigger()
    QTest.mouseClick(bar.put, LEFT)
    QTest.keyClicks(bar.put, "$1 old $2")
    await wait_until_async(lambda: bar.all.isEnabled() and "→" in program.window.status.doing.text(), what="preview")
    QTest.mouseClick(bar.replace, LEFT)
    await wait_until_async(lambda: program.studio.finding.count == 2, what="one replaced")
    QTest.mouseClick(bar.all, LEFT)
    await text_is(program, DONE)
    QTest.mouseClick(bar.close_button, LEFT)
    assert not bar.isVisible()


@pytest.mark.parametrize(("way", "steps"), [(by_keys, 1), (by_mouse, 2)], ids=["keys", "mouse"])
def test_words_are_replaced_with_groups_and_taken_back(
    way: Callable[[Program], Awaitable[None]], steps: int, display: Display, data_dir: Path
) -> None:
    async def scenario(program: Program) -> None:
        await program.ready()
        program.presenter.closing._agreed = True
        editing, editor = program.studio.editing, program.window.manuscript.editor
        editing.replace_text(TEXT)
        await wait_until_async(lambda: editor.text == TEXT, what="the text")
        slow = (Mark("speed", 14, 19, "0.8"),)
        editing.change_marks("slower", editing.project.paragraphs[0].id, lambda _marks: slow)
        program.window.activateWindow()
        editor.setFocus()
        editor.select(0, 0)
        await way(program)
        first = editing.project.paragraphs[0]
        assert [first.text[mark.start : mark.end] for mark in first.marks] == ["light"]
        for _ in range(steps):
            if way is by_mouse:
                QTest.mouseClick(program.window.manuscript.undo, LEFT)
            else:
                QTest.keyClick(editor, KEY.Key_Z, CTRL)
        await text_is(program, TEXT)
        assert editing.project.paragraphs[0].marks == slow
        await wait_until_async(lambda: editor.text == TEXT, what="the text as it was")

    run_program(scenario, "tone")


def focused() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


async def tab_to(control: QWidget) -> None:
    for _ in range(12):
        if control.hasFocus():
            return
        QTest.keyClick(focused(), KEY.Key_Tab)
    raise AssertionError(f"Tab does not lead to {control.accessibleName()}")


async def found(program: Program, count: int) -> None:
    finding = program.studio.finding
    await wait_until_async(lambda: not finding.busy and finding.count == count, what=f"{count} found")


async def text_is(program: Program, text: str) -> None:
    await wait_until_async(lambda: program.studio.editing.project.text == text, what="the text")
