# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget

from studio.core.voices import Voice
from studio.ui.theme import Theme
from studio.ui.voices import VoicesPanel
from studio.ui.voices.delegate import add_rect, play_rect
from studio.ui.voices.filters import VoiceFilter, filtered, languages_of
from studio.ui.voices.model import second_line

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(theme: Theme, voices: tuple[Voice, ...], show: Callable[..., None]) -> VoicesPanel:
    made = VoicesPanel(theme)
    made.show_voices(voices)
    show(made, 280, 700)
    return made


def listed(panel: VoicesPanel) -> list[str]:
    rows = panel.list.rows
    found = [rows.row(rows.index(number)).voice for number in range(rows.rowCount())]
    return [voice.name for voice in found if voice is not None]


def place(panel: VoicesPanel, voice_id: str, part: Callable[..., object] | None = None) -> QPoint:
    rect = panel.list.visualRect(panel.list.rows.index_of(voice_id))
    return rect.center() if part is None else part(rect).center()  # type: ignore[attr-defined]


def test_own_voices_stand_first_and_all_are_counted(panel: VoicesPanel) -> None:
    assert listed(panel) == ["My blend", "Heart", "George", "Siwis", "Kumo"]
    assert panel.count.text() == "5"


def test_searching_narrows_the_list_and_the_count_says_so(panel: VoicesPanel) -> None:
    QTest.keyClicks(panel.search, "calm uk")
    assert listed(panel) == ["George"]
    assert panel.count.text() == "1 of 5"


def test_escape_in_the_search_field_clears_it(panel: VoicesPanel) -> None:
    QTest.keyClicks(panel.search, "siwis")
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert len(listed(panel)) == 5


def test_a_search_without_result_says_so(panel: VoicesPanel) -> None:
    QTest.keyClicks(panel.search, "nobody")
    assert panel.empty.isVisible()
    assert not panel.list.isVisible()


def test_the_mine_chip_leaves_own_voices_only(panel: VoicesPanel) -> None:
    QTest.mouseClick(panel.mine, LEFT)
    assert listed(panel) == ["My blend"]
    QTest.mouseClick(panel.mine, LEFT)
    assert len(listed(panel)) == 5


def test_a_chip_shows_its_value_and_can_be_switched_off(panel: VoicesPanel, pump: Callable[..., None]) -> None:
    panel.language.menu().actions()[2].trigger()
    assert panel.language.text() == "French"
    assert panel.language.property("on") is True
    assert listed(panel) == ["Siwis"]
    panel.language.menu().actions()[0].trigger()
    assert panel.language.text() == "Language"
    assert len(listed(panel)) == 5


