# SPDX-License-Identifier: GPL-3.0-or-later
"""The popover in the window, by keyboard and by mouse."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.app.saying.pronouncing import WORD
from studio.client.endpoint import Endpoint
from studio.client.local.engine import LocalEngine
from studio.client.speech.client import AsyncSpeechClient
from studio.core.dictionary import Entry
from studio.core.errors import InvalidArgument
from studio.ui.saying.popover import SayAsPopover
from studio.ui.saying.presenter import _NO_WORD
from studio.ui.saying.word_box import word_box
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
KEY = Qt.Key
TEXT = "My name is Anders Voll. I kept this lamp.\nNobody came.\nThen Voll's lamp went out, Voll."


async def opened(it: Open, at: int = TEXT.index("Voll") + 2) -> SayAsPopover:
    editor = it.window.manuscript.editor
    if it.studio.editing.project.text != TEXT:
        it.studio.editing.replace_text(TEXT)
        await it.until(lambda: editor.text == TEXT, "shown")
        await it.until(lambda: it.studio.voices.all, "the voices")
    editor.setFocus()
    editor.select(at, at)
    QTest.keyClick(editor, KEY.Key_A, CTRL | SHIFT)
    popover = it.presenter.panels.saying.popover
    assert popover is not None
    await it.until(lambda: popover.now.whole_text(), "how it is said now")
    await it.until(lambda: "·" in popover.where.segments[1].text(), "the places")
    return popover


async def typed(it: Open, popover: SayAsPopover, text: str) -> None:
    popover.field.clear()
    QTest.keyClicks(popover.field, text)
    before = popover.field.reading.text()
    await it.until(lambda: popover.use.isEnabled() and (popover.field.reading.text() or before), "its sounds")


def entries(it: Open) -> list[Entry]:
    return [*it.studio.dictionaries.project]


def is_open(popover: SayAsPopover) -> bool:
    return popover.is_open


def status(it: Open) -> str:
    return it.window.status.doing.text()


def test_a_name_is_said_otherwise_in_the_project_by_keyboard_alone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        popover = await opened(it)
        assert (popover.word.whole_text(), popover.now.whole_text()) == ("Voll", "read now as  vˈɑl")
        assert popover.field.hasFocus()
        assert (popover.use.isEnabled(), popover.use.toolTip()) == (False, "Type how it is said first.")
        assert it.window.manuscript.editor.selected() == (TEXT.index("Voll"), TEXT.index("Voll") + 4)
        await typed(it, popover, "foll")
        assert popover.field.reading.text() == "fˈɑl"
        assert popover.where.segments[1].text() == "This project · 3"
        assert status(it) == "Saying “Voll” so changes 3 places in 2 paragraphs"
        QTest.keyClick(popover.field, KEY.Key_Return, ALT)
        assert it.studio.hearing.view().audition_voice_id == WORD + "Voll"
        assert is_open(popover)
        QTest.keyClick(popover.field, KEY.Key_Return)
        assert not is_open(popover)
        assert entries(it) == [Entry("Voll", "foll", "en", True)]
        assert it.window.manuscript.editor.hasFocus()
        assert not status(it).startswith("Saying")
        # The words are underlined where they are.
        editor = it.window.manuscript.editor
        assert [[mark.value for mark in editor.lines.looks.told(editor.rows[row])] for row in range(3)] == [
            ["foll"], [], ["foll's", "foll"]
        ]  # fmt: skip
        again = await opened(it)
        assert (again.alias, again.chosen_where, again.now.whole_text()) == ("foll", "project", "read now as  fˈɑl")
        QTest.mouseClick(again.clear, Qt.MouseButton.LeftButton)
        assert entries(it) == []
        it.studio.editing.undo()
        assert entries(it) == [Entry("Voll", "foll", "en", True)]

    in_window(body)


def test_a_sign_without_a_sound_is_named_and_cannot_be_used(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        popover = await opened(it)
        popover.kind.segments[1].click()
        QTest.keyClicks(popover.field, "f5l")
        await it.until(lambda: popover.fault.isVisible(), "the fault")
        assert popover.fault.text() == "“5” is no sound that the engine knows."
        assert (popover.use.isEnabled(), popover.use.toolTip()) == (False, popover.fault.text())
        QTest.keyClick(popover.field, KEY.Key_Return)
        assert is_open(popover)
        QTest.keyClick(popover.field, KEY.Key_Backspace)
        QTest.keyClick(popover.field, KEY.Key_Backspace)
        popover.field.insert("ɔl")
        await it.until(lambda: popover.use.isEnabled(), "a good one")
        assert (popover.alias, popover.fault.isVisible()) == ("/fɔl/", False)
        popover.kind.segments[0].click()
        popover.field.setText("?!")
        await it.until(lambda: popover.fault.isVisible(), "the fault")
        assert popover.fault.text() == "Nothing of this can be said."
        QTest.keyClick(popover.field, KEY.Key_Escape)
        assert not is_open(popover)
        assert entries(it) == []

    in_window(body)


def test_what_is_typed_while_the_engine_is_away_can_be_used_and_is_checked_once_it_is_there(
    in_window: InWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def body(it: Open) -> None:
        (await opened(it)).dismiss()
        there, start = asyncio.Event(), LocalEngine.start

        async def late(engine: LocalEngine) -> Endpoint:
            await there.wait()
            return await start(engine)

        monkeypatch.setattr(LocalEngine, "start", late)
        it.studio.engine.restart()
        await it.until(it.studio.engine.blocker, "the engine is away")
        QTest.keyClick(it.window.manuscript.editor, KEY.Key_A, CTRL | SHIFT)
        popover = it.presenter.panels.saying.popover
        assert popover is not None
        QTest.keyClicks(popover.field, "foll")
        assert (popover.use.isEnabled(), popover.use.toolTip()) == (True, "Say it so (Enter)")
        popover.field.clear()
        assert (popover.use.isEnabled(), popover.use.toolTip()) == (False, "Type how it is said first.")
        popover.kind.segments[1].click()
        QTest.keyClicks(popover.field, "f5l")
        assert popover.use.isEnabled()
        there.set()
        await it.until(lambda: popover.fault.isVisible(), "the fault")
        assert (popover.use.isEnabled(), popover.use.toolTip()) == (False, popover.fault.text())
        await it.until(lambda: popover.now.whole_text() and popover.suggestions.chips, "what else was asked")
        popover.dismiss()

    in_window(body)


def test_words_for_always_are_counted_once_they_are_known(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await it.until(lambda: it.studio.dictionaries.known, "what the engine has told")
        it.studio.dictionaries._known = False
        popover = await opened(it)
        assert popover.dictionary.text() == "Dictionary · 0 words"
        popover.where.segments[2].click()
        assert popover.dictionary.text() == "Dictionary"
        await it.studio.dictionaries.refresh()
        assert popover.dictionary.text() == "Dictionary · 0 words"

    in_window(body)


def test_what_the_engine_refuses_cannot_be_used(in_window: InWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refusing(*_arguments: object) -> None:
        raise InvalidArgument("pronunciations", "fewer")

    async def body(it: Open) -> None:
        popover = await opened(it)
        monkeypatch.setattr(AsyncSpeechClient, "explain", refusing)
        QTest.keyClicks(popover.field, "foll")
        await it.until(lambda: popover.fault.isVisible(), "the fault")
        assert (popover.use.isEnabled(), popover.fault.text()) == (False, "pronunciations: must be fewer")

    in_window(body)


def test_suggestions_are_heard_and_taken_and_the_word_is_said_here_alone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        popover = await opened(it)
        await it.until(lambda: popover.suggestions.chips, "suggestions")
        german = next(chip for chip in popover.suggestions.chips if chip.suggestion.meaning == "German")
        german.setFocus(Qt.FocusReason.TabFocusReason)
        assert it.studio.hearing.view().audition_voice_id == WORD + "Voll"
        QTest.mouseClick(german, Qt.MouseButton.LeftButton)
        await it.until(lambda: popover.use.isEnabled(), "its sounds")
        assert (popover.alias, popover.field.text()) == ("/fˈɔl/", "fˈɔl")
        assert german.property("on")
        QTest.mouseClick(popover.where.segments[0], Qt.MouseButton.LeftButton)
        assert status(it) == "Saying “Voll” so changes this place"
        QTest.mouseClick(popover.use, Qt.MouseButton.LeftButton)
        marks = it.studio.editing.project.paragraphs[0].marks
        assert [(mark.kind, mark.value) for mark in marks] == [("ipa", "fˈɔl")]
        assert entries(it) == []

    in_window(body)


def test_it_hangs_under_the_word_and_goes_with_a_press_elsewhere_or_an_edit(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        popover, editor = await opened(it), it.window.manuscript.editor
        word = word_box(editor, TEXT.index("Voll"), TEXT.index("Voll") + 4)
        corner = editor.viewport().mapTo(it.window, QPoint())
        assert not popover.geometry().adjusted(16, 16, -16, -16).intersects(word.translated(corner))
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 400))
        assert not is_open(popover)
        popover = await opened(it)
        it.studio.editing.edit_text(0, 2, "His")
        assert not is_open(popover)
        it.studio.editing.undo()
        it.presenter.actions["add_to_dictionary"].trigger()
        again = it.presenter.panels.saying.popover
        assert again is not None
        assert again.chosen_where == "always"
        again.dismiss()
        editor.select(0, len(TEXT))
        it.presenter.actions["say_as"].trigger()
        assert it.presenter.panels.saying.popover is not None
        it.presenter.panels.saying.popover.dismiss()
        it.studio.editing.replace_text("...")
        await it.until(lambda: editor.text == "...", "shown")
        it.presenter.actions["say_as"].trigger()
        assert status(it) == _NO_WORD

    in_window(body)
