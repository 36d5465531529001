# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything by keyboard, and everything told to screen readers: each control of the window, in each of its states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from studio.app.work.state import Notice
from studio.core.voices import MixPart, Voice
from studio.ui.design.mix_row import MixRow
from studio.ui.main_window import MainWindow
from tests.ui.conftest import InWindow, Open
from tests.ui.controls import (
    STATES,
    controls,
    focused,
    mixed,
    named,
    picture_order,
    round_trip,
    with_notices_and_work,
)

pytestmark = pytest.mark.display

SHIFT = Qt.KeyboardModifier.ShiftModifier
NAME, DESCRIPTION, VALUE = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value
ROLE = QAccessible.Role
# Which roles a control of ours may have; a plain widget that takes clicks has none of them.
ROLES = {
    ROLE.Button, ROLE.CheckBox, ROLE.ButtonMenu, ROLE.Slider, ROLE.ComboBox, ROLE.EditableText, ROLE.List,
    ROLE.RadioButton,
}  # fmt: skip


# --- every control


def told(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def wrong_with(window: MainWindow) -> Iterator[str]:
    """What a screen reader could not tell of a control."""
    found = controls(window)
    names = Counter((told(widget).role(), told(widget).text(NAME)) for widget in found)
    for widget in found:
        access = told(widget)
        name, about = access.text(NAME), access.text(DESCRIPTION)
        who = f"{type(widget).__name__} {name!r}"
        if not name:
            yield f"{who} in {type(widget.parentWidget()).__name__}: no name"
        # Of a page to read Qt tells that it is text, with its words.
        reads = isinstance(widget, QTextBrowser) and access.role() == ROLE.StaticText
        if access.role() not in ROLES and not reads:
            yield f"{who}: role {access.role()}"
        if names[access.role(), name] > 1:
            yield f"{who}: another one is called so"
        if not widget.isEnabled() and about in ("", name):
            yield f"{who}: does not say why it is disabled"
        if bool(access.state().disabled) == widget.isEnabled():
            yield f"{who}: state"
        if isinstance(widget, QAbstractButton) and (text := widget.text().strip("… ")) and text not in name:
            yield f"{who}: the name lacks what is written on it, {text!r}"
        if isinstance(widget, QAbstractSlider) and access.valueInterface().currentValue() != widget.value():
            yield f"{who}: value"
        if isinstance(widget, QComboBox) and (access.text(VALUE) != widget.currentText() or name == access.text(VALUE)):
            yield f"{who}: value {access.text(VALUE)!r}"


# --- the order of the picture


# --- the window's states


def test_every_control_is_told_with_name_role_value_and_state(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        wrong = []
        for state in STATES:
            await state(it)
            await it.settled()
            assert len(controls(it.window)) > 25
            wrong += [f"{state.__name__}: {fault}" for fault in wrong_with(it.window)]
        assert not wrong, "\n".join(wrong)

    in_window(body)


@pytest.mark.parametrize("noticed", [False, True], ids=["alone", "with a notice"])
@pytest.mark.parametrize("sheet", ["settings", "projects", "help"])
def test_every_control_of_a_sheet_is_told_and_reached_in_the_order_of_the_picture(
    in_window: InWindow, sheet: str, noticed: bool
) -> None:
    async def body(it: Open) -> None:
        it.presenter.actions[sheet].trigger()
        await it.until(lambda: it.window.stage.sheet is not None, "it is open")
        if noticed:
            it.studio.notices.emit(Notice("test", "Something to know.", "info"))
        await it.settled()
        for width in (1440, it.window.minimumWidth()):
            it.window.resize(width, 700)
            await it.settled()
            assert not (wrong := list(wrong_with(it.window))), "\n".join(wrong)
            wanted = picture_order(it.window)
            assert named(round_trip(it)) == named(wanted)
            # On the way the sheet was scrolled.
            assert named(round_trip(it, True, wanted[0])) == named(wanted[:1] + wanted[:0:-1])

    in_window(body)


def test_every_control_can_be_reached_though_it_was_scrolled_away(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await mixed(it)
        it.window.resize(it.window.minimumSize())
        await it.settled()
        for back in (False, True):
            round_trip(it, back)
            for widget in picture_order(it.window):
                if it.window.design.middle.isAncestorOf(widget):
                    it.window.voices.search.setFocus()
                    widget.setFocus(Qt.FocusReason.TabFocusReason)
                    await it.settled()
                    shown = it.window.design.middle.viewport()
                    assert shown.rect().contains(QRect(widget.mapTo(shown, QPoint()), widget.size())), named([widget])

    in_window(body)


# --- acting by keyboard


def test_space_presses_the_focused_button_and_does_not_play(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await mixed(it)
        await with_notices_and_work(it)
        window = it.window
        its_own = (window.transport.play, window.transport.stop, window.transport.loop, window.manuscript.undo)
        buttons = [
            widget
            for widget in picture_order(window)
            if isinstance(widget, QAbstractButton | QComboBox) and widget not in its_own
        ]
        assert len(buttons) > 10
        for button in buttons:
            if not (isValid(button) and button.isVisible() and button.isEnabled()):
                continue
            (name,) = named([button])
            button.setFocus(Qt.FocusReason.TabFocusReason)
            pressed = QSignalSpy(button.pressed) if isinstance(button, QAbstractButton) else None
            # A tool button's menu has a loop of its own, which must not begin within a coroutine.
            QTimer.singleShot(0, partial(QTest.keyClick, button, Qt.Key.Key_Space))
            await it.settled()
            opened = it.app.activePopupWidget()
            while (popup := it.app.activePopupWidget()) is not None:
                popup.close()
            await it.settled()
            assert opened is not None or (pressed is not None and pressed.count() == 1), name
            if (dialog := it.file_dialog) is not None:
                dialog.close()
                window.activateWindow()
                await it.until(window.isActiveWindow, "the window is active")
            assert it.phase == "stopped", name
        window.transport.play.setFocus()
        QTest.keyClick(window.transport.play, Qt.Key.Key_Space)
        await it.until(lambda: it.phase != "stopped", "playing")

    in_window(body)


def test_the_mix_is_evened_and_a_voice_taken_out_by_keyboard(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await mixed(it)
        rows: list[MixRow] = it.window.design.mix.rows
        names = [row.name.whole_text() for row in rows]
        it.studio.designing.set_share(rows[0].voice_id, 0.9)
        QTest.keyClicks(rows[0].slider, "=")
        assert [row.percent.text() for row in rows] == ["34 %", "33 %", "33 %"]
        rows[1].slider.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(rows[1].slider, Qt.Key.Key_Delete)
        assert [row.name.whole_text() for row in it.window.design.mix.rows] == [names[0], names[2]]
        assert focused(it) is it.window.design.mix.rows[1].slider
        await it.settled()
        row = it.window.design.mix.rows[1]
        for control in (row.percent, row.mute, row.solo, row.remove):
            QTest.keyClick(focused(it), Qt.Key.Key_Tab)
            assert focused(it) is control
        QTest.keyClick(focused(it), Qt.Key.Key_Space)
        assert [row.name.whole_text() for row in it.window.design.mix.rows] == [names[0]]
        assert focused(it) is it.window.design.mix.add
        row = it.window.design.mix.rows[0]
        assert not row.remove.isEnabled()

    in_window(body)


def test_the_list_of_voices_is_worked_by_keys_and_tells_which_the_design_has(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        listed = it.window.voices.list
        able = [voice for voice in it.studio.voices.all if voice.available]

        def go_to(voice: Voice) -> None:
            listed.setFocus(Qt.FocusReason.TabFocusReason)
            listed.setCurrentIndex(listed.rows.index_of(voice.id))

        go_to(able[1])
        QTest.keyClick(listed, Qt.Key.Key_Return)
        assert it.studio.editing.project.design.mix == (MixPart(able[1].id, 1.0),)
        go_to(able[0])
        QTest.keyClicks(listed, "+")
        assert {part.voice_id for part in it.studio.editing.project.design.mix} == {able[0].id, able[1].id}
        QTest.keyClick(listed, Qt.Key.Key_Right)
        await it.until(lambda: it.studio.hearing.view().audition_voice_id == able[0].id, "auditioning")
        it.studio.hearing.stop()
        await mixed(it)
        # As it is while a screen reader runs: Qt then keeps what it told up to date.
        QAccessible.setActive(True)
        try:
            access = told(listed)

            def selected() -> list[str]:
                items = [access.child(number) for number in range(access.childCount())]
                assert {item.role() for item in items} == {ROLE.ListItem}
                return [item.text(NAME) for item in items if item.state().selected]

            chosen = {part.voice_id for part in it.studio.designing.spoken_design.mix}
            names = [voice.name for voice in it.studio.voices.all if voice.id in chosen]
            assert [said.split(",")[0] for said in selected()] == names
            it.window.voices.search.setText(names[1])
            assert [said.split(",")[0] for said in selected()] == [names[1]]
            it.window.voices.search.clear()
            QTest.keyClick(listed, Qt.Key.Key_Down)
            assert [said.split(",")[0] for said in selected()] == names
        finally:
            QAccessible.setActive(False)

    in_window(body)


def test_the_lanes_tell_where_the_speech_is_and_take_a_place(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.hearing.play_all()
        await it.until(lambda: it.studio.hearing.view().elapsed_s > 1.0, "a second was heard")
        it.studio.hearing.play_or_pause()
        await it.until(lambda: it.phase == "paused", "paused")
        it.presenter.tick()
        for lane in (it.window.transport.overview, it.window.transport.detail):
            value = told(lane).valueInterface()
            assert value.minimumValue() == 0
            assert value.maximumValue() >= it.studio.hearing.view().total_s - 1
            assert value.currentValue() == int(it.studio.hearing.view().elapsed_s)
        told(it.window.transport.overview).valueInterface().setCurrentValue(4)
        await it.until(lambda: it.studio.hearing.view().elapsed_s > 3, "gone there")
        it.presenter.tick()
        assert told(it.window.transport.detail).valueInterface().currentValue() in (3, 4, 5)

    in_window(body)


# --- announcements
