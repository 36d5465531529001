# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of found speakers in the running program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.text.dialogue import NOTICE
from studio.core.project import NARRATOR, speakers_of
from studio.ui.sheets.speakers.panel import NONE, SpeakersSheet
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
TEXT = (
    "ANN: Who is there, at this time of the night?\nBOB: It is me, and I am quite alone.\nA door opened.\nANN: Come in."
)


def opened(it: Open) -> SpeakersSheet:
    it.presenter.actions["find_speakers"].trigger()
    sheet = it.window.stage.sheet
    assert isinstance(sheet, SpeakersSheet)
    return sheet


def focused(it: Open) -> QWidget:
    widget = it.app.focusWidget()
    assert widget is not None
    return widget


def test_a_pasted_script_is_cast_by_one_step_and_its_undo(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, editing = it.window.manuscript.editor, it.studio.editing
        QApplication.clipboard().setText(TEXT)
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        cards = it.window.notices.cards
        await it.until(lambda: any(card.notice.key == NOTICE for card in cards()), "it is offered")
        card = next(card for card in cards() if card.notice.key == NOTICE)
        assert card.act is not None
        assert card.text.text() == "This text names who speaks: Ann, Bob."
        assert len(editing.project.cast) == 1
        card.act.click()
        sheet = it.window.stage.sheet
        assert isinstance(sheet, SpeakersSheet)
        await it.until(lambda: len(sheet.rows) == 2, "both are found")
        ann, bob = sheet.rows
        assert ann.proposal.voice != bob.proposal.voice != ""
        main = it.window.transport.main
        assert (main.text(), main.isEnabled()) == ("Make the cast", True)
        QTest.mouseClick(main, Qt.MouseButton.LeftButton)
        assert it.window.stage.sheet is None
        project = editing.project
        assert [each.name for each in project.cast] == ["", "Ann", "Bob"]
        names = {each.id: each.name for each in project.cast}
        assert [names[each] for each in speakers_of(project).values()] == ["Ann", "Bob", "", "Ann"]
        assert project.paragraphs[1].text == "It is me, and I am quite alone."
        editing.undo()
        assert editing.project.text == TEXT
        assert {*speakers_of(editing.project).values()} == {NARRATOR}

    in_window(body)


def test_names_given_by_keys_are_kept_and_one_name_is_one_speaker(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text(TEXT)
        sheet = opened(it)
        await it.until(lambda: len(sheet.rows) == 2, "both are found")
        assert sheet.rows[0].take.hasFocus()
        for _ in range(2):
            QTest.keyClick(focused(it), Qt.Key.Key_Tab)
        assert sheet.rows[0].name.hasFocus()
        QTest.keyClicks(focused(it), "Bob")
        assert sheet.rows[0].proposal.name.endswith("Bob")
        sheet.rows[0].name.selectAll()
        QTest.keyClicks(focused(it), "Bob")
        it.studio.dialogue.look()
        await it.until(lambda: not it.studio.dialogue.looking, "it has looked again")
        assert sheet.rows[0].proposal.name == "Bob"
        it.window.transport.main.click()
        assert [each.name for each in it.studio.editing.project.cast] == ["", "Bob"]
        # All has a speaker now.
        sheet = opened(it)
        await it.until(lambda: sheet.message.text() == NONE, "nothing is found")
        assert not it.window.transport.main.isEnabled()
        QTest.keyClick(sheet.back, Qt.Key.Key_Escape)
        assert it.window.stage.sheet is None

    in_window(body)


def test_a_first_line_is_heard_in_the_voice_and_stopped(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text(TEXT * 3)
        sheet = opened(it)
        await it.until(lambda: len(sheet.rows) == 2, "both are found")
        sheet.rows[0].listen.click()
        await it.until(lambda: it.studio.hearing.view().audition_voice_id == sheet.rows[0].proposal.voice, "heard")
        sheet.rows[1].listen.click()
        await it.until(lambda: it.studio.hearing.view().audition_voice_id == sheet.rows[1].proposal.voice, "other")
        sheet.rows[1].listen.click()
        await it.until(lambda: not it.studio.hearing.view().audition_voice_id, "stopped")
        sheet.rows[0].listen.click()
        await it.until(lambda: it.studio.hearing.view().audition_voice_id, "heard again")
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        assert it.window.stage.sheet is None
        assert not it.studio.hearing.view().audition_voice_id

    in_window(body)


def test_those_found_before_the_engine_has_told_its_voices_get_one_once_it_has(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        voices, dialogue = it.studio.voices, it.studio.dialogue
        it.studio.editing.replace_text(TEXT)
        known = voices.known
        voices._become(())
        sheet = opened(it)
        await it.until(lambda: len(sheet.rows) == 2 and not dialogue.looking, "both are found")
        assert [row.proposal.voice for row in sheet.rows] == ["", ""]
        sheet.rows[1].name.setFocus()
        sheet.rows[1].name.selectAll()
        QTest.keyClicks(sheet.rows[1].name, "Robert")
        voices._become(known)
        await it.until(lambda: not dialogue.looking, "it has looked again")
        chosen = [row.proposal.voice for row in sheet.rows]
        assert all(voices.get(each) is not None for each in chosen)
        assert len({*chosen}) == 2
        assert sheet.rows[1].proposal.name == "Robert"
        # An engine that is away for a moment takes no choice along.
        voices._become(())
        await it.until(lambda: not dialogue.looking, "it has looked without voices")
        assert [row.proposal.voice for row in sheet.rows] == chosen
        voices._become(known)
        await it.until(lambda: not dialogue.looking, "it has looked with voices")
        it.window.transport.main.click()
        assert [[part.voice_id for part in each.design.mix] for each in it.studio.editing.project.cast[1:]] == [
            [each] for each in chosen
        ]

    in_window(body)
