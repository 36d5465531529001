# SPDX-License-Identifier: GPL-3.0-or-later
"""The blend pad in the window: point and weights are one value."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from studio.app.design.blend_pad import corners
from studio.app.design.design import shares_of
from studio.ui.design.pad import BlendPad
from tests.support.pointing import double_click, move_pointer
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def mixed_of(it: Open, count: int) -> BlendPad:
    able = [voice.id for voice in it.studio.voices.all if voice.available]
    it.studio.designing.choose_voice(able[0])
    for voice_id in able[1:count]:
        it.studio.designing.add_to_mix(voice_id)
    it.window.activateWindow()
    return it.window.design.mix.pad


def shown(it: Open) -> list[str]:
    return [row.percent.text() for row in it.window.design.mix.rows]


def corner(pad: BlendPad, number: int, count: int) -> QPoint:
    return pad._place(corners(count)[number]).toPoint()


def drag(pad: BlendPad, *places: QPoint) -> None:
    QTest.mousePress(pad, LEFT, pos=pad.place_of_point().toPoint())
    for place in places:
        move_pointer(pad, place)
    QTest.mouseRelease(pad, LEFT, pos=places[-1])


def test_one_voice_has_an_invitation_and_more_have_the_pad(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        pad, mix = mixed_of(it, 1), it.window.design.mix
        assert (pad.isVisible(), mix.invitation.isVisible()) == (False, True)
        for count in (2, 3, 4):
            mixed_of(it, count)
            assert (pad.isVisible(), mix.invitation.isVisible(), mix.told.isVisible()) == (True, False, False)
            assert pad.width() == 288
        mixed_of(it, 6)
        assert mix.told.isVisible()
        assert "first 4" in mix.told.text()
        assert "33 %" in mix.told.text()

    in_window(body)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_drag_moves_the_weights_in_one_step(in_window: InWindow, count: int) -> None:
    async def body(it: Open) -> None:
        pad = mixed_of(it, count)
        before = shown(it)
        now = [0.0]
        it.studio._history._clock = lambda: now[0]
        QTest.mousePress(pad, LEFT, pos=pad.place_of_point().toPoint())
        for number in range(count):
            now[0] += 5.0
            move_pointer(pad, corner(pad, number, count))
            assert shown(it)[number] == "100 %"
            assert pad.label.split(" · ")[number] == "100"
        middle = sum((QPointF(corner(pad, each, count)) for each in range(count)), QPointF()) / count
        move_pointer(pad, middle.toPoint())
        assert all(abs(float(each.removesuffix(" %")) - 100 / count) <= 2 for each in shown(it)), "the others came back"
        move_pointer(pad, corner(pad, 0, count))
        QTest.mouseRelease(pad, LEFT)
        it.studio.editing.undo()
        assert shown(it) == before

    in_window(body)


def test_arrows_move_it_in_three_steps_and_the_weights_move_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        pad = mixed_of(it, 2)
        pad.setFocus()
        for key, held, wanted in (
            (Qt.Key.Key_Right, NONE, ["49 %", "51 %"]),
            (Qt.Key.Key_Left, SHIFT, ["54 %", "46 %"]),
            (Qt.Key.Key_Up, ALT, ["53.9 %", "46.1 %"]),
            (Qt.Key.Key_Down, ALT, ["54 %", "46 %"]),
        ):
            QTest.keyClick(pad, key, held)
            assert shown(it) == wanted
        QTest.keyClicks(pad, "=")
        assert shown(it) == ["50 %", "50 %"]
        place = pad.place_of_point()
        it.studio.designing.set_share(it.window.design.mix.rows[1].voice_id, 0.75)
        assert pad.place_of_point().x() > place.x() + 50
        pad = mixed_of(it, 3)
        pad.setFocus()
        QTest.keyClick(pad, Qt.Key.Key_Up, SHIFT)
        assert sum(shares_of(it.studio.editing.project.design).values()) == pytest.approx(1.0)
        assert shown(it)[0] == "38.4 %"

    in_window(body)


def test_of_more_than_four_voices_the_others_keep_their_shares(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        pad = mixed_of(it, 6)
        drag(pad, corner(pad, 1, 4))
        shares = list(shares_of(it.studio.editing.project.design).values())
        assert shares == pytest.approx([0, 4 / 6, 0, 0, 1 / 6, 1 / 6], abs=1e-6)

    in_window(body)


def test_it_is_told_as_a_slider_with_its_weights(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        pad = mixed_of(it, 2)
        names = [row.name.whole_text() for row in it.window.design.mix.rows]
        access = QAccessible.queryAccessibleInterface(pad)
        assert access is not None
        assert (access.role(), access.text(QAccessible.Text.Name)) == (QAccessible.Role.Slider, "Blend")
        assert access.text(QAccessible.Text.Value) == f"{names[0]} 50 %, {names[1]} 50 %"

    in_window(body)


def test_the_other_design_stands_there_as_a_ghost(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        pad = mixed_of(it, 3)
        assert pad.place_of_ghost() is None
        it.studio.designing.switch()
        assert pad.place_of_ghost() is None, "the same blend"
        before = pad.place_of_point()
        drag(pad, corner(pad, 2, 3))
        assert ((pad.place_of_ghost() or QPointF()) - before).manhattanLength() < 3
        there = pad.grab().toImage().pixelColor(before.toPoint() + QPoint(6, -3)).name()
        it.studio.designing.copy_to_other()
        assert pad.place_of_ghost() is None
        assert pad.grab().toImage().pixelColor(before.toPoint() + QPoint(6, -3)).name() != there

    in_window(body)


def test_a_double_click_gives_equal_shares_in_one_step(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        pad = mixed_of(it, 3)
        drag(pad, corner(pad, 2, 3))
        before = shown(it)
        QTest.mouseClick(pad, LEFT, pos=corner(pad, 0, 3))
        double_click(pad, LEFT, pos=corner(pad, 0, 3))
        assert shown(it) == ["34 %", "33 %", "33 %"]
        it.studio.editing.undo()
        assert shown(it) == before

    in_window(body)


def test_it_rests_where_voices_cannot_be_mixed(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        pad = mixed_of(it, 2)
        view = it.window.design._view
        assert view is not None
        it.window.design.show_design(replace(view, mixing_unavailable_reason="It cannot."))
        assert (pad.isEnabled(), pad.toolTip()) == (False, "It cannot.")

    in_window(body)
