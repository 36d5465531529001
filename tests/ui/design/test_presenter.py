# SPDX-License-Identifier: GPL-3.0-or-later
"""The design in the window and in the document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.app.design.design import shares_of
from studio.app.work.state import Notice
from studio.core.speech import Controls
from studio.core.voices import MAX_MIX_PARTS
from studio.ui.voices.delegate import add_rect
from studio.ui.widgets.slider import GrooveSlider
from tests.support.pointing import double_click, move_pointer
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def mix(it: Open, *weights: float) -> list[str]:
    """The first voices at these weights; their ids."""
    able = [voice.id for voice in it.studio.voices.all if voice.available][: len(weights)]
    it.studio.designing.choose_voice(able[0])
    for voice_id in able[1:]:
        it.studio.designing.add_to_mix(voice_id)
    for voice_id, weight in list(zip(able, weights, strict=True))[1:]:
        it.studio.designing.set_share(voice_id, weight)
    parted(it)
    return able


def parted(it: Open) -> None:
    """Keep the next change of a weight from being one step with the last one."""
    it.studio.designing.set_speed(it.studio.editing.project.design.controls.speed + 0.01)


def percents(it: Open) -> list[int]:
    shown = [int(row.percent.text().removesuffix(" %")) for row in it.window.design.mix.rows]
    assert [row.slider.value() for row in it.window.design.mix.rows] == [10 * percent for percent in shown]
    assert sum(shown) == 100
    return shown


def at(slider: GrooveSlider, value: int) -> QPoint:
    return QPoint(round(slider._x_of(value)), slider.height() // 2)


def drag(slider: GrooveSlider, *values: int) -> None:
    QTest.mousePress(slider, LEFT, pos=at(slider, slider.value()))
    for value in values:
        move_pointer(slider, at(slider, value))
    QTest.mouseRelease(slider, LEFT, pos=at(slider, values[-1]))


def click_twice(slider: GrooveSlider, value: int) -> None:
    # Its first press is a click like any other.
    QTest.mouseClick(slider, LEFT, pos=at(slider, value))
    assert slider.value() == value
    double_click(slider, LEFT, pos=at(slider, value))


async def enough_voices(it: Open) -> None:
    """Have one voice more than a mix may hold."""
    mix(it, 0.5, 0.5)
    while (count := sum(voice.available for voice in it.studio.voices.all)) <= MAX_MIX_PARTS:
        it.studio.designing.save_blend(f"Blend {count}")
        await it.until(lambda count=count: len(it.studio.voices.all) > count, "saved")  # type: ignore[misc]


def test_controls_are_undone_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        speed = it.window.design.expression.speed
        QTest.mouseClick(speed, LEFT, pos=QPoint(speed.width() - 2, speed.height() // 2))
        assert it.studio.editing.project.design.controls == Controls(1.0)
        assert it.window.manuscript.undo.isEnabled()
        QTest.mouseClick(it.window.manuscript.undo, LEFT)
        assert it.studio.editing.project.design.controls == Controls()
        assert speed.value() == 0
        assert not it.window.manuscript.undo.isEnabled()

    in_window(body)


def test_a_voice_added_at_first_joins_the_one_that_is_shown(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        it.window.voices.list.add_requested.emit(able[1].id)
        assert [row.name.whole_text() for row in it.window.design.mix.rows] == [able[0].name, able[1].name]

    in_window(body)


def test_a_weight_dragged_to_all_and_back_leaves_the_others_as_they_were(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = mix(it, 0.0, 0.0, 0.3)
        it.studio.designing.set_share(able[1], 0.5)
        parted(it)
        slider = it.window.design.mix.rows[1].slider
        before, shown = shares_of(it.studio.editing.project.design), percents(it)
        drag(slider, 800, 1000)
        assert percents(it) == [0, 100, 0]
        drag(slider, 300, 0, 1000, slider.minimum(), 500)
        assert percents(it) == shown
        assert shares_of(it.studio.editing.project.design) == pytest.approx(before, abs=1e-6)
        parted(it)
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_End)
        assert percents(it) == [0, 100, 0]
        it.studio.editing.undo()
        assert percents(it) == shown

    in_window(body)


def test_a_double_click_on_a_weight_gives_equal_shares_in_one_step_of_undo(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        mix(it, 0.0, 0.11, 0.47)
        design, shown = it.studio.editing.project.design, percents(it)
        slider = it.window.design.mix.rows[2].slider
        click_twice(slider, 900)
        assert percents(it) == [34, 33, 33]
        assert set(shares_of(it.studio.editing.project.design).values()) == {1 / 3}
        QTest.mouseClick(it.window.manuscript.undo, LEFT)
        assert (it.studio.editing.project.design, percents(it)) == (design, shown)

    in_window(body)


def test_a_slider_that_came_back_to_rest_leaves_nothing_to_undo(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        speed = it.window.design.expression.speed
        click_twice(speed, 60)
        assert it.studio.editing.project.design.controls.speed == 0.0
        assert not it.window.manuscript.undo.isEnabled()

    in_window(body)


def test_shown_percents_always_make_a_hundred(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = mix(it, 1.0)
        for voice in [voice for voice in it.studio.voices.all if voice.available][1:7]:
            it.studio.designing.add_to_mix(voice.id)
            percents(it)
        rows = it.window.design.mix.rows
        for number, row in enumerate(rows):
            drag(row.slider, 70 * number + 130, 30 * number + 10)
            assert 10 * percents(it)[number] == row.slider.value()
        it.studio.designing.remove_from_mix(able[0])
        percents(it)

    in_window(body)


def test_a_seventeenth_voice_is_refused_with_its_reason_wherever_it_is_asked_for(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await enough_voices(it)
        mix(it, *[0.05] * MAX_MIX_PARTS)
        design, listed = it.studio.editing.project.design, it.window.voices.list
        assert len(design.mix) == MAX_MIX_PARTS
        other = [voice for voice in it.studio.voices.all if voice.available][MAX_MIX_PARTS]
        add = it.window.design.mix.add

        def told_full() -> list[bool]:
            cards = it.window.notices.cards()
            return ["at most 16" in card.text.text() for card in cards if card.notice.key == "mix"]

        assert not add.isEnabled()
        assert "at most 16" in add.toolTip()
        index = listed.rows.index_of(other.id)
        listed.scrollTo(index)
        QTest.mouseClick(listed.viewport(), LEFT, pos=add_rect(listed.visualRect(index)).center())
        assert told_full() == [True]
        it.studio.notices.emit(Notice("mix", ""))
        entry = next(action for action in listed.menu_for(other).actions() if action.text() == "Add to mix")
        assert not entry.isEnabled()
        assert "at most 16" in entry.toolTip()
        it.studio.designing.add_to_mix(other.id)
        assert told_full() == [True]
        assert it.studio.editing.project.design == design
        it.studio.designing.remove_from_mix(design.mix[0].voice_id)
        QTest.mouseClick(listed.viewport(), LEFT, pos=add_rect(listed.visualRect(index)).center())
        assert len(it.studio.editing.project.design.mix) == MAX_MIX_PARTS
        assert told_full() == []

    in_window(body)
