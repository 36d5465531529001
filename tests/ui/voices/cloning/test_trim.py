# SPDX-License-Identifier: GPL-3.0-or-later
"""The recording's wave: its ends are dragged and moved by keys, and what is heard is marked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.app.voices.cloning import Clip
from studio.ui.theme import Theme
from studio.ui.voices.cloning.trim import TrimLane, wave_of
from tests.support.pointing import move_pointer
from tests.ui.conftest import Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
SAMPLES = np.concatenate([np.zeros(8000), np.full(8000, 0.4), np.zeros(4000)]).astype(np.float32)
CLIP = replace(Clip.of("clip.wav", SAMPLES, 1000), span_s=(5.0, 15.0))


@pytest.fixture
def lane(theme: Theme, show: Show) -> TrimLane:
    made = TrimLane(theme)
    show(made, 400, 106)
    made.show_clip(CLIP)
    return made


def test_an_end_is_dragged(lane: TrimLane) -> None:
    kept = QSignalSpy(lane.kept)
    end = lane.grips[1]
    assert end.geometry().center().x() == pytest.approx(300, abs=1)
    QTest.mousePress(end, LEFT, pos=end.rect().center())
    move_pointer(end, end.rect().center() + QPoint(40, 0))
    QTest.mouseRelease(end, LEFT, pos=end.rect().center())
    assert kept.at(0) == pytest.approx([5.0, 17.0], abs=0.1)


@pytest.mark.parametrize(
    ("held", "by_s"), [(Qt.KeyboardModifier.NoModifier, 0.01), (Qt.KeyboardModifier.ShiftModifier, 0.1)]
)
def test_a_focused_end_is_moved_by_keys(lane: TrimLane, held: Qt.KeyboardModifier, by_s: float) -> None:
    kept = QSignalSpy(lane.kept)
    lane.grips[0].setFocus()
    QTest.keyClick(lane.grips[0], Qt.Key.Key_Right, held)
    lane.grips[1].setFocus()
    QTest.keyClick(lane.grips[1], Qt.Key.Key_Left, held)
    assert kept.at(0) == pytest.approx([5.0 + by_s, 15.0])
    assert kept.at(1) == pytest.approx([5.0, 15.0 - by_s])


def test_an_end_does_not_pass_the_other_one(lane: TrimLane) -> None:
    kept = QSignalSpy(lane.kept)
    lane.grips[0].dragged_to.emit(390.0)
    lane.grips[1].dragged_to.emit(10.0)
    assert [kept.at(0), kept.at(1)] == [[15.0, 15.0], [5.0, 5.0]]


def test_what_is_heard_and_what_is_kept_look_otherwise(lane: TrimLane) -> None:
    still = lane.grab().toImage()
    lane.show_heard(12.0)
    heard = lane.grab().toImage()
    assert heard != still
    lane.show_heard(None)
    assert lane.grab().toImage() == still
    assert lane.accessibleDescription() == "10.0 seconds kept, from 5.0 to 15.0"
    lane.show_clip(None)
    assert not any(grip.isVisible() for grip in lane.grips)


def test_the_wave_has_the_largest_sample_of_each_stretch() -> None:
    assert wave_of(SAMPLES, 5) == pytest.approx([0.0, 0.0, 1.0, 1.0, 0.0])
    assert len(wave_of(SAMPLES[:3], 8)) == 8
    assert wave_of(SAMPLES[:0], 2) == [0.0, 0.0]


def test_the_wave_of_a_long_recording_is_that_of_its_samples_and_made_of_little(lane: TrimLane) -> None:
    samples = np.random.default_rng(7).uniform(-0.5, 0.5, 400_000).astype(np.float32)
    samples[302_000] = -0.9
    long = Clip.of("long.wav", samples, 1000)
    assert len(long.peaks) <= 50_000
    assert long.span_s == (0.0, 300.0)
    assert wave_of(long.peaks, 100) == pytest.approx(wave_of(samples, 100), abs=0.01)
    lane.show_clip(long)
    before = lane.grab().toImage()
    # What was looked at is another clip's, though its samples may lie at the same place.
    samples[:] = 0.0
    lane.show_clip(Clip.of("still.wav", samples, 1000))
    assert lane.grab().toImage() != before


def test_a_click_or_a_key_asks_to_go_on_there_within_what_is_kept(lane: TrimLane) -> None:
    sought, kept = QSignalSpy(lane.sought), QSignalSpy(lane.kept)
    QTest.mouseClick(lane, LEFT, pos=QPoint(200, 40))
    assert sought.at(0) == pytest.approx([10.0], abs=0.1)
    QTest.mouseClick(lane, LEFT, pos=QPoint(50, 40))
    QTest.mouseClick(lane.grips[0], LEFT, pos=QPoint(2, 60))
    assert (sought.count(), kept.count()) == (1, 0), "it is no place in it, or it is a grip's"
    lane.show_heard(10.0)
    assert (lane.minimum(), lane.value(), lane.maximum()) == (5, 10, 15)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(lane, key)
    assert [sought.at(number)[0] for number in range(1, 4)] == [9.0, 11.0, 5.0]
    lane.show_clip(None)
    QTest.mouseClick(lane, LEFT, pos=QPoint(200, 40))
    assert sought.count() == 4


def test_grips_at_the_edges_are_seen_whole(lane: TrimLane) -> None:
    lane.show_clip(replace(CLIP, span_s=(0.0, CLIP.length_s)))
    centres = [grip.geometry().center().x() for grip in lane.grips]
    assert centres == [pytest.approx(4, abs=1), pytest.approx(lane.width() - 4, abs=1)]
