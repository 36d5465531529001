# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu

from studio.app.state import OverviewPart
from studio.app.takes import LiveTake
from studio.core.timeline import WordTiming
from studio.ui.theme import Theme
from studio.ui.transport import Cancel, StatusBar, StatusView, TransportPanel

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton


def take(duration_s: float = 20.0) -> LiveTake:
    made = LiveTake("key", 1000)
    made.append(np.full(int(duration_s * 1000), 0.5, np.float32))
    made.add_words([WordTiming(f"word{number}", number * 0.5, number * 0.5 + 0.4) for number in range(40)])
    made.finish()
    return made


@pytest.fixture
def panel(theme: Theme, show: Callable[..., None]) -> TransportPanel:
    made = TransportPanel(theme, 280, 320)
    made.show_parts([OverviewPart("a", 0.0, 20.0, take())], 20.0, "#23786E")
    made.show_phase("playing", "")
    made.show_volume(0.8)
    made.show_devices([("", "Speakers (default)"), ("hp", "Headphones")], "")
    made.show_export("")
    show(made, 1440, 128)
    return made


def test_the_time_is_shown_in_tenths_and_an_estimate_as_about(panel: TransportPanel) -> None:
    panel.show_position(12.44, True)
    panel.show_total(108.0, False)
    assert (panel.elapsed.text(), panel.total.text()) == ("0:12.4", "/ 1:48.0")
    panel.show_total(108.0, True)
    assert panel.total.text() == "/ about 1:48"


