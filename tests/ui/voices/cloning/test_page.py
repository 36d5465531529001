# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a new voice: what is missing is told, what was found comes with a name to give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QFileDialog

from studio.app.voices.cloning import Clip, Found
from studio.app.voices.likeness_bands import LikenessBands
from studio.client.cloning import FoundBlend
from studio.core.voices import MixPart
from studio.ui.theme import Theme
from studio.ui.voices.cloning.page import CloningPage
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
CLIP = Clip("grandfather.wav", np.zeros(8000, np.float32), 1000, (0.0, 8.0))
FOUND = Found(FoundBlend((0.0,) * 192, 0.87, 0.1, 0.0, (MixPart("a", 1.0),), "It is not a copy.", ""), 4.1)


@pytest.fixture
def page(theme: Theme, show: Show) -> CloningPage:
    made = CloningPage(theme, LikenessBands((0.93, 0.98), (0.5, 0.8)))
    made.show_clip(None, "", False, False)
    made.show_search("Choose a recording first.", None, "")
    show(made, 840, 700)
    return made


def test_what_is_missing_is_told_until_it_is_there(page: CloningPage) -> None:
    assert not page.find_voice.isEnabled()
    assert page.blocker.text() == page.find_voice.toolTip() == "Choose a recording first."
    assert not page.play.isEnabled()
    asked = QSignalSpy(page.find_requested)
    page.show_clip(CLIP, "some words", True, False)
    page.show_search("", None, "")
    assert page.words.toPlainText() == "some words"
    assert page.agreed.isChecked()
    QTest.mouseClick(page.find_voice, LEFT)
    assert asked.count() == 1


def test_a_search_shows_how_far_it_is_and_can_be_cancelled(page: CloningPage) -> None:
    page.show_search("", 0.25, "")
    assert page.progress.isVisible()
    assert page.progress.value() == 250
    assert not page.find_voice.isEnabled()
    cancelled = QSignalSpy(page.cancel_requested)
    QTest.mouseClick(page.cancel, LEFT)
    assert cancelled.count() == 1
    page.show_search("", None, "There is no speech in it.")
    assert not page.progress.isVisible()
    assert page.trouble.isVisible()


def test_what_was_found_is_saved_by_enter_in_its_name(page: CloningPage) -> None:
    page.show_found(FOUND, "George 100 %")
    assert page.name.hasFocus()
    assert (page.likeness.text(), page.blend.whole_text(), page.note.text()) == (
        "0.87",
        "George 100 %",
        "It is not a copy.",
    )
    saved = QSignalSpy(page.save_requested)
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert saved.count() == 0
    QTest.keyClicks(page.name, "Grandfather")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert saved.at(0) == ["Grandfather"]
    page.show_found(None, "")
    assert not page.name.isVisible()


def test_a_file_is_chosen_in_a_dialog(page: CloningPage, pump: Pump, tmp_path: Path) -> None:
    chosen = QSignalSpy(page.file_chosen)
    QTest.mouseClick(page.choose, LEFT)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    pump(dialog.isVisible)
    dialog.fileSelected.emit(str(tmp_path / "clip.wav"))
    assert chosen.at(0) == [tmp_path / "clip.wav"]
    dialog.close()


def test_the_button_tells_whether_the_clip_is_played(page: CloningPage) -> None:
    page.show_clip(CLIP, "", False, False)
    still = page.play.icon().pixmap(18).toImage()
    page.show_playing(3.0, playing=True)
    assert page.play.icon().pixmap(18).toImage() != still
    page.show_playing(3.0, playing=False)
    assert page.play.icon().pixmap(18).toImage() == still


def test_what_is_typed_and_ticked_goes_out(page: CloningPage) -> None:
    said, closed = QSignalSpy(page.said), QSignalSpy(page.close_requested)
    page.words.setFocus()
    QTest.keyClicks(page.words, "Hi")
    assert said.at(said.count() - 1) == ["Hi"]
    ticked = QSignalSpy(page.agreed.chosen)
    QTest.mouseClick(page.agreed, LEFT, pos=page.agreed.rect().center())
    assert ticked.at(0) == [True]
    QTest.mouseClick(page.back, LEFT)
    assert closed.count() == 1