def test_a_click_on_a_row_asks_to_use_the_voice(panel: VoicesPanel) -> None:
    used, heard = QSignalSpy(panel.use_requested), QSignalSpy(panel.audition_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george"))
    assert [used.at(i) for i in range(used.count())] == [["v-george"]]
    assert heard.count() == 0


def test_the_play_button_of_a_row_auditions_only(panel: VoicesPanel) -> None:
    used, heard = QSignalSpy(panel.use_requested), QSignalSpy(panel.audition_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", play_rect))
    assert heard.count() == 1
    assert heard.at(0) == ["v-george"]
    assert used.count() == 0


def test_the_plus_of_a_row_adds_it_to_the_mix_only(panel: VoicesPanel) -> None:
    used, added = QSignalSpy(panel.use_requested), QSignalSpy(panel.add_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", add_rect))
    assert added.count() == 1
    assert used.count() == 0


def test_where_mixing_is_not_offered_the_plus_is_part_of_the_row(panel: VoicesPanel) -> None:
    panel.show_state("", frozenset(), mixing=False)
    used, added = QSignalSpy(panel.use_requested), QSignalSpy(panel.add_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", add_rect))
    assert added.count() == 0
    assert used.count() == 1


def test_the_plus_of_a_full_mix_says_why_and_uses_nothing(panel: VoicesPanel) -> None:
    panel.show_state("", frozenset(["v-heart"]), mixing=True, full="The mix is full.")
    used, added = QSignalSpy(panel.use_requested), QSignalSpy(panel.add_requested)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=place(panel, "v-george", add_rect))
    assert (used.count(), added.count()) == (0, 1)
    index = panel.list.rows.index_of("v-george")
    spot = add_rect(panel.list.visualRect(index)).center()
    help_event = QHelpEvent(QEvent.Type.ToolTip, spot, panel.list.viewport().mapToGlobal(spot))
    QApplication.sendEvent(panel.list.viewport(), help_event)
    assert QToolTip.text() == "The mix is full."
    QToolTip.hideText()
    for voice_id, reason in (("v-george", "The mix is full."), ("v-heart", "Add to mix")):
        voice = panel.list.voice_at(panel.list.rows.index_of(voice_id))
        assert voice is not None
        entry = next(action for action in panel.list.menu_for(voice).actions() if action.text() == "Add to mix")
        assert (entry.isEnabled(), entry.toolTip()) == (False, reason)


def test_keys_that_the_name_field_does_not_know_move_nothing_in_the_list(panel: VoicesPanel) -> None:
    panel.begin_rename("v-mine")
    field, current = panel._rename_field, panel.list.currentIndex().row()
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


def test_leaving_the_name_field_renames_and_keeps_the_keyboard_where_it_went(panel: VoicesPanel) -> None:
    renamed = QSignalSpy(panel.rename_requested)
    panel.begin_rename("v-mine")
    QTest.keyClicks(panel._rename_field, "Other")
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


def test_only_own_voices_can_be_renamed_and_deleted(panel: VoicesPanel, voices: tuple[Voice, ...]) -> None:
    menu = panel.list.menu_for(voices[0])
    assert [action.text() for action in menu.actions()] == ["Use this voice", "Listen", "Add to mix"]
    menu.deleteLater()
    menu = panel.list.menu_for(voices[4])
    assert [a.text() for a in menu.actions() if not a.isSeparator()][3:] == ["Rename…", "Delete"]
    deleted = QSignalSpy(panel.delete_requested)
    menu.actions()[-1].trigger()
    assert deleted.at(0) == ["v-mine"]
    menu.deleteLater()


def test_the_keyboard_stays_among_the_voices_when_one_goes(panel: VoicesPanel, voices: tuple[Voice, ...]) -> None:
    for gone in voices:
        panel.show_voices(voices)
        panel.list.setFocus()
        panel.list.setCurrentIndex(panel.list.rows.index_of(gone.id))
        panel.show_voices(tuple(voice for voice in voices if voice is not gone))
        assert panel.list.hasFocus()
        assert panel.list.voice_at(panel.list.currentIndex()) in voices


def test_the_keyboard_goes_to_the_search_when_no_voice_is_left(panel: VoicesPanel, voices: tuple[Voice, ...]) -> None:
    QTest.mouseClick(panel.mine, LEFT)
    after = QPushButton(panel)
    after.show()
    QWidget.setTabOrder(panel.list, after)
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.list.rows.index_of("mine"))
    panel.show_voices(tuple(voice for voice in voices if not voice.own))
    assert not panel.list.isVisible()
    assert panel.search.hasFocus()


def test_renaming_happens_in_the_row(panel: VoicesPanel) -> None:
    renamed = QSignalSpy(panel.rename_requested)
    panel.begin_rename("v-mine")
    field = panel._rename_field
    QTest.keyClicks(field, "Evening")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [renamed.at(i) for i in range(renamed.count())] == [["v-mine", "Evening"]]
    assert not field.isVisible()


def test_escape_leaves_the_name_as_it_was(panel: VoicesPanel) -> None:
    renamed = QSignalSpy(panel.rename_requested)
    panel.begin_rename("v-mine")
    QTest.keyClicks(panel._rename_field, "Evening")
    QTest.keyClick(panel._rename_field, Qt.Key.Key_Escape)
    assert renamed.count() == 0


def test_the_bars_move_only_while_a_voice_is_auditioned(panel: VoicesPanel, pump: Callable[..., None]) -> None:
    assert not panel.list._bars.isActive()
    panel.show_state("v-heart", frozenset(), mixing=True)
    before = panel.list.shown.phase
    pump(lambda: panel.list.shown.phase != before)
    panel.show_state("", frozenset(), mixing=True)
    assert not panel.list._bars.isActive()


SEARCHED = (
    Voice("emma", "Emma", "en-GB", "female", "assured, even", "A British woman's voice: assured, even."),
    Voice("daniel", "Daniel", "en-GB", "male", "formal, steady", "A British man's voice: formal, steady."),
    Voice("heart", "Heart", "en-US", "female", "warm, close-up", "An American woman's voice: warm, close-up."),
    Voice("tebukuro", "Tebukuro", "ja", "female", "clear, soft", "A Japanese woman's voice: clear, soft."),
    Voice("joao", "João", "pt-BR", "male", "bright", "A Brazilian man's voice: bright."),
    Voice("mine", "Evening", "en-US", "", "", "Blend of Heart 60%, Emma 40%", own=True),
)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("uk female", "Emma"),
        ("FEMALE UK", "Emma"),
        ("fem brit", "Emma"),
        ("kingdom", "Emma Daniel"),
        ("male", "Daniel João"),
        ("man", "Daniel João"),
        ("en-gb", "Emma Daniel"),
        ("en gb male", "Daniel"),
        ("ebukuro", ""),
        ("ja woman", "Tebukuro"),
        ("japan", "Tebukuro"),
        ("joao", "João"),
        ("brazil", "João"),
        ("up", "Heart"),
        ("close-up, warm", "Heart"),
        ("mine", "Evening"),
        ("heart 60", "Evening"),
        (" ,. ", "Evening Emma Daniel Heart Tebukuro João"),
    ],
)
def test_each_word_of_a_search_begins_a_word_of_what_is_known_of_the_voice(words: str, names: str) -> None:
    assert " ".join(voice.name for voice in filtered(SEARCHED, VoiceFilter(words=words))) == names


def test_filters_combine(voices: tuple[Voice, ...]) -> None:
    assert [v.name for v in filtered(voices, VoiceFilter(language="en", sex="female"))] == ["Heart"]
    assert filtered(voices, VoiceFilter(words="heart round")) == ()
    assert languages_of(voices) == ("en", "fr", "ja")
