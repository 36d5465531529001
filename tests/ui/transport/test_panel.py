# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.transport import TransportPanel
from tests.support.pointing import double_click

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_the_time_is_shown_in_tenths_and_an_estimate_as_about(panel: TransportPanel) -> None:
    panel.show_position(12.44, True)
    panel.show_total(108.0, False)
    assert (panel.elapsed.text(), panel.total.text()) == ("0:12.4", "/ 1:48.0")
    panel.show_total(108.0, True)
    assert panel.total.text() == "/ about 1:48"


def test_each_control_tells_one_intent(panel: TransportPanel) -> None:
    volume, device = QSignalSpy(panel.volume_requested), QSignalSpy(panel.device_requested)
    QTest.mouseClick(panel.volume, LEFT, pos=QPoint(panel.volume.width() - 2, panel.volume.height() // 2))
    assert [volume.at(i) for i in range(volume.count())] == [[1.0]]
    panel.device.setFocus()
    QTest.keyClick(panel.device, Qt.Key.Key_Down)
    assert [device.at(i) for i in range(device.count())] == [["hp"]]


def test_the_listening_speed_is_amber_only_where_the_person_has_set_it(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.speed_requested)
    assert (panel.speed.text(), panel.speed.property("on")) == ("1×", False)
    panel.show_speed(0.75)
    assert (panel.speed.text(), panel.speed.property("on")) == ("0.75×", True)
    assert panel.speed.accessibleName() == "Listening speed: 0.75×"
    menu = panel.speed.menu()
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["0.75×"]
    menu.actions()[-1].trigger()
    assert (panel.speed.text(), [asked.at(i) for i in range(asked.count())]) == ("2×", [[2.0]])
    panel.show_speed(1)
    assert (panel.speed.text(), panel.speed.accessibleName()) == ("1×", "Listening speed: 1×")


def test_mute_and_back_to_the_volume_before(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.volume_requested)
    QTest.mouseClick(panel.mute, LEFT)
    assert asked.at(0) == [0.0]
    panel.show_volume(0.0)
    assert panel.mute.accessibleName() == "Sound on"
    QTest.mouseClick(panel.mute, LEFT)
    assert asked.at(1) == [0.8]


def test_what_cannot_be_played_says_why(panel: TransportPanel) -> None:
    panel.show_phase("stopped", "There is nothing to read yet.")
    panel.show_export("There is nothing to read yet.")
    assert not panel.play.isEnabled()
    assert panel.play.toolTip() == panel.main.toolTip() == "There is nothing to read yet."
    assert not any(button.isEnabled() for button in (panel.stop, panel.back, panel.forward, panel.main))


def test_pausing_stays_possible_when_the_text_is_gone(panel: TransportPanel) -> None:
    panel.show_phase("playing", "There is nothing to read yet.")
    assert panel.play.isEnabled()
    assert panel.play.accessibleName() == "Pause"


def test_no_sound_device_is_said(panel: TransportPanel) -> None:
    panel.show_devices([], "", "No sound device was found.")
    assert panel.device.currentText() == "No sound device"
    assert not panel.device.isEnabled()
    assert panel.device.toolTip() == "No sound device was found."


def test_a_double_click_on_the_volume_makes_it_whole(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.volume_requested)
    double_click(panel.volume, LEFT, pos=QPoint(panel.volume.width() // 3, panel.volume.height() // 2))
    assert asked.at(asked.count() - 1) == [1.0]
