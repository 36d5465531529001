# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a new voice: what is missing is told, what was found comes with a name to give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QFileDialog

from studio.app.voices.cloning import Clip
from studio.app.voices.recording import RecordingNow
from studio.ui.theme import Theme
from studio.ui.voices.cloning.page import CloningPage
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
CLIP = Clip.of("grandfather.wav", np.zeros(8000, np.float32), 1000)


@pytest.fixture
def page(theme: Theme, show: Show) -> CloningPage:
    made = CloningPage(theme)
    made.show_recording(None, None, "")
    made.show_search("Choose a recording first.", None, False)
    show(made, 840, 900)
    return made


def test_a_clip_takes_the_place_of_the_ways_to_one_and_back(page: CloningPage) -> None:
    assert page.to_read.isVisible()
    assert page.drop.isVisible()
    assert not page.lane.isVisible()
    page.recorder.button.setFocus()
    page.show_recording(None, CLIP, "")
    assert page.lane.isVisible()
    assert not page.drop.isVisible()
    assert page.play.hasFocus(), "the keyboard is not lost with what goes"
    page.show_recording(RecordingNow(0, 1.0, 0.2), CLIP, "")
    assert page.recorder.lane.isVisible()
    assert not page.lane.isVisible()
    assert page.recorder.button.hasFocus()


def test_what_is_missing_is_told_until_it_is_there(page: CloningPage) -> None:
    assert not page.find_voice.isEnabled()
    assert page.blocker.text() == page.find_voice.toolTip() == "Choose a recording first."
    asked = QSignalSpy(page.find_requested)
    page.show_recording(None, CLIP, "")
    page.show_told("some words", True, False)
    page.show_search("", None, False)
    assert page.words.toPlainText() == "some words"
    assert page.agreed.isChecked()
    QTest.mouseClick(page.find_voice, LEFT)
    assert asked.count() == 1


def test_a_search_shows_how_far_it_is_and_can_be_cancelled(page: CloningPage) -> None:
    page.show_search("", 0.25, False)
    assert page.progress.isVisible()
    assert page.progress.value() == 250
    assert not page.find_voice.isEnabled()
    cancelled = QSignalSpy(page.cancel_requested)
    QTest.mouseClick(page.cancel, LEFT)
    assert cancelled.count() == 1
    page.show_search("", None, False)
    page.show_recording(None, CLIP, "There is no speech in it.")
    assert not page.progress.isVisible()
    assert page.trouble.isVisible()
    page.show_search("", None, True)
    assert not page.find_voice.isVisible()


def test_the_keyboard_goes_between_find_and_cancel_with_the_search(page: CloningPage) -> None:
    page.show_search("", None, found=False)
    page.find_voice.setFocus()
    page.show_search("", 0.0, found=False)
    assert page.cancel.hasFocus()
    page.show_search("", None, found=False)
    assert page.find_voice.hasFocus()
    assert not page.cancel.isVisible()
    page.show_search("", 0.0, found=False)
    page.make_found().show()
    page.show_search("", 0.5, found=True)
    assert page.cancel.hasFocus()
    page.show_search("", None, found=True)
    assert page.make_found().name.hasFocus()


def test_a_first_answer_stands_while_a_closer_one_is_looked_for(page: CloningPage) -> None:
    page.show_search("", 0.4, found=False)
    assert page.cancel.text() == "Cancel"
    page.show_search("", 0.6, found=True)
    assert page.cancel.isVisible()
    assert not page.find_voice.isVisible()
    assert (page.cancel.text(), page.blocker.text()) == ("Stop here", "Looking for a closer one")
    page.show_search("", None, found=True)
    assert not page.cancel.isVisible()


def test_a_file_is_chosen_in_a_dialog(page: CloningPage, pump: Pump, tmp_path: Path) -> None:
    chosen = QSignalSpy(page.file_chosen)
    QTest.mouseClick(page.drop, LEFT)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    pump(dialog.isVisible)
    dialog.fileSelected.emit(str(tmp_path / "clip.wav"))
    assert chosen.at(0) == [tmp_path / "clip.wav"]
    dialog.close()


def test_the_button_tells_whether_the_clip_is_played(page: CloningPage) -> None:
    page.show_recording(None, CLIP, "")
    names = []
    for playing in (False, True):
        page.show_playing(3.0, playing=playing)
        names.append(page.play.accessibleName())
    assert names == ["Play the clip", "Pause the clip"]


def test_what_is_typed_and_ticked_goes_out(page: CloningPage) -> None:
    page.show_recording(None, CLIP, "")
    said, closed = QSignalSpy(page.said), QSignalSpy(page.close_requested)
    page.words.setFocus()
    QTest.keyClicks(page.words, "Hi")
    assert said.at(said.count() - 1) == ["Hi"]
    ticked = QSignalSpy(page.agreed.chosen)
    QTest.mouseClick(page.agreed, LEFT, pos=page.agreed.rect().center())
    assert ticked.at(0) == [True]
    QTest.mouseClick(page.back, LEFT)
    assert closed.count() == 1


def test_it_begins_with_a_control_that_is_shown(page: CloningPage) -> None:
    page.offer([("ALSA: a", "Built-in microphone")])
    page.begin()
    assert page.recorder.button.hasFocus()
    page.show_recording(None, CLIP, "")
    page.begin()
    assert page.play.hasFocus()


def test_what_a_microphone_needs_is_told_with_a_way_to_the_settings_where_there_is_one(
    page: CloningPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.opens = ("sound-settings", "--microphone")
    page.offer([])
    page.show_recording(None, None, "")
    assert "connect or switch on one" in page.trouble.text()
    assert page.settings.isVisible()
    page.offer([("ALSA: a", "Built-in microphone"), ("ALSA: b", "Headset")])
    page.show_recording(None, CLIP, "")
    assert not page.trouble.isVisible()
    page.show_recording(None, CLIP, "It does not open.", refused=True)
    assert (page.trouble.isVisible(), page.settings.isVisible()) == (True, True)
    opened: list[object] = []

    def fail(what: object) -> bool:
        opened.append(what)
        return False

    monkeypatch.setattr("studio.ui.voices.cloning.page.open_sound_settings", fail)
    QTest.mouseClick(page.settings, LEFT)
    assert opened == [("sound-settings", "--microphone")]
    assert not page.settings.isVisible(), "what does not work is not offered again"
    page.show_recording(None, CLIP, "This is no recording.")
    assert not page.settings.isVisible()


def test_another_microphone_is_chosen_for_the_next_recording(page: CloningPage) -> None:
    page.offer([("ALSA: a", "Built-in microphone"), ("ALSA: b", "Headset")])
    page.show_recording(None, CLIP, "")
    asked = QSignalSpy(page.recorder.record_requested)
    page.device.setFocus()
    QTest.keyClick(page.device, Qt.Key.Key_Down)
    QTest.mouseClick(page.again, LEFT)
    assert asked.at(0) == ["ALSA: b", True]
    assert page.recorder.device.currentText() == "Headset"
