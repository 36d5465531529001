# SPDX-License-Identifier: GPL-3.0-or-later
"""From the list to the map and back: by key and by the choice in the header, with one selection."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from studio.app.work.state import Notice
from studio.ui.voices.map.panel import VoiceMapPanel
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL = Qt.KeyboardModifier.ControlModifier


def the_map(it: Open) -> VoiceMapPanel:
    panel = it.window.findChild(VoiceMapPanel)
    assert isinstance(panel, VoiceMapPanel)
    return panel


def test_the_key_shows_the_map_and_escape_goes_back_to_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        assert it.window.findChild(VoiceMapPanel) is None
        QTest.keyClick(it.window, Qt.Key.Key_M, CTRL)
        panel = the_map(it)
        await it.until(panel.view.hasFocus, "the map has the keyboard")
        await it.settled()
        assert not it.window.left.isVisible()
        assert not it.window.manuscript.isVisible()
        assert it.window.design.isVisible()
        left = it.window.design.mapTo(it.window.columns, QPoint()).x()
        assert panel.geometry() == QRect(0, 0, left, it.window.columns.height())
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        await it.until(editor.hasFocus, "the text has it")
        assert it.window.left.isVisible()
        assert not panel.isVisible()
        QTest.keyClick(it.window, Qt.Key.Key_M, CTRL)
        QTest.keyClick(it.window, Qt.Key.Key_M, CTRL)
        assert not panel.isVisible()

    in_window(body)


def test_the_choice_in_the_headers_turns_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        QTest.mouseClick(it.window.voices.shown_as.segments[1], Qt.MouseButton.LeftButton)
        panel = the_map(it)
        assert panel.isVisible()
        QTest.mouseClick(panel.shown_as.segments[0], Qt.MouseButton.LeftButton)
        assert it.window.left.isVisible()
        assert it.window.voices.shown_as.segments[0].isChecked()

    in_window(body)


def test_list_and_map_have_one_selection(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        listed = it.window.voices.list
        voices = [voice for voice in it.studio.voices.all if voice.available]
        listed.setCurrentIndex(listed.rows.index_of(voices[1].id))
        QTest.keyClick(it.window, Qt.Key.Key_M, CTRL)
        panel = the_map(it)
        assert panel.view.selected_id == voices[1].id
        panel.view.setFocus()
        QTest.keyClick(panel.view, Qt.Key.Key_Tab)
        found = listed.voice_at(listed.currentIndex())
        assert found is not None
        assert found.id == panel.view.selected_id

    in_window(body)


def test_a_notice_is_seen_beside_the_map_and_the_search_has_its_key(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        QTest.keyClick(it.window, Qt.Key.Key_M, CTRL)
        panel = the_map(it)
        it.studio.notices.emit(Notice("test", "Something to know.", "info"))
        await it.until(it.window.notices.isVisible, "the notice")
        assert panel.isAncestorOf(it.window.notices)
        it.presenter.actions["search_voices"].trigger()
        assert panel.search.hasFocus()
        it.studio.notices.emit(Notice("test", ""))
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        assert not it.window.notices.isVisible()
        assert not panel.isAncestorOf(it.window.notices)

    in_window(body)
