# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole window with a real studio and the tone engine behind it."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QRadioButton, QSlider, QWidget
from shiboken6 import isValid

from studio.ui.columns.side import Chosen
from studio.ui.transport.lane import Lane
from studio.ui.widgets.popover import Popover
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_the_keyboard_goes_round_all_controls_and_wears_one_ring(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        visited: list[QWidget] = []
        for _ in range(60):
            QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Tab)
            now = it.app.focusWidget()
            assert now is not None
            if now in visited:
                break
            visited.append(now)
            if isinstance(now, QAbstractButton | QSlider | QComboBox):
                assert it.window.focus_ring.around is now
                assert now.accessibleName() or getattr(now, "text", str)()
        transport = it.window.transport
        wanted = [it.window.voices.search, it.window.voices.list, it.window.manuscript.editor, transport.play]
        assert {*wanted, it.window.design.expression.speed, transport.volume, transport.main} <= set(visited)

    in_window(body)


def test_return_presses_the_focused_button(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.window.transport.play.setFocus()
        QTest.keyClick(it.window.transport.play, Qt.Key.Key_Return)
        await it.until(lambda: it.phase != "stopped", "playing")

    in_window(body)


def test_no_control_is_dead(in_window: InWindow) -> None:
    """Each enabled control changes something that can be seen or heard."""

    async def body(it: Open) -> None:
        def differs(before: object) -> bool:
            return self_portrait(it) != before

        able = [voice.id for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0])
        it.studio.designing.add_to_mix(able[1])
        it.studio.designing.set_emotion("anger", 1)
        it.studio.editing.undo()
        controls = (QAbstractButton, QSlider, QComboBox, Lane)
        found = [w for kind in controls for w in it.window.findChildren(kind) if w.isVisible() and w.isEnabled()]
        assert len(found) > 20
        for control in found:
            if not isValid(control):
                continue  # it went with a voice that another one took out of the mix
            if not (control.isVisible() and control.isEnabled()):
                continue
            if isinstance(control, QRadioButton) and control.isChecked():
                continue  # the choice that stands
            it.studio.hearing.stop()
            it.studio.hearing.play_from(it.studio.editing.project.text.index("Is it"))
            await it.until(lambda: it.studio.hearing.view().word is not None, "playing")
            it.studio.hearing.play_or_pause()
            await it.until(lambda: it.phase == "paused", "paused")
            it.presenter.tick()
            before = self_portrait(it)
            operate(control)
            await it.until(partial(differs, before), f"{control.accessibleName()} {control!r} has an effect")
            popup = it.app.activePopupWidget()
            if popup is not None:
                popup.close()
            if (dialog := it.file_dialog) is not None:
                dialog.close()
            for popover in popovers(it):
                popover.dismiss()
            it.window.stage.close_all()
            await asyncio.sleep(0)

    in_window(body)


def operate(control: QWidget) -> None:
    if isinstance(control, QSlider):
        at_end = control.value() > (control.minimum() + control.maximum()) / 2
        QTest.mouseClick(control, LEFT, pos=QPoint(2 if at_end else control.width() - 2, control.height() // 2))
    elif isinstance(control, QComboBox):
        control.setFocus()
        control.showPopup()
    elif isinstance(control, Lane):
        QTest.mouseClick(control, LEFT, pos=QPoint(int(control.width() * 0.9), 10))
    elif isinstance(control, QAbstractButton) and getattr(control, "menu", lambda: None)() is not None:
        control.menu().popup(QPoint(300, 300))  # type: ignore[attr-defined]
    else:
        QTest.mouseClick(control, LEFT)


def self_portrait(it: Open) -> tuple[object, ...]:
    """What a control may change while speech is held."""
    view = it.studio.hearing.view()
    return (
        it.studio.editing.project,
        view.phase,
        it.studio.keeping.settings,
        view.word,
        view.loops,
        it.app.activePopupWidget() is not None,
        it.file_dialog is not None,
        it.window.design._footer.currentIndex(),
        it.window.voices.head.count.text(),
        len(it.window.notices.cards()),
        it.window.stage.sheet,
        it.window.manuscript.render_changed.text(),
        it.window.manuscript.find_bar.isVisible(),
        len(popovers(it)),
    )


def popovers(it: Open) -> list[Popover]:
    return [each for each in it.window.findChildren(Popover) if each.isVisible()]


def test_a_click_on_a_button_leaves_the_keyboard_in_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        QTest.keyClicks(editor, "x")
        QTest.mouseClick(it.window.manuscript.undo, LEFT)
        assert editor.hasFocus()

    in_window(body)


def test_a_sheet_takes_the_widths_of_the_columns_and_the_transport_repeats_them(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        window = it.window
        window.resize(1440, 900)
        window.columns.arrange(Chosen(400), Chosen(360, "folded"))
        it.presenter.actions["settings"].trigger()
        await it.until(lambda: window.stage.sheet is not None, "the settings")
        sheet = window.stage.sheet
        assert sheet is not None
        assert sheet.middle_px == 1440 - 400 - 360
        await it.settled()
        assert 400 <= window.transport.overview.mapTo(window, QPoint()).x() < 440
        window.resize(1280, 800)
        await it.until(lambda: sheet.middle_px == 680, "a form has room")
        window.stage.close_sheet()
        assert window.columns.widths == (400, 56)

    in_window(body)
