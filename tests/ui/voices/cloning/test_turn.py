# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a new voice opens in the place of the text, and Escape goes back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.map.panel import VoiceMapPanel
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_it_stands_between_voices_and_design_until_escape(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        it.presenter.actions["voice_from_clip"].trigger()
        page = it.window.findChild(CloningPage)
        assert isinstance(page, CloningPage)
        await it.settled()
        assert page.recorder.button.hasFocus() or page.drop.hasFocus()
        assert it.window.left.isVisible()
        assert it.window.design.isVisible()
        assert not it.window.manuscript.isVisible()
        assert page.isAncestorOf(it.window.notices)
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        await it.until(editor.hasFocus, "the text")
        assert not page.isVisible()
        assert not page.isAncestorOf(it.window.notices)

    in_window(body)


def test_it_takes_the_place_of_the_map_and_begins_anew(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.presenter.actions["voice_from_clip"].trigger()
        it.studio.cloning.agree(True)
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        it.presenter.actions["voices_as_map"].trigger()
        it.presenter.actions["voice_from_clip"].trigger()
        page, panel = it.window.findChild(CloningPage), it.window.findChild(VoiceMapPanel)
        assert isinstance(page, CloningPage)
        assert isinstance(panel, VoiceMapPanel)
        assert page.isVisible()
        assert not panel.isVisible()
        assert not page.agreed.isChecked()

    in_window(body)


def test_a_dropped_recording_opens_it(in_window: InWindow, tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    soundfile.write(path, np.zeros(16000, np.float32), 8000)

    async def body(it: Open) -> None:
        it.window.file_dropped.emit(path)
        await it.until(lambda: it.studio.cloning.clip is not None, "the clip")
        assert it.studio.cloning.clip is not None
        assert it.studio.cloning.clip.name == "clip.wav"

    in_window(body)
