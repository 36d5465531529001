# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings sheet in the running program."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from studio.app.hearing.device_watch import Devices
from studio.app.work.state import EngineState
from studio.client.status import EngineStatus
from studio.ui.sheets.settings.panel import SettingsSheet
from studio.ui.sheets.settings.presenter import engine_view
from studio.ui.sheets.settings.shortcut_rows import ID_ROLE
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.segmented import Segmented
from tests.support.watchdog import Watchdog
from tests.ui.conftest import InWindow, Open
from tests.ui.controls import focused

pytestmark = pytest.mark.display
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = ("One two three four five. " * 60).strip()


async def opened(it: Open) -> SettingsSheet:
    QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Comma, CTRL)
    await it.until(lambda: isinstance(it.window.stage.sheet, SettingsSheet), "the settings are open")
    sheet = it.window.stage.sheet
    assert isinstance(sheet, SettingsSheet)
    return sheet


def test_it_opens_by_its_key_while_speech_goes_on_and_escape_goes_back_to_the_word(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        it.studio.editing.replace_text(f"{editor.text} {LONG}")
        await it.until(lambda: editor.text.endswith(LONG), "a long text")
        editor.select(7, 12)
        it.studio.hearing.play_all()
        await it.until(lambda: it.phase == "playing", "playing")
        sheet = await opened(it)
        assert not editor.isVisible()
        assert it.window.transport.play.isVisible()
        assert it.window.status.isVisible()
        sheet.search.setFocus()
        QTest.keyClicks(sheet.search, "theme")
        QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
        assert (sheet.search.text(), it.window.stage.sheet) == ("", sheet)
        QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
        assert it.window.stage.sheet is None
        assert editor.hasFocus()
        assert editor.selected() == (7, 12)
        assert it.studio.hearing.active
        await opened(it)
        QTest.keyClick(focused(it), Qt.Key.Key_K, CTRL)
        assert it.window.voices.search.hasFocus()
        assert it.window.voices.search.isVisible()

    in_window(body)


def test_a_setting_acts_at_once_and_ctrl_z_takes_it_back_and_not_the_text(
    in_window: InWindow, watchdog: Watchdog
) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        QTest.keyClicks(editor, "More")
        typed = it.studio.editing.project.text
        undo = it.presenter.actions["undo"]
        sheet = await opened(it)
        assert (undo.isEnabled(), undo.text()) == (False, "Undo")
        control = sheet.fields["theme"].control
        assert isinstance(control, Segmented)
        QTest.mouseClick(control.segments[1], Qt.MouseButton.LeftButton)
        assert it.window.grab().toImage().pixelColor(5, 5).name() == "#161513"
        assert (it.studio.keeping.settings.theme, undo.text()) == ("dark", "Undo theme")
        QTest.keyClick(control.segments[1], Qt.Key.Key_Z, CTRL)
        assert (it.studio.keeping.settings.theme, control.segments[2].isChecked()) == ("system", True)
        QTest.keyClick(control.segments[2], Qt.Key.Key_Z, CTRL)
        assert it.studio.editing.project.text == typed
        QTest.keyClick(control.segments[2], Qt.Key.Key_Z, CTRL | SHIFT)
        assert it.studio.keeping.settings.theme == "dark"
        QTest.keyClick(control.segments[2], Qt.Key.Key_Escape)
        assert undo.text() == "Undo typing"

    # Qt dresses each of some 400 widgets anew.
    with watchdog.permitting("_chosen|connect_actions"):
        in_window(body)


def test_the_device_is_the_transports_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet, transport = await opened(it), it.window.transport.device
        it.studio.sound._devices_found(Devices((("", "Default"), ("hp", "Headphones"))))
        control = sheet.fields["device"].control
        assert isinstance(control, Combo)
        assert [control.itemText(row) for row in range(control.count())] == ["Default", "Headphones"]
        assert transport.currentText() == control.currentText() == "Default"

        def device() -> str | None:
            return it.studio.sound.player.device

        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_Down)
        assert device() == "hp"
        assert transport.currentText() == control.currentText() == "Headphones"
        QTest.keyClick(control, Qt.Key.Key_Z, CTRL)
        assert device() is None
        assert transport.currentText() == control.currentText() == "Default"

    in_window(body)


def test_the_engine_tells_what_runs_and_how_soon_it_spoke(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet = await opened(it)
        assert sheet.engine.state.text() == "ready"
        assert "Test tones" in sheet.engine.about.whole_text()
        it.studio.hearing.play_all()
        await it.until(lambda: re.fullmatch(r"first sound \d+\.\d\d s", sheet.engine.state.text()), "measured")
        it.studio.hearing.stop()
        link = it.studio.engine._link
        link._become(EngineState("failed", link.state.status, "It broke."))
        assert (sheet.engine.lack.text(), sheet.engine.act.text()) == ("It broke.", "Try again")
        status = EngineStatus("espeak-ng", "ready", notices=("It speaks plainly.",), fetchable_model=True)
        link.state = EngineState("ready", status)
        view = engine_view(it.studio)
        assert (view.lack, view.act, view.act_text) == (
            "It speaks plainly.", it.studio.engine.fetch_model, "Fetch the voice model",
        )  # fmt: skip

    in_window(body)


def test_a_key_chosen_in_the_settings_acts_at_once_everywhere_and_is_kept(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        shortcuts, actions = (await opened(it)).shortcuts, it.presenter.actions
        transport = it.window.transport
        done: list[str] = []
        actions["export"].triggered.disconnect()
        actions["export"].triggered.connect(lambda: done.append("export"))

        def press(action_id: str, *keys: str) -> None:
            shortcuts.search.clear()
            listed = shortcuts.list
            rows = [listed.model().index(number, 0) for number in range(listed.model().rowCount())]
            listed.setFocus()
            listed.setCurrentIndex(next(row for row in rows if row.data(ID_ROLE) == action_id))
            QTest.keyClick(listed, Qt.Key.Key_Return)
            for key in keys:
                QTest.keySequence(listed, QKeySequence(key))

        press("export", "Ctrl+J")
        assert it.studio.keeping.settings.shortcuts == {"export": ["Ctrl+J"]}
        QTest.keySequence(shortcuts.list, QKeySequence("Ctrl+J"))
        QTest.keySequence(shortcuts.list, QKeySequence("Ctrl+E"))
        assert done == ["export"]
        assert "(Ctrl+J)" in transport.main.toolTip()
        press("search_voices", "Ctrl+J", "Return")
        assert it.studio.keeping.settings.shortcuts == {"export": [], "search_voices": ["Ctrl+J"]}
        assert "(" not in transport.main.toolTip()
        QTest.keyClick(shortcuts.list, Qt.Key.Key_Z, CTRL)
        assert [key.toString() for key in actions["export"].shortcuts()] == ["Ctrl+J"]
        QTest.mouseClick(shortcuts.reset, Qt.MouseButton.LeftButton)
        assert it.studio.keeping.settings.shortcuts == {}
        assert [key.toString() for key in actions["export"].shortcuts()] == ["Ctrl+E"]

    in_window(body)
