# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorder: its button begins and stops, and it tells how the recording is going."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.app.voices.recording import RecordingNow
from studio.ui.theme import Theme
from studio.ui.voices.cloning.recorder import Recorder
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def recorder(theme: Theme, show: Show) -> Recorder:
    made = Recorder(theme)
    made.offer([("ALSA: a", "Built-in microphone"), ("ALSA: b", "Headset")])
    show(made, 616, 240)
    return made


def test_its_button_begins_with_the_chosen_microphone_and_stops(recorder: Recorder) -> None:
    asked, stopped = QSignalSpy(recorder.record_requested), QSignalSpy(recorder.stop_requested)
    QTest.mouseClick(recorder.button, LEFT)
    recorder.device.setCurrentIndex(1)
    QTest.mouseClick(recorder.count_in, LEFT, pos=recorder.count_in.rect().center())
    QTest.mouseClick(recorder.button, LEFT)
    assert [asked.at(0), asked.at(1)] == [["ALSA: a", True], ["ALSA: b", False]]
    recorder.show_recording(RecordingNow(0, 1.0, 0.2))
    assert recorder.button.accessibleName() == "Stop"
    assert recorder.lane.isVisible()
    QTest.mouseClick(recorder.button, LEFT)
    assert stopped.count() == 1
    assert not recorder.device.isEnabled()


def test_it_counts_and_tells_what_the_sound_is_like(recorder: Recorder) -> None:
    recorder.show_recording(RecordingNow(3, 0.0, 0.0))
    assert recorder.time.text() == "3"
    recorder.show_recording(RecordingNow(0, 1.4, 0.3))
    assert (recorder.time.text(), recorder.hint.whole_text()) == ("0:01.4", "9 seconds more are better")
    assert not recorder.meter.resting
    recorder.show_recording(RecordingNow(0, 7.4, 0.3, [0.001, 0.3] * 37))
    assert recorder.hint.whole_text() == "good level  ·  quiet room"
    recorder.show_recording(None)
    assert not recorder.lane.isVisible()
    assert recorder.button.accessibleName() == "Record"


def test_before_microphones_are_known_the_default_one_is_recorded_from(theme: Theme, show: Show) -> None:
    made = Recorder(theme)
    show(made, 616, 240)
    assert made.hint.whole_text() == ""
    assert not made.device.isEnabled()
    asked = QSignalSpy(made.record_requested)
    QTest.mouseClick(made.button, LEFT)
    assert asked.at(0) == ["", True]
    made.show_recording(RecordingNow(0, 1.0, 0.2))
    made.offer([("ALSA: a", "Built-in microphone")])
    assert made.button.accessibleName() == "Stop", "it still records"
    stopped = QSignalSpy(made.stop_requested)
    made.offer([])
    QTest.mouseClick(made.button, LEFT)
    assert stopped.count() == 1, "though none was found meanwhile"
    made.show_recording(None)
    assert not made.button.isEnabled()


def test_without_a_microphone_it_cannot_be_pressed(recorder: Recorder) -> None:
    recorder.offer([])
    assert not recorder.button.isEnabled()
    assert "No microphone" in recorder.button.toolTip()
    assert "No microphone" in recorder.hint.whole_text()


def test_it_fits_into_a_narrow_page(theme: Theme, show: Show) -> None:
    made = Recorder(theme)
    made.offer([("ALSA: a", "Built-in microphone")])
    assert made.minimumSizeHint().width() <= 460
    show(made, 616, 200)
    assert made.meter.width() == 300
    assert made.device.width() == 188
