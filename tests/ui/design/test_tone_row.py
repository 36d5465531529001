# SPDX-License-Identifier: GPL-3.0-or-later
"""Pitch and volume in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.core.speech import LOUDEST, MOST_PITCH, QUIETEST
from studio.ui.design.tone_row import PITCH, VOLUME, Tone
from tests.support.pointing import double_click
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize(("tone", "ends"), [(PITCH, (-MOST_PITCH, MOST_PITCH)), (VOLUME, (QUIETEST, LOUDEST))])
def test_the_slider_goes_from_end_to_end_and_is_whole_where_it_stands(tone: Tone, ends: tuple[float, float]) -> None:
    assert (tone.from_step(-tone.scale), tone.from_step(tone.scale)) == pytest.approx(ends)
    for step in range(-tone.scale, tone.scale + 1):
        assert round(tone.to_step(tone.from_step(step))) == step


def test_pitch_and_volume_are_moved_typed_and_reset(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        expression = it.window.design.expression
        pitch, volume = expression.pitch, expression.volume

        def now() -> tuple[float, float]:
            controls = it.studio.editing.project.design.controls
            return controls.pitch, controls.volume

        it.window.activateWindow()
        pitch.slider.setFocus()
        QTest.keyClick(pitch.slider, Qt.Key.Key_Right)
        QTest.keyClick(pitch.slider, Qt.Key.Key_Right, ALT)
        assert (now(), pitch.value.text()) == ((0.6, 1.0), "+0.6")
        pitch.value.setFocus()
        QTest.keyClicks(pitch.value, "-2,5 st")
        QTest.keyClick(pitch.value, Qt.Key.Key_Return)
        assert (now(), pitch.slider.value()) == ((-2.5, 1.0), -25)
        QTest.keyClicks(pitch.value, "7")
        QTest.keyClick(pitch.value, Qt.Key.Key_Return)
        assert (now()[0], pitch.value.toolTip()) == (-2.5, "A number from -6 to 6")
        volume.value.setFocus()
        QTest.keyClicks(volume.value, "1.5")
        QTest.keyClick(volume.value, Qt.Key.Key_Return)
        assert (now(), volume.value.text()) == ((-2.5, 1.5), "1.50\u00d7")
        it.studio.designing.set_speed(0.5)
        assert now() == (-2.5, 1.5), "another control leaves them"
        double_click(pitch.slider, LEFT, pos=pitch.slider.thumb_centre().toPoint())
        assert (now(), pitch.value.text()) == ((0.0, 1.5), "0")
        QTest.mouseClick(expression.reset, LEFT)
        assert now() == (0.0, 1.0)
        it.studio.editing.undo()
        assert now() == (0.0, 1.5)

    in_window(body)
