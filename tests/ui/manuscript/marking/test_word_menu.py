# SPDX-License-Identifier: GPL-3.0-or-later
"""The context menu of a word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.support.stepped_output import Steps
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = "She is going to lead the band. The pipe is made of lead."
METAL = TEXT.rindex("lead")


def menu_at(it: Open, index: int) -> QMenu:
    """What the context menu of a place holds, which the display cannot close meanwhile."""
    made = QMenu(it.window)
    made.addAction("Copy")
    it.window.manuscript.editor.menu_asked.emit(made, index, index)
    return made


def shown_at(it: Open, index: int, reason: QContextMenuEvent.Reason) -> list[str]:
    """Entries of the context menu that is shown."""
    editor = it.window.manuscript.editor
    cursor = QTextCursor(editor.document())
    cursor.setPosition(editor.rows.to_document(index))
    place = editor.cursorRect(cursor).center() + QPoint(2, 0)
    QApplication.sendEvent(editor.viewport(), QContextMenuEvent(reason, place, editor.viewport().mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = [action.text() for action in menu.actions()]
    menu.close()
    return found


async def told(it: Open, menu: QMenu) -> list[QAction]:
    """The entries of other readings, once they are there."""
    await it.until(lambda: readings(menu).actions()[0].text() != "Looking…", "the readings")
    return [action for action in readings(menu).actions() if action.text()]


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(text))


def readings(menu: QMenu) -> QMenu:
    found = entry(menu, "Other readings").menu()
    assert isinstance(found, QMenu)
    return found


async def opened(it: Open) -> None:
    it.studio.editing.replace_text(TEXT)
    await it.until(lambda: it.window.manuscript.editor.text == TEXT, "shown")
    it.window.manuscript.editor.setFocus()


def marks(it: Open) -> list[tuple[str, int, int, str]]:
    return [(mark.kind, mark.start, mark.end, mark.value) for mark in it.studio.editing.project.paragraphs[0].marks]


def test_another_reading_is_chosen_by_its_meaning_and_taken_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await opened(it)
        editor = it.window.manuscript.editor
        menu = menu_at(it, TEXT.index("lead") + 2)
        # It is there at once, whatever the engine is doing.
        assert [action.text() for action in readings(menu).actions()] == ["Looking…"]
        (metal,) = await told(it, menu)
        assert metal.text() == "the metal:  lˈɛd"
        metal.trigger()
        await it.settled()
        assert marks(it) == [("ipa", 16, 20, "lˈɛd")]
        menu = menu_at(it, TEXT.index("lead") + 2)
        found = await told(it, menu)
        assert [(action.text(), action.isChecked()) for action in found] == [
            ("the metal:  lˈɛd", True), ("As the engine reads it", False),
        ]  # fmt: skip
        found[-1].trigger()
        await it.settled()
        assert marks(it) == []
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        await it.settled()
        assert marks(it) == [("ipa", 16, 20, "lˈɛd")]
        # Decided by its sentence, where a pause is no word.
        it.studio.marking.pause_at(METAL - 3, 0)
        (verb,) = await told(it, menu_at(it, METAL + 1))
        assert verb.text().endswith("lˈid")

    in_window(body)


def test_a_word_is_heard_and_said_otherwise_from_its_menu(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        await opened(it)
        editor = it.window.manuscript.editor
        entry(menu_at(it, METAL + 1), "Hear “lead”").trigger()
        assert await it.heard(steps, lambda: it.studio.hearing.view().word is not None, "heard") == [METAL]
        assert editor.selected() == (0, 0)
        entry(menu_at(it, METAL + 1), "Say as").trigger()
        assert editor.selected() == (METAL, METAL + 4)
        popover = it.presenter.panels.saying.popover
        assert popover is not None
        assert popover.is_open
        popover.dismiss()

    in_window(body, lambda _device: steps.open())


def test_it_is_about_the_word_at_the_pointer_or_with_the_menu_key_at_the_caret(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await opened(it)
        editor = it.window.manuscript.editor
        editor.select(METAL + 2, METAL + 2)
        assert shown_at(it, 3, QContextMenuEvent.Reason.Keyboard)[0] == "Hear “lead”"
        assert shown_at(it, 9, QContextMenuEvent.Reason.Mouse)[0] == "Hear “going”"
        editor.select(4, 15)
        assert shown_at(it, 9, QContextMenuEvent.Reason.Mouse)[0] == "Hear “is going to”"
        it.studio.editing.replace_text("…")
        await it.until(lambda: editor.text == "…", "shown")
        assert not any(text.startswith("Hear") for text in shown_at(it, 0, QContextMenuEvent.Reason.Mouse))

    in_window(body)
