# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in the place of the text give the keyboard back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.voices import recording
from studio.audio.devices import InputDevice
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


@pytest.mark.parametrize("action", ["voices_as_map", "voice_from_clip"])
def test_a_page_is_made_once_and_gives_the_keyboard_back(
    in_window: InWindow, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    # Without a microphone another button would get the keyboard once that is known.
    monkeypatch.setattr(recording, "_microphones", lambda: (InputDevice("ALSA: a", "Built-in", 48_000, 0),))

    async def body(it: Open) -> None:
        panels = it.presenter.panels

        def shown() -> str:
            turns = (("voices_as_map", panels.map.shown), ("voice_from_clip", panels.cloning.shown))
            return next((name for name, is_shown in turns if is_shown), "")

        field = it.window.voices.search
        pages = []
        for _ in range(2):
            field.setFocus()
            assert shown() == ""
            it.presenter.actions[action].trigger()
            assert shown() == action
            pages.append(it.window.focusWidget())
            await it.settled()
            QTest.keyClick(it.window, Qt.Key.Key_Escape)
            assert shown() == ""
        assert it.window.focusWidget() is field
        assert pages[0] is pages[1]

    in_window(body)


def test_what_is_not_seen_any_more_gets_no_keyboard(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.window.voices.search.setFocus()
        it.presenter.actions["voice_from_clip"].trigger()
        await it.settled()
        it.window.voices.search.hide()
        assert it.presenter.panels.cloning.end()
        assert it.window.focusWidget() is it.window.voices.list
        it.window.voices.search.show()

    in_window(body)
