# SPDX-License-Identifier: GPL-3.0-or-later
"""The list by keys, and renaming in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QToolTip

from studio.core.voices import NamedVoice, Voice
from studio.ui.dropping import copied_voices
from studio.ui.theme import Theme
from studio.ui.voices import VoicesPanel
from studio.ui.voices.delegate import add_rect, play_rect, star_rect
from studio.ui.voices.model import CastRow, second_line
from tests.support.holding import hold
from tests.ui.conftest import Pump
from tests.ui.voices.conftest import place

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_a_click_on_a_row_asks_to_use_the_voice(panel: VoicesPanel) -> None:
    used, heard = QSignalSpy(panel.use_requested), QSignalSpy(panel.audition_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george"))
    assert [used.at(i) for i in range(used.count())] == [["v-george"]]
    assert heard.count() == 0


def test_keys_that_the_name_field_does_not_know_move_nothing_in_the_list(panel: VoicesPanel) -> None:
    panel.begin_rename("v-mine")
    field, current = panel.rename_field, panel.list.currentIndex().row()
    used, heard = QSignalSpy(panel.use_requested), QSignalSpy(panel.audition_requested)
    deleted, renamed = QSignalSpy(panel.delete_requested), QSignalSpy(panel.rename_requested)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_PageUp):
        QTest.keyClick(field, key)
    assert panel.list.currentIndex().row() == current
    assert field.isVisible()
    assert [spy.count() for spy in (used, heard, deleted, renamed)] == [0, 0, 0, 0]
    QTest.keyClicks(field, "New")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert renamed.at(0) == ["v-mine", "My blendNew"]
    assert (renamed.count(), used.count(), panel.list.hasFocus()) == (1, 0, True)


def test_a_voice_that_only_the_project_has_is_named_so_and_can_be_added(panel: VoicesPanel) -> None:
    carried = NamedVoice("v-hers", "own", "Hers", embedding=(0.5,) * 192).carried()
    panel.show_voices((carried,))
    index = panel.list.rows.index_of("v-hers")
    assert "In this project" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    kept = QSignalSpy(panel.keep_requested)
    (entry,) = [action for action in panel.list.menu_for(carried).actions() if action.text().startswith("Add to your")]
    entry.trigger()
    assert kept.at(0) == ["v-hers"]


def test_leaving_the_name_field_renames_and_keeps_the_keyboard_where_it_went(panel: VoicesPanel) -> None:
    renamed = QSignalSpy(panel.rename_requested)
    panel.begin_rename("v-mine")
    QTest.keyClicks(panel.rename_field, "Other")
    panel.search.setFocus()
    assert [renamed.at(number) for number in range(renamed.count())] == [["v-mine", "Other"]]
    assert panel.search.hasFocus()


def test_a_voice_that_cannot_speak_says_why_and_takes_no_click(panel: VoicesPanel, voices: tuple[Voice, ...]) -> None:
    spies = [QSignalSpy(signal) for signal in (panel.use_requested, panel.audition_requested, panel.add_requested)]
    for part in (None, play_rect, add_rect):
        QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-kumo", part))
    assert sum(spy.count() for spy in spies) == 0
    assert second_line(voices[3]) == "Japanese is not spoken yet."
    assert "Japanese" in str(panel.list.rows.index_of("v-kumo").data(Qt.ItemDataRole.ToolTipRole))


def test_keys_walk_the_list_use_and_audition(panel: VoicesPanel) -> None:
    used, heard = QSignalSpy(panel.use_requested), QSignalSpy(panel.audition_requested)
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    QTest.keyClick(panel.list, Qt.Key.Key_Right)
    assert used.at(0) == ["v-heart"]
    assert heard.at(0) == ["v-heart"]


def test_a_key_that_is_held_acts_once(panel: VoicesPanel, voices: tuple[Voice, ...], tmp_path: Path) -> None:
    own = [replace(voices[4], id=f"own-{number}", embedding=(0.5,) * 192) for number in range(3)]
    panel.show_voices((*voices[:4], *own))
    panel.show_cast((CastRow("s1", "Narrator", "", 1, ""), CastRow("s2", "Anna", "", 0, "")))
    listed, file = panel.list, tmp_path / "My blend.voice.json"
    listed.file_of = lambda _voice_id: file
    told: list[tuple[str, ...]] = []
    listed.delete_requested.connect(lambda voice_id: told.append(("delete", voice_id)))
    listed.duplicate_requested.connect(lambda voice_id: told.append(("duplicate", voice_id)))
    listed.pasted.connect(lambda paths: told.append(("paste", *map(str, paths))))
    listed.speaker_asked.connect(lambda what, speaker_id, _value: told.append((what, speaker_id)))
    listed.setFocus()
    listed.setCurrentIndex(listed.rows.index_of("own-0"))
    listed.copy("own-0")
    for key, modifiers in (
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    ):
        hold(listed, key, modifiers)
    listed.setCurrentIndex(listed.rows.index_of_key(("speaker", "s2")))
    hold(listed, Qt.Key.Key_Delete)
    assert told == [("duplicate", "own-0"), ("paste", str(file)), ("delete", "own-0"), ("delete", "s2")]


def test_a_star_is_given_and_taken_by_the_mouse_by_its_key_and_by_the_menu(panel: VoicesPanel) -> None:
    asked = QSignalSpy(panel.star_requested)
    used = QSignalSpy(panel.use_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", star_rect))
    panel.show_stars(["v-george"])
    index = panel.list.rows.index_of("v-george")
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).endswith("with a star")
    panel.list.setFocus()
    panel.list.setCurrentIndex(index)
    QTest.keyClicks(panel.list, "*")
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-kumo", star_rect))
    voice = panel.list.voice_at(index)
    assert voice is not None
    menu = panel.list.menu_for(voice)
    next(each for each in menu.actions() if each.text() == "Take its star").trigger()
    menu.deleteLater()
    wanted = [["v-george", True], ["v-george", False], ["v-kumo", True], ["v-george", False]]
    assert [asked.at(number) for number in range(asked.count())] == wanted
    assert used.count() == 0


@pytest.mark.parametrize(
    ("part", "starred", "reading", "told"),
    [
        (star_rect, [], "", "Give it a star (*)"),
        (star_rect, ["v-george"], "", "Take its star (*)"),
        (play_rect, [], "", "Let George read (Right)"),
        (play_rect, [], "v-george", "Stop it (Right)"),
        (add_rect, [], "", "Add George to the mix (+)"),
    ],
)
def test_the_buttons_of_a_row_say_what_a_press_does(
    panel: VoicesPanel, part: Callable[..., object], starred: list[str], reading: str, told: str
) -> None:
    spot = place(panel, "v-george", part)
    panel.show_stars(starred)
    panel.show_state(reading, frozenset(), True)
    asked = QHelpEvent(QEvent.Type.ToolTip, spot, panel.list.viewport().mapToGlobal(spot))
    QApplication.sendEvent(panel.list.viewport(), asked)
    assert QToolTip.text() == told
    QToolTip.hideText()


def test_only_own_voices_can_be_renamed_and_deleted(panel: VoicesPanel, voices: tuple[Voice, ...]) -> None:
    menu = panel.list.menu_for(voices[0])
    assert [action.text() for action in menu.actions()] == [
        "Use this voice",
        "Listen",
        "Add to mix",
        "Give it a star",
        "",
        "Duplicate",
        "Copy as a file",
        "Save as a file…",
    ]
    menu.deleteLater()
    menu = panel.list.menu_for(voices[4])
    assert [a.text() for a in menu.actions() if not a.isSeparator()][7:] == ["Rename…", "Describe…", "Delete"]
    deleted = QSignalSpy(panel.delete_requested)
    menu.actions()[-1].trigger()
    assert deleted.at(0) == ["v-mine"]
    menu.deleteLater()


def test_renaming_happens_in_the_row(panel: VoicesPanel) -> None:
    renamed = QSignalSpy(panel.rename_requested)
    panel.begin_rename("v-mine")
    field = panel.rename_field
    QTest.keyClicks(field, "Evening")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [renamed.at(i) for i in range(renamed.count())] == [["v-mine", "Evening"]]
    assert not field.isVisible()


def test_escape_leaves_the_name_as_it_was(panel: VoicesPanel) -> None:
    renamed = QSignalSpy(panel.rename_requested)
    panel.begin_rename("v-mine")
    QTest.keyClicks(panel.rename_field, "Evening")
    QTest.keyClick(panel.rename_field, Qt.Key.Key_Escape)
    assert renamed.count() == 0


def test_the_bars_of_a_sample_move_unless_less_motion_is_wished(panel: VoicesPanel, theme: Theme, pump: Pump) -> None:
    panel.show_state("v-george", frozenset(), True)
    before = panel.list.shown.phase
    pump(lambda: panel.list.shown.phase != before)
    theme.lessen_motion(True)
    assert not panel.list._bars.isActive()
    panel.show_state("v-heart", frozenset(), True)
    assert not panel.list._bars.isActive()
    theme.lessen_motion(False)
    assert panel.list._bars.isActive()
    panel.show_state("", frozenset(), True)
    assert not panel.list._bars.isActive()


def test_own_voices_are_described_copied_and_carried_by_keys(
    panel: VoicesPanel, voices: tuple[Voice, ...], tmp_path: Path
) -> None:
    own = replace(voices[4], embedding=(0.5,) * 192)
    panel.show_voices((*voices[:4], own))
    listed, file = panel.list, tmp_path / "My blend.voice.json"
    listed.file_of = lambda voice_id: file if voice_id == own.id else None
    described, doubled, pasted = map(QSignalSpy, (panel.describe_requested, panel.duplicate_requested, panel.pasted))
    listed.setFocus()
    listed.setCurrentIndex(listed.rows.index_of(own.id))
    QTest.keyClick(listed, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(panel.rename_field, "low and near")
    assert panel.rename_field.used.text() == "12 of 1000"
    QTest.keyClick(panel.rename_field, Qt.Key.Key_Return)
    assert described.at(0) == [own.id, "low and near"]
    QTest.keyClick(listed, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert doubled.at(0) == [own.id]
    QTest.keyClick(listed, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied_voices(QGuiApplication.clipboard().mimeData()) == (file,)
    QTest.keyClick(listed, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted.at(0) == [[file]]
    listed.setCurrentIndex(listed.rows.index_of("v-george"))
    for key in (Qt.Key.Key_D, Qt.Key.Key_C):
        QTest.keyClick(listed, key, Qt.KeyboardModifier.ControlModifier)
    assert doubled.count() == 1, "where nothing can be blended, nothing can be copied"


def test_a_voice_is_dragged_out_and_not_chosen_by_that(
    panel: VoicesPanel, voices: tuple[Voice, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[str] = []
    panel.show_voices(tuple(replace(voice, embedding=(0.5,) * 192) for voice in voices))
    monkeypatch.setattr(panel.list, "_drag", lambda voice: dragged.append(voice.id))
    used, view = QSignalSpy(panel.use_requested), panel.list.viewport()
    spot = place(panel, "v-george")

    def move(to: QPoint) -> None:
        held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        at = QPointF(to), view.mapToGlobal(QPointF(to))
        QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, *at, held[0], *held))

    QTest.mousePress(view, LEFT, pos=spot)
    move(spot + QPoint(1, 1))
    assert dragged == []
    move(spot + QPoint(40, 0))
    move(spot + QPoint(80, 0))
    QTest.mouseRelease(view, LEFT, pos=spot)
    assert (dragged, used.count()) == (["v-george"], 0)
    QTest.mousePress(view, LEFT, pos=spot)
    QTest.mouseRelease(view, LEFT, pos=place(panel, "v-heart"))
    assert used.count() == 0
