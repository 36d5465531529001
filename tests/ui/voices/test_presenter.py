# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices chosen, heard, saved and renamed in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.ui.voices.delegate import star_rect
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_voice_is_chosen_and_mixed_from_the_list(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        voices = [voice for voice in it.studio.voices.all if voice.available]
        listed = it.window.voices.list

        def middle(number: int) -> QPoint:
            return listed.visualRect(listed.rows.index_of(voices[number].id)).center()

        QTest.mouseClick(listed.viewport(), LEFT, pos=middle(1))
        assert [part.voice_id for part in it.studio.editing.project.design.mix] == [voices[1].id]
        it.window.voices.list.add_requested.emit(voices[0].id)
        await it.until(lambda: len(it.window.design.mix.rows) == 2, "two rows")
        assert [row.percent.text() for row in it.window.design.mix.rows] == ["50 %", "50 %"]
        slider = it.window.design.mix.rows[0].slider
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_End)
        assert [row.percent.text() for row in it.window.design.mix.rows] == ["100 %", "0 %"]

    in_window(body)


def test_a_blend_is_saved_renamed_and_deleted_with_undo(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        first, second = [voice for voice in it.studio.voices.all if voice.available][:2]
        it.studio.designing.choose_voice(first.id)
        it.studio.designing.add_to_mix(second.id)
        design = it.window.design
        QTest.mouseClick(design.save, LEFT)
        QTest.keyClicks(design.save_name, "Duet")
        QTest.keyClick(design.save_name, Qt.Key.Key_Return)

        def own() -> list[str]:
            return [voice.name for voice in it.studio.voices.all if voice.own]

        await it.until(lambda: own() == ["Duet"], "saved")
        made = next(voice for voice in it.studio.voices.all if voice.own)
        await it.until(lambda: it.window.voices.list.rows.index_of(made.id).isValid(), "listed")
        it.window.voices.begin_rename(made.id)
        QTest.keyClicks(it.window.voices.rename_field, "Evening")
        QTest.keyClick(it.window.voices.rename_field, Qt.Key.Key_Return)
        await it.until(lambda: own() == ["Evening"], "renamed")
        it.window.voices.list.delete_requested.emit(made.id)
        await it.until(lambda: own() == [], "deleted")
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Z, CTRL)
        await it.until(lambda: own() == ["Evening"], "back again")

    in_window(body)


def test_auditioning_shows_in_the_row_and_ends(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        voice = it.studio.voices.all[0]
        it.window.voices.list.audition_requested.emit(voice.id)
        await it.until(lambda: it.window.voices.list.shown.reading_id == voice.id, "the row reads")
        assert not it.window.manuscript.editor.playing.boxes()
        await it.until(lambda: it.window.voices.list.shown.reading_id == "", "the row is quiet")

    in_window(body)


def test_a_rename_uses_no_voice_and_undo_takes_it_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0].id)
        it.studio.designing.add_to_mix(able[1].id)
        it.studio.designing.save_blend("Duet")
        await it.until(lambda: any(voice.own for voice in it.studio.voices.all), "saved")
        made = next(voice for voice in it.studio.voices.all if voice.own)
        listed, field, mix = (
            it.window.voices.list,
            it.window.voices.rename_field,
            it.studio.editing.project.design.mix,
        )
        listed.setFocus()
        listed.setCurrentIndex(listed.rows.index_of(made.id))
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QTest.keyClick(listed, Qt.Key.Key_F2)
            assert field.hasFocus()
            QTest.keyClicks(field, f"Evening {int(key)}")
            for ignored in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up):
                QTest.keyClick(field, ignored)
            QTest.keyClick(field, key)
            assert listed.hasFocus()
            assert listed.voice_at(listed.currentIndex()).id == made.id  # type: ignore[union-attr]
            assert it.studio.editing.project.design.mix == mix
            name = "Duet" if key == Qt.Key.Key_Escape else f"Evening {int(key)}"
            await it.until(lambda name=name: it.studio.voices.get(made.id).name == name, "named")  # type: ignore[misc, union-attr]
        QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Z, CTRL)
        await it.until(lambda: "Enter" not in it.studio.editing.undo_label, "undone")
        wanted = f"Evening {int(Qt.Key.Key_Return)}"
        await it.until(lambda: it.studio.voices.get(made.id).name == wanted, "back")  # type: ignore[union-attr]

    in_window(body)


def test_stars_and_filters_are_kept_over_a_restart(in_window: InWindow) -> None:
    kept: list[str] = []

    async def before(it: Open) -> None:
        panel = it.window.voices
        able = [voice for voice in it.studio.voices.all if voice.available]
        listed = panel.list
        box = listed.visualRect(listed.rows.index_of(able[1].id))
        QTest.mouseClick(listed.viewport(), LEFT, pos=star_rect(box).center())
        listed.setFocus()
        listed.setCurrentIndex(listed.rows.index_of(able[2].id))
        QTest.keyClicks(listed, "*")
        kept.extend((able[1].id, able[2].id))
        QTest.mouseClick(panel.head.stars, LEFT)
        assert panel.head.count.text() == f"2 of {len(it.studio.voices.all)}"
        panel.head.menu.aboutToShow.emit()
        next(each for each in panel.head.menu.actions() if each.text() == "By name").trigger()

    async def after(it: Open) -> None:
        panel = it.window.voices
        rows = [panel.list.rows.row(panel.list.rows.index(number)) for number in range(panel.list.rows.rowCount())]
        assert {row.voice.id for row in rows if row.voice is not None} == set(kept)
        assert rows[0].heading == "By name"
        assert panel.head.stars.isChecked()
        QTest.mouseClick(panel.head.clear_button, LEFT)
        assert panel.head.count.text() == str(len(it.studio.voices.all))

    in_window(before)
    in_window(after)
