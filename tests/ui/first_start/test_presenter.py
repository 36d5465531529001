# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from studio.ui.first_start.page import FirstPage
from tests.support.stepped_output import Steps
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL = Qt.KeyboardModifier.ControlModifier


async def first_page(it: Open) -> FirstPage:
    """The page, once its Play has the keyboard."""
    page = it.presenter.panels.first.page
    assert page is not None
    await it.until(page.play.hasFocus, "Play has the keyboard")
    return page


def test_a_first_start_has_a_sentence_ready_which_space_reads(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        page = await first_page(it)
        assert it.window.manuscript.title.text() == "Untitled"
        assert page.sentence.accessibleDescription() == it.studio.editing.project.text
        await it.until(lambda: not it.studio.overview.changed_count and not it.studio.rendering.active, "rendered")
        QTest.keyClick(page.play, Qt.Key.Key_Space)
        await it.heard(steps, lambda: page.sentence.heard != (0, 0, 0), "a word is marked")
        assert page.play.accessibleName() == "Pause"
        it.studio.hearing.stop()
        await it.until(lambda: page.play.accessibleName() == "Play", "stopped")
        assert page.isVisible()

    in_window(body, lambda _device: steps.open(), first_start=True)


def test_typing_writes_over_the_sentence_and_undo_brings_it_back_into_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        page, editor = await first_page(it), it.window.manuscript.editor
        sentence = editor.text
        QTest.keyClicks(page.play, "A")
        assert editor.hasFocus()
        assert not it.studio.rendering.active
        QTest.keyClicks(editor, " tape.")
        await it.until(lambda: it.studio.editing.project.text == "A tape.", "the text")
        assert it.presenter.panels.first.page is None
        for _ in range(3):
            if it.studio.editing.project.text != sentence:
                it.studio.editing.undo()
        assert it.studio.editing.project.text == sentence
        assert it.presenter.panels.first.page is None

    in_window(body, first_start=True)


def test_a_press_on_the_sentence_selects_it_in_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        page, editor = await first_page(it), it.window.manuscript.editor
        QTest.mouseClick(page.sentence, Qt.MouseButton.LeftButton)
        assert editor.hasFocus()
        assert editor.selected() == (0, len(editor.text))
        assert it.presenter.panels.first.page is None
        assert editor.focusPolicy() & Qt.FocusPolicy.TabFocus

    in_window(body, first_start=True)


def test_pasting_takes_the_sentences_place(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        page = await first_page(it)
        QGuiApplication.clipboard().setText("One.\nTwo.")
        QTest.keyClick(page.play, Qt.Key.Key_V, CTRL)
        await it.until(lambda: it.studio.editing.project.text == "One.\nTwo.", "the text")

    in_window(body, first_start=True)


def test_a_blend_is_begun_and_the_pad_has_the_keyboard(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        page = await first_page(it)
        it.window.columns.toggle(1)
        QTest.mouseClick(page.blend, Qt.MouseButton.LeftButton)
        mix = it.studio.speakers.shown.design.mix
        assert len(mix) == 2
        assert it.window.design.mix.pad.hasFocus()
        assert page.isVisible()
        assert "+" in page.name.whole_text()
        QTest.mouseClick(page.blend, Qt.MouseButton.LeftButton)
        assert it.studio.speakers.shown.design.mix == mix

    in_window(body, first_start=True)


@pytest.mark.parametrize("action", ["find", "takes", "new_project"])
def test_what_is_done_in_the_text_or_elsewhere_ends_it(in_window: InWindow, action: str) -> None:
    async def body(it: Open) -> None:
        await first_page(it)
        it.presenter.actions[action].trigger()
        await it.until(lambda: it.presenter.panels.first.page is None, "the page is gone")

    in_window(body, first_start=True)


def test_tab_goes_through_the_page_and_past_the_text_below(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        page, editor = await first_page(it), it.window.manuscript.editor
        for control in (page.text, page.blend, page.clip):
            QTest.keyClick(it.window.focusWidget(), Qt.Key.Key_Tab)
            assert it.window.focusWidget() is control
        for _ in range(12):
            QTest.keyClick(it.window.focusWidget(), Qt.Key.Key_Tab)
            assert it.window.focusWidget() not in (editor, editor.margin)
        assert it.presenter.panels.first.page is page

    in_window(body, first_start=True)


def test_a_text_that_was_begun_before_is_shown_at_once(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        assert it.presenter.panels.first.page is None

    in_window(body)
