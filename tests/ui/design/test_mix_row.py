# SPDX-License-Identifier: GPL-3.0-or-later
"""The strips of the mix in the window: weights typed and moved finely, mute and solo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.design.mix_row import MixRow
from tests.support.holding import hold
from tests.support.pointing import move_pointer
from tests.ui.conftest import InWindow, Open
from tests.ui.controls import focused, mixed

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def rows(it: Open) -> list[MixRow]:
    return it.window.design.mix.rows


def shown(it: Open) -> list[str]:
    return [row.percent.text() for row in rows(it)]


def heard(it: Open) -> list[str]:
    return [part.voice_id for part in it.studio.designing.spoken_design.mix]


def test_weights_are_typed_and_moved_by_keys_in_three_steps(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await mixed(it)
        first, second, _ = rows(it)
        first.percent.setFocus()
        QTest.keyClicks(first.percent, "52")
        QTest.keyClick(first.percent, Qt.Key.Key_Return)
        assert shown(it) == ["52 %", "24 %", "24 %"]
        second.slider.setFocus()
        QTest.keyClick(second.slider, Qt.Key.Key_Right)
        assert shown(it)[1] == "25 %"
        QTest.keyClick(second.slider, Qt.Key.Key_Left, SHIFT)
        assert shown(it)[1] == "20 %"
        QTest.keyClick(second.slider, Qt.Key.Key_Right, ALT)
        assert shown(it)[1] == "20.1 %"
        assert sum(float(text.removesuffix(" %")) for text in shown(it)) == pytest.approx(100)
        assert it.phase == "stopped", "the window's own keys did nothing"
        first.percent.setFocus()
        QTest.keyClicks(first.percent, "120")
        QTest.keyClick(first.percent, Qt.Key.Key_Return)
        assert first.percent.toolTip() == "A number from 0 to 100"

    in_window(body)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Return])
def test_a_key_that_is_held_removes_one_voice(in_window: InWindow, key: Qt.Key) -> None:
    async def body(it: Open) -> None:
        await mixed(it)
        ids = [row.voice_id for row in rows(it)]
        rows(it)[0].remove.setFocus()
        hold(focused(it), key)
        assert [row.voice_id for row in rows(it)] == ids[1:]

    in_window(body)


def test_mute_and_solo_say_what_is_heard_and_are_undone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await mixed(it)
        ids = [row.voice_id for row in rows(it)]
        before = shown(it)
        QTest.mouseClick(rows(it)[0].mute, LEFT)
        assert (heard(it), shown(it)) == (ids[1:], before)
        rows(it)[0].solo.setFocus()
        QTest.keyClick(rows(it)[0].solo, Qt.Key.Key_Space)
        assert heard(it) == ids[:1], "solo goes before mute"
        QTest.keyClick(rows(it)[0].solo, Qt.Key.Key_Space)
        QTest.mouseClick(rows(it)[1].mute, LEFT)
        last = rows(it)[2]
        assert not last.mute.isEnabled()
        assert "only voice that is heard" in last.mute.toolTip()
        it.studio.designing.mute(ids[2], True)
        assert heard(it) == ids[2:], "told, and nothing changed"
        for _ in range(4):
            it.studio.editing.undo()
        assert (heard(it), [row.mute.isChecked() for row in rows(it)]) == (ids, [False] * 3)

    in_window(body)


def test_a_slow_drag_is_one_step_of_undo(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await mixed(it)
        slider, before = rows(it)[0].slider, shown(it)
        now = [0.0]
        it.studio._history._clock = lambda: now[0]
        QTest.mousePress(slider, LEFT, pos=slider.thumb_centre().toPoint())
        for x in (10, 20, 30):
            now[0] += 5.0
            place = slider.thumb_centre().toPoint()
            place.setX(x)
            move_pointer(slider, place)
        QTest.mouseRelease(slider, LEFT)
        assert shown(it) != before
        it.studio.editing.undo()
        assert shown(it) == before

    in_window(body)
