# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a new voice opens in the place of the text, and Escape goes back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.voices import recording
from studio.app.voices.recording import RecordingNow
from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.map.panel import VoiceMapPanel
from tests.support.held_microphone import HeldMicrophone
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


@pytest.mark.parametrize("by", ["key", "choice"])
def test_the_map_in_its_place_ends_it(in_window: InWindow, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    microphone = HeldMicrophone()
    monkeypatch.setattr(recording, "_opened", lambda _device_id: microphone)

    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        it.presenter.actions["voice_from_clip"].trigger()
        it.studio.cloning.record(count_in=False)
        await it.until(lambda: (it.studio.cloning.recording or RecordingNow(0, 0.0, 0.0)).recorded_s, "the recording")
        if by == "key":
            QTest.keyClick(it.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.mouseClick(it.window.voices.shown_as.segments[1], Qt.MouseButton.LeftButton)
        assert it.presenter.panels.map.shown
        assert not it.presenter.panels.cloning.shown
        assert it.studio.cloning.recording is None, "nothing is recorded unseen"
        await it.until(lambda: microphone.closed, "the microphone is closed")
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        await it.until(editor.hasFocus, "the text")
        assert it.window.manuscript.isVisible()

    in_window(body)


def test_a_dropped_recording_opens_it(in_window: InWindow, tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    soundfile.write(path, np.zeros(16000, np.float32), 8000)

    async def body(it: Open) -> None:
        it.window.files_dropped.emit([path])
        await it.until(lambda: it.studio.cloning.clip is not None, "the clip")
        assert it.studio.cloning.clip is not None
        assert it.studio.cloning.clip.name == "clip.wav"

    in_window(body)