def test_a_click_in_the_overview_seeks_there(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    lane = panel.overview
    QTest.mouseClick(lane, LEFT, pos=QPoint(lane.width() // 2, 16))
    assert asked.count() == 1
    assert asked.at(0)[0] == pytest.approx(10.0, abs=0.1)


def test_dragging_seeks_once_where_it_ends(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    lane = panel.overview
    QTest.mousePress(lane, LEFT, pos=QPoint(10, 16))
    QTest.mouseMove(lane, QPoint(300, 16))
    QTest.mouseMove(lane, QPoint(lane.width() // 4, 16))
    QTest.mouseRelease(lane, LEFT, pos=QPoint(lane.width() // 4, 16))
    assert asked.count() == 1
    assert asked.at(0)[0] == pytest.approx(5.0, abs=0.1)


def test_arrow_keys_seek_by_five_seconds(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.seek_requested)
    panel.show_position(12.0, True)
    panel.overview.setFocus()
    QTest.keyClick(panel.overview, Qt.Key.Key_Left)
    QTest.keyClick(panel.overview, Qt.Key.Key_Right)
    assert [asked.at(0)[0], asked.at(1)[0]] == [7.0, 17.0]


def test_the_page_turns_with_the_playhead_and_the_box_follows(panel: TransportPanel) -> None:
    start_s, end_s = panel.detail.span()
    panel.show_position(end_s - 0.1, True)
    turned_s, _ = panel.detail.span()
    assert start_s < turned_s < end_s - 0.1
    assert panel.overview._box_s[0] == turned_s
    panel.show_position(0.5, True)
    assert panel.detail.span()[0] == 0.0


def test_the_heard_word_is_boxed_only_while_it_is_heard(panel: TransportPanel) -> None:
    panel.show_position(1.1, True)
    assert panel.detail._word is not None
    assert panel.detail._word.text == "word2"
    panel.show_position(1.2, False)
    assert panel.detail._word is None


def test_the_heard_part_is_amber_and_the_rest_the_voices_hue(
    panel: TransportPanel, theme: Theme, pump: Callable[..., None]
) -> None:
    panel.show_position(10.0, True)
    pump()
    picture = panel.overview.grab().toImage()
    middle = picture.height() // 2

    def colors(first: float, last: float) -> set[str]:
        row = range(int(picture.width() * first), int(picture.width() * last))
        return {picture.pixelColor(x, middle).name() for x in row}

    assert theme.color("accent_line").name() in colors(0.1, 0.4)
    assert "#23786e" in colors(0.6, 0.9)
    assert "#23786e" not in colors(0.1, 0.4)


def test_what_is_out_of_date_is_grey_ahead_of_the_playhead(
    panel: TransportPanel, theme: Theme, pump: Callable[..., None]
) -> None:
    parts = [OverviewPart("a", 0.0, 10.0, take(10.0), current=False), OverviewPart("b", 10.5, 10.0, take(10.0))]
    panel.show_parts(parts, 20.5, "#23786E")
    panel.show_position(4.0, True)
    pump()
    picture = panel.overview.grab().toImage()
    middle = picture.height() // 2

    def colors(first: float, last: float) -> set[str]:
        row = range(int(picture.width() * first), int(picture.width() * last))
        return {picture.pixelColor(x, middle).name() for x in row}

    assert theme.color("accent_line").name() in colors(0.05, 0.15)
    assert theme.color("idle_wave").name() in colors(0.25, 0.45)
    assert "#23786e" not in colors(0.25, 0.45)
    assert "#23786e" in colors(0.55, 0.95)


def test_moving_the_playhead_draws_no_wave_again(panel: TransportPanel, pump: Callable[..., None]) -> None:
    panel.show_position(1.0, True)
    pump(lambda: panel.overview._pictures is not None)
    kept = panel.overview._pictures
    panel.show_position(1.5, True)
    pump()
    assert panel.overview._pictures is kept


def test_each_control_tells_one_intent(panel: TransportPanel) -> None:
    volume, device = QSignalSpy(panel.volume_requested), QSignalSpy(panel.device_requested)
    QTest.mouseClick(panel.volume, LEFT, pos=QPoint(panel.volume.width() - 2, panel.volume.height() // 2))
    assert [volume.at(i) for i in range(volume.count())] == [[1.0]]
    panel.device.setFocus()
    QTest.keyClick(panel.device, Qt.Key.Key_Down)
    assert [device.at(i) for i in range(device.count())] == [["hp"]]


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
    assert panel.play.toolTip() == panel.export.toolTip() == "There is nothing to read yet."
    assert not any(button.isEnabled() for button in (panel.stop, panel.back, panel.forward, panel.export))


def test_pausing_stays_possible_when_the_text_is_gone(panel: TransportPanel) -> None:
    panel.show_phase("playing", "There is nothing to read yet.")
    assert panel.play.isEnabled()
    assert panel.play.accessibleName() == "Pause"


def test_no_sound_device_is_said(panel: TransportPanel) -> None:
    panel.show_devices([], "", "No sound device was found.")
    assert panel.device.currentText() == "No sound device"
    assert not panel.device.isEnabled()
    assert panel.device.toolTip() == "No sound device was found."


def test_the_meter_rises_at_once_and_falls_slowly(panel: TransportPanel) -> None:
    panel.meter.show_level(1.0, 0.5)
    high = panel.meter._lit
    assert high[0] == 33
    panel.meter.show_level(0.0, 0.0)
    assert panel.meter._lit == (high[0] - 1, high[1] - 1)
    for _ in range(200):
        panel.meter.show_level(0.0, 0.0)
    assert panel.meter.resting


def test_the_status_line_shows_work_and_cancels_it(theme: Theme, show: Callable[..., None]) -> None:
    line = StatusBar(theme)
    show(line, 1440, 24)
    cancelled: list[bool] = []

    def stop() -> None:
        cancelled.append(True)

    line.show_status(StatusView("ready", "Local engine", "Exporting a.wav", 0.25, (Cancel("Exporting a.wav", stop),)))
    assert line.doing.text() == "Exporting a.wav"
    assert line.bar.value() == 250
    QTest.mouseClick(line.cancel, LEFT)
    assert cancelled == [True]
    line.show_status(StatusView("ready", "Local engine"))
    assert not line.bar.isVisible()
    assert not line.cancel.isVisible()


def test_each_of_many_works_can_be_cancelled_by_keyboard(theme: Theme, show: Callable[..., None]) -> None:
    line = StatusBar(theme)
    show(line, 1440, 24)
    cancelled: list[str] = []
    names = ("Exporting a&b.wav", "Waiting to export c.wav", "Waiting to export d.wav")
    cancels = tuple(Cancel(name, partial(cancelled.append, name)) for name in names)
    line.show_status(StatusView("ready", "Local engine", "Exporting a&b.wav 25%  ·  2 waiting", 0.25, cancels))

    def menu() -> QMenu:
        QTest.keyClick(line.cancel, Qt.Key.Key_Space)
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        return found

    opened = menu()
    assert [each.text().replace("&&", "&") for each in opened.actions() if each.text()] == [
        *(f"Cancel: {name}" for name in names),
        "Cancel all 3",
    ]
    QTest.keyClick(opened, Qt.Key.Key_Down)
    QTest.keyClick(opened, Qt.Key.Key_Return)
    assert cancelled == [names[1]]
    QTest.keyClick(menu(), Qt.Key.Key_Escape)
    opened = menu()
    QTest.keyClick(opened, Qt.Key.Key_Up)
    QTest.keyClick(opened, Qt.Key.Key_Return)
    assert cancelled == [names[1], *names]


def test_a_take_begun_anew_with_less_sound_than_before_is_drawn(panel: TransportPanel) -> None:
    """Of a chapter, each line is narrower than a bar: there its loudest sample is drawn."""

    def lines(seconds: float, level: float) -> list[OverviewPart]:
        parts = [OverviewPart("a", 0.0, 3000.0, take())]
        for number in range(1, 4):
            begun = LiveTake(f"key {number}", 1000)
            begun.append(np.full(int(seconds * 1000), level, np.float32))
            parts.append(OverviewPart(str(number), 3000.0 * number, 2.0, begun))
        return parts

    for seconds, level in ((2.0, 0.9), (0.4, 0.2), (0.01, 0.9), (1.0, 0.5)):
        panel.show_parts(lines(seconds, level), 12000.0, None)
        panel.overview.repaint()
        bars = [bar for bar in panel.overview._bars if bar > 0]
        shown = [0.5, *([level] * 3 if seconds >= 0.02 else [])]
        assert bars == pytest.approx(shown, abs=0.01)


def test_a_double_click_on_the_volume_makes_it_whole(panel: TransportPanel) -> None:
    asked = QSignalSpy(panel.volume_requested)
    QTest.mouseDClick(panel.volume, LEFT, pos=QPoint(panel.volume.width() // 3, panel.volume.height() // 2))
    assert asked.at(asked.count() - 1) == [1.0]
