# SPDX-License-Identifier: GPL-3.0-or-later
"""The cast in the browser of the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.core.project import NARRATOR, speakers_of
from studio.ui.voices.delegate import add_speaker_rect, play_rect
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
TEXT = "One two three.\nFour five six.\nSeven eight."


def rows(it: Open) -> list[str]:
    model = it.window.voices.list.rows
    said = [str(model.data(model.index(number))) for number in range(model.rowCount())]
    return said[: said.index("Library")]


def about(it: Open, speaker_id: str) -> str:
    return next(row.about for row in it.window.voices.cast if row.speaker_id == speaker_id)


def place(it: Open, speaker_id: str) -> QPoint:
    listed = it.window.voices.list
    return listed.visualRect(listed.rows.index_of_key(("speaker", speaker_id))).center()


def names(it: Open) -> list[str]:
    found = {speaker.id: speaker.name for speaker in it.studio.speakers.all}
    return [found[each] for each in speakers_of(it.studio.editing.project).values()]


def test_the_cast_by_the_mouse(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text(TEXT)
        panel, listed = it.window.voices, it.window.voices.list
        assert rows(it) == ["In this project", "One speaker"]
        plus = add_speaker_rect(listed.visualRect(listed.rows.index(0))).center()
        QTest.mouseClick(listed.viewport(), LEFT, pos=plus)
        QTest.keyClicks(panel.rename_field, "Ida")
        QTest.keyClick(panel.rename_field, Qt.Key.Key_Return)
        assert rows(it) == ["In this project", "Narrator", "Ida"]
        ida = it.studio.speakers.all[1].id
        assert about(it, ida) == "0 lines · en-US"
        ids = [each.id for each in it.studio.editing.project.paragraphs]
        it.studio.speakers.give(dict.fromkeys(ids[1:], ida))
        await it.until(lambda: about(it, ida).startswith("2 lines · 0:0"), "the lines are counted")
        QTest.mouseClick(listed.viewport(), LEFT, pos=place(it, NARRATOR))
        assert it.window.design.header.name.whole_text() == "Narrator"
        QTest.mouseClick(listed.viewport(), LEFT, pos=place(it, ida))
        assert it.window.design.header.name.whole_text() == "Ida"
        voices = [voice for voice in it.studio.voices.all if voice.available]
        it.window.voices.use_requested.emit(voices[3].id)
        assert [part.voice_id for part in it.studio.speakers.all[1].design.mix] == [voices[3].id]
        assert it.studio.speakers.all[0].design.mix == ()
        play = play_rect(listed.visualRect(listed.rows.index_of_key(("speaker", ida)))).center()
        QTest.mouseClick(listed.viewport(), LEFT, pos=play)
        await it.until(lambda: it.studio.hearing.view().audition_voice_id == ida, "its sample is heard")
        it.studio.hearing.stop()
        menu = listed.menu_for_speaker(panel.cast[0])
        next(each for each in menu.actions() if each.text() == "Delete…").trigger()
        menu.deleteLater()
        assert panel.heir_field.isVisible()
        assert listed.visualRect(listed.rows.index_of_key(("speaker", NARRATOR))).intersects(
            panel.heir_field.geometry()
        ), "asked in the row"
        QTest.mouseClick(panel.heir_field.delete, LEFT)
        assert rows(it) == ["In this project", "One speaker"]
        assert names(it) == ["Ida"] * 3
        it.studio.editing.undo()
        assert names(it) == ["", "Ida", "Ida"]

    in_window(body)


def test_the_cast_by_keys_alone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text(TEXT)
        ids = [each.id for each in it.studio.editing.project.paragraphs]
        ida, keeper = it.studio.speakers.add("Ida", ids[:1]), it.studio.speakers.add("Keeper", ids[1:2])
        panel, listed = it.window.voices, it.window.voices.list
        await it.until(lambda: about(it, ida).startswith("1 line"), "the lines are counted")
        panel.focus_search()
        QTest.keyClick(panel.search, Qt.Key.Key_Down)
        assert listed.speaker_at(listed.currentIndex()) == panel.cast[0]
        QTest.keyClick(listed, Qt.Key.Key_Down)
        QTest.keyClick(listed, Qt.Key.Key_Return)
        assert it.studio.speakers.shown.id == ida
        QTest.keyClick(listed, Qt.Key.Key_F2)
        QTest.keyClicks(panel.rename_field, "Anna")
        QTest.keyClick(panel.rename_field, Qt.Key.Key_Return)
        assert it.studio.speakers.of(ida).name == "Anna"
        QTest.keyClick(listed, Qt.Key.Key_F2)
        QTest.keyClicks(panel.rename_field, "Keeper")
        QTest.keyClick(panel.rename_field, Qt.Key.Key_Return)
        assert it.studio.speakers.of(ida).name == "Anna", "another speaker has that name"
        QTest.keyClick(listed, Qt.Key.Key_Delete)
        assert panel.heir_field.heirs.hasFocus()
        QTest.keyClick(panel.heir_field.heirs, Qt.Key.Key_Escape)
        assert (panel.heir_field.isVisible(), listed.hasFocus()) == (False, True)
        QTest.keyClick(listed, Qt.Key.Key_Delete)
        QTest.keyClick(panel.heir_field.heirs, Qt.Key.Key_Down)
        QTest.keyClick(panel.heir_field.heirs, Qt.Key.Key_Tab)
        QTest.keyClick(panel.heir_field.delete, Qt.Key.Key_Return)
        assert names(it) == ["Keeper", "Keeper", ""]
        assert listed.hasFocus()
        QTest.keyClicks(panel.search, "keep")
        assert rows_of_speakers(it) == ["Keeper"]
        panel.begin_rename_speaker(NARRATOR)
        assert panel.search.text() == "", "so that the row is there"
        it.studio.speakers.remove(keeper, NARRATOR)

    in_window(body)


def rows_of_speakers(it: Open) -> list[str]:
    return [speaker.name for speaker in it.window.voices.list.rows.speakers]
