# SPDX-License-Identifier: GPL-3.0-or-later
"""What keys do in the whole window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.core.place import Place
from studio.core.project import Project, new_paragraph
from studio.project.file.content import Content
from tests.support.projects import created
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


def test_keys_make_the_text_larger_and_smaller_within_bounds_and_it_is_kept(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()

        def size() -> int:
            assert it.studio.keeping.settings.text_px == editor.document().defaultFont().pixelSize()
            return editor.font().pixelSize()

        assert size() == 16
        for key, px in (("Ctrl++", 17), ("Ctrl+=", 18), ("Ctrl+-", 17), ("Ctrl+0", 16)):
            QTest.keySequence(editor, QKeySequence(key))
            assert size() == px
        for _ in range(20):
            it.presenter.actions["text_smaller"].trigger()
        assert size() == 12
        it.studio.preferences.change(theme="dark", text_px=20)
        assert size() == 20

    in_window(body)


def test_escape_closes_what_is_open_before_it_stops_the_sound(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0].id)
        it.studio.designing.add_to_mix(able[1].id)
        it.studio.designing.save_blend("Duet")
        await it.until(lambda: any(voice.own for voice in it.studio.voices.all), "saved")
        made = next(voice for voice in it.studio.voices.all if voice.own)
        voices, design, editor = it.window.voices, it.window.design, it.window.manuscript.editor
        it.studio.hearing.play_all()
        await it.until(lambda: it.phase == "playing", "playing")
        cases: list[tuple[Callable[[], object], QWidget, bool]] = [
            (lambda: voices.begin_rename(made.id), voices.rename_field, False),
            (lambda: QTest.mouseClick(design.save, LEFT), design.save_name, False),
            (lambda: QTest.mouseClick(design.save, LEFT), design.save_name, True),
        ]
        for begin, field, away in cases:
            begin()
            assert field.isVisible()
            if away:
                editor.setFocus()
            QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Escape)
            assert not field.isVisible()
            assert it.phase in ("playing", "waiting")
        voices.focus_search()
        QTest.keyClicks(voices.search, "x")
        QTest.keyClick(voices.search, Qt.Key.Key_Escape)
        assert (voices.search.text(), it.studio.hearing.active) == ("", True)
        QTest.keyClick(voices.search, Qt.Key.Key_Escape)
        assert it.phase == "stopped"

    in_window(body)


def test_escape_closes_a_menu_and_leaves_the_sound(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        window = it.window
        it.studio.editing.replace_text("One two three four five. " * 60)
        it.studio.hearing.play_all()
        await it.until(lambda: it.phase == "playing", "playing")
        place = window.mapToGlobal(QPoint(300, 300))
        opens: list[Callable[[], object]] = [
            lambda: window.voices.head.language.menu().popup(place),
            lambda: window.manuscript.menu.popup(place),
            window.design.language.showPopup,
            lambda: window.voices.list.menu_for(it.studio.voices.all[0]).popup(place),
        ]
        for open_it in opens:
            open_it()
            await it.until(lambda: it.app.activePopupWidget() is not None, "open")
            popup = it.app.activePopupWidget()
            assert popup is not None
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            await it.until(lambda: it.app.activePopupWidget() is None, "closed")
            assert it.studio.hearing.active

    in_window(body)


@pytest.mark.parametrize("action", ["play_all", "play_here"])
def test_what_the_focus_has_just_moved_to_is_played(action: str, in_window: InWindow, tmp_path: Path) -> None:
    first = "One two three. " * 30
    path = tmp_path / "other.speech"
    project = Project((new_paragraph(first), new_paragraph("four " * 90)), title="Other")
    created(path, Content(project, place=Place(playhead=len(first) + 1))).close()

    async def body(it: Open) -> None:
        previewing = it.studio.previewing
        it.studio.editing.replace_text("The open one.")
        await it.until(it.presenter.actions[action].isEnabled, "it can be played")
        previewing.show(path)
        it.presenter.actions[action].trigger()
        await it.until(lambda: previewing.deck.hearing.view().phase == "playing", "it plays")
        assert previewing.deck.project.title == "Other"
        assert (previewing.deck.hearing.here < len(first)) == (action == "play_all")
        assert not it.studio.hearing.active
        previewing.leave()

    in_window(body)
